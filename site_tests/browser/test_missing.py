"""Numbers that are in no table, and addresses that lead nowhere, in the box and on the 404 page."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Locator, expect

from generator.catalog.model import Catalog
from site_tests.support.browser import OpenPage
from site_tests.support.kinds import TAGS, switch
from site_tests.support.nightly import some
from site_tests.support.project import LANGS
from site_tests.support.search_box import ask
from site_tests.support.stages import marks_of

below_prefix = pytest.mark.parametrize("base_url", ["prefixed_server"], indirect=True)

# --- numbers that are in no table


def issue_of(container: Locator) -> dict[str, list[str]]:
    href = container.locator("a[href*='issues/new']").get_attribute("href")
    assert href
    return parse_qs(urlsplit(href).query)


@pytest.mark.parametrize(
    "number, said",
    some(
        [
            ("51200006", ["LiveRoom server", "libcurl error 6"]),
            ("0x30D4006", ["LiveRoom server", "libcurl error 6"]),
            ("-62000999", ["server return code 999"]),
            ("1048717", ["0x100000", "server return code 141", "52000141"]),
            ("113200099", ["Net Agent link", "sequence number 99"]),
            ("99999999", ["any rule of the numbering scheme"]),
        ],
        3,
    ),
)
def test_only_an_unknown_number_is_explained_in_the_box_and_on_the_404_page(
    number: str, said: list[str], open_page: OpenPage
) -> None:
    page = open_page("en/about/")
    ask(page, number)
    box = page.locator("[data-search] .explanation")
    for part in said:
        expect(box).to_contain_text(part)
    assert issue_of(box)["code"] == [number]
    assert issue_of(box)["template"] == ["code.yml"]
    is_long = number.startswith("0x") or len(number.lstrip("-")) > 7
    assert (page.locator("[role=option][data-why=near]").count() > 0) == is_long
    for known in ("21200007", "-1", "212", "timeout"):
        ask(page, known)
        assert page.locator("[data-search] .explanation").count() == 0
    page.goto(f"en/codes/{number}")
    shown = page.locator("section[data-lang=en] .explanation")
    for part in said:
        expect(shown).to_contain_text(part)
    assert issue_of(shown)["code"] == [number]
    assert shown.locator("a[href*='/en/codes/']").count() > 0


# --- addresses that lead nowhere


@pytest.mark.parametrize(
    "asked, target",
    some(
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
        6,
    ),
)
def test_an_address_with_one_meaning_goes_on(
    asked: str, target: str, open_page: OpenPage, base_url: str
) -> None:
    expect(open_page(asked)).to_have_url(base_url + target)


@below_prefix
def test_an_address_below_a_prefix_goes_on(open_page: OpenPage, base_url: str) -> None:
    for asked in ("zh/21200007", "ZegoError.kConfigServerCouldntConnectError/"):
        page = open_page(asked)
        expect(page).to_have_url(re.compile(f"{base_url}(zh|en)/codes/[0-9]+/"))


@pytest.mark.parametrize(
    "asked, codes",
    some(
        [
            ("notloginerror", ["10000105", "9", "105"]),
            ("kroomreconnectfailerror", ["60001007", "60001008"]),
            ("kconfigdecrypterror", ["20000001", "20000002"]),
            ("3197569", ["52000105"]),
            ("errorCode=21200007", ["21200007"]),
            ("blog/21200007", ["21200007"]),
            ("mixstream-auth", ["82000003"]),
        ],
        4,
    ),
)
def test_an_address_with_several_meanings_lists_them(
    asked: str,
    codes: list[str],
    open_page: OpenPage,
    base_url: str,
    catalogs: dict[str, Catalog],
) -> None:
    page = open_page(asked)
    legacy = {str(code): values for code, values in catalogs["en"].legacy_values().items()}
    items = page.locator("section[data-lang=en] .meant li")
    expect(items.first).to_be_visible()
    for item, code in zip(items.all(), codes, strict=False):
        expect(item.locator("code").first).to_have_text(re.compile(rf"^{code}( |$)"))
        named = catalogs["en"].by_code.get(int(code))
        marks = marks_of(named) if named else [value.source.short for value in legacy[code]][:1]
        expect(item.locator(".source")).to_have_text(marks)
    assert page.url == base_url + asked


@pytest.mark.parametrize(
    "asked", some(["%zz", "%3Cimg%20src=x%20onerror=alert(1)%3E", "a//b/", "__proto__"], 2)
)
def test_an_odd_address_is_no_more_than_missing(
    asked: str, open_page: OpenPage, base_url: str
) -> None:
    page = open_page(asked)
    expect(page.locator("section[data-lang=en] .meant")).to_be_attached()
    assert urlsplit(page.url).path == urlsplit(base_url + asked).path


@pytest.mark.parametrize(
    "locale, lang", some([("zh-CN", "zh"), ("en-GB", "en"), ("fr-FR", "en")], 3)
)
def test_the_404_page_is_in_the_readers_language(
    locale: str, lang: str, open_page: OpenPage, base_url: str, catalogs: dict[str, Catalog]
) -> None:
    """Check frame and text, also where the address names the other; the switch leads to the same there."""
    [other] = set(LANGS) - {lang}
    for path, shown in {"codes/99999999": lang, f"{other}/codes/99999999": other}.items():
        page = open_page(path, locale=locale)
        expect(page.locator(".meant")).to_be_attached()
        expect(page.locator("html")).to_have_attribute("lang", TAGS[shown])
        expect(page.locator("section[data-lang]")).to_have_count(1)
        labels = catalogs[shown].labels
        said = labels["search-not-listed"].format(value=99999999).rstrip(".。")
        expect(page.locator("h1")).to_have_text(said)
        expect(page).to_have_title(f"{said} - {labels['site-name']}")
        expect(page.locator("header")).to_contain_text(labels["nav-scan"])
        expect(page.locator("#menu")).to_contain_text(labels["nav-codes"])
        page.keyboard.press("Tab")
        expect(page.locator(".md-skip")).to_be_focused()
    [following] = set(LANGS) - {other}
    switch(page, following).click()
    expect(page).to_have_url(f"{base_url}{following}/codes/99999999")
    expect(page.locator("html")).to_have_attribute("lang", TAGS[following])
