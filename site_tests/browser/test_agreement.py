"""The browser's recognition and the command line's side by side: whatever is read, they agree.

What they once disagreed on stands in `recognition.yaml` and `queries.yaml`.
"""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from playwright.sync_api import Page

from generator.lookup import log
from generator.lookup.scan import FIRST_LINES, Scanner, learn
from generator.lookup.search import Searchable, search, speaks_other
from generator.lookup.unknown import explain, neighbours
from site_tests.support.project import LANGS
from site_tests.support.queries import QUERIES
from site_tests.support.recognition import CASES
from site_tests.support.texts import Dice
from site_tests.support.twin import SCAN

Indexes = dict[str, dict[str, Any]]


SEARCH = """(queries) => queries.map(([lang, other, query]) => {
  let answer = twin.search(twin.prepared[lang], query);
  if (!answer.identified && twin.speaksOther(lang, query)) {
    answer = twin.search(twin.prepared[lang], query, twin.prepared[other]);
  }
  const rows = answer.results.map(({ kind, record, legacy, why, certain }) =>
    [kind, (record ?? legacy).c, legacy?.h ?? null, why, certain]);
  return [rows, answer.note?.kind ?? null, answer.identified];
})"""

EXPLAIN = """(values) => values.map((value) => {
  const { segments, masked, foreign } = twin.numbering.explain(value, twin.index.en);
  return [
    segments.map(({ digits, text }) => [digits, text]), masked && [masked.result, masked.code],
    foreign, twin.numbering.neighbours(value, twin.index.en),
  ];
})"""


@pytest.fixture(scope="module")
def indexes(docs: dict[str, str]) -> Indexes:
    return {lang: json.loads(docs[f"search/{lang}.json"]) for lang in LANGS}


def scanned(texts: list[str], index: dict[str, Any]) -> list[list[list[Any]]]:
    """What the command line finds in each text."""
    knowledge = learn(index)
    found = []
    for text in texts:
        scanner = Scanner(knowledge)
        scanner.read("", log.blocks(io.BytesIO(text.encode())))
        found.append(
            [
                [e.kind, e.code, list(e.legacy), e.count, [line.number for line in e.lines]]
                for e in scanner.entries
            ]
        )
    return found


def shortened(found: list[list[list[Any]]]) -> list[list[list[Any]]]:
    """The browser's findings with as many lines as the command line keeps."""
    return [[[*rest, lines[:FIRST_LINES]] for *rest, lines in entries] for entries in found]


@pytest.mark.parametrize("seed", range(4))
def test_they_find_the_same_in_a_log(seed: int, twin: Page, indexes: Indexes) -> None:
    dice = Dice(indexes["en"], seed)
    texts = [dice.text(30) for _ in range(1500)]
    texts += [case["text"] for case in CASES] if seed == 0 else []
    hasty, careful = (twin.evaluate(SCAN, [texts, is_careful]) for is_careful in (False, True))
    assert sum(map(bool, careful)) > 300  # there is something to agree on
    for text, *found in zip(
        texts, shortened(careful), shortened(hasty), scanned(texts, indexes["en"]), strict=True
    ):
        assert found == [found[0]] * 3, repr(text)


def test_they_find_the_same_in_long_lines(twin: Page, indexes: Indexes) -> None:
    dice = Dice(indexes["en"], 0)
    texts = []
    for gap in ("", " ", ",", "x" * 30_000):
        text = "".join(dice.text(30) + gap for _ in range(1000 if len(gap) < 2 else 12))
        texts.append(text.replace("\n", ""))
        assert len(texts[-1]) > 2 * log.LONGEST
    texts += ["x" * 70_000 + "\nerrorCode=21200007\n" + texts[0]]
    assert shortened(twin.evaluate(SCAN, [texts, True])) == scanned(texts, indexes["en"])


@pytest.mark.parametrize("lang", LANGS)
def test_they_give_the_same_answers(lang: str, twin: Page, indexes: Indexes) -> None:
    dice = Dice(indexes["en"], LANGS.index(lang))
    queries = [query["q"] for query in QUERIES] + [dice.text(6) for _ in range(400)]
    [other] = set(LANGS) - {lang}
    searchable = {id_: Searchable(index) for id_, index in indexes.items()}
    answers = twin.evaluate(SEARCH, [[lang, other, query] for query in queries])
    for query, expected in zip(queries, answers, strict=True):
        answer = search(searchable[lang], query)
        if not answer.identified and speaks_other(lang, query):
            answer = search(searchable[lang], query, searchable[other])
        rows = [[r.kind, r.thing["c"], r.thing.get("h"), r.why, r.certain] for r in answer.results]
        if answer.unknown and abs(answer.unknown.value or 0) >= 1 << 53:
            continue  # what is near a number beyond the browser's exact ones is a matter of taste
        assert [rows, answer.note, answer.identified] == expected, repr(query)


def test_they_say_the_same_of_an_unknown_number(twin: Page, indexes: Indexes) -> None:
    dice = Dice(indexes["en"], 0)
    values = [0, -1, 777, 51200006, -62000999, 113200099, 1048717, 1048581, 1002001, 99999999]
    values += [dice.chance.randrange(10 ** dice.chance.randint(1, 10)) for _ in range(300)]
    for value, expected in zip(values, twin.evaluate(EXPLAIN, values), strict=True):
        segments, masked, foreign = explain(value, indexes["en"])
        said = [[list(s) for s in segments], masked and list(masked), foreign]
        assert [*said, neighbours(value, indexes["en"])] == expected, value
