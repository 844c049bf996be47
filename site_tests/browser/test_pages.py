"""The pages in a real browser: without scripts, missing, and with the search box.

A message on the console, a failed request or a request that leaves the site fails any test
(`open_page` of `conftest.py`).
"""

from __future__ import annotations

import gzip
import re

import pytest
from playwright.sync_api import Response, ViewportSize, expect

from site_tests.support.browser import OpenPage
from site_tests.support.kinds import (
    DESKTOP,
    PAGES,
    PHONE,
    by_turns,
    en_by_day,
    switch,
    target,
    zh_by_day,
)
from site_tests.support.nightly import some
from site_tests.support.project import LANGS

CODE = 21200007  # of every dataset, as its name is
NAME = "kConfigServerCouldntConnect"
MISSING = "zh/codes/99999999/"
# The log reader needs scripts, and parts of the search.
READ = [path for path in PAGES.values() if path != PAGES["lookup"]]


@pytest.mark.parametrize("path", some(by_turns(READ), 5))
def test_a_page_is_readable_without_scripts(path: str, open_page: OpenPage) -> None:
    page = open_page(path, java_script_enabled=False)
    expect(page.locator("h1")).to_be_visible()
    # The links to sections at the head are for screens without contents beside the text.
    shown = "article :is(h2, h3, p, table, figure):not([hidden] *, details *, .jump)"
    texts = page.locator(shown).all()[:10]
    assert len(texts) > 1 and all(text.is_visible() for text in texts)
    # Controls that need scripts are hidden.
    expect(page.locator("header [data-search]")).to_be_hidden()
    for label in page.locator("button.search-button, button.palette").all():
        expect(label).to_be_hidden()
    following = LANGS[LANGS.index(path[:2]) - 1]
    switch(page, following).click()
    expect(page).to_have_url(re.compile(f"/{following}{path[2:]}$"))


@zh_by_day
def test_nothing_of_the_search_is_loaded_before_it_is_wanted(
    lang: str, open_page: OpenPage, base_url: str
) -> None:
    page = open_page("about:blank", fresh=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(base_url)))
    for path in some(READ, 8):
        page.goto(f"{lang}/{path}")
    search = re.compile(r"search/|js/(engine/(search|recognize)|search-box)\.js")
    assert "js/site.js" in asked
    assert not list(filter(search.match, asked))
    with page.expect_response("**/search/*.json"):
        page.locator("[data-search] input").focus()
    wanted = {f"js/{name}.js" for name in ("search-box", "engine/search", "engine/recognize")}
    wanted.add(f"search/{lang}.json")
    assert set(filter(search.match, asked)) == wanted


@en_by_day
def test_a_code_page_is_light(lang: str, open_page: OpenPage) -> None:
    """Measure the requests of a page and their bytes, compressed."""
    page = open_page("about:blank", fresh=True)
    asked: list[Response] = []
    page.on("response", lambda response: asked.append(response))
    page.goto(f"{lang}/codes/{CODE}/")
    page.evaluate("new Promise(requestIdleCallback)")
    bodies = {response.url: response.body() for response in list(asked)}
    favicon = page.locator("link[rel=icon]").first.evaluate("link => link.href")
    if favicon not in bodies:  # without a window nobody asks for it
        bodies[favicon] = page.request.get(favicon).body()
    assert len(bodies) <= 8, list(bodies)
    assert sum(len(gzip.compress(body)) for body in bodies.values()) <= 80 * 1024


# --- the 404 page


@pytest.mark.parametrize("base_url", some(["prefixed_server", "server"], 2), indirect=True)
def test_a_missing_page_helps(base_url: str, open_page: OpenPage) -> None:
    """Check it at any depth, with its styles and its search."""
    page = open_page("about:blank")
    for path in ("nothing/", MISSING, "a/b/c/d.html"):
        response = page.goto(base_url + path)
        assert response and response.status == 404
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") in (
            "sticky",
            "fixed",
        )
    for path in ("codes/", ""):
        link = page.locator(f"article a[href$='/en/{path}']").first
        expect(link).to_be_visible()
        assert target(link) == f"{base_url}en/{path}"
    link.click()
    expect(page).to_have_url(f"{base_url}en/")
    page.goto(base_url + MISSING)
    page.locator("[data-search] input").fill(str(CODE))
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{base_url}zh/codes/{CODE}/")


# --- the search box as part of the page


SEARCHES = [("prefixed_server", "en", PHONE), ("prefixed_server", "zh", DESKTOP)]
SEARCHES += [("server", "zh", DESKTOP), ("server", "en", PHONE)]


@pytest.mark.parametrize("base_url, lang, viewport", some(SEARCHES, 4), indirect=["base_url"])
def test_the_search_leads_to_a_code(
    lang: str, viewport: ViewportSize, base_url: str, open_page: OpenPage
) -> None:
    page = open_page(f"{lang}/about/", viewport=viewport)
    box = page.locator("[data-search] input")
    if viewport is PHONE:
        expect(box).not_to_be_in_viewport()
        page.locator("button.search-button").click()
    else:
        box.click()
    expect(box).to_be_focused()
    page.keyboard.type(NAME)
    result = page.locator("[role=option]").first
    expect(result).to_contain_text(str(CODE))
    expect(result).to_be_in_viewport()
    if viewport is PHONE:
        # Material's backdrop grows beyond the page until the page is locked behind it.
        page.wait_for_function("() => document.documentElement.scrollWidth <= innerWidth")
        assert result.evaluate("e => e.scrollWidth <= e.clientWidth")
    result.click()
    expect(page).to_have_url(f"{base_url}{lang}/codes/{CODE}/")
