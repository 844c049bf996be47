"""The tables of `site_tests/source/`: what the vendor published, and what was decided."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from site_tests.support.project import TESTS


class Line(NamedTuple):
    """A line of a table: where it stands, and its values."""

    place: str
    values: tuple[str, ...]


@cache
def lines(table: str) -> tuple[Line, ...]:
    """Return the lines of a table, without its head."""
    _, *rows = (TESTS / "source" / f"{table}.tsv").read_text("utf-8").splitlines()
    place = f"site_tests/source/{table}.tsv"
    return tuple(Line(f"{place}:{at}", tuple(row.split("\t"))) for at, row in enumerate(rows, 2))


class Row(NamedTuple):
    """A row of the vendor's page."""

    stage: str
    code: int
    name: str
    steps: tuple[str, ...]
    verdict: str


@cache
def source_rows() -> tuple[Row, ...]:
    """Return the rows of the vendor's page, in its order."""
    rows = (line.values for line in lines("common-codes"))
    return tuple(
        Row(stage, int(code), name, tuple(steps.split()), verdict)
        for stage, code, name, steps, verdict in rows
    )
