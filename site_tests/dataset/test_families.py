"""The families of numbers that are no LiveRoom codes."""

from __future__ import annotations

import pytest

from generator.dataset.schema import Dataset
from site_tests.support.families import PASTED


def test_every_family_has_an_example(dataset: Dataset) -> None:
    assert {id_ for pasted in PASTED for id_ in pasted.families} == set(dataset.families.root)


@pytest.mark.parametrize("id_", ["zim-sdk", "roomkit", "server-api-mix"])
def test_inferred_end_is_marked_as_ours(id_: str, dataset: Dataset) -> None:
    family = dataset.families.root[id_]
    assert family.ours
    assert str((family.numbers or [])[-1].last) in family.ours.en
