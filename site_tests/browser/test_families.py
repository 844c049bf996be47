"""Numbers and texts that are no LiveRoom codes in the box, the log scanner, the 404 page and their own page."""

from __future__ import annotations

from urllib.parse import quote

from playwright.sync_api import Page, expect

from generator.catalog.families import Family
from generator.catalog.model import Catalog
from site_tests.support.browser import OpenPage
from site_tests.support.families import PASTED
from site_tests.support.nightly import some
from site_tests.support.reader import read
from site_tests.support.search_box import ask


def owners(page: Page, within: str) -> list[tuple[str, str]]:
    """Return the numbers or texts and the families of the explanations within an element."""
    told = page.locator(f"{within} .told")
    found = told.evaluate_all("all => all.map(({ dataset }) => [dataset.code, dataset.family])")
    return [(code, family) for code, family in found]


def test_the_box_names_the_owner_and_links_to_the_source(
    lang: str, open_page: OpenPage, catalogs: dict[str, Catalog]
) -> None:
    families = {family.id: family for family in catalogs[lang].families}
    page = open_page(f"{lang}/about/")
    for pasted in some(PASTED, 12):
        rows = ask(page, pasted.text)
        assert owners(page, "[data-search]") == [(pasted.written, id_) for id_ in pasted.families]
        assert [row.code for row in rows if row.why == "near"] == []
        for id_ in pasted.families:
            said = page.locator(f"[data-search] [data-family={id_}]")
            expect(said).to_contain_text(families[id_].title)
            links = said.locator("a").evaluate_all("all => all.map(({ href }) => href)")
            assert any(link.endswith(f"/{lang}/other-products/#{id_}") for link in links)
            assert set(links) & set(urls(families[id_]))


def urls(family: Family) -> list[str]:
    return [source.url for source in family.sources if source.url]


def test_the_log_scanner_names_the_owner_and_reads_a_short_number_with_a_key(
    lang: str, open_page: OpenPage, catalogs: dict[str, Catalog]
) -> None:
    page = open_page(f"{lang}/lookup/")
    read(page, "\n".join(pasted.text for pasted in PASTED))
    expected = {(p.written, id_) for p in PASTED for id_ in p.families}
    assert set(owners(page, ".findings")) == expected
    expect(page.locator(".findings.certain, .findings.possible")).to_have_count(0)
    expect(page.locator(".findings.other .told .explanation")).to_have_count(0)
    page.get_by_role("button", name=catalogs[lang].labels["lookup-clear"]).click()
    read(page, "code=105\nerrorCode=0")
    expect(page.locator(".reader-status")).to_contain_text("105")


def test_the_404_page_names_the_owner(lang: str, open_page: OpenPage) -> None:
    for pasted in some(PASTED, 11):
        alone = pasted.written if len(pasted.written) > 5 else pasted.text
        page = open_page(f"{lang}/{quote(alone.replace('/', ''), safe='')}")
        section = f"section[data-lang={lang}]"
        expect(page.locator(f"{section} .told").first).to_be_visible()
        assert owners(page, section) == [(pasted.written, id_) for id_ in pasted.families]


def test_a_number_of_another_product_cannot_be_reported_as_missing(open_page: OpenPage) -> None:
    page = open_page("en/1002001")
    expect(page.locator("section[data-lang=en] .told")).to_be_visible()
    expect(page.locator(".meant a[href*='issues/new']")).to_have_count(0)
    expect(page.locator(".meant")).not_to_contain_text("isn't listed")


def test_the_page_has_every_family_and_stands_in_the_navigation(
    lang: str, open_page: OpenPage, catalogs: dict[str, Catalog]
) -> None:
    page = open_page(f"{lang}/anatomy/")
    page.locator("#menu a[href$='other-products/']").first.evaluate("a => a.click()")
    expect(page.locator("#families")).to_be_visible()
    for family in catalogs[lang].families:
        expect(page.locator(f"h2#{family.id}")).to_contain_text(family.title)
        links = page.locator("article a").evaluate_all("all => all.map(({ href }) => href)")
        assert set(urls(family)) <= set(links)
