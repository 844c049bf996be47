"""The pages in a real browser: of every kind, on phones, and that nothing goes wrong.

Whatever a test does, a message on the console, a failed request or a request that leaves the site
fails it (`open_page` of `conftest.py`).
"""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect

from generator.catalog.model import Catalog
from site_tests.support.browser import OpenPage
from site_tests.support.kinds import (
    CODE,
    NEUTRAL,
    PAGES,
    PHONE,
    TAGS,
    everywhere,
    kinds,
    languages,
    switch,
    target,
)
from site_tests.support.project import LANGS

MISSING = "zh/codes/99999999/"


# What is wider than the window: elements outside, where nothing hides what overflows them, and
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
  return found;
}"""


def sticking_out(page: Page) -> str:
    """Describe each element that is wider than the window."""
    return "\n".join(page.evaluate(STICKING_OUT))


# --- every kind of page


@kinds
def test_a_page_is_sound_in_every_language(path: str, open_page: OpenPage) -> None:
    page = open_page(f"{LANGS[0]}/{path}")
    ids = {}
    for lang, next_lang in zip(LANGS, [*LANGS[1:], LANGS[0]], strict=True):
        expect(page).to_have_url(re.compile(f"/{lang}/{path}$"))
        expect(page.locator("html")).to_have_attribute("lang", TAGS[lang])
        expect(page.locator("article h1")).to_have_count(1)
        ids[lang] = page.locator("article :is(h1, h2, h3)").evaluate_all(
            "headings => headings.map(({ id }) => id)"
        )
        for width in (1280, PHONE["width"]):
            page.set_viewport_size({"width": width, "height": PHONE["height"]})
            assert not sticking_out(page), f"{lang} at {width} px"
        switch(page, next_lang).click()
    first = ids[LANGS[0]]
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", id_) for id_ in first)
    assert len(first) == len(set(first))
    assert list(ids.values()) == [first] * len(LANGS)


@pytest.mark.parametrize("path", [*NEUTRAL.values(), MISSING], ids=[*NEUTRAL, "missing"])
def test_a_page_of_no_language_fits_a_phone(path: str, open_page: OpenPage) -> None:
    page = open_page(path, java_script_enabled=False, viewport=PHONE)
    assert not sticking_out(page)


@languages
def test_the_longest_names_fit_a_phone(
    lang: str, open_page: OpenPage, catalogs: dict[str, Catalog]
) -> None:
    codes = catalogs[lang].codes
    page = open_page(f"{lang}/about/", viewport=PHONE)
    for code in sorted(codes, key=lambda code: max(len(n.name) for n in code.names))[-3:]:
        page.goto(f"{lang}/codes/{code.code}/")
        assert not sticking_out(page), code.code


@kinds
def test_a_page_is_readable_without_scripts(path: str, open_page: OpenPage) -> None:
    page = open_page(f"{LANGS[0]}/{path}", java_script_enabled=False)
    for lang, next_lang in zip(LANGS, [*LANGS[1:], LANGS[0]], strict=True):
        expect(page).to_have_url(re.compile(f"/{lang}/{path}$"))
        expect(page.locator("h1")).to_be_visible()
        texts = page.locator("article :is(h2, h3, p, table, figure):not([hidden] *)").all()[:10]
        assert len(texts) > 1 and all(text.is_visible() for text in texts)
        # What does not work is not shown.
        expect(page.locator("[data-search]")).to_be_hidden()
        for label in page.locator("label[for=__search], button.palette").all():
            expect(label).to_be_hidden()
        switch(page, next_lang).click()


@languages
def test_nothing_of_the_search_is_loaded_before_it_is_wanted(
    lang: str, open_page: OpenPage, base_url: str
) -> None:
    page = open_page("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(base_url)))
    for path in PAGES.values():
        page.goto(f"{lang}/{path}")
    search = re.compile(r"search/|js/(engine/(search|recognise)|search-box)\.js")
    assert "js/site.js" in asked
    assert not list(filter(search.match, asked))
    with page.expect_response("**/search/*.json"):
        page.locator("[data-search] input").focus()
    wanted = {f"js/{name}.js" for name in ("search-box", "engine/search", "engine/recognise")}
    wanted.add(f"search/{lang}.json")
    assert set(filter(search.match, asked)) == wanted


@languages
def test_a_code_page_is_light(lang: str, open_page: OpenPage, base_url: str) -> None:
    """Measure the requests of a page and their bytes, compressed."""
    page = open_page("about:blank")
    asked: list[Response] = []
    page.on("response", lambda response: asked.append(response))
    page.goto(f"{lang}/codes/{CODE}/", wait_until="networkidle")
    urls = [response.url for response in asked]
    bodies = [response.body() for response in asked]
    favicon = page.locator("link[rel=icon]").evaluate("link => link.href")
    if favicon not in urls:  # without a window nobody asks for it
        bodies.append(page.request.get(favicon).body())
    assert len(bodies) <= 8, urls
    assert sum(len(gzip.compress(body)) for body in bodies) <= 80 * 1024


# --- the 404 page


@everywhere
def test_a_missing_page_helps(base_url: str, open_page: OpenPage) -> None:
    """From any depth, with its styles, in both languages."""
    page = open_page("about:blank")
    for path in ("nothing/", MISSING, "a/b/c/d.html"):
        response = page.goto(base_url + path)
        assert response and response.status == 404
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") in (
            "sticky",
            "fixed",
        )
    for lang in LANGS:
        for path in ("codes/", ""):
            link = page.locator(f"article a[href$='/{lang}/{path}']").first
            expect(link).to_be_visible()
            assert target(link) == f"{base_url}{lang}/{path}"
    link.click()
    expect(page).to_have_url(f"{base_url}{lang}/{path}")


@everywhere
def test_the_search_works_on_a_missing_page(base_url: str, open_page: OpenPage) -> None:
    page = open_page(MISSING)
    page.locator("[data-search] input").fill("21200007")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{base_url}en/codes/21200007/")


# --- the search box as part of the page


@everywhere
@pytest.mark.parametrize("lang, viewport", [("zh", None), ("en", PHONE)], ids=["desktop", "phone"])
def test_the_search_leads_to_a_code(
    lang: str, viewport: Any, base_url: str, open_page: OpenPage
) -> None:
    page = open_page(f"{lang}/codes/{CODE}/", viewport=viewport)
    box = page.locator("[data-search] input")
    if viewport:
        expect(box).not_to_be_in_viewport()
        page.locator("label.search-button").click()
    else:
        box.click()
    expect(box).to_be_focused()
    page.keyboard.type("kRoomHbTimeout")
    result = page.locator("[role=option]").first
    expect(result).to_contain_text("60001005")
    expect(result).to_be_in_viewport()
    if viewport:
        # Material's backdrop grows beyond the page until the page is locked behind it.
        page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")
        assert result.evaluate("e => e.scrollWidth <= e.clientWidth")
    result.click()
    expect(page).to_have_url(f"{base_url}{lang}/codes/60001005/")
