"""What pydantic finds, in our words and at its place in the file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter

from generator.dataset.diagnostics import Problem, did_you_mean
from generator.dataset.document import Document, Loc
from generator.dataset.rules.declarations import (
    SCHEMA_MISSING,
    SCHEMA_TYPE,
    SCHEMA_UNKNOWN,
    SCHEMA_VALUE,
)


def translate(document: Document, loc: Loc, shape: Any, error: Any) -> Problem:
    """One of pydantic's errors in our words, at its place in the file."""
    kind, ctx = error["type"], error.get("ctx", {})
    path = _written(document.value, loc, error["loc"])
    field_name = str(error["loc"][-1]) if error["loc"] else ""
    if kind == "missing":
        return document.problem(path, f"has no `{field_name}`", "add it", SCHEMA_MISSING)
    if kind == "extra_forbidden":
        known = _siblings(shape, document, path)
        fix = did_you_mean(field_name, known, f"delete it or use one of {', '.join(known)}")
        return document.problem(path, "is no field that is known here", fix, SCHEMA_UNKNOWN)
    if kind in ("literal_error", "union_tag_invalid", "union_tag_not_found"):
        expected = ctx.get("expected") or ctx.get("expected_tags") or "`tier: common` or `complete`"
        given = ctx.get("tag", error.get("input"))
        if kind == "union_tag_not_found":
            return document.problem(
                path, "has no `tier`", "add `tier: common` or `tier: complete`", SCHEMA_MISSING
            )
        here = (*path, "tier") if kind == "union_tag_invalid" else path
        return document.problem(here, f"is {given!r}", f"write one of {expected}", SCHEMA_VALUE)
    if kind == "string_pattern_mismatch":
        what = f"is {error['input']!r}, which does not match {ctx['pattern']}"
        return document.problem(path, what, "write such a value", SCHEMA_VALUE)
    if kind.endswith(("_type", "_parsing")) or kind == "is_instance_of":
        return document.problem(path, _lower(error["msg"]), "write that type", SCHEMA_TYPE)
    return document.problem(path, _lower(error["msg"]), "write such a value", SCHEMA_VALUE)


def _lower(message: str) -> str:
    return (
        message.removeprefix("Value error, ")[:1].lower()
        + message.removeprefix("Value error, ")[1:]
    )


def _written(value: Any, start: Loc, loc: Iterable[str | int]) -> Loc:
    """`loc` below `start`, without what pydantic adds to it (tags of unions, `[key]`)."""
    path = list(start)
    for part in start:
        value = value[part]
    for part in loc:
        if isinstance(value, dict):
            known = part in value
        else:
            known = isinstance(value, list) and isinstance(part, int) and part < len(value)
        if known:
            value = value[part]
            path.append(part)
    return tuple(path)


def _siblings(shape: Any, document: Document, path: Loc) -> list[str]:
    """The fields that the schema knows where an unknown one stands."""
    schema = shape.json_schema() if isinstance(shape, TypeAdapter) else shape.model_json_schema()
    written = document.value
    for part in path[:-1]:
        written = written[part]
    models = [schema, *schema.get("$defs", {}).values()]
    others = set(written) - {path[-1]}
    ranked = sorted(
        (model for model in models if "properties" in model),
        key=lambda model: -len(others & set(model["properties"])),
    )
    return list(ranked[0]["properties"]) if ranked else []
