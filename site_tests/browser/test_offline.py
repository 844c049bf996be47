"""The zip in a browser, read from a folder: the search, the log reader and the permalinks."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from generator.catalog.model import Catalog
from generator.dataset.schema import Dataset
from site_tests.support.browser import OpenPage
from site_tests.support.kinds import TAGS, languages

CODE = 21200007
WAITS = {"zh": "无法连接配置服务器。", "en": "The configuration server cannot be reached."}
in_folder = pytest.mark.parametrize("base_url", ["offline"], indirect=True)


@pytest.fixture(scope="session")
def offline(unpacked: Path) -> str:
    return unpacked.as_uri() + "/"


@in_folder
@languages
def test_search_finds_and_leads_to_the_page(lang: str, open_page: OpenPage) -> None:
    page = open_page(f"{lang}/index.html")
    page.keyboard.press("/")
    page.keyboard.insert_text(f"error {CODE}!")
    expect(page.locator("[data-search] [role=option]").first).to_contain_text(str(CODE))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(str(CODE))
    expect(page.locator("article")).to_contain_text(WAITS[lang])


@in_folder
def test_words_of_the_other_language_are_found(open_page: OpenPage) -> None:
    page = open_page("en/index.html?q=配置服务器")
    expect(page.locator("[data-search] [role=option]").first).to_be_visible()


@in_folder
@languages
def test_the_log_reader_reads(lang: str, open_page: OpenPage) -> None:
    page = open_page(f"{lang}/lookup/index.html")
    page.locator(".reader textarea").fill(f"login failed, errorCode={CODE}\nerror=99999999\n")
    found = page.locator(".reader-result")
    expect(found).to_contain_text(WAITS[lang])
    found.get_by_role("link", name=str(CODE)).first.click()
    expect(page.locator("h1")).to_contain_text(str(CODE))


@in_folder
@pytest.mark.parametrize(
    "address, lang", [(CODE, "zh"), ("kConfigServerCouldntConnectError", "en")]
)
def test_a_permalink_leads_to_the_page_in_the_readers_language(
    address: int | str, lang: str, open_page: OpenPage
) -> None:
    page = open_page(f"{address}/index.html", locale=TAGS[lang])
    page.wait_for_url(f"**/{lang}/codes/{CODE}/index.html")
    expect(page.locator("article")).to_contain_text(WAITS[lang])


@in_folder
@languages
def test_the_list_is_filtered(lang: str, open_page: OpenPage, catalogs: dict[str, Catalog]) -> None:
    page = open_page(f"{lang}/codes/index.html?stage=login")
    rows = page.locator(".code-list tbody > tr:visible")
    expect(rows).to_have_count(
        sum("login" in [stage.id for stage in code.stages] for code in catalogs[lang].codes)
    )
    page.locator(".code-list [name=text]").fill(str(CODE))
    expect(rows).to_have_count(1)


@in_folder
def test_a_permalink_that_is_copied_is_the_published_one(
    open_page: OpenPage, dataset: Dataset
) -> None:
    page = open_page(f"en/codes/{CODE}/index.html")
    page.get_by_role("button", name="Copy permalink").click()
    expect(page.locator(".copied")).to_contain_text("permalink")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text == f"{dataset.dataset.url.rstrip('/')}/{CODE}/"
