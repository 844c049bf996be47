"""The registry of the rules, and the table in CONTRIBUTING.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.commands import main
from generator.dataset.rules import RULES, table
from generator.dataset.rules.registry import rule
from site_tests.support.each import each
from site_tests.support.project import ROOT

CONTRIBUTING = ROOT / "CONTRIBUTING.md"


@each("id_", RULES)
def test_rule_has_an_id_and_a_sentence(id_: str) -> None:
    assert RULES[id_].id == id_
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", id_)
    assert re.fullmatch(r"[A-Z][^|\n]+[.]", RULES[id_].sentence)


def test_rule_is_declared_once() -> None:
    with pytest.raises(ValueError, match="text-end is declared twice"):
        rule("text-end", "A sentence without its full stop.")


def test_only_reference_unused_may_be_broken_by_unfinished_data() -> None:
    assert {id_ for id_ in RULES if RULES[id_].unfinished} == {"reference-unused"}


def test_committed_table_equals_the_registry() -> None:
    text = CONTRIBUTING.read_text("utf-8")
    assert text.count(table.BEGIN) == text.count(table.END) == 1
    assert table.renewed(text) == text, "run `python -m generator schema`"


def test_table_has_a_sorted_row_per_rule() -> None:
    listed = re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", table.table(), re.MULTILINE)
    assert listed == [(id_, RULES[id_].sentence) for id_ in sorted(RULES)]


OLD = f"# A\n\n{table.BEGIN}| old |\n{table.END}\nB\n"
NEW = f"# A\n\n{table.BEGIN}\n{table.table()}\n{table.END}\nB\n"


@pytest.mark.parametrize(
    "before, after",
    [(OLD, NEW), (NEW, NEW), (OLD.replace(table.END, ""), None), ("# Another project\n", None)],
    ids=["old", "new", "without an end", "without a table"],
)
def test_schema_replaces_the_table_between_its_marks(
    before: str, after: str | None, small: Path
) -> None:
    path = small.with_name("CONTRIBUTING.md")
    path.write_text(before, "utf-8")
    assert main(["schema", "--data", str(small)]) == 0
    assert path.read_text("utf-8") == (after or before)


def test_schema_creates_no_contributing_file(small: Path) -> None:
    assert main(["schema", "--data", str(small)]) == 0
    assert {path.name for path in small.parent.iterdir()} == {"data"}
