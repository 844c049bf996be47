"""The search box in a real browser, and the modules beneath it.

Every query of `queries.yaml` goes through the box that a reader uses. What a search for words must
find is worked out here from the catalogs, by plain comparison.
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from generator.markup import plain
from generator.model import Catalog
from site_tests.support.project import LANGS
from site_tests.support.queries import (
    EXPECTATIONS,
    QUERIES,
    Query,
    Row,
    codes,
    each,
    unmet,
    words_of,
)
from site_tests.support.search_box import ask, box, rows
from site_tests.support.site import BuiltSite
from site_tests.support.texts import ODD, strings


@pytest.fixture(scope="module")
def pages(browser: Browser, server: str) -> Iterator[dict[str, Page]]:
    """A page a language, whose box takes one query after another."""
    context = browser.new_context(base_url=server)
    opened = {lang: context.new_page() for lang in LANGS}
    for lang, page in opened.items():
        page.goto(f"{lang}/about/")
    yield opened
    context.close()


@pytest.fixture
def page(page: Page) -> Page:
    """A page of its own, at the English home page."""
    page.goto("en/")
    return page


# --- the queries


def test_queries_are_many_and_in_both_languages() -> None:
    assert len(QUERIES) >= 150
    assert {query["lang"] for query in QUERIES} == set(LANGS)
    asked = [(query["lang"], query["q"]) for query in QUERIES]
    assert [query for query in asked if asked.count(query) > 1] == []


def test_queries_expect_what_is_checked() -> None:
    assert [q for q in QUERIES if not q.keys() & EXPECTATIONS] == []
    assert {key for q in QUERIES for key in q} <= EXPECTATIONS | {"q", "lang"}


@pytest.fixture(scope="module")
def words(catalogs: dict[str, Catalog]) -> dict[str, dict[int, str]]:
    return {lang: words_of(catalog) for lang, catalog in catalogs.items()}


@each(QUERIES)
def test_query(query: Query, pages: dict[str, Page], words: dict[str, dict[int, str]]) -> None:
    found = ask(pages[query["lang"]], query["q"])
    failed = list(unmet(query, found, words[query["lang"]]))
    assert not failed, f"{query['q']!r}: {failed}; the first rows are {found[:5]}"


# --- other ways to ask

SAMPLE = QUERIES[::24]


@each(SAMPLE)
def test_a_paste_with_the_mouse_finds_the_same(query: Query, pages: dict[str, Page]) -> None:
    page = pages[query["lang"]]
    typed = ask(page, query["q"])
    ask(page, "")
    # No key is pressed: the field changes, as it does by a context menu.
    page.keyboard.insert_text(query["q"])
    assert rows(page) == typed


@each(SAMPLE)
def test_a_link_with_the_query_finds_the_same(query: Query, pages: dict[str, Page]) -> None:
    page = pages[query["lang"]]
    typed = ask(page, query["q"])
    page.goto(f"{query['lang']}/about/?{urlencode({'q': query['q']})}")
    assert rows(page) == typed
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value(query["q"])


def test_keys_pressed_one_by_one_find_the_same(pages: dict[str, Page]) -> None:
    page = pages["en"]
    pasted = ask(page, "kRoomHbTimeoutError")
    ask(page, "")
    box(page).press_sequentially("kRoomHbTimeoutError")
    assert rows(page) == pasted


def test_a_pasted_log_of_several_lines_keeps_its_codes_apart(page: Page) -> None:
    box(page).focus()
    box(page).evaluate(
        """(input, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          const options = { clipboardData, bubbles: true, cancelable: true };
          input.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        "onInitSDK 21200007\r\n\tonLoginRoom 62001001\n",
    )
    assert [row.code for row in rows(page)[:2]] == [21200007, 62001001]
    expect(box(page)).to_have_value("onInitSDK 21200007 onLoginRoom 62001001 ")


def test_a_link_cannot_bring_markup(page: Page) -> None:
    page.goto(f"en/?{urlencode({'q': '<img src=x onerror=document.title=1> 21200007'})}")
    assert rows(page)[0].code == 21200007
    expect(page.locator("[data-search] img")).to_have_count(0)
    expect(page).not_to_have_title("1")


# --- the keyboard


def test_a_slash_focuses_the_box_and_stays_out_of_it(page: Page) -> None:
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("")
    page.keyboard.type("a/b")
    expect(box(page)).to_have_value("a/b")


