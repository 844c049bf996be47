"""The built site in a real browser: languages, permalinks, phones, and that nothing goes wrong.

Whatever a test does, a message on the console, a failed request or a request that leaves the site
fails it (`open_page` of `conftest.py`).
"""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from generator.model import Catalog
from generator.schema import Dataset
from site_tests.support.browser import OpenPage
from site_tests.support.project import LANGS

CODE = 52001002  # at two stages, with an override
PAGES = {  # one page of each kind, below a language
    "home": "",
    "stage": "stages/login/",
    "stage-without-codes": "stages/room/",
    "codes": "codes/",
    "code": f"codes/{CODE}/",
    "code-from-headers": "codes/113100015/",
    "status": "codes/1/",
    "complete": "complete/",
    "legacy": "legacy/",
    "anatomy": "anatomy/",
    "about": "about/",
}
NEUTRAL = {  # pages of no language, as they are without scripts
    "root": "",
    "permalink": f"{CODE}/",
    "legacy-permalink": "105/",
    "many-meanings": "1/",
}
MISSING = "zh/codes/99999999/"
TAGS = {"zh": "zh-CN", "en": "en"}
LOCALES = {"zh-CN": "zh", "zh-TW": "zh", "en-US": "en", "fr-FR": "en"}
PHONE = {"width": 360, "height": 740}

kinds = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
languages = pytest.mark.parametrize("lang", LANGS)

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

everywhere = pytest.mark.parametrize(
    "base_url", ["server", "prefixed_server"], ids=["at-root", "below-prefix"], indirect=True
)


def sticking_out(page: Page) -> str:
    """What is wider than the window, a line each."""
    return "\n".join(page.evaluate(STICKING_OUT))


def switch(page: Page, lang: str) -> Locator:
    """The link to the page in another language."""
    return page.locator(f"a.switch[data-lang={lang}]")


def other(lang: str) -> str:
    return next(each for each in LANGS if each != lang)


def target(link: Locator) -> str:
    """Where a link leads."""
    return str(link.evaluate("link => link.href"))


def first_language(page: Page) -> str | None:
    """The language of the first section of a page that has one for each."""
    return page.locator("section[data-lang]").first.get_attribute("data-lang")


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
    search = re.compile(r"search/|js/(search|search-box|recognise)\.js")
    assert "js/site.js" in asked
    assert not list(filter(search.match, asked))
    with page.expect_response("**/search/*.json"):
        page.locator("[data-search] input").focus()
    wanted = {"js/search.js", "js/search-box.js", "js/recognise.js", f"search/{lang}.json"}
    assert set(filter(search.match, asked)) == wanted


@languages
def test_a_code_page_is_light(lang: str, open_page: OpenPage, base_url: str) -> None:
    """What it loads, in requests and in bytes as a server that compresses sends them."""
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


# --- languages


@everywhere
@languages
def test_the_switch_is_remembered(lang: str, base_url: str, open_page: OpenPage) -> None:
    """By permalinks and the root, against what the browser asks for."""
    page = open_page(f"{lang}/codes/{CODE}/", locale=TAGS[lang])
    switch(page, other(lang)).click()
    expect(page).to_have_url(f"{base_url}{other(lang)}/codes/{CODE}/")
    for path, leads_to in {"": "", "21200007/": "codes/21200007/"}.items():
        page.goto(path)
        expect(page).to_have_url(f"{base_url}{other(lang)}/{leads_to}")
    page.goto("105/")
    assert first_language(page) == other(lang)
    # And back again.
    page.goto(f"{other(lang)}/about/")
    switch(page, lang).click()
    expect(page).to_have_url(f"{base_url}{lang}/about/")
    page.goto("105/")
    assert first_language(page) == lang


def test_a_page_that_is_only_read_chooses_no_language(open_page: OpenPage, base_url: str) -> None:
    page = open_page("zh/about/", locale="en-US")
    page.goto("21200007/")
    expect(page).to_have_url(f"{base_url}en/codes/21200007/")


def test_a_browser_that_keeps_nothing_has_a_language_too(open_page: OpenPage) -> None:
    page = open_page("about:blank", locale="zh-CN")
    denied = "Object.defineProperty(window, 'localStorage', { get() { throw new Error() } })"
    page.add_init_script(denied)
    page.goto("105/")
    assert first_language(page) == "zh"


@everywhere
@pytest.mark.parametrize("locale, lang", LOCALES.items(), ids=LOCALES)
def test_root_and_permalink_lead_to_the_language_that_the_browser_asks_for(
    locale: str, lang: str, base_url: str, open_page: OpenPage
) -> None:
    page = open_page("", locale=locale)
    expect(page).to_have_url(f"{base_url}{lang}/")
    page.goto(f"{CODE}/")
    expect(page).to_have_url(f"{base_url}{lang}/codes/{CODE}/")
    expect(page.locator("h1")).to_contain_text(str(CODE))


def test_the_root_takes_a_query_along(open_page: OpenPage, base_url: str) -> None:
    """So that a browser can search the site from its address bar."""
    page = open_page(f"?q={CODE}", locale="zh-CN")
    expect(page).to_have_url(f"{base_url}zh/?q={CODE}")
    expect(page.locator("[data-search] [role=option]").first).to_contain_text(str(CODE))


def test_a_permalink_keeps_the_anchor(open_page: OpenPage, base_url: str) -> None:
    page = open_page(f"{CODE}/#retry", locale="zh-CN")
    expect(page).to_have_url(f"{base_url}zh/codes/{CODE}/#retry")
    expect(page.locator("#retry")).to_be_in_viewport()


