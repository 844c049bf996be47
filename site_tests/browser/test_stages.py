"""Codes whose guidance differs by stage, as a reader meets them: log scanner, search box, copied citation."""

from __future__ import annotations

import json

from playwright.sync_api import expect

from generator.catalog.model import Catalog
from generator.outputs.escape import plain
from site_tests.support import ids
from site_tests.support.browser import OpenPage
from site_tests.support.clipboard import button, clipboard
from site_tests.support.each import each
from site_tests.support.kinds import en_by_day, zh_by_day
from site_tests.support.lookup import store
from site_tests.support.nightly import some
from site_tests.support.project import LANGS
from site_tests.support.reader import read
from site_tests.support.search_box import ask
from site_tests.support.stages import (
    AT_STAGES,
    DIFFERING,
    called,
    causes_of,
    retry_of,
    shown_causes,
)

MASKED = 1048681
STAGED = some(AT_STAGES, 5)
SOME = some(DIFFERING, 4)


@zh_by_day
def test_log_scanner_tells_what_holds_at_the_stage_of_each_line(
    lang: str, open_page: OpenPage, catalogs: dict[str, Catalog]
) -> None:
    catalog = catalogs[lang]
    lines = [f"{called(ids.stage(catalog, stage))} errorCode={code}" for code, stage in STAGED]
    lines += [f"errorCode={code}" for code in SOME] + [f"onLoginRoom error {MASKED}"]
    page = open_page(f"{lang}/lookup/")
    read(page, "\n".join(lines))
    found = {
        (int(item["code"]), item.get("stage")): item["at"]
        for item in page.locator(".finding").evaluate_all(
            "items => items.map(({ dataset }, at) => ({ ...dataset, at }))"
        )
    }
    assert found.keys() == {*STAGED, *((code, None) for code in SOME), (MASKED, None)}
    for code, id_ in STAGED:
        item, stage = page.locator(".finding").nth(found[code, id_]), ids.stage(catalog, id_)
        guidance = catalog.by_code[code].at(stage)
        assert stage.title in item.locator(".finding-place").inner_text()
        paragraphs = item.locator(":scope > details > p").all_inner_texts()
        assert f"{plain(guidance.cause.text)} {guidance.cause.source.short}" in paragraphs
        assert any(text.endswith(retry_of(catalog, guidance)) for text in paragraphs)
        steps = item.locator(":scope > details > ol > li").all_inner_texts()
        assert [text.splitlines()[0] for text in steps] == [plain(s.text) for s in guidance.steps]
    for code in SOME:
        groups = catalog.by_code[code].differing
        shown = page.locator(".finding").nth(found[code, None]).inner_text()
        texts = [f"{plain(g.cause.text)} {g.cause.source.short}" for g in groups]
        for text in catalog.language.labeled(groups, texts):
            assert text in shown
    said = json.loads(store().index(lang))["strings"]["masked"].format(value=MASKED, result=105)
    expect(page.locator(".finding").nth(found[MASKED, None])).to_contain_text(f"{said} 52000105")


@en_by_day
def test_row_of_the_search_has_the_text_of_the_named_stage_first(
    lang: str, open_page: OpenPage, catalogs: dict[str, Catalog]
) -> None:
    catalog = catalogs[lang]
    page = open_page(f"{lang}/about/")
    first = page.locator("[role=option] p").first
    for code in SOME:
        assert ask(page, str(code))[0].code == code
        assert first.inner_text() == shown_causes(catalog, catalog.by_code[code])
    for code, id_ in STAGED:
        stage = ids.stage(catalog, id_)
        assert ask(page, f"{called(stage)} {code}")[0].code == code
        record = catalog.by_code[code]
        cause = plain(record.at(stage).cause.text)
        before = first.inner_text().partition(cause)[0]
        assert (stage.title in before) == (len(causes_of(catalog, record)) > 1)
        assert not any(plain(group.cause.text) in before for group in record.causes)


@each("code, lang", some([(code, lang) for code in DIFFERING for lang in LANGS], 5))
def test_copied_citation_has_the_cause_of_each_stage(
    lang: str, code: int, open_page: OpenPage, base_url: str, catalogs: dict[str, Catalog]
) -> None:
    catalog = catalogs[lang]
    record = catalog.by_code[code]
    page = open_page(f"{lang}/codes/{code}/")
    button(page, lang, catalog.labels["copy-citation"]).click()
    expect(page.locator(".copied[role=status]")).not_to_be_empty()
    said = catalog.language.space.join(causes_of(catalog, record))
    start = f"[{code} {record.name}]({base_url}{code}/){catalog.language.colon}"
    copied = clipboard(page)
    assert copied.startswith(start)
    assert plain(copied).endswith(said)
