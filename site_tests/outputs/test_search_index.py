"""The index of the search: what is in it."""

from __future__ import annotations

import json
import re


def test_log_keywords_of_legacy_families_are_in_the_index(docs: dict[str, str]) -> None:
    index = json.loads(docs["search/en.json"])
    anchors = {value["h"] for value in index["legacy"]}
    assert {re.sub(r"-(minus-)?\d+$", "", anchor) for anchor in anchors} == set(
        index["log_keywords"]
    )
    assert all(index["log_keywords"].values())
    called = {word for stage in index["stages"] for word in stage["callbacks"]}
    assert {"onPublishStateUpdate", "onKickOut"} <= called
