"""The index of the search: what is in it."""

from __future__ import annotations

import json
import re

import pytest

from generator.catalog.model import Catalog
from generator.outputs.escape import plain
from site_tests.support.project import LANGS


def test_log_keywords_of_legacy_families_are_in_the_index(docs: dict[str, str]) -> None:
    index = json.loads(docs["search/en.json"])
    anchors = {value["h"] for value in index["legacy"]}
    assert {re.sub(r"-(minus-)?\d+$", "", anchor) for anchor in anchors} == set(
        index["log_keywords"]
    )
    assert all(index["log_keywords"].values())
    called = {word for stage in index["stages"] for word in stage["callbacks"]}
    assert {"onPublishStateUpdate", "onKickOut"} <= called


@pytest.mark.parametrize("lang", LANGS)
def test_the_search_index_has_every_code_and_every_legacy_value(
    lang: str, docs: dict[str, str], catalogs: dict[str, Catalog]
) -> None:
    index, catalog = json.loads(docs[f"search/{lang}.json"]), catalogs[lang]
    assert [record["c"] for record in index["records"]] == [code.code for code in catalog.codes]
    assert len(index["legacy"]) == sum(len(family.values) for family in catalog.legacy)
    values = [value for family in catalog.legacy for value in family.values]
    marks = [index["marks"][value["w"]] for value in index["legacy"]]
    assert marks == [value.source.short for value in values]
    for record, code in zip(index["records"], catalog.codes, strict=True):
        assert record["n"] == [name.name for name in code.names]
        told = record.get("g", [record])
        held = code.differing or code.guidance[:1]
        assert [(group["x"], index["marks"][group["w"]]) for group in told] == [
            (plain(group.cause.text), group.cause.source.short) for group in held
        ]
        assert [index["stages"][s]["id"] for s in record["s"]] == [s.id for s in code.stages]
        assert index["modules"][record["m"]]["id"] == code.module.id
        steps = [plain(step.text) for guidance in code.guidance for step in guidance.steps]
        assert [index["remedies"][r] for r in record["r"]] == list(dict.fromkeys(steps))
