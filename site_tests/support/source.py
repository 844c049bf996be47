"""What the vendor published: the rows of its page, the names of the headers, the older SDKs' values."""

from __future__ import annotations

import csv
from functools import cache
from typing import NamedTuple

from site_tests.support.project import TESTS


class Row(NamedTuple):
    """A row of the vendor's page."""

    stage: str
    code: int
    name: str
    steps: tuple[str, ...]


class EnumRow(NamedTuple):
    """A name of a code in the published headers."""

    code: int
    name: str
    headers: dict[str, int]
    first: str
    last: str


class LegacyRow(NamedTuple):
    """A value of the older SDKs."""

    family: str
    code: int
    hexadecimal: str
    name: str
    first: str
    last: str
    successor: str


def _table(name: str) -> list[dict[str, str]]:
    with (TESTS / "source" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def source_rows() -> tuple[Row, ...]:
    """The rows of the vendor's page, in its order."""
    return tuple(
        Row(row["stage"], int(row["code"]), row["printed_name"], tuple(row["steps"].split()))
        for row in _table("common-codes.tsv")
    )


@cache
def enum_rows() -> tuple[EnumRow, ...]:
    """The names of the enum, by code."""
    return tuple(
        EnumRow(
            int(row["code"]),
            row["name"],
            {
                platform: int(count)
                for platform, count in (p.split(":") for p in row["headers_per_platform"].split())
            },
            row["first_seen"],
            row["last_seen"],
        )
        for row in _table("sdk-enum.tsv")
    )


@cache
def legacy_rows() -> tuple[LegacyRow, ...]:
    """The legacy values, by family."""
    return tuple(
        LegacyRow(
            row["family"],
            int(row["code"]),
            row["hex"],
            row["name"],
            row["first_seen"],
            row["last_seen"],
            row["successor"],
        )
        for row in _table("legacy-codes.tsv")
    )
