"""A stage's page, and the same remedies everywhere."""

from __future__ import annotations

import re
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
    rows = rows_of(page.section("codes"))
    (row,) = (row for row in rows if code_of(row) == code and not is_legacy(row))
    return row


def is_legacy(row: list[Element]) -> bool:
    """Whether a row is about a legacy value."""
    return "/legacy/" in next(str(link.get("href")) for link in row[0].iter("a"))


def advice(row: list[Element]) -> tuple[str, str]:
    """The verdict and the steps that a row ends with."""
    cell = row[-1]
    verdict = next((text_of(strong) for strong in cell.iter("strong")), "")
    return verdict, unmarked(cell).removeprefix(verdict).strip()


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
        current = [row for row in rows_of(page.section("codes")) if not is_legacy(row)]
        listed = [code_of(row) for row in current]
        assert listed == expected if id_ != "room" else sorted(listed) == expected


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
    notes = {c.note.text for c in it.callbacks if c.note}
    noted = {span for note in notes for span in note.split("`")[1::2]}
    assert {name for callbacks in it.callbacks for name in callbacks.names} | noted == spans
    assert all(plain(note) in text_of(page.section("callbacks")) for note in notes)
    for section in it.sections:
        said = text_of(page.section(section.id))
        assert all(plain(sourced.text) in said for sourced in section.texts)
    for sentence in it.retry.rule if it.retry else ():
        assert plain(sentence) in text_of(page.section("retry"))


@pytest.mark.parametrize("id_", STAGES)
def test_the_ids_of_a_stage_page_are_the_same_in_both_languages(id_: str, site: BuiltSite) -> None:
    zh, en = (site.page(f"{lang}/stages/{id_}/") for lang in LANGS)
    assert zh.ids == en.ids


# --- before, between and after the calls -----------------------------------------------------------

ORDER = {
    "init": ["setSDKContext", "setTestEnv", "setConfig"],
    "login": ["setUser", "setRoomConfig", "loginRoom"],
    "publish": ["loginRoom", "AppID", "flag"],
    "play": ["onStreamUpdated", "startPlayingStream"],
    "mix": ["flag", "inputStreamList"],
    "room": ["onDisconnect", "setCustomToken", "loginRoom"],
}


@each("id_", STAGES)
@each("lang", LANGS)
def test_a_stage_page_says_the_order_of_the_calls(lang: str, id_: str, site: BuiltSite) -> None:
    section = site.page(f"{lang}/stages/{id_}/").section("order")
    (steps,) = section.iter("ol")
    said = text_of(steps)
    places = [said.index(word) for word in ORDER[id_]]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "id_, words",
    [
        ("init", ["unInitSDK"]),
        ("login", ["setRoomConfig", "setCustomToken", "setRoomMaxUserCount"]),
        ("publish", ["stopPublishing", "onDisconnect", "onKickOut"]),
        ("play", ["onStreamUpdated", "stopPlayingStream"]),
        ("mix", ["mixStreamID"]),
        ("room", ["onDisconnect"]),
    ],
)
@each("lang", LANGS)
def test_a_stage_page_says_what_to_do_before_the_next_try(
    lang: str, id_: str, words: list[str], site: BuiltSite
) -> None:
    said = text_of(site.page(f"{lang}/stages/{id_}/").section("before-retry"))
    assert all(word in said for word in words)


@pytest.mark.parametrize(
    "id_, words",
    [
        ("init", ["room_retry_time", "av_retry_time"]),
        ("login", ["room_retry_time"]),
        ("publish", ["av_retry_time", "onLiveEvent", "3", "4", "6"]),
        ("play", ["av_retry_time", "onLiveEvent", "1", "2", "5"]),
        ("mix", ["room_retry_time", "av_retry_time"]),
        ("room", ["room_retry_time", "90"]),
    ],
)
@each("lang", LANGS)
def test_a_stage_page_says_for_how_long_the_sdk_retries(
    lang: str, id_: str, words: list[str], site: BuiltSite
) -> None:
    said = text_of(site.page(f"{lang}/stages/{id_}/").section("sdk-retries"))
    assert all(re.search(rf"\b{word}\b", said) for word in ["300", *words])


@pytest.mark.parametrize(
    "id_, words",
    [
        ("login", ["loginRoom", "false"]),
        ("publish", ["stopPublishing", "onDisconnect"]),
        ("play", ["onDisconnect"]),
        ("mix", ["MixStreamEx"]),
        ("room", ["onDisconnect"]),
    ],
)
@each("lang", LANGS)
def test_a_stage_page_says_when_no_callback_comes(
    lang: str, id_: str, words: list[str], site: BuiltSite
) -> None:
    said = text_of(site.page(f"{lang}/stages/{id_}/").section("no-callback"))
    assert all(word in said for word in words)


