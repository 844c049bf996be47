"""Light and dark, anchors, and paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from generator.dataset.schema import Dataset
from site_tests.support.browser import OpenPage
from site_tests.support.kinds import CODE, PHONE
from site_tests.support.nightly import some

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
    page.locator("button.palette").click()
    expect(body).to_have_attribute("data-md-color-scheme", opposite)
    assert page.evaluate(background) != before
    page.goto(f"en/codes/{CODE}/")
    expect(body).to_have_attribute("data-md-color-scheme", opposite)
    page.locator("button.palette").click()
    expect(body).not_to_have_attribute("data-md-color-scheme", opposite)


# --- looks


@pytest.mark.parametrize(
    "path, anchor", some([("zh/complete/", "room"), ("en/legacy/", "kick-out-reason")], 2)
)
def test_an_anchor_far_down_leads_to_its_heading(
    path: str, anchor: str, open_page: OpenPage
) -> None:
    """By the address and by a link, also where rows above it were not laid out yet."""
    top = f"document.getElementById('{anchor}').getBoundingClientRect().top"
    for address in (f"{path}#{anchor}", path):
        page = open_page(address, viewport=PHONE)
        if address == path:
            page.evaluate("anchor => { location.hash = anchor; }", anchor)
        page.wait_for_function(f"40 < {top} && {top} < 200")


def test_a_name_that_a_line_breaks_is_selected_whole(open_page: OpenPage) -> None:
    page = open_page("en/stages/publish/", viewport=PHONE)
    name = page.locator("article li > code").first
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
