"""The sections of a stage: the calls in order, and its reasons."""

from __future__ import annotations

from generator.catalog.model import Catalog
from generator.outputs.escape import plain
from site_tests.support import ids
from site_tests.support.each import each
from site_tests.support.project import LANGS
from site_tests.support.stages import ROOM

ORDER = {
    "init": ["setSDKContext", "setTestEnv", "setConfig"],
    "login": ["setUser", "setRoomConfig", "loginRoom"],
    "publish": ["loginRoom", "AppID", "flag"],
    "play": ["onStreamUpdated", "startPlayingStream"],
    "mix": ["flag", "inputStreamList"],
    "room": ["onDisconnect", "setCustomToken", "loginRoom"],
}


def said(catalog: Catalog, stage: str, section: str) -> str:
    """Return the texts of a section of a stage."""
    (texts,) = (s.texts for s in ids.stage(catalog, stage).sections if s.id == section)
    return "\n".join(plain(text.text) for text in texts)


@each("lang", LANGS)
@each("stage, words", ORDER.items())
def test_the_calls_of_a_stage_are_in_order(
    lang: str, stage: str, words: list[str], catalogs: dict[str, Catalog]
) -> None:
    places = [said(catalogs[lang], stage, "order").index(word) for word in words]
    assert places == sorted(places)


def test_a_legacy_reason_is_reported_as_the_code_of_today_that_means_the_same(
    catalogs: dict[str, Catalog],
) -> None:
    catalog = catalogs["en"]
    reasons = [r for r in catalog.reasons(ids.stage(catalog, ROOM)) if r.legacy]
    told = [(r.event.callback, r.legacy and r.legacy.code, r.code and r.code.code) for r in reasons]
    assert {
        ("onDisconnect", 16777219, None),
        ("onKickOut", 16777219, 63000001),
        ("onKickOut", 16777220, 63000002),
        ("onKickOut", 16777221, 63000003),
    } <= {*told}
