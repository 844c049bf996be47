"""Every record has its page and every page its record; the tables of everything."""

from __future__ import annotations

import re

import pytest

from generator.build.write import foreign
from generator.dataset.schema import Dataset
from generator.outputs import addresses, permalinks
from generator.outputs.addresses import OVERVIEWS
from site_tests.support.dataset import catalogs
from site_tests.support.each import each
from site_tests.support.html import rows_of, text_of
from site_tests.support.ids import CODES, NUMBERS, STAGES
from site_tests.support.project import LANGS, ROOT
from site_tests.support.site import BuiltSite

# --- every record has its pages and every page its record ----------------------------------------


def test_the_pages_are_those_of_the_model_and_no_others(site: BuiltSite) -> None:
    expected = {""} | {f"{number}/" for number in NUMBERS}
    expected |= {f"{name}/" for name in permalinks.by_name(catalogs()["en"])}
    pages = {re.sub("index$", "", page).rstrip("/") for page, *_ in OVERVIEWS}
    pages |= {f"stages/{id_}" for id_ in STAGES}
    expected |= {f"{page}/" for page in pages - {""}}
    for lang in LANGS:
        expected |= {f"{lang}/{page}".rstrip("/") + "/" for page in pages}
        expected |= {f"{lang}/codes/{code}/" for code in CODES}
    handwritten = {addresses.url(path) for path in foreign(ROOT / "docs") if path.endswith(".md")}
    assert set(site.urls()) == expected | handwritten


def test_the_root_leads_to_both_languages(site: BuiltSite) -> None:
    targets = {link.get("href") for link in site.page("").root.iter("a")}
    assert {f"{lang}/" for lang in LANGS} <= targets


PARTS = {"meaning", "remedies", "stages", "retry", "anatomy", "related", "source"}


@each("code", CODES)
def test_the_parts_of_a_code_are_fixed_and_the_same_in_both_languages(
    code: int, site: BuiltSite
) -> None:
    zh, en = (site.page(f"{lang}/codes/{code}/") for lang in LANGS)
    assert zh.headings(1) == en.headings(1) == ["code"]
    assert zh.headings(2) == en.headings(2) != []
    assert {*zh.ids} >= PARTS and zh.ids == en.ids


def test_the_ids_of_a_page_are_the_same_in_both_languages(
    docs: dict[str, str], site: BuiltSite
) -> None:
    paths = [path for path in docs if re.match(r"zh/.*\.md$", path)]
    assert paths
    for path in paths:
        zh, en = (site.page(addresses.url(re.sub("^zh", lang, path))) for lang in LANGS)
        assert zh.ids == en.ids, path


# --- tables of everything ------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_the_anatomy_page_shows_every_rule_and_libcurl_result(
    lang: str, site: BuiltSite, dataset: Dataset
) -> None:
    page = site.page(f"{lang}/anatomy/")
    assert page.headings(3) == [rule.id for rule in dataset.anatomy.rules]
    shown = [text_of(row[0]) for row in rows_of(page.section("curl"))]
    assert shown == [str(result) for result in dataset.anatomy.curl.results]


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_says_where_its_data_end(
    lang: str, site: BuiltSite, docs: dict[str, str], dataset: Dataset
) -> None:
    last = max(header.seen for header in dataset.sources.headers)
    dates = [day.isoformat() for day in (dataset.dataset.boundary.date, last)]
    generated = {addresses.url(path) for path in docs if path.endswith(".md")}
    for url, page in site.pages():
        if url.startswith(f"{lang}/") and url in generated:
            assert all(day in text_of(page.root) for day in dates), url
