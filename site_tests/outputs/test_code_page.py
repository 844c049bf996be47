"""A code's page: its sections, its remedies, and what leads to it."""

from __future__ import annotations

import json
import re
from itertools import groupby

import pytest

from generator.catalog.model import Catalog
from generator.outputs.escape import plain
from site_tests.support.dataset import records
from site_tests.support.each import each
from site_tests.support.html import has_class, rows_of, text_of
from site_tests.support.ids import CODES, COMMON, NUMBERS
from site_tests.support.project import LANGS
from site_tests.support.remedies import lists_of_steps, remedies_on_code_page
from site_tests.support.site import BuiltSite
from site_tests.support.stages import marks_of

SECTIONS = ["meaning", "remedies", "stages", "retry", "anatomy", "related", "source"]


@each("code", CODES)
@each("lang", LANGS)
def test_a_code_has_a_page_with_its_code_and_names(lang: str, code: int, site: BuiltSite) -> None:
    page = site.page(f"{lang}/codes/{code}/")
    (title,) = page.head("title")
    names = [entry.name for entry in records()[code].names]
    (heading,) = page.main.iter("h1")
    shown = {text_of(span) for span in page.main.iter("code")}
    assert str(code) in text_of(title)
    assert names[0] in text_of(title)
    assert text_of(heading).startswith(str(code))
    assert set(names) <= shown


@each("number", NUMBERS)
def test_a_permalink_has_its_number_as_title_and_a_description(
    number: int, site: BuiltSite
) -> None:
    page = site.page(f"{number}/")
    (title,) = page.head("title")
    assert str(number) in text_of(title)
    assert any(m.get("name") == "description" and m.get("content") for m in page.head("meta"))


@each("code", CODES)
def test_the_sections_of_a_code_are_fixed_and_the_same_in_both_languages(
    code: int, site: BuiltSite
) -> None:
    zh, en = (site.page(f"{lang}/codes/{code}/") for lang in LANGS)
    assert zh.headings(1) == en.headings(1) == ["code"]
    assert zh.headings(2) == en.headings(2) == SECTIONS
    assert zh.ids == en.ids


@each("code", CODES)
@each("lang", LANGS)
def test_a_code_page_says_cause_and_every_remedy_in_order(
    lang: str, code: int, site: BuiltSite, catalogs: dict[str, Catalog]
) -> None:
    page, record = site.page(f"{lang}/codes/{code}/"), catalogs[lang].by_code[code]
    meaning = text_of(page.section("meaning"))
    for guidance in record.guidance:
        assert plain(guidance.cause.text) in meaning
    assert remedies_on_code_page(lang, page.section("remedies")) == [
        [step.id for step in guidance.steps] for guidance in record.advice if guidance.steps
    ]


@each("code", COMMON)
@each("lang", LANGS)
def test_a_code_page_names_its_stages_with_their_callbacks(
    lang: str, code: int, site: BuiltSite, catalogs: dict[str, Catalog]
) -> None:
    section = site.page(f"{lang}/codes/{code}/").section("stages")
    linked = [link.get("href") for link in section.iter("a")]
    spans = {text_of(span) for span in section.iter("code")}
    stages = catalogs[lang].by_code[code].stages
    assert [link for link in linked if "/stages/" in str(link)] == [
        f"../../stages/{stage.id}/" for stage in stages
    ]
    assert {n for stage in stages for c in stage.callbacks for n in c.names} <= spans


@each("code", CODES)
@each("lang", LANGS)
def test_a_code_page_says_whether_a_retry_helps_how_it_is_built_and_what_is_related(
    lang: str, code: int, site: BuiltSite, catalogs: dict[str, Catalog]
) -> None:
    page, record = site.page(f"{lang}/codes/{code}/"), catalogs[lang].by_code[code]
    if record.kind == "error":
        for guidance in record.guidance:
            assert plain(guidance.retry.text) in text_of(page.section("retry"))
    digits = [text_of(row[0]) for row in rows_of(page.section("anatomy"))]
    assert digits == [segment.digits for segment in record.segments]
    related = [link.get("href") for link in page.section("related").iter("a")]
    assert related == [f"../{other}/" for other in record.related]
    marks = [text_of(e) for e in page.section("related").iter() if has_class(e, "source")]
    assert marks == [m for other in record.related for m in marks_of(catalogs[lang].by_code[other])]


@each("code", COMMON)
@each("lang", LANGS)
def test_steps_are_marked_with_where_they_come_from(
    lang: str, code: int, site: BuiltSite, catalogs: dict[str, Catalog]
) -> None:
    catalog = catalogs[lang]
    said = [
        text_of(element)
        for list_ in lists_of_steps(site.page(f"{lang}/codes/{code}/").section("remedies"))
        for element in list_.iter()
        if has_class(element, "source")
    ]
    sources = [
        catalog.labels["source-advice"] if source.mark == "ours" else source.short
        for given in catalog.by_code[code].advice
        for source, _ in groupby(given.steps, key=lambda step: step.source)
    ]
    assert said == sources


@pytest.mark.parametrize("lang", LANGS)
def test_comment_of_a_header_is_the_meaning_wherever_a_code_is_told(
    lang: str, site: BuiltSite, docs: dict[str, str], catalogs: dict[str, Catalog]
) -> None:
    comment = catalogs[lang].by_code[10009001].comment
    assert comment
    words = comment.text
    meaning = site.page(f"{lang}/codes/10009001/").section("meaning")
    assert text_of(meaning).count(plain(words)) == 1
    assert comment.source.short in text_of(meaning)
    assert words in docs["codes.csv"]
    for path in ("codes/index", "complete"):
        assert words in docs[f"{lang}/{path}.md"]
    (record,) = (
        r for r in json.loads(docs[f"search/{lang}.json"])["records"] if r["c"] == 10009001
    )
    assert record["x"] == plain(words)
    (description,) = re.findall("(?m)^description: .*$", docs[f"{lang}/codes/10009001.md"])
    assert words in description


@pytest.mark.parametrize("lang", LANGS)
def test_a_code_page_counts_no_headers(
    lang: str, site: BuiltSite, catalogs: dict[str, Catalog]
) -> None:
    for header in catalogs[lang].by_code[21200007].names[0].headers:
        source = text_of(site.page(f"{lang}/codes/21200007/").section("source"))
        assert header.language in source
        assert f"{header.language} {header.count}" not in source
        assert f"{header.language} {header.count}" in text_of(site.page(f"{lang}/about/").main)


def test_the_page_of_20000002_tells_of_the_misprint(site: BuiltSite) -> None:
    for lang in LANGS:
        assert "kConfigDecryptError" in text_of(site.page(f"{lang}/codes/20000002/").main)


@pytest.mark.parametrize("code, other", [(60001007, 60001008), (60001008, 60001007)])
def test_the_pages_of_a_shared_name_lead_to_each_other(
    code: int, other: int, site: BuiltSite
) -> None:
    for lang in LANGS:
        page = site.page(f"{lang}/codes/{code}/")
        sections = [page.section(id_) for id_ in SECTIONS if id_ != "related"]
        assert f"../{other}/" in {link.get("href") for s in sections for link in s.iter("a")}
