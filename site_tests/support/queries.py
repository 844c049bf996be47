"""The table of queries, and its expectations that a result does not meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import pytest
import yaml

from generator.catalog.model import Code
from generator.outputs.escape import plain
from site_tests.support.dataset import catalogs
from site_tests.support.project import TESTS

Query = dict[str, Any]
QUERIES: list[Query] = yaml.safe_load((TESTS / "tables" / "queries.yaml").read_text("utf-8"))[
    "queries"
]
EXPECTATIONS = {
    *("first", "first_legacy", "start", "all", "among", "legacy", "certain"),
    *("words", "some", "none", "near"),
}


class Row(NamedTuple):
    """A result in the list."""

    kind: str  # record or legacy
    code: int
    why: str
    certain: bool
    link: str


def codes(found: list[Row], kind: str) -> list[int]:
    """Return the results in the list, without the neighbors of an unknown number."""
    return [row.code for row in found if row.kind == kind and row.why != "near"]


def each(queries: Sequence[Query]) -> pytest.MarkDecorator:
    """Parametrize a test by queries; a query is its own id."""
    params = [pytest.param(query, id=f"{query['lang']}-{query['q'][:50]}") for query in queries]
    return pytest.mark.parametrize("query", params)


@cache
def words_of(lang: str) -> dict[int, str]:
    """Return all that is said of each code, in lower case."""

    def texts(code: Code) -> Iterator[str]:
        for name in code.names:
            yield name.name
        if code.erratum:
            yield code.erratum.printed
        for guidance in code.guidance:
            yield guidance.cause.text
            for remedy in guidance.steps:
                yield remedy.text
        yield code.comment.text if code.comment else ""
        yield code.note.text if code.note else ""
        yield from (code.module.title, code.module.text)
        for stage in code.stages:
            yield from (stage.title, stage.summary)

    return {c.code: "\n".join(map(plain, texts(c))).lower() for c in catalogs()[lang].codes}


def unmet(query: Query, found: list[Row], texts: dict[int, str]) -> Iterator[str]:
    """Yield the expectations of a query that do not hold."""
    records, legacy = codes(found, "record"), codes(found, "legacy")
    top = found[0] if found and found[0].why != "near" else None
    certain = {row.code for row in found if row.certain}
    looked_for = query["q"].lower().split()
    plainly = {code for code, text in texts.items() if all(word in text for word in looked_for)}
    near = {row.code for row in found if row.why == "near"}
    named = {*query.get("among", []), *query.get("legacy", [])}
    start = query.get("start", [])
    holds: dict[str, Callable[[Any], object]] = {
        "first": lambda code: top and (top.kind, top.code) == ("record", code),
        "first_legacy": lambda code: top and (top.kind, top.code) == ("legacy", code),
        "start": lambda _: [row.code for row in found[: len(start)]] == start,
        "all": lambda expected: set(expected) <= set(records),
        "among": lambda expected: set(expected) <= set(records[:3]),
        "legacy": lambda expected: set(expected) <= set(legacy),
        "certain": lambda expected: expected is False and named and not named & certain,
        "words": lambda _: plainly and plainly <= set(records),
        "some": lambda _: records,
        "none": lambda _: not records and not legacy,
        "near": lambda expected: set(expected) <= near,
    }
    for key in query.keys() - {"q", "lang"}:
        if not holds[key](query[key]):
            missing = f", misses {sorted(plainly - set(records))}" if key == "words" else ""
            yield f"{key}: {query[key]}{missing}"
