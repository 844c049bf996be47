"""Light and dark, anchors, and paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from generator.dataset.schema import Dataset
from site_tests.support.browser import OpenPage
from site_tests.support.kinds import CODE, PHONE
from site_tests.support.nightly import some
from site_tests.support.project import LANGS
from site_tests.support.search_box import ask

# --- light and dark


@pytest.mark.parametrize("scheme", some(["dark", "light"], 2))
def test_the_palette_follows_the_device_until_it_is_chosen(
    scheme: str, open_page: OpenPage
) -> None:
    page = open_page("zh/", scheme=scheme)
    body = page.locator("body")
    names = {"light": "default", "dark": "slate"}
    expect(body).to_have_attribute("data-md-color-scheme", names[scheme])
    background = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(background)
    del names[scheme]
    opposite = names.popitem()[1]
    page.locator("header button.palette").click()
    expect(body).to_have_attribute("data-md-color-scheme", opposite)
    assert page.evaluate(background) != before
    page.goto(f"en/codes/{CODE}/")
    expect(body).to_have_attribute("data-md-color-scheme", opposite)
    page.locator("header button.palette").click()
    expect(body).not_to_have_attribute("data-md-color-scheme", opposite)


# --- looks


@pytest.mark.parametrize(
    "path, anchor", some([("zh/stages/room/", "c63000001"), ("en/legacy/", "kick-out-reason")], 2)
)
def test_an_anchor_far_down_leads_to_its_heading(
    path: str, anchor: str, open_page: OpenPage
) -> None:
    """Ask by the address and by a link, also where rows above it were not laid out yet."""
    top = f"document.getElementById('{anchor}').getBoundingClientRect().top"
    for address in (f"{path}#{anchor}", path):
        page = open_page(address, viewport=PHONE)
        if address == path:
            page.evaluate("anchor => { location.hash = anchor; }", anchor)
        page.wait_for_function(f"() => 40 < {top} && {top} < 200")


def test_a_name_that_a_line_breaks_is_selected_whole(open_page: OpenPage) -> None:
    page = open_page("en/stages/publish/", viewport=PHONE)
    name = page.locator("td[data-says=callbacks] > code").first
    assert name.evaluate("code => code.getClientRects().length") > 1
    name.click(position={"x": 20, "y": 4})
    assert page.evaluate("getSelection().toString()") == name.inner_text()


@pytest.mark.parametrize("scheme, lang", some([("dark", "en"), ("light", "zh")], 2))
def test_a_printed_code_is_dark_on_white_and_without_controls(
    scheme: str, lang: str, open_page: OpenPage, dataset: Dataset
) -> None:
    page = open_page(f"{lang}/codes/{CODE}/", scheme=scheme)
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    for control in page.locator("button, nav, .md-header, .md-footer, .page-actions").all():
        expect(control).to_be_hidden()
    expect(page.locator("article")).to_contain_text(f"{dataset.dataset.url.rstrip('/')}/{CODE}/")
    pale = page.locator("article :is(p, li, h1, h2, a, td, code, .chip, .source)").evaluate_all(
        """elements => elements.filter(element => {
          const { color, backgroundColor } = getComputedStyle(element);
          const light = color => Math.max(...color.match(/[0-9.]+/g).slice(0, 3).map(Number));
          const filled = !/, 0\\)$/.test(backgroundColor) && light(backgroundColor) < 200;
          return element.checkVisibility() && (light(color) > 150 || filled);
        }).map(element => element.outerHTML)"""
    )
    assert pale == []


@pytest.mark.parametrize("path", ["zh/codes/", "en/codes/", "105/"])
def test_the_fonts_are_those_of_the_style_sheet(path: str, open_page: OpenPage) -> None:
    fonts = open_page(path).evaluate("getComputedStyle(document.body).fontFamily").split(", ")
    assert fonts[:2] == ["-apple-system", '"Segoe UI"'] and fonts[-1] == "sans-serif"
    chinese = ['"PingFang SC"', '"Microsoft YaHei UI"', '"Noto Sans CJK SC"']
    assert fonts[-4:-1] == chinese if not path.startswith("en") else not {*chinese} & {*fonts}


@pytest.mark.parametrize("lang", LANGS)
def test_the_list_is_printed_on_few_sheets(lang: str, open_page: OpenPage) -> None:
    page = open_page(f"{lang}/codes/?retry=yes")
    page.emulate_media(media="print")
    shown = page.locator("form.filters :is(label, button):visible")
    expect(shown).to_have_count(1)
    assert shown.locator("input").get_attribute("name") == "retry"
    page.goto(f"{lang}/codes/")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 20


def test_the_target_of_a_link_is_marked(open_page: OpenPage) -> None:
    page = open_page("en/legacy/#room-error-104")
    row = page.locator("tr", has=page.locator("#room-error-104"))
    other = page.locator("tr", has=page.locator("#room-error-105"))
    color = "element => getComputedStyle(element).backgroundColor"
    assert row.evaluate(color) != other.evaluate(color)
    page.emulate_media(forced_colors="active")
    assert row.evaluate("row => getComputedStyle(row).outlineStyle") == "solid"


def test_forced_colors_keep_what_is_found_readable(open_page: OpenPage) -> None:
    page = open_page("en/", scheme="dark")
    page.emulate_media(forced_colors="active")
    ask(page, "kEngineRtp")
    page.keyboard.press("ArrowDown")
    mark, chosen = page.locator("mark").first, page.locator("[aria-selected=true]").first
    color, background = mark.evaluate(
        "mark => [getComputedStyle(mark).color, getComputedStyle(mark).backgroundColor]"
    )
    assert color != background
    assert chosen.evaluate("chosen => getComputedStyle(chosen).outlineStyle") == "solid"


@pytest.mark.parametrize("chosen, expected", [("slate", "dark"), ("default", "light")])
def test_a_permalink_has_the_scheme_that_was_chosen(
    chosen: str, expected: str, open_page: OpenPage
) -> None:
    page = open_page("105/")
    page.evaluate(f"localStorage.setItem('liveroom-error-codes:scheme', '{chosen}')")
    page.reload()
    scheme = page.evaluate("getComputedStyle(document.documentElement).colorScheme")
    assert scheme == expected
