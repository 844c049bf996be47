"""What is said of a stage: the calls in order, what comes before a retry, its callbacks, its reasons."""

from __future__ import annotations

import re

import pytest

from generator.catalog.model import Catalog
from generator.outputs.escape import plain
from site_tests.support.each import each
from site_tests.support.project import LANGS
from site_tests.support.stages import ROOM, stage_of

ORDER = {
    "init": ["setSDKContext", "setTestEnv", "setConfig"],
    "login": ["setUser", "setRoomConfig", "loginRoom"],
    "publish": ["loginRoom", "AppID", "flag"],
    "play": ["onStreamUpdated", "startPlayingStream"],
    "mix": ["flag", "inputStreamList"],
    "room": ["onDisconnect", "setCustomToken", "loginRoom"],
}
SAID = {
    ("init", "before-retry"): ["unInitSDK"],
    ("login", "before-retry"): ["setRoomConfig", "setCustomToken", "setRoomMaxUserCount"],
    ("publish", "before-retry"): ["stopPublishing", "onDisconnect", "onKickOut"],
    ("play", "before-retry"): ["onStreamUpdated", "stopPlayingStream"],
    ("mix", "before-retry"): ["mixStreamID"],
    ("room", "before-retry"): ["onDisconnect"],
    ("init", "sdk-retries"): ["300", "room_retry_time", "av_retry_time"],
    ("login", "sdk-retries"): ["300", "room_retry_time"],
    ("publish", "sdk-retries"): ["300", "av_retry_time", "onLiveEvent", "3", "4", "6"],
    ("play", "sdk-retries"): ["300", "av_retry_time", "onLiveEvent", "1", "2", "5"],
    ("mix", "sdk-retries"): ["300", "room_retry_time", "av_retry_time"],
    ("room", "sdk-retries"): ["300", "room_retry_time", "90"],
    ("login", "no-callback"): ["loginRoom", "false"],
    ("publish", "no-callback"): ["stopPublishing", "onDisconnect"],
    ("play", "no-callback"): ["onDisconnect"],
    ("mix", "no-callback"): ["MixStreamEx"],
    ("room", "no-callback"): ["onDisconnect"],
}
"""What the sections of the stages name."""
EVENTS = {
    "onTempBroken": ("wait", (), []),
    "onReconnect": ("continue", (), []),
    "onDisconnect": (
        "log-in",
        (52001002, 60001001, 60001004, 60001005, 62001001, 62010002, 62010006),
        [16777219],
    ),
    "onKickOut": (
        "stay-out",
        (52000141, 63000001, 63000002, 63000003),
        [16777219, 16777220, 16777221],
    ),
}
"""What each callback of the room asks for, its codes, and its legacy values."""


def said(catalog: Catalog, stage: str, section: str) -> str:
    """The texts of a section of a stage."""
    (texts,) = (s.texts for s in stage_of(catalog, stage).sections if s.id == section)
    return "\n".join(plain(text.text) for text in texts)


@each("lang", LANGS)
@each("stage, words", ORDER.items())
def test_the_calls_of_a_stage_are_in_order(
    lang: str, stage: str, words: list[str], catalogs: dict[str, Catalog]
) -> None:
    places = [said(catalogs[lang], stage, "order").index(word) for word in words]
    assert places == sorted(places)


@each("lang", LANGS)
@each("place, words", SAID.items())
def test_a_section_names_what_its_stage_needs(
    lang: str, place: tuple[str, str], words: list[str], catalogs: dict[str, Catalog]
) -> None:
    text = said(catalogs[lang], *place)
    assert [word for word in words if not re.search(rf"(?<!\d){word}(?!\d)", text)] == []


@pytest.mark.parametrize("stage", ["publish", "play"])
def test_a_lost_login_sends_the_reader_back_to_the_login(
    stage: str, catalogs: dict[str, Catalog]
) -> None:
    catalog = catalogs["en"]
    first = {calls.id: codes for calls, codes in catalog.calling(stage_of(catalog, stage))}
    numbers = {code.code for code in first["login"]}
    assert {21200007, 51200007, 60001001} <= numbers
    assert not {12102001, 12301011} & numbers


@each(
    "stage, platform, names",
    [
        ("login", "liveroom-web", {"ZegoClient.login"}),
        ("publish", "liveroom-web", {"onPublishStateUpdate"}),
        ("room", "liveroom-web", {"onKickOut", "onDisconnect", "onTempBroken", "onReconnect"}),
        ("init", "electron", {"onInitSDK"}),
        ("mix", "electron", {"onMixStreamEx"}),
        ("init", "objc", {"ZegoInitSDKCompletionBlock"}),
        ("init", "cpp", {"IRoomCallback::OnInitSDK"}),
        ("room", "cpp", {"IRoomCallback::OnKickOut"}),
        ("play", "dart", {"registerPlayerCallback.onPlayStateUpdate"}),
    ],
)
def test_the_callbacks_of_each_platform_are_named(
    stage: str, platform: str, names: set[str], catalogs: dict[str, Catalog]
) -> None:
    (its,) = (c for c in stage_of(catalogs["en"], stage).callbacks if c.id == platform)
    assert names <= set(its.names)
    assert platform != "objc" or (its.note and "ZegoLiveRoomOSX" in its.note.text)


def test_each_callback_of_the_room_has_its_action_and_reasons(catalogs: dict[str, Catalog]) -> None:
    events = stage_of(catalogs["en"], ROOM).events
    found = {
        event.callback: (event.action, event.codes, [entry.code for entry in event.legacy])
        for event in events
    }
    assert found == EVENTS


def test_a_legacy_reason_is_told_as_the_code_of_today_that_means_the_same(
    catalogs: dict[str, Catalog],
) -> None:
    catalog = catalogs["en"]
    reasons = [r for r in catalog.reasons(stage_of(catalog, ROOM)) if r.legacy]
    told = [(r.event.callback, r.legacy and r.legacy.code, r.code and r.code.code) for r in reasons]
    assert told == [
        ("onDisconnect", 16777219, None),
        ("onKickOut", 16777219, 63000001),
        ("onKickOut", 16777220, 63000002),
        ("onKickOut", 16777221, 63000003),
    ]
