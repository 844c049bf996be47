"""The codes of the headers: their names, and the causes of undocumented ones."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from generator.catalog.model import Catalog
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
    statuses = [code for code, r in records().items() if r.kind == "status"]
    assert sorted(statuses) == [0, 1, 50001008, 50001009, 50001010]


COMMENTED = [c for c, r in records().items() if r.comment and r.tier == "complete"]


@each("code", COMMENTED)
def test_comment_of_a_header_is_the_meaning_of_a_code_without_another(
    code: int, catalogs: dict[str, Catalog]
) -> None:
    for catalog in catalogs.values():
        found = catalog.by_code[code]
        assert found.cause == found.comment
        assert found.cause.text in found.summary
        assert found.cause.source.mark == "header"


@each("code", [c for c in ENUM if c not in COMMON])
def test_meaning_of_a_code_outside_of_the_vendors_page_is_not_its(
    code: int, catalogs: dict[str, Catalog]
) -> None:
    found = catalogs["en"].by_code[code]
    assert {g.cause.source.mark for g in found.guidance} <= {"document", "sample", "header", "ours"}
    steps = [step for guidance in found.guidance for step in guidance.steps]
    assert {step.source.mark for step in steps} <= {"sample", "header", "ours"}
    assert {g.retry.source.mark for g in found.guidance} <= {"sample", "header", "ours"}
