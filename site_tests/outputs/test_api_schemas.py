"""The API's schemas and its OpenAPI document: valid, complete, and open to new fields."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator.outputs import addresses
from site_tests.support.api import CODES, FORMATS, URL, WHOLE, code_of, files, strict
from site_tests.support.each import each
from site_tests.support.nightly import some


def validator(id_: str) -> Draft202012Validator:
    """Return the schema as it is published, but strict."""
    return Draft202012Validator(strict(files()[f"schema/{id_}.json"]), format_checker=FORMATS)


def published(id_: str) -> Draft202012Validator:
    return Draft202012Validator(files()[f"schema/{id_}.json"], format_checker=FORMATS)


SAMPLES = {
    **{id_: f"{id_}.json" for id_ in WHOLE},
    "code": "codes/52001002.json",
}


# --- the schemas


@pytest.mark.parametrize("id_", addresses.DOCUMENTS)
def test_a_schema_is_one_and_says_where_it_is(id_: str) -> None:
    schema = files()[f"schema/{id_}.json"]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"{URL}api/v1/schema/{id_}.json"


@pytest.mark.parametrize("id_", WHOLE)
def test_a_document_is_valid(id_: str) -> None:
    validator(id_).validate(files()[f"{id_}.json"])


@each("code", CODES)
def test_a_record_is_valid(code: int) -> None:
    validator("code").validate(code_of(code))


def test_there_is_no_file_without_a_schema_and_no_schema_without_a_file() -> None:
    expected = {f"{id_}.json" for id_ in WHOLE}
    expected |= {f"codes/{code}.json" for code in CODES}
    expected |= {f"schema/{id_}.json" for id_ in addresses.DOCUMENTS} | {"openapi.json"}
    assert set(files()) == expected
    assert set(addresses.DOCUMENTS) == {"code", *WHOLE}


def nodes(schema: object) -> Iterator[dict[str, Any]]:
    """Yield every mapping in a schema."""
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from nodes(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from nodes(value)


@pytest.mark.parametrize("id_", addresses.DOCUMENTS)
def test_a_schema_is_open_and_has_no_union_but_with_null(id_: str) -> None:
    for node in nodes(files()[f"schema/{id_}.json"]):
        assert node.get("additionalProperties", A_NUMBER) == A_NUMBER  # in a mapping by names
        assert "oneOf" not in node and "allOf" not in node
        assert not isinstance(node.get("type"), list)
        if "anyOf" in node:
            assert len(node["anyOf"]) == 2
            assert {"type": "null"} in node["anyOf"]
        if node.get("type") == "object" and "additionalProperties" not in node:
            assert node["required"] == list(node["properties"])
            assert node["description"]


BY_NAME = ("names",)
"""The place of a mapping whose keys are no fields."""
A_NUMBER = {"type": "integer"}


def places(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value in a document, of a list's items the first only."""
    yield path
    items: Any = ()
    if isinstance(part, dict) and path != BY_NAME:
        items = part.items()
    elif isinstance(part, list):
        items = enumerate(part[:1])
    for key, item in items:
        yield from places(item, (*path, key))


