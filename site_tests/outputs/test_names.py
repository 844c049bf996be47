"""The pages by name, and the paths of all that is rendered."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from site_tests.support.html import text_of
from site_tests.support.site import BuiltSite


@pytest.mark.parametrize(
    "name, codes, values",
    [
        ("kNotLoginError", [10000105], []),
        ("kRoomReconnectFailError", [60001007, 60001008], []),
        ("kConfigDecryptError", [20000001, 20000002], []),
        ("NotLoginError", [10000105], ["publish-play-state-9", "room-error-105"]),
        (
            "ExternalAudioDeviceWasNotEnabled",
            [12101101],
            ["api-return-5101"],
        ),
        ("RoomSessionError", [], ["kick-out-16777221", "kick-out-reason-3"]),
    ],
)
def test_a_shared_name_lists_present_codes_first(
    name: str, codes: list[int], values: list[str], site: BuiltSite
) -> None:
    page = site.page(f"{name}/")
    links = [a.get("href") or "" for a in page.root.iter("a")]
    meant = [link for link in links if re.search("/en/(codes/|legacy/#)", link)]
    assert meant == [f"../en/codes/{c}/" for c in codes] + [f"../en/legacy/#{v}" for v in values]
    (title,) = page.head("title")
    assert name in text_of(title)
    goes_on = [link for link in page.head("link") if link.get("data-lang")]
    assert bool(goes_on) == (len(codes) == 1 and not values)


def test_no_two_paths_differ_only_in_case(docs: dict[str, str]) -> None:
    spellings = defaultdict(set)
    for path in docs:
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            prefix = "/".join(parts[:depth])
            spellings[prefix.lower()].add(prefix)
    assert [found for found in spellings.values() if len(found) > 1] == []
