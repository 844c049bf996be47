"""Codes whose guidance differs by stage: what the pages, lists and previews say of each stage."""

from __future__ import annotations

import json
from xml.etree.ElementTree import Element

from generator.catalog.model import Catalog
from generator.outputs.escape import plain
from site_tests.support.each import each
from site_tests.support.html import has_class, rows_of, text_of
from site_tests.support.project import LANGS
from site_tests.support.site import BuiltSite, Page
from site_tests.support.stages import DIFFERING, causes_of, shown_causes


def previews(page: Page) -> list[str]:
    """Return the description of a page, as search engines and chats show it."""
    metas = {m.get("name") or m.get("property"): m.get("content") or "" for m in page.head("meta")}
    return [metas["description"], metas["og:description"]]


@each("lang", LANGS)
@each("code", DIFFERING)
def test_page_and_preview_of_a_code_say_the_cause_of_each_stage(
    lang: str, code: int, site: BuiltSite, docs: dict[str, str], catalogs: dict[str, Catalog]
) -> None:
    catalog = catalogs[lang]
    record = catalog.by_code[code]
    causes, page = causes_of(catalog, record), site.page(f"{lang}/codes/{code}/")
    assert len(causes) == len({guidance.cause for guidance in record.guidance})
    for description in previews(page):
        assert [text for text in causes if text not in description] == []
    [front] = (
        line
        for line in docs[f"{lang}/codes/{code}.md"].splitlines()
        if line.startswith("citation: ")
    )
    citation = json.loads(front.removeprefix("citation: "))
    said = catalog.language.space.join(causes)
    assert plain(citation).endswith(f"{catalog.language.colon}{said}")
    permalink = site.page(f"{code}/")
    [section] = (s for s in permalink.main.iter("section") if s.get("data-lang") == lang)
    assert shown_causes(catalog, record) in text_of(section)
    for description in previews(permalink):
        assert said in description
    for path in ("codes", "complete"):
        [cells] = (
            row
            for row in rows_of(site.page(f"{lang}/{path}/").main)
            if text_of(row[0]).startswith(str(code))
        )
        assert shown_causes(catalog, record) in [text_of(cell) for cell in cells]


def chips_of(page: Page) -> list[Element]:
    """Return the paragraphs of a code page that have chips."""
    return [
        paragraph
        for paragraph in page.main.iter("p")
        if any(has_class(element, "chip") for element in paragraph.iter())
    ]


@each("lang", LANGS)
@each("code", DIFFERING)
def test_chips_of_a_code_are_those_of_each_stage(
    lang: str, code: int, site: BuiltSite, catalogs: dict[str, Catalog]
) -> None:
    catalog = catalogs[lang]
    record, labels = catalog.by_code[code], catalog.labels
    told = {}
    for paragraph in chips_of(site.page(f"{lang}/codes/{code}/")):
        chips = [text_of(e) for e in paragraph.iter() if has_class(e, "chip")]
        place = text_of(paragraph).partition(catalog.language.colon.strip())[0]
        told[place] = chips
    for stage in record.stages:
        guidance = record.at(stage)
        expected = [labels[f"chip-retry-{guidance.retry.verdict}"]]
        expected += [labels[f"chip-side-{side}"] for side in guidance.sides]
        if len(record.chips) > 1:
            [chips] = (c for place, c in told.items() if stage.title in place)
            assert chips == expected
        else:
            [chips] = told.values()
            assert chips[:-1] == expected  # the last one says if it is a common code