def at(document: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        document = document[key]
    return document


def extended(value: Any) -> Iterator[Any]:
    """Yield copies of a document, each with an unknown field in one place."""
    for path in places(value):
        if isinstance(at(value, path), dict) and path != BY_NAME:
            longer = copy.deepcopy(value)
            at(longer, path)["unknown"] = None
            yield longer


def spoilt(value: Any) -> Iterator[Any]:
    """Yield copies of a document, each with one mistake."""
    for path in places(value):
        part = at(value, path)
        if isinstance(part, dict) and path != BY_NAME:
            for key in part:
                broken = copy.deepcopy(value)
                del at(broken, path)[key]
                yield broken
        if path:
            broken = copy.deepcopy(value)
            wrong: object = {} if isinstance(part, list) else []
            at(broken, path[:-1])[path[-1]] = wrong
            yield broken


def small_sample(id_: str) -> Any:
    """Return a document with at most one item in its list, so that it is spoilt soon."""
    document = copy.deepcopy(files()[SAMPLES[id_]])
    if "items" in document:
        document["items"] = document["items"][:1]
    return document


@pytest.mark.parametrize("id_", addresses.DOCUMENTS)
def test_a_published_schema_lets_unknown_fields_pass_and_a_strict_one_does_not(id_: str) -> None:
    longer = list(extended(small_sample(id_)))
    assert longer
    assert all(published(id_).is_valid(document) for document in longer)
    assert not any(validator(id_).is_valid(document) for document in longer)


@pytest.mark.parametrize("id_", addresses.DOCUMENTS)
def test_a_schema_refuses_whatever_is_wrong(id_: str) -> None:
    check = published(id_)
    document = small_sample(id_)
    assert check.is_valid(document)
    broken = list(spoilt(document))
    assert len(broken) >= 2 * len(document)
    assert [b for b in broken if check.is_valid(b)] == []


@pytest.mark.parametrize(
    "field, wrong",
    [
        ("schema_version", "2.0.0"),
        ("record_version", "no digest"),
        ("code", -1),
        ("code", "52001002"),
        ("tier", "rare"),
        ("kind", None),
        ("stages", [None]),
        ("related", ["x"]),
    ],
)
def test_a_schema_refuses_a_wrong_value(field: str, wrong: object) -> None:
    assert not published("code").is_valid(code_of(52001002) | {field: wrong})


def test_formats_are_checked() -> None:
    assert {"date", "uri"} <= set(FORMATS.checkers)


@pytest.mark.parametrize("wrong", ["http//no.example", "ftp://x.example/", "https://x y/", "/here"])
def test_a_schema_refuses_a_wrong_url(wrong: str) -> None:
    document = copy.deepcopy(code_of(52001002))
    document["urls"]["permalink"] = wrong
    assert not published("code").is_valid(document)


def test_a_schema_refuses_another_kind_of_document() -> None:
    for id_, path in SAMPLES.items():
        accepting = {other for other in SAMPLES if published(other).is_valid(files()[path])}
        assert accepting == {id_}


# --- OpenAPI


def test_the_openapi_document_is_valid() -> None:
    OpenAPIV31SpecValidator(files()["openapi.json"]).validate()
    assert files()["openapi.json"]["openapi"].startswith("3.1.")


@pytest.mark.parametrize("field", ["info", "openapi"])
def test_an_openapi_document_without_what_it_needs_is_refused(field: str) -> None:
    document = {k: v for k, v in files()["openapi.json"].items() if k != field}
    assert list(OpenAPIV31SpecValidator(document).iter_errors())


def test_the_openapi_document_has_every_file_and_no_other() -> None:
    document = files()["openapi.json"]
    (server,) = document["servers"]
    assert server["url"] + "/" == URL + addresses.API
    paths = [re.escape(path).replace(r"\{code\}", r"\d+") for path in document["paths"]]
    data = {f"/{path}" for path in files() if not path.startswith("schema/")} - {"/openapi.json"}
    for path in data:
        assert sum(bool(re.fullmatch(pattern, path)) for pattern in paths) == 1, path
    for pattern in paths:
        assert any(re.fullmatch(pattern, path) for path in data), pattern


@pytest.mark.parametrize("id_", some(list(addresses.DOCUMENTS), 3))
def test_the_openapi_document_describes_the_documents_as_the_schemas_do(id_: str) -> None:
    document = files()["openapi.json"]
    (operation,) = (
        item["get"] for item in document["paths"].values() if item["get"]["operationId"] == id_
    )
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    check = Draft202012Validator(document | schema, format_checker=FORMATS)
    check.validate(files()[SAMPLES[id_]])
    assert all(check.is_valid(longer) for longer in extended(small_sample(id_)))
    assert [b for b in spoilt(small_sample(id_)) if check.is_valid(b)] == []
