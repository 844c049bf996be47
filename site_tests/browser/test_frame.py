"""The frame of the pages: menu, header, the reader's place, and their scheme."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from site_tests.support.browser import OpenPage
from site_tests.support.kinds import CODE, DESKTOP, PAGES, PHONE, by_turns, en_by_day, switch
from site_tests.support.nightly import some
from site_tests.support.project import LANGS

WIDTHS = (360, 768, 1440)
# The element with the focus: where it is drawn, with an outline, unless something hides it or lies over it.
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const name = element.outerHTML.slice(0, 120);
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
  const [x, y] = [(left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
  const inView = width > 0 && height > 0 && x >= 0 && x <= innerWidth && y >= 0 && y <= innerHeight;
  const over = inView && document.elementFromPoint(x, y);
  const seen = over && (element.contains(over) || over.contains(element) || element.matches(".md-skip"));
  const marked = getComputedStyle(element).outlineStyle !== "none";
  return { name, seen: seen && marked && element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) };
}"""


def unseen_stops(page: Page) -> list[str]:
    """Press Tab through the whole page; return the stops that nobody sees."""
    found, stops = [], 0
    page.evaluate("document.activeElement.blur()")
    while stops < 400:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            break
        stops += 1
        if not stop["seen"]:
            found.append(stop["name"])
    assert 5 < stops < 400
    return found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", some(by_turns(["", f"codes/{CODE}/", "api/", "lookup/"]), 2))
def test_the_keyboard_stops_only_at_what_is_seen(
    path: str, width: int, open_page: OpenPage
) -> None:
    page = open_page(path, viewport={"width": width, "height": 800})
    assert unseen_stops(page) == []


def is_expanded(page: Page, name: str) -> bool:
    """Return whether assistive technology is told that a button's popover is open: no attribute says so."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    [button] = [
        node
        for node in tree
        if node.get("role", {}).get("value") == "button" and node["name"]["value"] == name
    ]
    return any(p["name"] == "expanded" and p["value"]["value"] for p in button["properties"])


@pytest.mark.parametrize("size", some([PHONE, {"width": 1000, "height": 700}], 2))
def test_the_menu_is_a_button_that_the_keyboard_opens_and_closes(
    size: ViewportSize, open_page: OpenPage
) -> None:
    page = open_page(f"en/codes/{CODE}/", viewport=size)
    button, menu = page.get_by_role("button", name="Menu"), page.locator("#menu")
    expect(menu).to_be_hidden()
    assert not is_expanded(page, "Menu")
    button.focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    assert is_expanded(page, "Menu")
    page.keyboard.press("Tab")
    assert menu.evaluate("menu => menu.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()


def test_the_menu_works_without_scripts_and_leads_to_sections_of_the_page(
    open_page: OpenPage,
) -> None:
    page = open_page("zh/stages/publish/", viewport=PHONE, java_script_enabled=False)
    page.get_by_role("button", name="菜单").click()
    expect(page.locator("#menu a[href='#codes']")).to_be_visible()
    page = open_page("zh/stages/publish/", viewport=PHONE)
    page.get_by_role("button", name="菜单").click()
    page.locator("#menu a[href='#codes']").click()
    expect(page.locator("#menu")).to_be_hidden()
    expect(page.locator("#codes")).to_be_in_viewport()


@pytest.mark.parametrize("path", by_turns(PAGES.values()))
def test_the_menu_marks_where_the_page_is(path: str, open_page: OpenPage) -> None:
    page = open_page(path)
    marked = page.locator("#menu > nav > ul > li > a[aria-current]")
    expect(marked).to_have_count(1)
    lang, _, below = path.partition("/")
    is_code = below.startswith("codes/") and below != "codes/"
    assert marked.get_attribute("aria-current") == ("true" if is_code else "page")
    is_listed = is_code or below == "complete/"  # which leads to the list
    assert str(marked.evaluate("link => link.pathname")).endswith(
        f"/{lang}/{'codes/' if is_listed else below}"
    )


@en_by_day
def test_the_header_says_what_is_read(lang: str, open_page: OpenPage) -> None:
    page = open_page(f"{lang}/codes/{CODE}/", viewport=PHONE)
    here, name = page.locator(".site-here"), page.locator(".site-name .short")
    expect(name).to_be_visible()
    expect(here).to_be_hidden()
    page.mouse.wheel(0, 900)
    expect(here).to_have_text(str(CODE))
    expect(here).to_be_in_viewport(ratio=1)
    here.click()
    page.wait_for_function("() => scrollY === 0")
    expect(here).to_be_hidden()


def test_the_section_that_is_read_is_marked_beside_it(open_page: OpenPage) -> None:
    page = open_page("en/stages/publish/#codes")
    expect(page.locator(".contents a[aria-current]")).to_have_attribute("href", "#codes")


TOP = "id => Math.round(document.getElementById(id).getBoundingClientRect().top)"


def stays(page: Page, place: tuple[int, str]) -> None:
    """Wait until an element is as far from the top as it was."""
    top, id_ = place
    page.wait_for_timeout(100)
    assert abs(page.evaluate(TOP, id_) - top) < 3


@pytest.mark.parametrize("lang", LANGS)
def test_the_language_switch_keeps_section_place_and_query(
    lang: str, base_url: str, open_page: OpenPage
) -> None:
    other = next(each for each in LANGS if each != lang)
    page = open_page(f"{lang}/stages/publish/#retry")
    page.evaluate("scrollBy(0, -40)")
    place = page.evaluate(TOP, "retry"), "retry"
    switch(page, other).click()
    expect(page).to_have_url(f"{base_url}{other}/stages/publish/#retry")
    stays(page, place)
    # Without a section in the address: the heading that is nearest to the header.
    page.goto(f"{lang}/stages/publish/")
    page.evaluate("scrollBy(0, document.getElementById('codes').getBoundingClientRect().top - 70)")
    place = page.evaluate(TOP, "codes"), "codes"
    switch(page, other).click()
    expect(page).to_have_url(f"{base_url}{other}/stages/publish/")
    stays(page, place)
    # A search, also while it is open.
    page.locator("header [data-search] input").fill("21200007")
    expect(page.locator("[role=option]").first).to_be_visible()
    switch(page, lang).click()
    expect(page).to_have_url(f"{base_url}{lang}/stages/publish/?q=21200007")
    expect(page.locator("[role=option]").first).to_contain_text("21200007")


def test_the_scheme_of_the_system_is_followed_until_one_is_chosen(open_page: OpenPage) -> None:
    page = open_page("en/", scheme="light")
    body = page.locator("body")
    page.emulate_media(color_scheme="dark")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.locator("header button.palette").click()
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(50)
    expect(body).to_have_attribute("data-md-color-scheme", "default")


def test_the_heads_of_a_long_table_stay(open_page: OpenPage) -> None:
    page = open_page("en/about/", viewport=DESKTOP)
    table = page.locator("article table").last
    table.locator("tr").nth(60).scroll_into_view_if_needed()
    header = page.locator(".md-header").bounding_box()
    head = table.locator("th").first.bounding_box()
    assert header and head
    assert abs(head["y"] - header["height"]) < 2


def test_paper_shows_what_is_folded(open_page: OpenPage) -> None:
    page = open_page(f"en/codes/{CODE}/")
    folds = page.locator("details:not([open])")
    assert folds.count()
    page.pdf()
    expect(folds).to_have_count(0)
