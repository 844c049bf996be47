"""Exact numbers and names by dictionary, where there is no engine for the platform."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_NUMBER = re.compile(r"-?(?:0x[0-9a-f]+|[0-9]+)", re.IGNORECASE)


def ask(index: dict[str, Any], query: str) -> dict[str, Any]:
    """Answer as the engine's `ask` does, for a query that is a number or a name."""
    return {"results": list(_results(index, query.strip())), "note": None}


def _results(index: dict[str, Any], query: str) -> Iterator[dict[str, Any]]:
    number = int(query, 16 if "x" in query.lower() else 10) if _NUMBER.fullmatch(query) else None
    sizes = set() if number is None else {number, -number}  # SDK wrappers negate codes
    for record in index["records"]:
        names = [*record["n"], *record.get("a", ())]
        if record["c"] in sizes or query.lower() in map(str.lower, names):
            yield _result("record", record, record["n"][0])
    for value in index["legacy"]:
        if value["c"] == number or query.lower() == (value["n"] or "").lower():
            yield _result("legacy", value, value["n"])


def _result(kind: str, thing: dict[str, Any], name: str | None) -> dict[str, Any]:
    return {
        "kind": kind,
        "why": "exact",
        "certain": True,
        "code": thing["c"],
        "anchor": thing.get("h"),
        "name": name,
        "family": thing.get("f"),
        "meaning": thing["x"],
    }
