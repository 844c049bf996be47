"""The codes of the headers: their names, and the causes of undocumented ones."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from generator.dataset.schema import CompleteCode
from site_tests.support.dataset import records
from site_tests.support.each import each
from site_tests.support.source import EnumRow, enum_rows, source_rows

COMMON = sorted({row.code for row in source_rows()})
ENUM = {code: list(rows) for code, rows in groupby(enum_rows(), key=lambda row: row.code)}


# --- the enum ------------------------------------------------------------------------------------


def test_enum_has_270_codes_and_271_names() -> None:
    assert len(ENUM) == 270
    assert len({row.name for row in enum_rows()}) == 271


def test_codes_equal_the_enum() -> None:
    assert sorted(records()) == sorted(ENUM)


@each("code", ENUM)
def test_names_headers_and_dates_equal_the_enum(code: int) -> None:
    def day(value: date | None) -> str:
        return value.isoformat() if value else ""

    written = [
        EnumRow(code, entry.name, entry.headers, day(entry.first), day(entry.last))
        for entry in records()[code].names
    ]
    assert sorted(written, key=lambda row: row.name) == sorted(ENUM[code], key=lambda row: row.name)


# --- codes beyond the common ones ----------------------------------------------------------------


def test_values_that_report_no_error_are_statuses() -> None:
    statuses = [code for code, r in records().items() if getattr(r, "kind", "error") == "status"]
    assert sorted(statuses) == [0, 1, 50001008, 50001009, 50001010]


@each("code", [c for c in ENUM if c not in COMMON])
def test_cause_of_an_undocumented_code_is_ours(code: int) -> None:
    record = records()[code]
    assert isinstance(record, CompleteCode)
    assert record.cause.source == "ours"
