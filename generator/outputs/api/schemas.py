"""Derive the JSON Schemas of the API's documents and the OpenAPI document from the models."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, models_json_schema
from pydantic_core.core_schema import ModelSchema

from generator.catalog.model import Catalog
from generator.outputs import addresses
from generator.outputs.api import documents
from generator.outputs.api.versions import LICENSE, SCHEMA_VERSION

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MODELS: dict[str, type[documents.Document]] = {
    "index": documents.IndexDocument,
    "codes": documents.CodesDocument,
    "code": documents.CodeDocument,
    "names": documents.NamesDocument,
    "stages": documents.StagesDocument,
    "modules": documents.ModulesDocument,
    "remedies": documents.RemediesDocument,
    "legacy": documents.LegacyDocument,
}
"""The model of each document, by its id in `addresses.DOCUMENTS`."""


class _Published(GenerateJsonSchema):
    """Schemas that allow unknown fields, so that clients of older schemas can read newer documents.

    Fields have no titles, as those would only repeat their names.
    """

    def model_schema(self, schema: ModelSchema) -> dict[str, Any]:
        found = super().model_schema(schema)
        found.pop("additionalProperties", None)
        return found

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def json_schemas(url: str, vendor: str) -> dict[str, dict[str, Any]]:
    """Return the JSON Schema (2020-12) of each document, by id; `url` is the site's, with a final slash.

    The models' texts have `{vendor}` for the vendor's name.
    """
    schemas = {
        id_: {"$schema": DIALECT, "$id": url + addresses.json_schema(id_)} | schema
        for id_, schema in _schemas().items()
    }
    return _filled(schemas, vendor)


@cache
def _schemas() -> dict[str, dict[str, Any]]:
    """Derive the schema of each document, once, as that takes a quarter of the time of a small dataset."""
    return {
        id_: document.model_json_schema(mode="serialization", schema_generator=_Published)
        for id_, document in MODELS.items()
    }


@cache
def _components() -> dict[str, Any]:
    """Derive the schemas of all documents for OpenAPI, by name, once."""
    _, schemas = models_json_schema(
        [(document, "serialization") for document in MODELS.values()],
        ref_template="#/components/schemas/{model}",
        schema_generator=_Published,
    )
    components: dict[str, Any] = schemas["$defs"]
    return components


def fields(schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each field of a document's schema: its place, and its type and values in words."""

    def found(node: Mapping[str, Any], place: str) -> Iterator[tuple[str, str]]:
        null = ""
        if "anyOf" in node:
            null = " or null"
            (node,) = (n for n in node["anyOf"] if n != {"type": "null"})
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rpartition("/")[2]]
        values = "".join(f" {value}" for value in node.get("enum", ()))
        yield place, f"{node['type']}{null}{values}"
        if node["type"] == "array":
            yield from found(node["items"], f"{place}[]")
        for name, field in node.get("properties", {}).items():
            yield from found(field, f"{place}.{name}")

    return found(schema, schema["$id"].rpartition("/")[2].removesuffix(".json"))


def openapi(url: str, catalog: Catalog) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of the API; `url` is the site's, with a final slash."""
    facts = catalog.facts
    document = {
        "openapi": "3.1.1",
        "info": {
            "title": catalog.labels["site-name"],
            "summary": f"The error codes of the {facts.product}, in Chinese and English.",
            "description": f"Unofficial and not affiliated with {facts.vendor}. Static files: read-only, "
            "without a key; GET is the only method.",
            "version": SCHEMA_VERSION,
            "license": {"name": "CC BY 4.0", "identifier": LICENSE},
        },
        "externalDocs": {"url": f"{url}en/api/"},
        "servers": [{"url": url + addresses.API.rstrip("/")}],
        "paths": {
            f"/{path}": {"get": _operation(id_, MODELS[id_])}
            for id_, path in addresses.DOCUMENTS.items()
        },
        "components": {"schemas": _components()},
    }
    return _filled(document, facts.vendor)


def _filled(schema: dict[str, Any], vendor: str) -> dict[str, Any]:
    quoted = json.dumps(vendor)[1:-1]
    filled: dict[str, Any] = json.loads(json.dumps(schema).replace("{vendor}", quoted))
    return filled


def _operation(id_: str, document: type[documents.Document]) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{document.__name__}"}
    found = {"description": document.__doc__, "content": {"application/json": {"schema": schema}}}
    operation: dict[str, Any] = {
        "operationId": id_,
        "summary": document.__doc__,
        "responses": {"200": found},
    }
    if id_ == "code":
        number = {"name": "code", "in": "path", "required": True}
        operation["parameters"] = [number | {"schema": {"type": "integer", "minimum": 0}}]
        operation["responses"]["404"] = {"description": "The code isn't in the dataset."}
    return operation
