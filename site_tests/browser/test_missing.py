"""Numbers that are in no table, and addresses that lead nowhere: what the box and the 404 page say."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from generator.catalog.model import Catalog
from site_tests.support.project import LANGS

# --- numbers that are in no table


def issue_of(container: Locator) -> dict[str, list[str]]:
    href = container.locator("a[href*='issues/new']").get_attribute("href")
    assert href
    return parse_qs(urlsplit(href).query)


@pytest.mark.parametrize(
    "number, said",
    [
        ("51200006", ["LiveRoom server", "libcurl result 6"]),
        ("0x30D4006", ["LiveRoom server", "libcurl result 6"]),
        ("-62000999", ["the server's own result 999"]),
        ("113200099", ["the net agent: link", "number 200099"]),
        ("1048717", ["0x100000", "result 141", "52000141"]),
        ("1002001", ["Express SDK"]),
        ("99999999", ["No known rule"]),
    ],
)
def test_an_unknown_number_is_explained_in_the_box_and_on_the_404_page(
    number: str, said: list[str], page: Page
) -> None:
    page.goto("en/")
    page.locator("[data-search] input").fill(number)
    page.wait_for_selector(f"[data-search][data-shown='{number}']", state="attached")
    box = page.locator("[data-search] .explanation")
    for part in said:
        expect(box).to_contain_text(part)
    assert issue_of(box)["code"] == [number]
    assert issue_of(box)["template"] == ["code.yml"]
    assert page.locator("[role=option][data-why=near]").count() > 0
    page.goto(f"en/codes/{number}")
    shown = page.locator("section[data-lang=en] .explanation")
    for part in said:
        expect(shown).to_contain_text(part)
    assert issue_of(shown)["code"] == [number]
    assert shown.locator("a[href*='/en/codes/']").count() > 0


def test_a_known_number_is_not_explained(page: Page) -> None:
    page.goto("en/")
    for query in ("21200007", "-1", "212", "timeout"):
        page.locator("[data-search] input").fill(query)
        page.wait_for_selector(f"[data-search][data-shown='{query}']", state="attached")
        assert page.locator("[data-search] .explanation").count() == 0


@pytest.mark.parametrize("lang", LANGS)
def test_the_scripts_read_digits_as_the_generator_does(
    lang: str, page: Page, server: str, catalogs: dict[str, Catalog]
) -> None:
    page.goto(f"{lang}/about/")
    codes = {
        code.code: [[s.digits, s.text] for s in code.segments] for code in catalogs[lang].codes
    }
    read = page.evaluate(
        """async ([root, lang, codes]) => {
          const { explain } = await import(`${root}js/engine/numbering.js`);
          const index = await (await fetch(`${root}search/${lang}.json`)).json();
          return codes.map((code) => explain(code, index).segments.map(({ digits, text }) => [digits, text]));
        }""",
        [server, lang, list(codes)],
    )
    assert dict(zip(codes, read, strict=True)) == codes


# --- addresses that lead nowhere


@pytest.mark.parametrize("server_name", ["server", "prefixed_server"])
@pytest.mark.parametrize(
    "asked, target",
    [
        ("codes/21200007", "en/codes/21200007/"),
        ("zh/21200007", "zh/codes/21200007/"),
        ("ZH-cn/Codes/21200007/", "zh/codes/21200007/"),
        ("21200007.html", "en/codes/21200007/"),
        ("21200007.", "en/codes/21200007/"),
        ("-21200007", "en/codes/21200007/"),
        ("0x1437C87", "en/codes/21200007/"),
        (quote("２１２００００７"), "en/codes/21200007/"),
        ("%2221200007%22", "en/codes/21200007/"),
        ("knotloginerror", "en/codes/10000105/"),
        ("zh/codes/KNOTLOGINERROR", "zh/codes/10000105/"),
        ("RoomHbTimeout", "en/codes/60001005/"),
        ("ZegoError.kNotLoginError", "en/codes/10000105/"),
        ("zh/105", "105/"),
        ("en/legacy/-1", "-1/"),
        ("EN/LEGACY", "en/legacy/"),
        ("stages/login", "en/stages/login/"),
        ("zh-CN/", "zh/"),
    ],
)
def test_an_address_with_one_meaning_goes_on(
    asked: str, target: str, server_name: str, browser: Browser, request: pytest.FixtureRequest
) -> None:
    root = request.getfixturevalue(server_name)
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(root + asked)
    page.wait_for_url(root + target)
    context.close()


@pytest.mark.parametrize(
    "asked, codes",
    [
        ("notloginerror", ["10000105", "9", "105"]),
        ("kroomreconnectfailerror", ["60001007", "60001008"]),
        ("kconfigdecrypterror", ["20000001", "20000002"]),
        ("3197569", ["52000105"]),
        ("errorCode=21200007", ["21200007"]),
        ("blog/21200007", ["21200007"]),
        ("mixstream-auth", ["82000003"]),
    ],
)
def test_an_address_with_several_meanings_lists_them(
    asked: str, codes: list[str], page: Page, server: str
) -> None:
    page.goto(asked)
    items = page.locator("section[data-lang=en] .meant li")
    expect(items.first).to_be_visible()
    for item, code in zip(items.all(), codes, strict=False):
        expect(item.locator("code").first).to_have_text(re.compile(rf"^{code}( |$)"))
    assert page.url == server + asked


@pytest.mark.parametrize(
    "asked", ["%zz", "%3Cimg%20src=x%20onerror=alert(1)%3E", "a//b/", "__proto__"]
)
def test_an_odd_address_is_no_more_than_missing(asked: str, page: Page, server: str) -> None:
    errors: list[Any] = []
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(asked)
    expect(page.locator("section[data-lang=en] .meant")).to_be_attached()
    assert urlsplit(page.url).path == urlsplit(server + asked).path
    assert errors == []


@pytest.mark.parametrize("locale, lang", [("zh-CN", "zh"), ("en-GB", "en"), ("fr-FR", "en")])
def test_the_404_page_begins_in_the_readers_language(
    locale: str, lang: str, browser: Browser, server: str
) -> None:
    context = browser.new_context(locale=locale, base_url=server)
    page = context.new_page()
    page.goto("no/such/thing/at/all")
    expect(page.locator("section[data-lang] .meant")).to_be_attached()
    order = page.locator("section[data-lang]").evaluate_all("all => all.map(s => s.dataset.lang)")
    assert order == [lang, *(other for other in LANGS if other != lang)]
    page.goto(("en" if lang == "zh" else "zh") + "/no-such-thing")
    expect(page.locator("section[data-lang] .meant")).to_be_attached()
    order = page.locator("section[data-lang]").evaluate_all("all => all.map(s => s.dataset.lang)")
    assert order[0] != lang
    context.close()


def test_a_name_goes_on_to_its_code(page: Page) -> None:
    page.goto("kNotLoginError/")
    page.wait_for_url("**/en/codes/10000105/")
