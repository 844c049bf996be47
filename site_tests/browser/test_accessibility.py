"""No page has a violation of WCAG 2.2 AA that axe-core finds, in any language, scheme or width."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from site_tests.support.axe import SCHEMES, violations
from site_tests.support.project import LANGS

PAGES = {  # one page of each template
    "home": "{lang}/",
    "stage": "{lang}/stages/publish/",
    "stage-without-codes": "{lang}/stages/room/",
    "codes": "{lang}/codes/",
    "code": "{lang}/codes/52001002/",
    "code-from-headers": "{lang}/codes/60001007/",
    "status": "{lang}/codes/1/",
    "complete": "{lang}/complete/",
    "legacy": "{lang}/legacy/",
    "anatomy": "{lang}/anatomy/",
    "lookup": "{lang}/lookup/",
    "changes": "{lang}/changes/",
    "api": "{lang}/api/",
    "about": "{lang}/about/",
    "missing": "{lang}/no-such-page/",
}
WIDTHS = {"desktop": (1280, 900), "phone": (360, 740)}

languages = pytest.mark.parametrize("lang", LANGS)
schemes = pytest.mark.parametrize("scheme", SCHEMES)
widths = pytest.mark.parametrize("size", WIDTHS.values(), ids=WIDTHS)


@pytest.fixture
def page_of(new_context: CreateContextCallback) -> Any:
    """`page_of(path, scheme, size)`: the page in a new context, without animations."""

    def open_page(path: str, scheme: Literal["light", "dark"], size: tuple[int, int]) -> Page:
        page = new_context(
            reduced_motion="reduce",
            color_scheme=scheme,
            viewport={"width": size[0], "height": size[1]},
        ).new_page()
        page.goto(path)
        return page

    return open_page


@languages
@schemes
@widths
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_has_no_violation(
    path: str, lang: str, scheme: str, size: tuple[int, int], page_of: Any
) -> None:
    assert violations(page_of(path.format(lang=lang), scheme, size)) == []


@schemes
@pytest.mark.parametrize("path", ["", "105/", "52001002/"])
def test_a_page_of_no_language_has_no_violation(
    path: str, scheme: Literal["light", "dark"], new_context: CreateContextCallback
) -> None:
    page = new_context(color_scheme=scheme).new_page()
    page.route("**/permalink.js", lambda route: route.fulfill(body=""))  # stays on the page
    page.goto(path)
    expect(page.locator("section")).to_have_count(len(LANGS))
    assert violations(page) == []


@languages
@schemes
@widths
def test_the_open_search_has_no_violation(
    lang: str, scheme: str, size: tuple[int, int], page_of: Any
) -> None:
    page = page_of(f"{lang}/?q=21200007", scheme, size)
    expect(page.get_by_role("option").first).to_be_visible()
    assert violations(page) == []


@languages
@schemes
@widths
def test_the_filtered_list_has_no_violation(
    lang: str, scheme: str, size: tuple[int, int], page_of: Any
) -> None:
    page = page_of(f"{lang}/codes/?stage=login&retry=yes", scheme, size)
    expect(page.locator("tr[data-code='20000001']")).to_be_hidden()
    assert violations(page) == []
