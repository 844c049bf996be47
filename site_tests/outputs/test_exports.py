"""The table for spreadsheets says what the dataset says."""

from __future__ import annotations

import csv
import io
import re
from functools import cache

import pytest

from generator.outputs import addresses, exports
from generator.outputs.exports import spreadsheet
from site_tests.support.attacks import ATTACKS, Attacked
from site_tests.support.dataset import catalogs, dataset, records
from site_tests.support.each import each
from site_tests.support.exports import URL, files

CODES = sorted(records())


def test_the_files_are_in_what_is_rendered(docs: dict[str, str]) -> None:
    expected = dict(exports.files(catalogs(), dataset().dataset.url))
    downloads = {path for path, _ in addresses.DOWNLOADS.values()}
    assert set(expected) == downloads - {addresses.OFFLINE}
    assert expected.items() <= docs.items()


def rows_of(text: str) -> dict[int, dict[str, str]]:
    """Return the rows of the table by code, as Excel reads them: it goes by the byte order mark."""
    data = text.encode()
    assert data.startswith(b"\xef\xbb\xbf")
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    rows = list(reader)
    assert reader.fieldnames == list(spreadsheet.COLUMNS)
    assert all(None not in row and None not in row.values() for row in rows)
    return {int(row["code"]): row for row in rows}


@cache
def table() -> dict[int, dict[str, str]]:
    return rows_of(files()["codes.csv"])


def test_the_lines_of_the_table_end_as_excel_writes_them() -> None:
    outside = re.sub(r'"(?:[^"]|"")*"', "", files()["codes.csv"])
    assert outside.count("\r\n") == outside.count("\n") == outside.count("\r") == len(CODES) + 1


@each(
    "cell", ["=1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠1"]
)
def test_a_formula_is_made_text(cell: str) -> None:
    assert spreadsheet.harmless(cell) == "'" + cell if cell[0] not in "\t\r\n" else True
    assert spreadsheet.harmless(cell).startswith("'")


@pytest.mark.parametrize("cell", ["a;=1", "a\n=1", "a\t@1", "a\r\n-1", "a; +1"])
def test_a_formula_behind_what_may_separate_cells_is_made_text(cell: str) -> None:
    for part in re.split(r"[;\t\r\n]+", spreadsheet.harmless(cell))[1:]:
        assert part.startswith("'")


@pytest.mark.parametrize(
    "cell", ["", "a=b", "1-2", "x@y", "检查网络。", "a, -1", "0x1F", "'quoted'"]
)
def test_other_text_stays_as_it_is(cell: str) -> None:
    assert spreadsheet.harmless(cell) == cell


def test_no_cell_of_the_table_had_to_be_made_harmless() -> None:
    assert not any("'=" in c or c.startswith("'") for row in table().values() for c in row.values())


# --- hostile data


@each("attack", ATTACKS)
def test_a_hostile_cell_stays_text(attack: str, attacked: Attacked) -> None:
    catalogs = attacked(attack)
    rows = rows_of(spreadsheet.codes_csv(catalogs, URL))
    assert list(rows) == [code.code for code in catalogs["en"].codes]
    for row in rows.values():
        assert row["cause_en"] == spreadsheet.harmless(attack)
        assert row["cause_en"].replace("'", "") == attack.replace("'", "")
        assert not re.match(r"[=+\-@\t\r]", row["cause_en"])
