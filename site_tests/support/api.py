"""The API's documents, read."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from generator.outputs import addresses, api
from site_tests.support.dataset import catalogs, records

URL = "https://site.example/"
CODES = sorted(records())
LISTS = ["codes", "stages", "modules", "remedies", "legacy"]
WHOLE = ["index", "names", *LISTS]
"""The documents of which there is one."""
FORMATS = Draft202012Validator.FORMAT_CHECKER


@cache
def files() -> dict[str, Any]:
    """Return every file of the API, read, by path below its folder."""
    texts = dict(api.files(catalogs(), URL))
    assert all(path.startswith(addresses.API) for path in texts)
    return {path.removeprefix(addresses.API): json.loads(text) for path, text in texts.items()}


def strict(schema: Any) -> Any:
    """Return a schema that refuses unknown fields: our own documents have none."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: strict(part) for key, part in schema.items()}
    return {"additionalProperties": False} | closed if schema.get("type") == "object" else closed


def code_of(code: int) -> dict[str, Any]:
    found = files()[f"codes/{code}.json"]
    assert isinstance(found, dict)
    return found


def by_id(name: str) -> dict[str, dict[str, Any]]:
    return {item["id"]: item for item in files()[f"{name}.json"]["items"]}
