"""The zip in a browser, read from a folder: the search, the log reader and the permalinks."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from generator.catalog.resolve import resolve
from generator.dataset.schema import Dataset
from site_tests.support.browser import OpenPage
from site_tests.support.kinds import LOCALES, en_by_day, zh_by_day
from site_tests.support.nightly import some

CODE = 21200007
pytestmark = pytest.mark.parametrize("base_url", ["offline"], indirect=True)


@pytest.fixture(scope="session")
def offline(unpacked: Path) -> str:
    return unpacked.as_uri() + "/"


@pytest.fixture(scope="module")
def words(sample: Dataset) -> dict[str, str]:
    """Return the cause of the code in each language."""
    return {lang: catalog.by_code[CODE].cause.text for lang, catalog in resolve(sample).items()}


@zh_by_day
def test_search_finds_and_leads_to_the_page(
    lang: str, open_page: OpenPage, words: dict[str, str]
) -> None:
    page = open_page(f"{lang}/index.html")
    page.keyboard.press("/")
    page.keyboard.insert_text(f"error {CODE}!")
    expect(page.locator("[data-search] [role=option]").first).to_contain_text(str(CODE))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(str(CODE))
    expect(page.locator("article")).to_contain_text(words[lang])


def test_words_of_the_other_language_are_found(open_page: OpenPage) -> None:
    page = open_page("en/index.html?q=配置服务器")
    expect(page.locator("[data-search] [role=option]").first).to_be_visible()


@en_by_day
def test_the_log_reader_reads(lang: str, open_page: OpenPage, words: dict[str, str]) -> None:
    page = open_page(f"{lang}/lookup/index.html")
    page.locator(".reader textarea").fill(f"login failed, errorCode={CODE}\nerror=99999999\n")
    found = page.locator(".reader-result")
    expect(found).to_contain_text(words[lang])
    found.locator(".finding-page a").first.click()
    expect(page.locator("h1")).to_contain_text(str(CODE))


@pytest.mark.parametrize(
    "address, lang", some([(CODE, "zh"), ("kConfigServerCouldntConnectError", "en")], 2)
)
def test_a_permalink_leads_to_the_page_in_the_readers_language(
    address: int | str, lang: str, open_page: OpenPage, words: dict[str, str]
) -> None:
    page = open_page(f"{address}/index.html", locale=LOCALES[lang])
    page.wait_for_url(f"**/{lang}/codes/{CODE}/index.html")
    expect(page.locator("article")).to_contain_text(words[lang])


@en_by_day
def test_the_list_is_filtered(lang: str, open_page: OpenPage, sample: Dataset) -> None:
    page = open_page(f"{lang}/codes/index.html?stage=login")
    rows = page.locator(".code-list tr[data-code]:visible")
    codes = [code for file in sample.codes.values() for code in file.codes.values()]
    expect(rows).to_have_count(sum("login" in (code.stages or {}) for code in codes))
    page.locator(".code-list [name=text]").fill(str(CODE))
    expect(rows).to_have_count(1)


def test_a_permalink_that_is_copied_is_the_published_one(
    open_page: OpenPage, sample: Dataset
) -> None:
    page = open_page(f"en/codes/{CODE}/index.html")
    page.get_by_role("button", name="Copy permalink").click()
    expect(page.locator(".copied")).to_contain_text("permalink")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text == f"{sample.dataset.url.rstrip('/')}/{CODE}/"
