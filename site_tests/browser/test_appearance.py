"""Light and dark, drawings, anchors, paper, and the preview of a link."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from generator.dataset.schema import Dataset
from site_tests.support.browser import OpenPage
from site_tests.support.kinds import CODE, PAGES, PHONE, kinds, languages

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
