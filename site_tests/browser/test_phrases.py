"""The phrases of `phrases.yaml`, through the search box: each leads to a right page among the first three."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from site_tests.support import phrases
from site_tests.support.browser import OpenPage
from site_tests.support.nightly import some
from site_tests.support.phrases import SEEN
from site_tests.support.project import LANGS


@pytest.fixture(params=LANGS)
def page(request: pytest.FixtureRequest, open_page: OpenPage) -> Page:
    return open_page(f"{request.param}/about/")


def test_phrases_are_many_and_different() -> None:
    assert len(SEEN) >= 80
    asked = [(phrase.q, phrase.lang) for phrase in SEEN]
    assert len({*asked}) == len(asked)
    assert {phrase.lang for phrase in SEEN} == {*LANGS}


def test_a_phrase_leads_to_its_page(page: Page) -> None:
    lang = page.url.split("/")[-3]
    asked = [phrase for phrase in some(SEEN, 4) if phrase.lang == lang]
    places = [(phrase, phrases.ask(page, phrase).place) for phrase in asked]
    failed = [p.q for p, at in places if at is None or at >= (1 if p.kind == "identify" else 3)]
    assert not failed
