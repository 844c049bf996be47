"""Convert pydantic's errors into problems with positions."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic import BaseModel

from generator.dataset.diagnostics import Diagnostic, did_you_mean
from generator.dataset.rules.declarations import (
    SCHEMA_MISSING,
    SCHEMA_TYPE,
    SCHEMA_UNKNOWN,
    SCHEMA_VALUE,
)
from generator.dataset.source_file import Location, SourceFile


def translate(
    file: SourceFile, location: Location, shape: type[BaseModel], error: Any
) -> Diagnostic:
    """Convert one of pydantic's errors, found below `location`."""
    kind, ctx = error["type"], error.get("ctx", {})
    path = _written(file.value, location, error["loc"])
    name = str(error["loc"][-1]) if error["loc"] else ""
    message = error["msg"].removeprefix("Value error, ")
    message = message[:1].lower() + message[1:]
    hint, rule = "use a valid value", SCHEMA_VALUE
    if kind == "missing":
        message, hint, rule = f"has no `{name}`", "add it", SCHEMA_MISSING
    elif kind == "extra_forbidden":
        known = _siblings(shape, file, path)
        hint = did_you_mean(name, known, f"delete it, or use one of {', '.join(known)}")
        message, rule = "is not a known field", SCHEMA_UNKNOWN
        if (shape.__name__, name) == ("DatasetFile", "date"):
            hint = "delete it, as `release` sets the date"
    elif kind == "literal_error":
        message, hint = f"is {error['input']!r}", f"use one of {ctx['expected']}"
    elif kind == "string_pattern_mismatch":
        message = f"is {error['input']!r}, which does not match {ctx['pattern']}"
    elif kind.endswith(("_type", "_parsing")) or kind == "is_instance_of":
        hint, rule = "use a value of that type", SCHEMA_TYPE
    return file.problem(path, message, hint, rule)


def _written(value: Any, start: Location, location: Iterable[str | int]) -> Location:
    """Append `location` to `start`, without the parts that pydantic adds (union tags, `[key]`)."""
    path = list(start)
    for part in start:
        value = value[part]
    for part in location:
        if isinstance(value, dict):
            known = part in value
        else:
            known = isinstance(value, list) and isinstance(part, int) and part < len(value)
        if known:
            value = value[part]
            path.append(part)
    return tuple(path)


def _siblings(shape: type[BaseModel], file: SourceFile, path: Location) -> list[str]:
    """Return the known fields of the mapping that has the unknown field at `path`."""
    schema = _json_schema(shape)
    written = file.value
    for part in path[:-1]:
        written = written[part]
    models = [schema, *schema.get("$defs", {}).values()]
    others = set(written) - {path[-1]}
    ranked = sorted(
        (model for model in models if "properties" in model),
        key=lambda model: -len(others & set(model["properties"])),
    )
    return list(ranked[0]["properties"]) if ranked else []


@cache  # a file may have thousands of unknown fields
def _json_schema(shape: type[BaseModel]) -> dict[str, Any]:
    return shape.model_json_schema()
