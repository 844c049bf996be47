"""The modules beneath the search box: forms, likeness, and what a reader has to download."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from playwright.sync_api import Page

from generator.catalog.model import Catalog
from site_tests.support.project import LANGS
from site_tests.support.queries import Row, codes
from site_tests.support.site import BuiltSite
from site_tests.support.texts import ODD, strings

# Calls a function of the modules with each list of arguments.
CALL = "([name, calls]) => calls.map(args => core[name](...args))"


SEARCH = """([lang, queries]) => queries.map(query =>
  core.search(prepared[lang], query).results.map(({ kind, record, legacy, why, certain }) =>
    [kind, (record ?? legacy).c, why, certain, ""]))"""
Call = Callable[[str, Sequence[Sequence[Any]]], list[Any]]
Find = Callable[[str, list[str]], list[list[Row]]]


@pytest.fixture(scope="module")
def core(pages: dict[str, Page], server: str) -> Page:
    """A page with the modules' exports as `core`, and the indexes as `prepared` and `known`."""
    page = pages["en"].context.new_page()
    page.goto(f"{server}en/")
    page.evaluate(
        """async langs => {
          const load = name => import(new URL(`../js/engine/${name}.js`, location));
          globalThis.core = { ...await load("recognise"), ...await load("search") };
          globalThis.prepared = {};
          for (const lang of langs) {
            const response = await fetch(`../search/${lang}.json`);
            prepared[lang] = core.prepare(await response.json());
          }
          globalThis.known = prepared.en.known;
        }""",
        LANGS,
    )
    return page


@pytest.fixture(scope="module")
def call(core: Page) -> Call:
    """`call(name, [arguments, …])`: what a function of the modules gives for each arguments."""
    return lambda name, calls: core.evaluate(CALL, [name, calls])


@pytest.fixture(scope="module")
def find(core: Page) -> Find:
    """`find(lang, queries)`: the results of each query."""

    def find(lang: str, queries: list[str]) -> list[list[Row]]:
        return [[Row(*row) for row in found] for found in core.evaluate(SEARCH, [lang, queries])]

    return find


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "form",
    ["{}", "-{}", "errorCode={}", "错误码：{}。", '{{"code":{}}}', "{:,}", "{:#x}", "{:#X}", "({})"]
    + ["{}L", "失败 {}", "java.lang.Exception: {}\n\tat a.b.C.d(C.java:10)"],
)
def test_every_code_comes_first_in_any_form(
    form: str, lang: str, find: Find, catalogs: dict[str, Catalog]
) -> None:
    # Numbers below 10000 are older SDKs' too; those are in queries.yaml.
    asked = [code.code for code in catalogs[lang].codes if code.code >= 10_000]
    found = find(lang, [form.format(code) for code in asked])
    firsts = [(row[0].kind, row[0].code, row[0].certain) if row else None for row in found]
    assert firsts == [("record", code, True) for code in asked]


