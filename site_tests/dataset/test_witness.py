"""The data agree with the tables made from the sources, and no plausible single mistake passes unseen."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from generator.catalog.state import State
from generator.dataset.reader import examine_files
from generator.dataset.schema import Dataset
from generator.releases import snapshot
from generator.releases.languages import one_sided
from site_tests.support import mutator, witness
from site_tests.support.each import each
from site_tests.support.mutator import Mistake
from site_tests.support.nightly import NIGHTLY, some
from site_tests.support.project import ROOT, TESTS
from site_tests.support.source import lines

FILES = mutator.read_files(ROOT / "data")
MISTAKES = mutator.mistakes(FILES, 3 if NIGHTLY else 1)
TABLES = sorted((TESTS / "source").glob("*.tsv"))


def test_the_data_agree_with_their_sources(dataset: Dataset) -> None:
    found = witness.differences(dataset)
    assert not found, "\n".join(found)


@each("table", TABLES)
def test_table_has_a_value_for_each_column_and_each_line_once(table: Path) -> None:
    head = table.read_text("utf-8").splitlines()[0].split("\t")
    rows = [tuple(line.values) for line in lines(table.stem)]
    assert {len(row) for row in rows} <= {len(head)}
    assert not [row for row, count in Counter(rows).items() if count > 1]
    assert table.name in (TESTS / "source" / "README.md").read_text("utf-8")


# --- mistakes


def told(mistake: Mistake, before: State) -> bool:
    """Return whether `check`, the tables or `release` report a mistake, or in both languages `changes`."""
    made, problems = examine_files(mutator.applied(FILES, mistake))
    if problems or witness.differences(made):
        return True
    now = snapshot.take(made)
    return before != now if mistake.is_of_texts else bool(list(one_sided(before, now)))


@each("kind", some(sorted(MISTAKES), 50))
def test_no_single_mistake_passes_unseen(kind: str, dataset: Dataset) -> None:
    before = snapshot.take(dataset)
    assert [str(mistake) for mistake in MISTAKES[kind] if not told(mistake, before)] == []


def test_fields_that_the_mistakes_leave_out_are_in_the_data() -> None:
    fields = mutator.fields(FILES)
    assert [free for free in mutator.FREE if free not in fields] == []
