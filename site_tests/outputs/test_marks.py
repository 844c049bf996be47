"""The mark of each meaning, wherever lists and previews show the meaning."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from generator.catalog.model import Catalog, Code, Release
from generator.catalog.resolve import resolve
from generator.dataset.reader import read
from generator.outputs import render
from generator.outputs.addresses import Site
from generator.outputs.escape import plain
from site_tests.support.each import each
from site_tests.support.html import code_of, has_class, parse, rows_of, text_of
from site_tests.support.ids import CODES
from site_tests.support.project import LANGS, small_data
from site_tests.support.site import BuiltSite
from site_tests.support.stages import causes_of, marks_of, shown_causes

LONGEST = 400
"""The characters that the preview of a code may have."""


def front_of(markdown: str) -> dict[str, str]:
    """Return the texts of a page's front matter, of which each line is JSON."""
    lines = markdown.split("---\n")[1].splitlines()
    pairs = (line.partition(": ") for line in lines)
    return {key: json.loads(value) for key, _, value in pairs if value.startswith('"')}


@pytest.mark.parametrize("lang", LANGS)
def test_each_row_of_a_list_has_the_marks_of_its_meanings_without_links(
    lang: str, site: BuiltSite, catalogs: dict[str, Catalog]
) -> None:
    catalog = catalogs[lang]
    for name in ("codes", "complete"):
        rows = rows_of(site.page(f"{lang}/{name}/").main)
        assert {code_of(row) for row in rows} == catalog.by_code.keys()
        for row in rows:
            code = catalog.by_code[code_of(row)]
            assert text_of(row[1]) == shown_causes(catalog, code)
            marks = [text_of(e) for e in row[1].iter() if has_class(e, "source")]
            assert marks == marks_of(code)
            assert row[1].find(".//a") is None


@pytest.mark.parametrize("lang", LANGS)
def test_each_row_of_a_stage_has_the_mark_of_the_meaning_there(
    lang: str, site: BuiltSite, catalogs: dict[str, Catalog]
) -> None:
    catalog = catalogs[lang]
    stages = [s for s in catalog.stages if catalog.of_stage(s) and not s.events]
    assert stages
    for stage in stages:
        section = site.page(f"{lang}/stages/{stage.id}/").section("codes")
        for row, code in zip(rows_of(section), catalog.of_stage(stage), strict=True):
            cause = code.at(stage).cause
            assert text_of(row[1]) == f"{plain(cause.text)} {cause.source.short}"
            assert [text_of(e) for e in row[1].iter() if has_class(e, "source")] == [
                cause.source.short
            ]


@each("code", CODES)
def test_permalink_shows_the_marks_and_its_preview_says_them(
    code: int, docs: dict[str, str], catalogs: dict[str, Catalog]
) -> None:
    tree = parse(docs[f"{code}/index.html"])
    sections = {s.get("data-lang", ""): s for s in tree.iter("section")}
    assert sections.keys() == set(LANGS)
    metas = {m.get("name") or m.get("property"): m.get("content", "") for m in tree.iter("meta")}
    for lang, section in sections.items():
        catalog = catalogs[lang]
        record, values = catalog.by_code[code], catalog.legacy_values().get(code, ())
        marks = [text_of(e) for e in section.iter() if has_class(e, "source")]
        assert marks == [*marks_of(record), *(value.source.short for value in values)]
        assert shown_causes(catalog, record) in text_of(section)
        said = catalog.language.space.join(causes_of(catalog, record))
        for name in ("description", "og:description"):
            assert said in metas[name]


@pytest.mark.parametrize("lang", LANGS)
def test_legacy_meaning_of_a_permalink_has_its_mark(
    lang: str, docs: dict[str, str], catalogs: dict[str, Catalog]
) -> None:
    catalog = catalogs[lang]
    for number, values in catalog.legacy_values().items():
        if number in catalog.by_code:
            continue
        tree = parse(docs[f"{number}/index.html"])
        [section] = (s for s in tree.iter("section") if s.get("data-lang") == lang)
        marks = [text_of(e) for e in section.iter() if has_class(e, "source")]
        assert marks == [value.source.short for value in values]
        [described] = (m for m in tree.iter("meta") if m.get("name") == "description")
        value = values[0]
        said = plain(catalog.language.marked(value.meaning, value.source))
        assert said in described.get("content", "")


def growing(catalog: Catalog, code: Code) -> Iterator[str]:
    """Yield a description with no step, with the first one, and so on."""
    language = catalog.language
    said = language.space.join(causes_of(catalog, code))
    text = f"{code.code} {code.name}{language.colon}{said}"
    yield text
    for group in code.advice:
        for number, step in enumerate(group.steps):
            titles = language.comma.join(stage.title for stage in group.stages) + language.colon
            label = titles if len(code.advice) > 1 and not number else ""
            text += f"{language.space}{label}{plain(step.text)}"
            yield text


@pytest.mark.parametrize("lang", LANGS)
def test_preview_and_citation_of_a_code_say_the_marks_and_the_preview_cuts_no_step(
    lang: str, docs: dict[str, str], catalogs: dict[str, Catalog]
) -> None:
    catalog = catalogs[lang]
    for code in catalog.codes:
        front = front_of(docs[f"{lang}/codes/{code.code}.md"])
        fitting = [text for text in growing(catalog, code) if len(text) <= LONGEST]
        assert front["description"] == fitting[-1]
        said = catalog.language.space.join(causes_of(catalog, code))
        assert plain(front["citation"]).endswith(f"{catalog.language.colon}{said}")


@pytest.mark.parametrize("lang", LANGS)
def test_index_for_assistants_has_the_marks(
    lang: str, docs: dict[str, str], catalogs: dict[str, Catalog]
) -> None:
    catalog = catalogs[lang]
    lines = docs[f"{lang}/llms.txt"].splitlines()
    for code in catalog.common:
        [line] = (line for line in lines if line.startswith(f"- [{code.code} "))
        assert [mark for mark in marks_of(code) if f"*{mark}*" not in line] == []


def test_meaning_of_a_new_code_has_its_mark_on_the_page_of_changes_and_in_the_feed(
    tmp_path: Path,
) -> None:
    catalogs = {
        lang: replace(catalog, releases=(Release("2030-01-01", 1, False, catalog.codes, {}),))
        for lang, catalog in resolve(read(small_data(tmp_path / "data"))).items()
    }
    files = dict(render(catalogs, Site("https://e.example/", "https://e.example/r")))
    for lang, catalog in catalogs.items():
        lines = files[f"{lang}/changes.md"].splitlines()
        feed = parse(f"<div>{unescape(files[f'{lang}/changes/feed.xml'])}</div>")
        items = [plain(text_of(item)) for item in feed.iter("li")]
        assert len(items) == len(catalog.codes) > 0
        for code, item in zip(catalog.codes, items, strict=True):
            [line] = (line for line in lines if line.startswith(f"- [{code.code} "))
            assert [mark for mark in marks_of(code) if f"*{mark}*" not in line] == []
            said = catalog.language.space.join(causes_of(catalog, code))
            assert item.endswith(said)
