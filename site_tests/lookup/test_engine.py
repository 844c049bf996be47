"""The engine of the scripts and of the command line: findings, spelling, numbers.

It is the same code in both; `browser/` tests the pages that use it.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.catalog.model import Catalog
from generator.lookup.scanner import Scanner
from generator.outputs.escape import plain
from site_tests.support.each import each
from site_tests.support.engine import call, core
from site_tests.support.lookup import store
from site_tests.support.nightly import some
from site_tests.support.pasted import PASTED, is_in
from site_tests.support.project import LANGS
from site_tests.support.queries import QUERIES, Query, Row, codes, unmet, words_of
from site_tests.support.recognition import CASES, FOUND
from site_tests.support.texts import ODD, strings

many = settings(max_examples=5 * settings().max_examples)  # of what takes no time


def find(lang: str, queries: list[str]) -> list[list[Row]]:
    """Return the results of each query."""
    return [[Row(*row) for row in found] for found in core().call("asked", [lang, queries])]


# --- the tables


@each("query", some(QUERIES, 3))
def test_query(query: Query) -> None:
    [rows] = find(query["lang"], [query["q"]])
    failed = list(unmet(query, rows, words_of(query["lang"])))
    assert not failed, f"{query['q']!r}: {failed}; the first rows are {rows[:5]}"


def test_cases_are_different_and_expect_what_is_checked() -> None:
    assert len({case["text"] for case in CASES}) == len(CASES)
    assert {key for case in CASES for key in case} == {"text", "legacy", *FOUND}


@each("case", CASES)
def test_a_text_is_read_as_the_table_says(case: dict[str, object]) -> None:
    found = core().call("scanned", [case["text"], False])
    for kind in FOUND:
        lines = [(code, hits) for k, code, _, _, hits in found if k == kind]
        expected = case.get(kind, {})
        assert isinstance(expected, dict)
        assert lines == list(expected.items()), kind
    legacy = {code: anchors for _, code, anchors, *_ in found if anchors}
    assert legacy == case.get("legacy", {})


# --- agreement of prefilter and engine


def careful(text: str) -> object:
    return core().call("scanned", [text, True])


def test_a_look_in_haste_overlooks_nothing_of_the_table() -> None:
    texts = [case["text"] for case in CASES]
    for text in [*texts, "\n".join(texts)]:
        assert core().call("scanned", [text, False]) == careful(text)


@many
@given(text=PASTED)
@example(text="\n".join(case["text"] for case in CASES))
def test_the_prefilter_lets_through_whatever_the_engine_finds(text: str) -> None:
    scanner = Scanner(store().index("en"))
    scanner.read("log", [text])
    entries = [e for _, group in scanner.engine.call("findings")["groups"] for e in group]
    found = {(e["kind"], e["code"], e["certain"], e["count"]) for e in entries}
    expected = core().call("scanned", [text, True])
    assert found == {
        ("known" if kind in ("certain", "possible") else kind, code, kind != "possible", count)
        for kind, code, _, count, _ in expected
        if (kind, code) != ("possible", 0)  # a success is counted, or nothing
    }


@many
@given(text=PASTED)
def test_a_scan_reports_only_what_is_in_the_text(text: str) -> None:
    for kind, code, *_ in core().call("scanned", [text, False]):
        found = code in text if isinstance(code, str) else is_in(code, text)
        assert found, (text, kind, code)


@given(text=PASTED, lang=st.sampled_from(LANGS))
def test_a_search_answers_whatever_is_asked(text: str, lang: str) -> None:
    find(lang, [text])


# --- every code, name and value


@each("lang", LANGS)
@each(
    "form",
    ["{}", "-{}", "errorCode={}", "错误码：{}。", '{{"code":{}}}', "{:,}", "{:#x}", "{:#X}", "({})"]
    + ["{}L", "失败 {}", "java.lang.Exception: {}\n\tat a.b.C.d(C.java:10)"],
)
def test_every_code_comes_first_in_any_form(
    form: str, lang: str, catalogs: dict[str, Catalog]
) -> None:
    # Numbers below 10000 are older SDKs' too; those are in queries.yaml.
    asked = [code.code for code in some(catalogs[lang].codes, 4) if code.code >= 10_000]
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


@each("lang", LANGS)
@each("form", NAME_FORMS.values())
def test_every_name_comes_first_in_any_form(
    form: Callable[[str], str], lang: str, catalogs: dict[str, Catalog]
) -> None:
    bearers: dict[str, set[int]] = {}
    for code in catalogs[lang].codes:
        for name in code.names:
            bearers.setdefault(name.name, set()).add(code.code)
    asked = some(list(bearers.items()), 8)
    found = find(lang, [form(name) for name, _ in asked])
    for (written, expected), results in zip(asked, found, strict=True):
        assert expected <= {row.code for row in results[: len(expected)]}, form(written)


@pytest.mark.parametrize("lang", LANGS)
def test_every_legacy_value_is_found(lang: str, catalogs: dict[str, Catalog]) -> None:
    values = catalogs[lang].legacy_values()
    found = find(lang, list(map(str, values)))
    for (number, meanings), results in zip(values.items(), found, strict=True):
        legacy = [row.code for row in results if row.kind == "legacy"]
        assert legacy[: len(meanings)] == [number] * len(meanings)


@pytest.mark.parametrize("lang", LANGS)
def test_four_digits_find_all_codes_that_begin_so(lang: str, catalogs: dict[str, Catalog]) -> None:
    all_codes = [code.code for code in catalogs[lang].codes if code.code >= 10_000]
    beginnings = sorted({str(code)[:4] for code in all_codes})
    for digits, results in zip(beginnings, find(lang, beginnings), strict=True):
        expected = {code for code in all_codes if str(code).startswith(digits)}
        assert expected <= set(codes(results, "record"))


def one_change(word: str, chance: random.Random) -> str:
    """Return the word with one letter left out, added, replaced, or swapped with the next."""
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


def test_distance_is_symmetric_and_bounded() -> None:
    pairs = list(zip(strings("abc", 300, 8), strings("abc", 300, 8, seed=1), strict=True))
    there = call("distance", pairs)
    assert there == call("distance", [(b, a) for a, b in pairs])
    for (a, b), steps in zip(pairs, there, strict=True):
        assert abs(len(a) - len(b)) <= steps <= max(len(a), len(b))
        assert (steps == 0) == (a == b)


def test_distance_counts_a_slip_once() -> None:
    chance = random.Random(0)
    words = [word for word in strings("abcdef", 200, 12) if len(word) > 1]
    slips = [(word, one_change(word, chance)) for word in words]
    assert set(call("distance", slips)) <= {0, 1}


def test_distance_inside_ignores_what_surrounds() -> None:
    within = zip(strings("abc", 100, 8), strings("xyz", 100, 8), strict=True)
    assert set(call("distance", [(word, x + word + x, True) for word, x in within])) == {0}
    assert call("distance", [("timeout", "kroomhbtimouterror", True)]) == [1]


def test_nearest_are_slips_of_the_finger_first(catalogs: dict[str, Catalog]) -> None:
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
            near = core().call("nearestKnown", int(typed))
            slips = call("distance", [(str(int(typed)), str(other)) for other in near])
            assert len(set(near)) == 5
            assert slips[0] <= 1
            assert [min(n, 3) for n in slips] == sorted(min(n, 3) for n in slips)


def test_nearest_to_a_short_number_counts_up_and_down() -> None:
    assert call("nearest", [[103, [1, 2, 100, 105, 1000], 3]]) == [[105, 100, 2]]
    assert call("nearest", [[-3, [-1, -2, 12200000], 3]]) == [[-2, -1, 12200000]]


def test_normalize_is_done_after_once() -> None:
    texts = strings(ODD, 500, 12)
    once = call("normalize", [[text] for text in texts])
    assert call("normalize", [[text] for text in once]) == once
    left = set("".join(once))
    assert not left & set("２１Ａ－−—–﹣＝：，（）\u00a0\u3000\t\u200b\ufeff\u202e\u00ad\ufe0f")


def test_normalize_leaves_ascii_and_chinese_alone() -> None:
    texts = [*strings("aZ09 ,.-_'\"=:\n", 100, 12), "网络不通。「检查」"]
    assert call("normalize", [[text] for text in texts]) == texts


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
def test_normalize(written: str, means: str) -> None:
    assert call("normalize", [[written]]) == [means]


def test_findings_stand_where_they_say() -> None:
    alphabet = ODD + "0x1f" * 3
    alphabet_of_words = ["21200007", "kNotLoginError", "0x1437C87", "-2", "12e6", "1,048,680"]
    chance = random.Random(0)
    texts = [
        "".join(chance.choices([*alphabet, *alphabet_of_words], k=chance.randint(0, 12)))
        for _ in range(500)
    ]
    for text, findings in core().call("recognized", texts):
        assert findings == sorted(findings, key=lambda finding: finding[1])
        for kind, start, end, found, meant in findings:
            # A sign belongs to the number and stands before its digits.
            assert found in (text[start:end], text[max(0, start - 1) : end])
            assert kind == "number" or meant


def test_a_name_written_twice_has_its_code_once() -> None:
    record = {"c": 1, "n": ["kNameError", "NameError"], "a": ["kOldError"]}
    owners = core().call("owners", {"records": [record], "legacy": [{"c": 2, "n": None}]})
    assert owners == [["name", [[1, "record"]]], ["old", [[1, "alias"]]]]


@pytest.mark.parametrize("lang", LANGS)
def test_digits_are_read_as_the_generator_reads_them(
    lang: str, catalogs: dict[str, Catalog]
) -> None:
    codes = catalogs[lang].codes
    read = core().call("digits", [lang, [code.code for code in codes]])
    assert read == [[[s.digits, plain(s.text)] for s in code.segments] for code in codes]


def test_text_with_a_nul_passes_whole() -> None:
    assert call("normalize", [["a\0b"]]) == ["a\0b"]
    assert [
        code for _, code, *_ in core().call("scanned", ["\0 errorCode=21200007 \0", False])
    ] == [21200007]
    assert json.dumps("\0") == '"\\u0000"'
