"""The search box in a real browser.

The engine beneath is asked every query of `queries.yaml` in `lookup/test_engine.py`; some go through the
box that a reader uses.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, Route, ViewportSize, expect

from generator.catalog.model import Catalog
from generator.outputs.escape import plain
from site_tests.support.browser import OpenPage
from site_tests.support.kinds import DESKTOP, PHONE, zh_by_day
from site_tests.support.nightly import nightly, some
from site_tests.support.project import LANGS
from site_tests.support.queries import EXPECTATIONS, QUERIES, Query, each, unmet, words_of
from site_tests.support.search_box import ask, box, rows


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """Return the English page about the site."""
    return open_page("en/about/")


# --- the queries


def test_queries_are_many_and_in_both_languages() -> None:
    assert len(QUERIES) >= 150
    assert {query["lang"] for query in QUERIES} == set(LANGS)
    asked = [(query["lang"], query["q"]) for query in QUERIES]
    assert [query for query in asked if asked.count(query) > 1] == []


def test_queries_expect_what_is_checked() -> None:
    assert [q for q in QUERIES if not q.keys() & EXPECTATIONS] == []
    assert {key for q in QUERIES for key in q} <= EXPECTATIONS | {"q", "lang"}


SAMPLE = some(QUERIES[::32], 9)


@each(SAMPLE)
def test_query_however_it_is_asked(query: Query, open_page: OpenPage) -> None:
    """Ask by keys, by a paste with the mouse and by a link."""
    lang, text = query["lang"], query["q"]
    page = open_page(f"{lang}/about/")
    found = ask(page, text)
    failed = list(unmet(query, found, words_of(lang)))
    assert not failed, f"{text!r}: {failed}; the first rows are {found[:5]}"
    ask(page, "")
    # No key is pressed: the field changes, as it does by a context menu.
    page.keyboard.insert_text(text)
    assert rows(page) == found
    page = open_page(f"{lang}/about/?{urlencode({'q': text})}")
    assert rows(page) == found
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value(text)


def test_keys_pressed_one_by_one_find_what_is_pasted_and_lines_stay_apart(page: Page) -> None:
    pasted = ask(page, "kRoomHbTimeoutError")
    ask(page, "")
    box(page).press_sequentially("kRoomHbTimeoutError")
    assert rows(page) == pasted


PASTE = """(input, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  input.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}"""
KEPT = "() => sessionStorage.getItem('liveroom-error-codes:log')"


def test_several_lines_pasted_go_to_the_scanner(page: Page, base_url: str) -> None:
    log = "onInitSDK 21200007\r\n\tonLoginRoom 62001001\n"
    box(page).focus()
    box(page).evaluate(PASTE, log)
    page.wait_for_url(f"{base_url}en/lookup/")
    assert page.evaluate(KEPT) == log


def test_one_line_with_its_end_stays_in_the_box(page: Page) -> None:
    box(page).focus()
    box(page).evaluate(PASTE, "onInitSDK 21200007\n")
    assert rows(page)[0].code == 21200007
    expect(box(page)).to_have_value("onInitSDK 21200007 ")


def test_a_link_cannot_bring_markup(open_page: OpenPage) -> None:
    page = open_page(
        f"en/about/?{urlencode({'q': '<img src=x onerror=document.title=1> 21200007'})}"
    )
    assert rows(page)[0].code == 21200007
    expect(page.locator("[data-search] img")).to_have_count(0)
    expect(page).not_to_have_title("1")


# --- the keyboard


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


def test_enter_does_not_lead_to_a_neighbor_unless_chosen(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("21200070")
    found = rows(page)
    assert found and {row.why for row in found} == {"near"}
    expect(page).to_have_url(re.compile(r"\?q=21200070$"))
    here = page.url
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    assert page.url == here
    page.keyboard.press("Enter")
    expect(page).to_have_url(found[0].link)


def test_a_slash_focuses_the_box_escape_closes_the_results_and_reset_empties_it(page: Page) -> None:
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("")  # it stays out
    page.keyboard.type("a/b")
    expect(box(page)).to_have_value("a/b")
    page.keyboard.press("ControlOrMeta+A")
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
    page.locator("[data-search] [type=reset]").click()
    assert rows(page) == []
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_attribute("aria-expanded", "false")


def test_an_input_methods_enter_stays_on_the_page(page: Page) -> None:
    found = ask(page, "21200007")
    here = page.url
    for how in ({"isComposing": True, "keyCode": 229}, {"isComposing": False, "keyCode": 229}):
        left = box(page).evaluate(
            """(input, how) => input.dispatchEvent(
              new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true, ...how}))""",
            how,
        )
        assert not left, "the browser would submit the form"
    assert page.url == here
    assert rows(page) == found


# --- the address, and the home page


def test_the_query_stays_in_the_address(page: Page, base_url: str) -> None:
    found = ask(page, "kicked out")
    expect(page).to_have_url(f"{base_url}en/about/?q=kicked+out")
    page.reload()
    assert rows(page) == found
    expect(box(page)).to_have_value("kicked out")
    page.keyboard.press("Enter")
    page.wait_for_url(found[0].link)
    page.go_back()
    assert rows(page) == found
    page.locator("a.switch").evaluate("link => link.click()")
    page.wait_for_url(f"{base_url}zh/about/?q=kicked+out")
    assert rows(page)
    page.locator("[data-search] [type=reset]").click()
    expect(page).to_have_url(f"{base_url}zh/about/")


@zh_by_day
def test_the_home_page_opens_with_a_field(lang: str, open_page: OpenPage, base_url: str) -> None:
    page = open_page(f"{lang}/")
    field = page.locator("main [data-search] input")
    options = page.locator("main [data-search] [role=option]")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.insert_text("21200007")
    expect(options.first).to_have_attribute("data-code", "21200007")
    expect(page).to_have_url(f"{base_url}{lang}/?q=21200007")
    page.reload()
    expect(field).to_have_value("21200007")
    expect(options.first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base_url}{lang}/codes/21200007/")


def test_the_field_works_without_scripts(open_page: OpenPage, base_url: str) -> None:
    page = open_page("en/", java_script_enabled=False)
    page.locator("main [data-search] input").fill("21200007")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base_url}en/codes/?q=21200007")


def test_nothing_is_loaded_before_the_search_is_used(open_page: OpenPage) -> None:
    page = open_page("en/", fresh=True)
    loaded = page.evaluate("() => performance.getEntriesByType('resource').map(({name}) => name)")
    assert [name for name in loaded if "/search/" in name or "engine/" in name] == []


# --- the results


def test_a_result_says_what_it_is_and_leads_to_its_section(page: Page, base_url: str) -> None:
    first = page.locator("[data-search] [role=option]").first
    status = page.locator("[data-search] [role=status]")
    ask(page, "stream cannot be played")
    expect(first).to_contain_text("Stage")
    expect(first).to_have_attribute("href", f"{base_url}en/stages/play/")
    ask(page, "OnLoginRoom frobnicate")
    expect(first).to_contain_text("Callback")
    expect(first).to_have_attribute("href", f"{base_url}en/stages/login/#callbacks")
    expect(status).to_contain_text("Left out: frobnicate")
    ask(page, "21200007")
    expect(first).to_contain_text("Common code")
    expect(first).to_contain_text("Retry")
    ask(page, "xyzzy")
    expect(
        page.locator("[data-search] .md-search-result a[href$='/stages/login/']")
    ).to_be_visible()


@zh_by_day
def test_results_are_counted_drawn_in_order_and_of_the_readers_language(
    lang: str, open_page: OpenPage, catalogs: dict[str, Catalog], base_url: str
) -> None:
    page = open_page(f"{lang}/about/")
    found = ask(page, "21200007")
    assert found[0].link == f"{base_url}{lang}/codes/21200007/"
    first = page.locator("[role=option]").first
    expect(first).to_contain_text(plain(catalogs[lang].by_code[21200007].cause.text))
    found = ask(page, "1048680")
    assert found[0].link.startswith(f"{base_url}{lang}/legacy/#")
    found = ask(page, "DNS")
    status = page.locator("[data-search] [role=status]")
    expect(status).to_contain_text(str(len(found)))
    ask(page, "99999999")
    expect(status).to_contain_text("99999999")
    found = ask(page, "e")
    assert len(found) > 200, "so many that they are drawn in several steps"
    ids = page.locator("[role=option]").evaluate_all("options => options.map(({id}) => id)")
    assert ids == [f"search-result-{position}" for position in range(len(found))]
    assert len(set(found)) == len(found)


def test_results_still_being_drawn_give_way_to_the_next_query(page: Page) -> None:
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


def test_a_failed_load_is_reported_and_tried_again(page: Page) -> None:
    def refuse(route: Route) -> None:
        route.fulfill(body="")  # is no JSON

    page.route("**/search/en.json", refuse)
    box(page).fill("21200007")
    failed = page.locator("[data-search]").get_attribute("data-failed") or ""
    expect(page.locator("[data-search] [role=status]")).to_have_text(failed)
    page.unroute("**/search/en.json", refuse)
    assert ask(page, "21200007 ")[0].code == 21200007


REPEATED = "9|网络|0x|21200007 |1,1|- |((|e5|kA|1.|错误码|_1|couldn't ".split("|")


@nightly
def test_a_query_of_100_kb_ends(page: Page) -> None:
    for text in REPEATED:
        ask(page, text * (100_000 // len(text.encode())))


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_the_results_of_the_home_page_are_seen_below_its_field(
    viewport: ViewportSize, open_page: OpenPage
) -> None:
    page = open_page("zh/", viewport=viewport)
    page.locator(".front input").fill("拉流")
    row = page.locator("#front-results li").first
    row.wait_for()
    assert row.evaluate(
        """row => {
          const { left, top, width, height } = row.getBoundingClientRect();
          return row.contains(document.elementFromPoint(left + width / 2, top + height / 2));
        }"""
    )