NAME_FORMS: dict[str, Callable[[str], str]] = {
    "same": str,
    "lower": str.lower,
    "upper": str.upper,
    "qualified": "ZegoError.{}".format,
    "in a namespace": "ZEGO::BASE::{}".format,
    "quoted": "'{}',".format,
    "without k": lambda name: name.removeprefix("k"),
    "without Error": lambda name: name.removesuffix("Error"),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", NAME_FORMS.values(), ids=NAME_FORMS)
def test_every_name_comes_first_in_any_form(
    form: Callable[[str], str], lang: str, find: Find, catalogs: dict[str, Catalog]
) -> None:
    bearers: dict[str, set[int]] = {}
    for code in catalogs[lang].codes:
        for name in code.names:
            bearers.setdefault(name.name, set()).add(code.code)
    found = find(lang, [form(name) for name in bearers])
    for (written, expected), results in zip(bearers.items(), found, strict=True):
        assert expected <= {row.code for row in results[: len(expected)]}, form(written)


@pytest.mark.parametrize("lang", LANGS)
def test_every_legacy_value_is_found(lang: str, find: Find, catalogs: dict[str, Catalog]) -> None:
    values = catalogs[lang].legacy_values()
    found = find(lang, list(map(str, values)))
    for (number, meanings), results in zip(values.items(), found, strict=True):
        legacy = [row.code for row in results if row.kind == "legacy"]
        assert legacy[: len(meanings)] == [number] * len(meanings)


@pytest.mark.parametrize("lang", LANGS)
def test_four_digits_find_all_codes_that_begin_so(
    lang: str, find: Find, catalogs: dict[str, Catalog]
) -> None:
    all_codes = [code.code for code in catalogs[lang].codes if code.code >= 10_000]
    beginnings = sorted({str(code)[:4] for code in all_codes})
    for digits, results in zip(beginnings, find(lang, beginnings), strict=True):
        expected = {code for code in all_codes if str(code).startswith(digits)}
        assert expected <= set(codes(results, "record"))


def one_change(word: str, chance: random.Random) -> str:
    """The word with one letter left out, added, replaced, or swapped with the next."""
    at = chance.randrange(len(word) - 1)
    other = chance.choice("xyz")
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + other + word[at:],
            word[:at] + other + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


def test_distance_is_symmetric_and_bounded(call: Call) -> None:
    pairs = list(zip(strings("abc", 300, 8), strings("abc", 300, 8, seed=1), strict=True))
    there = call("distance", pairs)
    assert there == call("distance", [(b, a) for a, b in pairs])
    for (a, b), steps in zip(pairs, there, strict=True):
        assert abs(len(a) - len(b)) <= steps <= max(len(a), len(b))
        assert (steps == 0) == (a == b)


def test_distance_counts_a_slip_once(call: Call) -> None:
    chance = random.Random(0)
    words = [word for word in strings("abcdef", 200, 12) if len(word) > 1]
    slips = [(word, one_change(word, chance)) for word in words]
    assert set(call("distance", slips)) <= {0, 1}


def test_distance_inside_ignores_what_surrounds(call: Call) -> None:
    within = zip(strings("abc", 100, 8), strings("xyz", 100, 8), strict=True)
    assert set(call("distance", [(word, x + word + x, True) for word, x in within])) == {0}
    assert call("distance", [("timeout", "kroomhbtimouterror", True)]) == [1]


def test_nearest_are_slips_of_the_finger_first(core: Page, catalogs: dict[str, Catalog]) -> None:
    chance = random.Random(0)
    for code in [code.code for code in catalogs["en"].codes if code.code >= 10_000][::9]:
        digits = str(code)
        at = chance.randrange(1, len(digits))
        for typed in (
            digits,
            digits[:at] + digits[at + 1 :],
            digits[:at] + chance.choice("0123456789") + digits[at:],
            digits[: at - 1] + digits[at] + digits[at - 1] + digits[at + 1 :],
        ):
            near = core.evaluate("value => core.nearest(value, known.codes)", int(typed))
            slips = core.evaluate(
                "([typed, near]) => near.map(code => core.distance(typed, String(code)))",
                [str(int(typed)), near],
            )
            assert len(set(near)) == 5
            assert slips[0] <= 1
            assert [min(n, 3) for n in slips] == sorted(min(n, 3) for n in slips)


def test_nearest_to_a_short_number_counts_up_and_down(core: Page) -> None:
    nearest = "([value, codes]) => core.nearest(value, codes, 3)"
    assert core.evaluate(nearest, [103, [1, 2, 100, 105, 1000]]) == [105, 100, 2]
    assert core.evaluate(nearest, [-3, [-1, -2, 12200000]]) == [-2, -1, 12200000]


def test_normalise_is_done_after_once(call: Call) -> None:
    texts = strings(ODD, 500, 12)
    once = call("normalise", [[text] for text in texts])
    assert call("normalise", [[text] for text in once]) == once
    left = set("".join(once))
    assert not left & set("２１Ａ－−—–﹣＝：，（）\u00a0\u3000\t\u200b\ufeff\u202e\u00ad\ufe0f")


def test_normalise_leaves_ascii_and_chinese_alone(call: Call) -> None:
    texts = [*strings("aZ09 ,.-_'\"=:\n", 100, 12), "网络不通。「检查」"]
    assert call("normalise", [[text] for text in texts]) == texts


@pytest.mark.parametrize(
    "written, means",
    [
        ("２１２００００７", "21200007"),
        ("－21200007", "-21200007"),
        ("−1", "-1"),
        ("负1", "-1"),
        ("2120\u200b0007", "21200007"),
        ("21\u202f200\u202f007", "21 200 007"),
        ("错误码：１", "错误码:1"),
    ],
)
def test_normalise(written: str, means: str, call: Call) -> None:
    assert call("normalise", [[written]]) == [means]


def test_findings_stand_where_they_say(core: Page) -> None:
    alphabet = ODD + "0x1f" * 3
    alphabet_of_words = ["21200007", "kNotLoginError", "0x1437C87", "-2", "12e6", "1,048,680"]
    chance = random.Random(0)
    texts = [
        "".join(chance.choices([*alphabet, *alphabet_of_words], k=chance.randint(0, 12)))
        for _ in range(500)
    ]
    for text, findings in core.evaluate(
        """texts => texts.map(core.normalise).map(text => [text, core.recognise(text, known).map(
          ({ kind, start, end, text, candidates, owners }) =>
            [kind, start, end, text, (candidates ?? owners).map(({ code }) => code)])])""",
        texts,
    ):
        assert findings == sorted(findings, key=lambda finding: finding[1])
        for kind, start, end, found, meant in findings:
            # A sign belongs to the number and stands before its digits.
            assert found in (text[start:end], text[max(0, start - 1) : end])
            assert kind == "number" or meant


# --- what a reader has to download


KIB = 1024


def gzipped(*files: bytes) -> int:
    return sum(len(gzip.compress(file, mtime=0)) for file in files)


def test_the_core_is_small(site: BuiltSite) -> None:
    modules = [site.folder / "js/engine" / f"{name}.js" for name in ("recognise", "search")]
    assert gzipped(*(module.read_bytes() for module in modules)) <= 12 * KIB


@pytest.mark.parametrize("lang", LANGS)
def test_the_index_is_small(lang: str, site: BuiltSite) -> None:
    index = (site.folder / "search" / f"{lang}.json").read_bytes()
    assert gzipped(index) <= 150 * KIB
