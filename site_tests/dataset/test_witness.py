"""The data agree with the tables made from the sources, and no plausible single mistake passes unseen."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from generator.catalog.state import State
from generator.dataset.reader import examine_files
from generator.dataset.schema import Dataset
from generator.releases import snapshot
from generator.releases.languages import one_sided
from site_tests.support import plausible, witness
from site_tests.support.each import each
from site_tests.support.nightly import NIGHTLY, some
from site_tests.support.plausible import BOTH, KINDS, Mistake
from site_tests.support.project import ROOT, TESTS
from site_tests.support.source import lines

FILES = plausible.read_files(ROOT / "data")
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
    """Return whether `check`, the tables or `release` report a mistake."""
    made, problems = examine_files(plausible.applied(FILES, mistake))
    if problems or witness.differences(made):
        return True
    return bool(list(one_sided(before, snapshot.take(made))))


VALUES = [kind for kind in KINDS if "one language" not in kind]
TEXTS = [kind for kind in KINDS if kind not in VALUES]


@each("kind", some([*VALUES, *TEXTS], 20))
def test_a_mistake_in_a_value_or_in_one_language_is_told(kind: str, dataset: Dataset) -> None:
    before = snapshot.take(dataset)
    made = plausible.mistakes(FILES, {kind: KINDS[kind]}, 6 if NIGHTLY else 1)
    assert [str(mistake) for mistake in made if not told(mistake, before)] == []


@each("kind", some([*BOTH], 5))
def test_a_text_turned_in_both_languages_stands_before_and_after(
    kind: str, dataset: Dataset
) -> None:
    before = snapshot.take(dataset)
    for mistake in plausible.mistakes(FILES, {kind: BOTH[kind]}, 3 if NIGHTLY else 1):
        made, problems = examine_files(plausible.applied(FILES, mistake))
        assert problems or before != snapshot.take(made), mistake