@pytest.mark.parametrize("id_", ["publish", "play"])
@each("lang", LANGS)
def test_a_lost_login_sends_the_reader_back_to_the_login(
    lang: str, id_: str, site: BuiltSite
) -> None:
    section = site.page(f"{lang}/stages/{id_}/").section("login-first")
    links = {text_of(link): link.get("href") for link in section.iter("a")}
    for code in ("21200007", "51200007", "60001001"):
        assert links[code] == f"../../codes/{code}/"
    assert "12102001" not in links and "12301011" not in links


@pytest.mark.parametrize(
    "id_, platform, names",
    [
        ("login", "Web", {"ZegoClient.login"}),
        ("publish", "Web", {"onPublishStateUpdate"}),
        ("room", "Web", {"onKickOut", "onDisconnect", "onTempBroken", "onReconnect"}),
        ("init", "Electron", {"onInitSDK"}),
        ("mix", "Electron", {"onMixStreamEx"}),
        ("init", "iOS / macOS", {"ZegoInitSDKCompletionBlock"}),
        ("init", "Windows", {"IRoomCallback::OnInitSDK"}),
        ("room", "Windows", {"IRoomCallback::OnKickOut"}),
        ("play", "Flutter", {"registerPlayerCallback.onPlayStateUpdate"}),
    ],
)
def test_the_callbacks_of_each_platform_are_named(
    id_: str, platform: str, names: set[str], site: BuiltSite
) -> None:
    section = site.page(f"en/stages/{id_}/").section("callbacks")
    (item,) = (li for li in section.iter("li") if text_of(li).startswith(f"{platform}:"))
    assert names <= {text_of(span) for span in item.iter("code")}
    assert platform != "iOS / macOS" or "ZegoLiveRoomOSX" in text_of(item)


# --- kicked out or disconnected --------------------------------------------------------------------

ACTIONS = {
    "onTempBroken": ("等待。", "Wait."),
    "onReconnect": ("继续使用。", "Continue."),
    "onDisconnect": ("重新登录。", "Log in again."),
    "onKickOut": ("不要重新登录。", "Don't log in again."),
}


@each("lang", LANGS)
def test_each_callback_of_the_room_has_what_to_do(lang: str, site: BuiltSite) -> None:
    rows = rows_of(site.page(f"{lang}/stages/room/").section("events"))
    said = {text_of(row[0]): advice(row)[0] for row in rows}
    assert said == {name: words[LANGS.index(lang)] for name, words in ACTIONS.items()}


REASONS = {
    52000141: "onKickOut",
    63000001: "onKickOut",
    63000002: "onKickOut",
    63000003: "onKickOut",
    60001001: "onDisconnect",
    60001004: "onDisconnect",
    60001005: "onDisconnect",
    62001001: "onDisconnect",
    62010002: "onDisconnect",
    62010006: "onDisconnect",
    52001002: "onDisconnect",
}


@each("code", REASONS)
@each("lang", LANGS)
def test_each_reason_has_its_callback_meaning_and_verdict(
    lang: str, code: int, site: BuiltSite, catalogs: dict[str, Catalog]
) -> None:
    catalog = catalogs[lang]
    row = stage_row(site.page(f"{lang}/stages/room/"), code)
    guidance = catalog.by_code[code].at(stage(catalog, "room"))
    assert REASONS[code] in [text_of(span) for span in row[0].iter("code")]
    assert unmarked(row[1]) == plain(guidance.cause.text)
    verdict = catalog.labels[f"retry-{guidance.retry.verdict}"]
    assert advice(row)[0] == verdict.format(condition=guidance.retry.condition)
    if REASONS[code] == "onKickOut":
        assert guidance.retry.verdict == "no"


def test_the_legacy_reasons_are_there_and_16777219_at_both_callbacks(site: BuiltSite) -> None:
    rows = [row for row in rows_of(site.page("en/stages/room/").section("codes")) if is_legacy(row)]
    said = [(code_of(row), text_of(row[0]), *advice(row)) for row in rows]
    assert [(code, verdict) for code, _, verdict, _ in said] == [
        (16777219, "Log in again."),
        (16777219, "Don't retry."),
        (16777220, "Don't retry."),
        (16777221, "Don't retry."),
    ]
    assert ["onDisconnect" in cell for _, cell, _, _ in said] == [True, False, False, False]
    assert [steps[-8:] for _, _, _, steps in said[1:]] == ["63000001", "63000002", "63000003"]


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
            id_: remedies_said(lang, advice(stage_row(site.page(f"{lang}/stages/{id_}/"), code))[1])
            for id_ in record.stages
        }
        assert on_stages == {id_: list(record.steps) for id_ in record.stages} | overridden
        section = site.page(f"{lang}/codes/{code}/").section("remedies")
        on_page = [tuple(ids) for ids in remedies_on_code_page(lang, section)]
        lists = [record.steps, *(o.steps for o in (record.overrides or {}).values() if o.steps)]
        assert len(on_page) == len({tuple(steps.items()) for steps in lists})
        assert set(on_page) == {tuple(ids) for ids in on_stages.values()}