def test_a_permalink_is_no_step_of_the_history(open_page: OpenPage, base_url: str) -> None:
    page = open_page("en/about/")
    page.goto(f"{CODE}/")
    expect(page).to_have_url(f"{base_url}en/codes/{CODE}/")
    page.go_back()
    expect(page).to_have_url(f"{base_url}en/about/")


@pytest.mark.parametrize("path", NEUTRAL.values(), ids=NEUTRAL)
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


@everywhere
@pytest.mark.parametrize("number", [105, 1048680, -1, 0, 1])
@languages
def test_a_number_of_many_meanings_lists_them(
    lang: str,
    number: int,
    base_url: str,
    open_page: OpenPage,
    catalogs: dict[str, Catalog],
) -> None:
    page = open_page(f"{number}/", locale=TAGS[lang])
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


# --- light and dark


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_palette_follows_the_device_until_it_is_chosen(
    scheme: str, open_page: OpenPage
) -> None:
    page = open_page("zh/", color_scheme=scheme)
    body = page.locator("body")
    names = {"light": "default", "dark": "slate"}
    expect(body).to_have_attribute("data-md-color-scheme", names[scheme])
    background = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(background)
    del names[scheme]
    opposite = names.popitem()[1]
    page.locator("button.palette").click()
    expect(body).to_have_attribute("data-md-color-scheme", opposite)
    assert page.evaluate(background) != before
    page.goto(f"en/codes/{CODE}/")
    expect(body).to_have_attribute("data-md-color-scheme", opposite)
    page.locator("button.palette").click()
    expect(body).not_to_have_attribute("data-md-color-scheme", opposite)


def test_languages_are_the_datasets(dataset: Dataset) -> None:
    """What this module says of languages is what the data say."""
    assert {id_: lang.tag for id_, lang in dataset.dataset.languages.items()} == TAGS
    assert LOCALES["fr-FR"] == dataset.dataset.fallback


# --- looks


@languages
@pytest.mark.parametrize("path", ["", "complete/"], ids=["life", "servers"])
def test_the_words_of_a_drawing_stay_in_their_boxes(
    path: str, lang: str, open_page: OpenPage
) -> None:
    page = open_page(f"{lang}/{path}", viewport=PHONE)
    sticking_out = page.locator("svg.drawing a").evaluate_all(
        """boxes => boxes.flatMap(box => {
          const { x, width } = box.querySelector("rect").getBBox();
          const fits = text => text.x >= x + 4 && text.x + text.width <= x + width - 4;
          return [...box.querySelectorAll("text")].filter(text => !fits(text.getBBox()))
            .map(text => text.textContent);
        })"""
    )
    assert page.locator("svg.drawing text").count() > 10
    assert sticking_out == []


@pytest.mark.parametrize("how", ["by the address", "by a link"])
@pytest.mark.parametrize(
    "path, anchor",
    [("complete/", "room"), ("legacy/", "kick-out-reason")],
    ids=["complete", "legacy"],
)
@languages
def test_an_anchor_far_down_leads_to_its_heading(
    lang: str, path: str, anchor: str, how: str, open_page: OpenPage
) -> None:
    """Also where rows above it were not laid out yet."""
    address = f"{lang}/{path}#{anchor}" if how == "by the address" else f"{lang}/{path}"
    page = open_page(address, viewport=PHONE)
    if how == "by a link":
        page.evaluate("anchor => { location.hash = anchor; }", anchor)
    top = f"document.getElementById('{anchor}').getBoundingClientRect().top"
    page.wait_for_function(f"{top} < 200", timeout=5000)
    assert 40 < page.evaluate(top) < 200


def test_a_name_that_a_line_breaks_is_selected_whole(open_page: OpenPage) -> None:
    page = open_page("en/stages/publish/", viewport=PHONE)
    name = page.locator("article li > code").first
    assert name.evaluate("code => code.getClientRects().length") > 1
    name.click(position={"x": 20, "y": 4})
    assert page.evaluate("getSelection().toString()") == name.inner_text()


@languages
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_printed_code_is_dark_on_white_and_without_controls(
    scheme: str, lang: str, open_page: OpenPage, dataset: Dataset
) -> None:
    page = open_page(f"{lang}/codes/{CODE}/", color_scheme=scheme)
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    for control in page.locator("button, nav, .md-header, .md-footer, .page-actions").all():
        expect(control).to_be_hidden()
    expect(page.locator("article")).to_contain_text(f"{dataset.dataset.url.rstrip('/')}/{CODE}/")
    pale = page.locator("article :is(p, li, h1, h2, a, td, code, .chip, .source)").evaluate_all(
        """elements => elements.filter(element => {
          const { color, backgroundColor } = getComputedStyle(element);
          const light = colour => Math.max(...colour.match(/[0-9.]+/g).slice(0, 3).map(Number));
          const filled = !/, 0\\)$/.test(backgroundColor) && light(backgroundColor) < 200;
          return element.checkVisibility() && (light(color) > 150 || filled);
        }).map(element => element.outerHTML)"""
    )
    assert pale == []


@languages
@kinds
def test_a_link_to_a_page_previews_as_what_it_is(path: str, lang: str, open_page: OpenPage) -> None:
    page = open_page(f"{lang}/{path}")

    def said(key: str) -> str | None:
        return page.locator(f'meta[property="og:{key}"]').get_attribute("content")

    assert page.title().startswith(said("title") or "nothing")
    assert said("description") == page.locator("meta[name=description]").get_attribute("content")
    assert 10 <= len(said("description") or "") <= 400
    assert said("url") == page.locator("link[rel=canonical]").get_attribute("href")
    assert (said("type"), said("locale")) == ("article", {"zh": "zh_CN", "en": "en"}[lang])
    if path == PAGES["code"]:
        assert str(CODE) in (said("title") or "")
