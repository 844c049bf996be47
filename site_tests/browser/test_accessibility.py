"""Each kind of page in every look: nothing is wider than the screen, and axe-core finds nothing.

WCAG 2.2 AA, in every language, in light and dark, on wide and narrow screens.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, ViewportSize, expect

from generator.catalog.model import Catalog
from site_tests.support.axe import Look, in_looks, violations
from site_tests.support.browser import OpenPage
from site_tests.support.kinds import DESKTOP, ENLARGED, NEUTRAL, PAGES, PHONE, TAGS, en_by_day
from site_tests.support.nightly import some
from site_tests.support.project import LANGS
from site_tests.support.reader import LOG, read

# Elements wider than the window: those outside it, where nothing hides what overflows them, and
# boxes with a scrollbar of their own. Only code may scroll: its lines are not to be broken.
STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  const name = ({ tagName, id, className }) =>
    `${tagName.toLowerCase()}${id && "#" + id}.${className.baseVal ?? className}`;
  const shows = element => {
    for (let e = element; e !== document.body; e = e.parentElement) {
      const { overflowX, position } = getComputedStyle(e);
      if (position === "fixed" || (e !== element && overflowX !== "visible")) return false;
    }
    return true;
  };
  const found = document.documentElement.scrollWidth > width ? ["the page scrolls"] : [];
  for (const element of document.body.querySelectorAll("*")) {
    const { left, right } = element.getBoundingClientRect();
    const outside = right > width + 0.5 || left < -0.5;
    const scrolls = ["auto", "scroll"].includes(getComputedStyle(element).overflowX)
      && element.scrollWidth > element.clientWidth && !element.matches("pre, pre *");
    if (element.checkVisibility() && (scrolls || (right > left && outside && shows(element)))) {
      found.push(`${name(element)} ${Math.round(left)}…${Math.round(right)}`);
    }
  }
  // Nor may the words of a drawing leave their box.
  for (const box of document.querySelectorAll("svg.drawing a")) {
    const { x, width } = box.querySelector("rect").getBBox();
    for (const text of box.querySelectorAll("text")) {
      const { x: left, width: length } = text.getBBox();
      if (left < x + 4 || left + length > x + width - 4) found.push(text.textContent);
    }
  }
  return found;
}"""


PLACES = [
    *PAGES.values(),
    "codes/?stage=login&retry=yes",
    "codes/51200006",
]
READY = {
    "codes/?stage=login&retry=yes": "form.filters .bar",
    "codes/51200006": "section .explanation",
}
ASKED = {"?q=21200007": "[role=option]", "?q=51200006": ".explanation"}


IN_AXE = {*some(PLACES, 4), *some(list(NEUTRAL.values()), 4)}
"""The pages that axe-core looks at, for seconds each."""


def wrong(page: Page, path: str, size: ViewportSize) -> list[str]:
    """Return what is wider than a screen, and what axe-core finds at one."""
    found = []
    for viewport in (DESKTOP, PHONE, ENLARGED):
        page.set_viewport_size(viewport)
        found += page.evaluate(STICKING_OUT)
    page.set_viewport_size(size)
    return found + (violations(page) if path in IN_AXE else [])


@pytest.mark.parametrize("path, lang, look", in_looks(some(PLACES, 2)))
def test_a_page_fits_and_has_no_violation(
    path: str, lang: str, look: Look, open_page: OpenPage
) -> None:
    scheme, size = look
    page = open_page(f"{lang}/{path}", scheme=scheme)
    expect(page.locator(READY.get(path, "article h1")).first).to_be_visible()
    if path in PAGES.values():
        expect(page.locator("html")).to_have_attribute("lang", TAGS[lang])
        expect(page.locator("article h1")).to_have_count(1)
    if path == PAGES["home"]:
        assert page.locator("svg.drawing text").count() > 10
    assert wrong(page, path, size) == []


@pytest.mark.parametrize("path, lang, look", in_looks(some(list(NEUTRAL.values()), 2)))
def test_a_page_of_no_language_fits_and_has_no_violation(
    path: str, lang: str, look: Look, base_url: str, open_page: OpenPage
) -> None:
    def without_script(route: Route) -> None:
        answer = route.fetch()
        text = re.sub("<script>.*?</script>", "", answer.text(), flags=re.DOTALL)
        route.fulfill(response=answer, body=text)

    scheme, size = look
    page = open_page("zh/about/", scheme=scheme)
    page.route(f"{base_url}{path}", without_script)  # stays on the page
    page.goto(path)
    expect(page.locator("section")).to_have_count(len(LANGS))
    assert wrong(page, path, size) == []


@pytest.mark.parametrize("path, lang, look", in_looks(some(list(ASKED), 2)))
def test_search_results_have_no_violation(
    path: str, lang: str, look: Look, open_page: OpenPage
) -> None:
    scheme, size = look
    page = open_page(f"{lang}/about/{path}", viewport=size, scheme=scheme)
    expect(page.locator(f"[data-search] {ASKED[path]}").first).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("path, lang, look", in_looks(["lookup/"]))
def test_the_findings_in_a_log_fit_and_have_no_violation(
    path: str, lang: str, look: Look, open_page: OpenPage
) -> None:
    scheme, size = look
    page = open_page(f"{lang}/{path}", viewport=size, scheme=scheme)
    read(page, LOG)
    page.locator(".excerpt").first.scroll_into_view_if_needed()
    expect(page.locator(".excerpt mark").first).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]


@en_by_day
def test_the_longest_names_fit_a_phone(
    lang: str, open_page: OpenPage, catalogs: dict[str, Catalog]
) -> None:
    codes = catalogs[lang].codes
    for code in sorted(codes, key=lambda code: max(len(n.name) for n in code.names))[-3:]:
        page = open_page(f"{lang}/codes/{code.code}/", viewport=PHONE)
        assert page.evaluate(STICKING_OUT) == [], code.code