def test_enter_leads_to_the_first_result_at_once(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.insert_text("-21200007,")
    page.keyboard.press("Enter")  # before any result can be there
    expect(page.locator("h1")).to_contain_text("21200007")


def test_arrows_choose_and_enter_follows(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("2120")
    found = rows(page)
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(0)
    for key, position in [
        *(("ArrowDown", 0), ("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1), ("ArrowUp", 0)),
        *(("ArrowUp", len(found) - 1), ("ArrowDown", 0), ("ArrowDown", 1)),
    ]:
        page.keyboard.press(key)
        expect(chosen).to_have_count(1)
        expect(chosen).to_have_attribute("data-code", str(found[position].code))
        expect(chosen).to_be_in_viewport()
        id_ = chosen.get_attribute("id") or ""
        expect(box(page)).to_have_attribute("aria-activedescendant", id_)
        expect(box(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(found[1].link)


def test_enter_does_not_lead_to_a_neighbour_unless_chosen(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("21200070")
    here, found = page.url, rows(page)
    assert found and {row.why for row in found} == {"near"}
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    assert page.url == here
    page.keyboard.press("Enter")
    expect(page).to_have_url(found[0].link)


def test_escape_closes_the_results(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("21200007")
    rows(page)
    results = page.locator("[role=listbox]")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    expect(results).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(box(page)).not_to_be_focused()
    expect(results).not_to_be_in_viewport()
    page.keyboard.press("/")  # and the query is still there, ready to be replaced
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.type("62001001")
    assert rows(page)[0].code == 62001001


def test_reset_empties_the_box(page: Page) -> None:
    ask(page, "21200007")
    page.locator("[data-search] [type=reset]").click()
    assert rows(page) == []
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_attribute("aria-expanded", "false")


# --- what the results say


@pytest.mark.parametrize("lang", LANGS)
def test_results_are_of_the_readers_language(
    lang: str, pages: dict[str, Page], catalogs: dict[str, Catalog], server: str
) -> None:
    found = ask(pages[lang], "21200007")
    assert found[0].link == f"{server}{lang}/codes/21200007/"
    first = pages[lang].locator("[role=option]").first
    expect(first).to_contain_text(plain(catalogs[lang].by_code[21200007].cause.text))
    found = ask(pages[lang], "1048680")
    assert found[0].link.startswith(f"{server}{lang}/legacy/#")


@pytest.mark.parametrize("lang", LANGS)
def test_the_number_of_results_is_told(lang: str, pages: dict[str, Page]) -> None:
    found = ask(pages[lang], "DNS")
    status = pages[lang].locator("[data-search] [role=status]")
    expect(status).to_contain_text(str(len(found)))
    ask(pages[lang], "99999999")
    expect(status).to_contain_text("99999999")


@pytest.mark.parametrize("lang", LANGS)
def test_more_results_than_a_screen_holds_are_all_drawn_in_order(
    lang: str, pages: dict[str, Page]
) -> None:
    page = pages[lang]
    found = ask(page, "e")
    assert len(found) > 200, "so many that they are drawn in several steps"
    ids = page.locator("[role=option]").evaluate_all("options => options.map(({id}) => id)")
    assert ids == [f"search-result-{position}" for position in range(len(found))]
    assert len(set(found)) == len(found)


def test_what_is_still_being_drawn_gives_way_to_the_next_query(pages: dict[str, Page]) -> None:
    page = pages["en"]
    expected = ask(page, "60001001")
    page.evaluate("""async () => {
        const input = document.querySelector("[data-search] input");
        const list = document.querySelector("[data-search] [role=listbox]");
        const type = query => {
            input.value = query;
            input.dispatchEvent(new InputEvent("input", {bubbles: true}));
        };
        const begun = new Promise(resolve => new MutationObserver((_, observer) => {
            if (list.getAttribute("aria-busy") !== "true") return;
            observer.disconnect();
            type("60001001");
            resolve();
        }).observe(list, {attributes: true, childList: true}));
        type("e");
        await begun;
        for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame);
    }""")
    assert rows(page) == expected


def test_a_failed_load_is_told_and_tried_again(page: Page) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/search/en.json", refuse)
    box(page).fill("21200007")
    failed = page.locator("[data-search]").get_attribute("data-failed") or ""
    expect(page.locator("[data-search] [role=status]")).to_have_text(failed)
    page.unroute("**/search/en.json", refuse)
    assert ask(page, "21200007 ")[0].code == 21200007


REPEATED = "9|网络|0x|21200007 |1,1|- |((|e5|kA|1.|错误码|_1|couldn't ".split("|")


@pytest.mark.parametrize("text", REPEATED)
def test_a_query_of_100_kb_ends(text: str, pages: dict[str, Page]) -> None:
    ask(pages["en"], text * (100_000 // len(text.encode())))


# --- the modules beneath the box

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
          const load = name => import(new URL(`../js/${name}.js`, location));
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
          ({ kind, start, end, text, readings, owners }) =>
            [kind, start, end, text, (readings ?? owners).map(({ code }) => code)])])""",
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
    modules = [site.folder / "js" / f"{name}.js" for name in ("recognise", "search")]
    assert gzipped(*(module.read_bytes() for module in modules)) <= 12 * KIB


@pytest.mark.parametrize("lang", LANGS)
def test_the_index_is_small(lang: str, site: BuiltSite) -> None:
    index = (site.folder / "search" / f"{lang}.json").read_bytes()
    assert gzipped(index) <= 150 * KIB
