"""The language of a reader, asked for, chosen and remembered, and the pages of no language."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from generator.catalog.model import Catalog
from generator.dataset.schema import Dataset
from site_tests.support.browser import OpenPage
from site_tests.support.kinds import LOCALES, NEUTRAL, TAGS, switch, target
from site_tests.support.nightly import some
from site_tests.support.project import LANGS

CODE = 21200007  # of every dataset
ASKED = {"zh-CN": "zh", "zh-TW": "zh", "en-US": "en", "fr-FR": "en"}


def other(lang: str) -> str:
    return next(each for each in LANGS if each != lang)


def first_language(page: Page) -> str | None:
    """Return the language of the first section of a page that has one for each."""
    return page.locator("section[data-lang]").first.get_attribute("data-lang")


@pytest.mark.parametrize(
    "base_url, lang", some([("prefixed_server", "en"), ("server", "zh")], 2), indirect=["base_url"]
)
def test_the_switch_is_remembered(lang: str, base_url: str, open_page: OpenPage) -> None:
    """Ask permalinks and the root, against what the browser asks for."""
    page = open_page(f"{lang}/codes/{CODE}/", locale=LOCALES[lang])
    switch(page, other(lang)).click()
    expect(page).to_have_url(f"{base_url}{other(lang)}/codes/{CODE}/")
    for path, leads_to in {"": "", f"{CODE}/": f"codes/{CODE}/"}.items():
        page.goto(path)
        expect(page).to_have_url(f"{base_url}{other(lang)}/{leads_to}")
    page.goto("104/")
    assert first_language(page) == other(lang)
    # And back again.
    page.goto(f"{other(lang)}/about/")
    switch(page, lang).click()
    expect(page).to_have_url(f"{base_url}{lang}/about/")
    page.goto("104/")
    assert first_language(page) == lang


def test_a_page_that_is_only_read_chooses_no_language_and_a_permalink_is_no_step_of_the_history(
    open_page: OpenPage, base_url: str
) -> None:
    page = open_page("zh/about/", locale="en-US")
    page.goto(f"{CODE}/")
    expect(page).to_have_url(f"{base_url}en/codes/{CODE}/")
    page.go_back()
    expect(page).to_have_url(f"{base_url}zh/about/")


def test_a_browser_that_keeps_nothing_has_a_language_too(open_page: OpenPage) -> None:
    page = open_page("about:blank", fresh=True, locale="zh-CN")
    denied = "Object.defineProperty(window, 'localStorage', { get() { throw new Error() } })"
    page.add_init_script(denied)
    page.goto("105/")
    assert first_language(page) == "zh"


@pytest.mark.parametrize("locale, lang", some(list(ASKED.items()), 4))
def test_root_and_permalink_lead_to_the_language_that_the_browser_asks_for(
    locale: str, lang: str, base_url: str, open_page: OpenPage
) -> None:
    """Keep the query, so that a browser can search the site from its address bar, and the anchor."""
    page = open_page(f"?q={CODE}", locale=locale)
    expect(page).to_have_url(f"{base_url}{lang}/?q={CODE}")
    expect(page.locator("[data-search] [role=option]").first).to_contain_text(str(CODE))
    page.goto(f"{CODE}/#retry")
    expect(page).to_have_url(f"{base_url}{lang}/codes/{CODE}/#retry")
    expect(page.locator("#retry")).to_be_in_viewport()


@pytest.mark.parametrize("path", some(list(NEUTRAL.values()), 2))
def test_pages_of_no_language_show_every_language_without_scripts(
    path: str, open_page: OpenPage
) -> None:
    page = open_page(path, java_script_enabled=False)
    for lang in LANGS:
        section = page.locator(f"section[data-lang={lang}]")
        expect(section).to_have_attribute("lang", TAGS[lang])
        expect(section.locator(":is(h1, h2)").first).to_be_visible()
        link = section.locator(f"a[href*='{lang}/']").first
        expect(link).to_be_visible()
        assert f'<html lang="{TAGS[lang]}"' in page.request.get(target(link)).text()


@pytest.mark.parametrize(
    "number, lang", some([(n, lang) for n in (1, 105, 0, 1048680, -1) for lang in LANGS], 5)
)
def test_a_number_of_many_meanings_lists_them(
    lang: str,
    number: int,
    base_url: str,
    open_page: OpenPage,
    catalogs: dict[str, Catalog],
) -> None:
    page = open_page(f"{number}/", locale=LOCALES[lang])
    catalog = catalogs[lang]
    expected = [f"{lang}/codes/{number}/"] if number in catalog.by_code else []
    values = catalog.legacy_values().get(number, ())
    expected += [f"{lang}/legacy/#{value.anchor}" for value in values]
    sections = page.locator("section[data-lang]")
    expect(sections).to_have_count(len(LANGS))
    assert first_language(page) == lang
    links = sections.first.locator(f"a[href*='/{lang}/']")
    assert list(map(target, links.all())) == [base_url + path for path in expected]
    for value in values:
        expect(sections.first).to_contain_text(value.family_title)
    assert page.url == f"{base_url}{number}/"


def test_languages_are_the_datasets(dataset: Dataset) -> None:
    """Check this module's languages against the data."""
    assert {id_: lang.tag for id_, lang in dataset.dataset.languages.items()} == TAGS
    assert ASKED["fr-FR"] == dataset.dataset.fallback
