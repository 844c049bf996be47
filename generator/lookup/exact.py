"""Look up exact numbers and names without the engine, for platforms that cannot run it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .terminal import marked

_NUMBER = re.compile(r"-?(?:0x[0-9a-f]+|[0-9]+)", re.IGNORECASE)


def ask(index: dict[str, Any], query: str) -> dict[str, Any]:
    """Answer in the format of the engine's `ask`; only numbers and complete names are found."""
    return {"results": list(_results(index, query.strip())), "note": None, "told": [], "left": []}


def _results(index: dict[str, Any], query: str) -> Iterator[dict[str, Any]]:
    number = int(query, 16 if "x" in query.lower() else 10) if _NUMBER.fullmatch(query) else None
    values = set() if number is None else {number, -number}  # SDK wrappers negate codes
    for record in index["records"]:
        names = [*record["n"], *record.get("a", ())]
        if record["c"] in values or query.lower() in map(str.lower, names):
            yield _result("record", record, record["n"][0], index)
    for value in index["legacy"]:
        if value["c"] == number or query.lower() == (value["n"] or "").lower():
            yield _result("legacy", value, value["n"], index)


def _result(
    kind: str, entry: dict[str, Any], name: str | None, index: dict[str, Any]
) -> dict[str, Any]:
    meaning = marked(index["strings"], entry["x"], index["marks"][entry["w"]])
    return {
        "kind": kind,
        "why": "exact",
        "certain": True,
        "code": entry["c"],
        "anchor": entry.get("h"),
        "name": name,
        "family": entry.get("f"),
        "place": None,
        "title": None,
        "meaning": entry["x"] if "g" in entry else meaning,  # the stages' meanings have their marks
        "stage": None,
    }
