"""A page written by hand, in a browser: the search box and the language switch lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from site_tests.support.browser import OpenPage
from site_tests.support.search_box import box
from tools.server import serve

with_articles = pytest.mark.parametrize("base_url", ["article_server"], indirect=True)


@pytest.fixture(scope="session")
def article_server(article_project: Path) -> Iterator[str]:
    yield from serve(article_project / "site", "/")


@with_articles
def test_search_leads_to_the_page_in_both_languages(open_page: OpenPage) -> None:
    page = open_page("en/about/")
    options = page.locator("[data-search] [role=option]")
    status = page.locator("[data-search] [role=status]")
    box(page).fill("wombats")
    expect(status).to_have_text("1 result")
    expect(options).to_contain_text("Questions about limits")
    expect(options).to_have_attribute("data-kind", "place")
    box(page).fill("21200007")
    expect(options.first).to_have_attribute("data-kind", "record")
    box(page).fill("limits")
    expect(options.first.locator("mark").first).to_have_text("limits")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Questions about limits")
    page.locator("a.switch").click()
    expect(page.locator("h1")).to_have_text("关于限制的问题")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    page.get_by_role("link", name="首页").last.click()
    box(page).fill("袋熊")
    expect(options.first).to_contain_text("关于限制的问题")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zh/faq/")
