"""A stage's page, and the same remedies everywhere."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest

from generator.catalog.model import Catalog
from generator.outputs.escape import plain
from site_tests.support.dataset import records
from site_tests.support.each import each
from site_tests.support.html import code_of, rows_of, text_of, unmarked
from site_tests.support.ids import COMMON, STAGES, stage
from site_tests.support.project import LANGS
from site_tests.support.remedies import remedies_on_code_page, remedies_said
from site_tests.support.site import BuiltSite, Page
from site_tests.support.source import Row, source_rows


def stage_row(page: Page, code: int) -> list[Element]:
    """The row of a code in a stage's table."""
    (row,) = (row for row in rows_of(page.section("codes")) if code_of(row) == code)
    return row


# --- a stage's page ------------------------------------------------------------------------------


@each("row", source_rows())
@each("lang", LANGS)
def test_a_row_of_the_source_is_on_its_stage_page(
    lang: str, row: Row, site: BuiltSite, catalogs: dict[str, Catalog]
) -> None:
    cells = stage_row(site.page(f"{lang}/stages/{row.stage}/"), row.code)
    record, catalog = records()[row.code], catalogs[lang]
    printed = record.erratum.printed if record.erratum else ""
    guidance = catalog.by_code[row.code].at(stage(catalog, row.stage))
    assert row.name in (text_of(cells[0]).split()[1], printed)
    assert unmarked(cells[1]) == plain(guidance.cause.text)


@each("id_", STAGES)
@each("lang", LANGS)
def test_a_stage_page_lists_exactly_its_codes_ascending(
    lang: str, id_: str, site: BuiltSite
) -> None:
    page = site.page(f"{lang}/stages/{id_}/")
    expected = sorted(code for code, r in records().items() if id_ in (r.stages or ()))
    assert ("codes" in page.ids) == bool(expected)
    if expected:
        assert [code_of(row) for row in rows_of(page.section("codes"))] == expected


@each("id_", STAGES)
@each("lang", LANGS)
def test_a_stage_page_has_introduction_callbacks_and_retry_rule(
    lang: str, id_: str, site: BuiltSite, catalogs: dict[str, Catalog]
) -> None:
    page, it = site.page(f"{lang}/stages/{id_}/"), stage(catalogs[lang], id_)
    text = text_of(page.main)
    for sourced in it.introduction:
        assert plain(sourced.text) in text
    listed = page.section("callbacks").iter("li")
    spans = {text_of(span) for item in listed for span in item.iter("code")}
    assert {name for callbacks in it.callbacks for name in callbacks.names} == spans
    for sentence in it.retry.rule if it.retry else ():
        assert plain(sentence) in text_of(page.section("retry"))


@pytest.mark.parametrize("id_", STAGES)
def test_the_ids_of_a_stage_page_are_the_same_in_both_languages(id_: str, site: BuiltSite) -> None:
    zh, en = (site.page(f"{lang}/stages/{id_}/") for lang in LANGS)
    assert zh.ids == en.ids


# --- the same remedies everywhere ----------------------------------------------------------------


@each("code", COMMON)
def test_remedies_are_the_same_on_all_pages_unless_the_data_say_otherwise(
    code: int, site: BuiltSite
) -> None:
    record = records()[code]
    assert record.stages and record.steps
    overridden = {
        id_: list(override.steps)
        for id_, override in (record.overrides or {}).items()
        if override.steps
    }
    for lang in LANGS:
        on_stages = {
            id_: remedies_said(
                lang, unmarked(stage_row(site.page(f"{lang}/stages/{id_}/"), code)[2])
            )
            for id_ in record.stages
        }
        assert on_stages == {id_: list(record.steps) for id_ in record.stages} | overridden
        section = site.page(f"{lang}/codes/{code}/").section("remedies")
        on_page = [tuple(ids) for ids in remedies_on_code_page(lang, section)]
        lists = [record.steps, *(o.steps for o in (record.overrides or {}).values() if o.steps)]
        assert len(on_page) == len({tuple(steps.items()) for steps in lists})
        assert set(on_page) == {tuple(ids) for ids in on_stages.values()}
