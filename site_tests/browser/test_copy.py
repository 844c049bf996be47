"""Copy buttons: the clipboard, the messages to readers, and pages without them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect

from generator.catalog.model import Code
from generator.catalog.resolve import resolve
from generator.dataset.schema import Dataset
from site_tests.support.browser import OpenPage
from site_tests.support.clipboard import THIS, button, clipboard
from site_tests.support.dataset import catalogs
from site_tests.support.kinds import DESKTOP, LOCALES, PHONE
from site_tests.support.nightly import nightly, some
from site_tests.support.site import PREFIX

CODE = 21200007  # of every dataset
SEVERAL = next(code.code for code in catalogs()["en"].codes if len(code.names) > 1)
KINDS = ("code", "name", "permalink", "citation")
LABELS = {lang: catalog.labels for lang, catalog in catalogs().items()}
WORDS = {lang: {kind: words[f"copy-{kind}"] for kind in KINDS} for lang, words in LABELS.items()}
DONE = {lang: words["copy-done"] for lang, words in LABELS.items()}
FAILED = {lang: words["copy-failed"] for lang, words in LABELS.items()}
SECTION = {lang: words["copy-section"] for lang, words in LABELS.items()}
BLOCK = {lang: words["copy-block"] for lang, words in LABELS.items()}


def told(page: Page) -> Locator:
    return page.locator(".copied[role=status]")


def copied(code: Code, colon: str, permalink: str) -> dict[str, str]:
    """Return the text that each button of a code copies."""
    return {
        "code": str(code.code),
        "name": code.name,
        "permalink": permalink,
        "citation": f"[{code.code} {code.name}]({permalink}){colon}{code.summary}",
    }


@pytest.mark.parametrize(
    "base_url, viewport",
    some([("prefixed_server", PHONE), ("server", DESKTOP)], 2),
    indirect=["base_url"],
)
def test_a_code_is_copied_in_all_its_forms(
    viewport: ViewportSize, open_page: OpenPage, base_url: str, lang: str, sample: Dataset
) -> None:
    shown = resolve(sample) if base_url.endswith(PREFIX) else catalogs()
    code = shown[lang].by_code[CODE]
    page = open_page(f"{lang}/codes/{code.code}/?x=1#retry", viewport=viewport)
    colon = catalogs()[lang].language.colon
    for what, text in copied(code, colon, f"{base_url}{code.code}/").items():
        button(page, lang, WORDS[lang][what]).click()
        expect(told(page)).to_have_text(DONE[lang].format(what=WORDS[lang][what]))
        assert clipboard(page) == text
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]


@nightly
def test_each_of_several_names_can_be_copied(open_page: OpenPage, lang: str) -> None:
    page = open_page(f"{lang}/codes/{SEVERAL}/")
    for name in catalogs()[lang].by_code[SEVERAL].names:
        button(page, lang, name.name).click()
        expect(told(page)).to_have_text(DONE[lang].format(what=name.name))
        assert clipboard(page) == name.name


def test_copying_by_keyboard_keeps_the_focus_and_is_seen(open_page: OpenPage, lang: str) -> None:
    page = open_page(f"{lang}/codes/{CODE}/")
    group = page.get_by_role("group", name=LABELS[lang]["copy"], exact=True)
    buttons = group.get_by_role("button")
    expect(buttons).to_have_count(len(WORDS[lang]))
    buttons.first.focus()
    for this in buttons.all():
        expect(this).to_be_focused()
        page.keyboard.press("Enter")
        expect(this).to_contain_class("done")
        assert clipboard(page)
        page.keyboard.press("Tab")
    expect(page.locator(".copy.done")).to_have_count(1)  # only the last one still says so


def test_a_message_goes_away(open_page: OpenPage, lang: str) -> None:
    page = open_page("about:blank", fresh=True)
    page.add_init_script("window.later = []; window.setTimeout = (call) => later.push(call);")
    page.goto(f"{lang}/codes/{CODE}/")
    button(page, lang, WORDS[lang]["code"]).click()
    expect(told(page)).not_to_be_empty()
    page.evaluate("later.forEach((call) => call())")
    expect(told(page)).to_be_empty()
    expect(page.locator(".copy.done")).to_have_count(0)


def test_every_heading_copies_its_own_link(open_page: OpenPage, lang: str, base_url: str) -> None:
    page = open_page(f"{lang}/codes/{CODE}/?x=1#retry")
    expect(page.locator(".heading .copy")).to_have_count(
        page.locator("article :is(h2, h3)[id]").count()
    )
    for heading in page.locator("article :is(h2, h3)[id]").all():
        id_ = heading.get_attribute("id")
        this = heading.locator("xpath=following-sibling::button")
        this.focus()
        expect(this).to_have_css("opacity", "1")
        page.keyboard.press("Enter")
        expect(told(page)).to_have_text(DONE[lang].format(what=SECTION[lang]))
        assert clipboard(page) == f"{base_url}{CODE}/#{id_}"
        expect(this).to_have_accessible_name(THIS[lang].format(what=SECTION[lang]))
        expect(this).to_have_accessible_description(heading.inner_text())
        expect(heading).to_have_accessible_name(heading.inner_text())


def test_the_link_of_a_section_is_of_no_language(
    open_page: OpenPage, lang: str, base_url: str
) -> None:
    """Follow it to the section in the language of who opens it."""
    page = open_page(f"{lang}/stages/publish/")
    page.locator(".heading:has(#retry) button").click()
    assert clipboard(page) == f"{base_url}stages/publish/#retry"
    page = open_page(clipboard(page), locale=LOCALES[lang])
    expect(page).to_have_url(f"{base_url}{lang}/stages/publish/#retry")
    expect(page.locator("#retry")).to_be_in_viewport()


@nightly
def test_the_button_of_a_heading_is_seen_on_hover_and_always_on_touch(
    open_page: OpenPage,
) -> None:
    page = open_page(f"en/codes/{CODE}/")
    first = page.locator(".heading").first
    expect(first.locator(".copy")).to_have_css("opacity", "0")
    first.hover()
    expect(first.locator(".copy")).to_have_css("opacity", "1")
    phone = open_page(f"en/codes/{CODE}/", viewport=PHONE, has_touch=True, is_mobile=True)
    for this in phone.locator(".heading .copy").all():
        expect(this).to_have_css("opacity", "1")
        box = this.bounding_box()
        assert box and min(box["width"], box["height"]) >= 24


@nightly
def test_a_block_of_code_is_copied_as_it_stands(open_page: OpenPage, lang: str) -> None:
    text = "if (a < b) {\n  retry(); // ’ 重试\n}"

    def with_block(route: Route) -> None:
        response = route.fetch()
        block = f"<pre><code>{text.replace('<', '&lt;')}\n</code></pre></article>"
        body = response.text().replace("</article>", block)
        route.fulfill(response=response, body=body)

    page = open_page(f"{lang}/legacy/")
    page.route(f"**/{lang}/about/", with_block)
    page.goto(f"{lang}/about/")
    this = page.locator("pre").last.get_by_role("button", name=THIS[lang].format(what=BLOCK[lang]))
    this.click()
    expect(told(page)).to_have_text(DONE[lang].format(what=BLOCK[lang]))
    assert clipboard(page) == text


REFUSALS = {
    "missing": "Object.defineProperty(Navigator.prototype, 'clipboard', {get: () => undefined})",
    "denied": "Clipboard.prototype.writeText = () => Promise.reject(new Error('denied'))",
}


@pytest.mark.parametrize("refusal", some(list(REFUSALS), 2))
def test_copying_works_where_the_clipboard_is_refused(
    refusal: str, open_page: OpenPage, lang: str
) -> None:
    reader = open_page(f"{lang}/about/")
    page = open_page("about:blank", fresh=True)
    page.add_init_script(REFUSALS[refusal])
    page.goto(f"{lang}/codes/{CODE}/")
    page.bring_to_front()
    this = button(page, lang, WORDS[lang]["code"])
    this.click()
    expect(told(page)).to_have_text(DONE[lang].format(what=WORDS[lang]["code"]))
    expect(this).to_be_focused()
    expect(page.locator("textarea")).to_have_count(0)
    reader.bring_to_front()
    assert clipboard(reader) == str(CODE)


def test_a_reader_is_told_when_nothing_could_be_copied(open_page: OpenPage, lang: str) -> None:
    page = open_page("about:blank", fresh=True)
    page.add_init_script(REFUSALS["missing"] + "; document.execCommand = () => false;")
    page.goto(f"{lang}/codes/{CODE}/")
    button(page, lang, WORDS[lang]["code"]).click()
    expect(told(page)).to_contain_text(FAILED[lang])
    expect(page.locator(".copy.done")).to_have_count(0)


def test_without_scripts_and_on_paper_there_are_no_buttons(open_page: OpenPage, lang: str) -> None:
    still = open_page(f"{lang}/codes/{CODE}/", java_script_enabled=False)
    expect(still.locator("article :is(.copy, button)")).to_have_count(0)
    page = open_page(f"{lang}/codes/{CODE}/")
    expect(page.locator(".copy").first).to_be_visible()
    page.emulate_media(media="print")
    assert not any(this.is_visible() for this in page.locator(".copy, .copied").all())


def test_the_buttons_of_a_code_move_nothing(open_page: OpenPage, lang: str) -> None:
    """Check that the buttons do not move the content below them when they appear."""
    page = open_page(f"{lang}/codes/{CODE}/")
    below = page.locator("#meaning")
    page.locator(".copy-code").wait_for()
    after = below.bounding_box()
    page.route(
        "**/js/copy.js", lambda route: route.fulfill(body="", content_type="text/javascript")
    )
    page.reload()
    expect(page.locator(".copy-code")).to_have_count(0)
    before = below.bounding_box()
    assert before and after and before["y"] == after["y"]
