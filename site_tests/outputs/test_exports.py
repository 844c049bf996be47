"""The table for spreadsheets says what the dataset says."""

from __future__ import annotations

import csv
import io
import re
from functools import cache

import pytest

from generator.dataset.meanings import meaning_of
from generator.outputs import addresses, exports
from generator.outputs.escape import plain
from generator.outputs.exports import spreadsheet
from site_tests.support.attacks import ATTACKS, Attacked
from site_tests.support.dataset import catalogs, dataset, records
from site_tests.support.each import each
from site_tests.support.exports import URL, files
from site_tests.support.project import LANGS

CODES = sorted(records())


def test_the_files_are_in_what_is_rendered(docs: dict[str, str]) -> None:
    expected = dict(exports.files(catalogs(), dataset().dataset.url))
    assert set(expected) == {path for path, _ in addresses.DOWNLOADS.values()}
    assert expected.items() <= docs.items()


def rows_of(text: str) -> dict[int, dict[str, str]]:
    """The rows of the table by code, as Excel reads them: it goes by the byte order mark."""
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


def test_the_table_has_every_code_in_order() -> None:
    assert list(table()) == CODES


def test_the_lines_of_the_table_end_as_excel_writes_them() -> None:
    outside = re.sub(r'"(?:[^"]|"")*"', "", files()["codes.csv"])
    assert outside.count("\r\n") == outside.count("\n") == outside.count("\r") == len(CODES) + 1


@each("code", CODES)
def test_a_row_says_what_the_dataset_says(code: int) -> None:
    record, row = records()[code], table()[code]
    assert int(row["hexadecimal"], 16) == code
    assert row["names"].split() == [entry.name for entry in record.names]
    assert code in dataset().codes[row["module"]].codes
    assert row["tier"] == record.tier
    assert row["url"] == f"{URL}{code}/"
    assert row["stages"].split() == list(record.stages or ())
    causes = catalogs()["en"].by_code[code].causes
    assert row["cause_source"].splitlines() == [group.cause.source.mark for group in causes]
    for lang in LANGS:
        meaning = meaning_of(record, dataset().meanings)
        assert plain(getattr(meaning, lang)) in row[f"cause_{lang}"]
        overrides = (record.overrides or {}).values()
        for steps in [record.steps or {}, *(o.steps for o in overrides if o.steps)]:
            for step in steps:
                wording = plain(getattr(dataset().remedies.root[step], lang))
                assert wording in row[f"remedies_{lang}"]
        assert len(row[f"cause_{lang}"].splitlines()) == len(row["cause_source"].splitlines())
        if record.kind == "error":
            assert row["retry"] and row["verdict"] and row[f"retry_{lang}"]


@pytest.mark.parametrize("lang", LANGS)
def test_where_stages_differ_a_cell_names_them(lang: str) -> None:
    titles = dataset().stages.root
    lines = table()[52001002][f"cause_{lang}"].splitlines()
    assert len(lines) == 3
    for line, stage in zip(lines[1:], ("publish", "room"), strict=True):
        assert line.startswith(getattr(titles[stage].title, lang))


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
