"""The families of numbers that are no LiveRoom codes."""

from __future__ import annotations

import pytest

from generator.dataset.schema import Dataset
from site_tests.support.families import PASTED
from site_tests.support.source import enum_rows, legacy_rows


def test_every_family_has_an_example(dataset: Dataset) -> None:
    assert {id_ for pasted in PASTED for id_ in pasted.families} == set(dataset.families.root)


@pytest.mark.parametrize(
    "id_, spans",
    [
        ("express", [(1000001, 1021999)]),
        ("express-web", [(1100001, 1109001)]),
        ("express-web-internal", [(2000000002, 2003000026)]),
        ("web-server-result", [(1000000001, 1000999999)]),
        ("server-api-call", [(100000000, 100000017)]),
        ("server-api-mix", [(110200001, 110200007)]),
        ("zim-sdk", [(6000001, 6000999)]),
        ("roomkit", [(4000001, 4000999)]),
        ("kick-out-reason", [(1, 4)]),
        ("live-event", [(1, 14)]),
        ("stream-event", [(100, 106), (200, 206)]),
        ("dispatch-anew", [(62040002, 62040099)]),
    ],
)
def test_family_has_its_range(id_: str, spans: list[tuple[int, int]], dataset: Dataset) -> None:
    numbers = dataset.families.root[id_].numbers or ()
    assert [(span.from_, span.last) for span in numbers] == spans


def test_only_families_recognized_by_words_have_own_numbers(dataset: Dataset) -> None:
    own = {*(row.code for row in enum_rows()), *(row.code for row in legacy_rows())}
    for family in dataset.families.root.values():
        if not family.near:
            spans = [(span.from_, span.last) for span in family.numbers or ()]
            assert not [n for n in own if any(low <= n <= high for low, high in spans)]


@pytest.mark.parametrize("id_", ["zim-sdk", "roomkit", "server-api-mix"])
def test_inferred_end_is_marked_as_ours(id_: str, dataset: Dataset) -> None:
    family = dataset.families.root[id_]
    assert family.ours
    assert str((family.numbers or [])[-1].last) in family.ours.en
