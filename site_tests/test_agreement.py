"""The browser's recognition and the command line's side by side: whatever is read, they agree.

What they once disagreed on stands in `recognition.yaml` and `queries.yaml`.
"""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator import log
from generator.recognise import humps
from generator.scan import FIRST_LINES, Scanner, learn
from generator.search import Searchable, search, speaks_other
from generator.unknown import explain, neighbours
from site_tests.support import LANGS
from site_tests.test_lookup import CASES
from site_tests.test_search import QUERIES

Indexes = dict[str, dict[str, Any]]

LOAD = """async (langs) => {
  const load = (name) => import(new URL(`../js/engine/${name}.js`, location));
  const core = { ...await load("search"), ...await load("scan"), numbering: await load("numbering") };
  const index = {}, prepared = {};
  for (const lang of langs) {
    index[lang] = await (await fetch(`../search/${lang}.json`)).json();
    prepared[lang] = core.prepare(index[lang]);
  }
  globalThis.twin = { ...core, index, prepared };
}"""

SCAN = """([texts, careful]) => {
  const knowledge = twin.learn(twin.index.en);
  if (careful) knowledge.hurried = () => true;
  return texts.map((text) => {
    const steps = twin.scan(text, knowledge);
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value.entries.map(({ kind, code, certain, legacy, count, hits }) => [
      kind === "unknown" ? kind : certain ? "certain" : "possible", code, [...legacy], count,
      [...new Set(hits.filter((_, i) => i % 3 === 0).map((line) => line + 1))],
    ]);
  });
}"""

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


@pytest.fixture(scope="module")
def twin(browser: Browser, server: str) -> Iterator[Page]:
    """A page with the browser's modules as `twin`."""
    page = browser.new_page()
    page.goto(f"{server}en/")
    page.evaluate(LOAD, LANGS)
    yield page
    page.close()


# --- what both read

WORDS = (
    "code= error: err errno exception state status reason result ret e 错误 状态 返回 代码 编号 报错 "
    "码 错误码： errorCode= is was of 为 userId= id: phone number versionCode 订单号 用户 fail failed "
    "失败 异常 onPublishStateUpdate OnMixStreamEx publish_state 推流状态 混流 kick-out loginRoom "
    "ZegoAVKit audio-room error_mask timeout network 超时"
).split()
MARKS: list[str] = [
    *" ,.:;=-_()[]{}'\"/\\|#&+*x×^\t\n\r，。（）－−—\u00a0\u200b\x1c\x85负的İß²",
    *(" ", " ", "\n", "\r\n", "  ", ", ", "0x", "h", "L", "u", "e7", "E+07", ".0", ".5", "10^"),
]


class Dice:
    """Throws texts of all that the rules look at, the same in every run."""

    def __init__(self, index: dict[str, Any], seed: int) -> None:
        self.chance = random.Random(seed)
        things = [*index["records"], *index["legacy"]]
        self.codes = [thing["c"] for thing in things]
        self.names = [name for record in index["records"] for name in record["n"]]
        self.names += [value["n"] for value in index["legacy"] if value["n"]]

    def text(self, most: int) -> str:
        """Up to so many pieces, side by side."""
        return "".join(self.piece() for _ in range(self.chance.randint(1, most)))

    def piece(self) -> str:
        kinds: list[Callable[[], str]] = [self.number, self.name, self.word, self.mark, self.noise]
        [kind] = self.chance.choices(kinds, [30, 10, 22, 33, 5])
        return kind()

    def word(self) -> str:
        return self.chance.choice(WORDS)

    def mark(self) -> str:
        return self.chance.choice(MARKS)

    def noise(self) -> str:
        letters = "".join(self.chance.choices("abcdef0123456789xk_", k=self.chance.randint(1, 10)))
        return str(self.chance.choice([letters, "." * self.chance.randint(90, 130)]))

    def number(self) -> str:
        """A code, or any number, in one of the forms that codes are written in."""
        any_number = self.chance.randrange(10 ** self.chance.randint(1, 12))
        code = self.chance.choice([*[self.chance.choice(self.codes)] * 2, any_number])
        digits = str(code)
        at = self.chance.randint(0, len(digits))
        complement = (1 << self.chance.choice((32, 64))) - code
        forms = [f"{code:#x}", f"{code:X}", f"{code:,}", f"{complement}", f"-{code}", f"{code:e}"]
        forms += [digits[:at] + self.chance.choice(" _'.,-") + digits[at:], f"00{code}"]
        forms += [digits.translate({48 + i: 0xFF10 + i for i in range(10)})]
        return str(self.chance.choice([*forms, *[digits] * 4]))

    def name(self) -> str:
        """A name in some spelling."""
        name = self.chance.choice(self.names)
        at = self.chance.randrange(len(name))
        forms = [name.lower(), name.upper(), name.removeprefix("k"), name.removesuffix("Error")]
        forms += [f"ZegoCode_{name}", " ".join(humps(name)), name[:at] + name[at + 1 :]]
        forms += [name[:at] + self.chance.choice("xyz_") + name[at:]]
        return str(self.chance.choice([*forms, name, name]))


# --- that they agree


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
