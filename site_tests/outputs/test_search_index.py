"""The content of the search index."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from generator.catalog.model import Catalog
from generator.outputs import addresses
from site_tests.support.project import LANGS


@pytest.fixture(scope="module", params=LANGS)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def index(lang: str, docs: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(docs[f"search/{lang}.json"])
    return found


def test_log_keywords_of_legacy_families_are_in_the_index(index: dict[str, Any]) -> None:
    anchors = {value["h"] for value in index["legacy"]}
    assert {re.sub(r"-(minus-)?\d+$", "", anchor) for anchor in anchors} == set(
        index["log_keywords"]
    )
    assert all(index["log_keywords"].values())
    called = {word for stage in index["stages"] for word in stage["callbacks"]}
    assert {"onPublishStateUpdate", "onKickOut"} <= called


def test_every_page_is_a_place_and_its_sections_are_on_it(
    lang: str, index: dict[str, Any], docs: dict[str, str]
) -> None:
    pages = {
        addresses.url(path).removeprefix(f"{lang}/"): text
        for path, text in docs.items()
        if re.fullmatch(rf"{lang}/(?!codes/\d).*\.md", path)
    }
    found = [place["u"].partition("#") for place in index["places"]]
    assert {page for page, *_ in found} == pages.keys()
    assert all(re.search(rf"{sign}{id_}\b", pages[page]) for page, sign, id_ in found)
    assert all(place["t"] and place["k"] for place in index["places"])


def test_callbacks_of_every_platform_lead_to_their_stage(
    lang: str, index: dict[str, Any], catalogs: dict[str, Catalog]
) -> None:
    named = {
        (place["u"].partition("#")[0], name)
        for place in index["places"]
        if place["k"] == "callback"
        for name in place["w"]
    }
    for stage in catalogs[lang].stages:
        for callbacks in stage.callbacks:
            assert {(f"stages/{stage.id}/", name) for name in callbacks.names} <= named
