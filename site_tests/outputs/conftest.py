"""Fixtures: one attack after another, and what is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalog.model import Catalog
from generator.catalog.resolve import resolve
from generator.dataset.reader import read
from site_tests.support.attacks import ATTACKS, poisoned


@pytest.fixture(params=ATTACKS)
def attack(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def attacked(attack: str, small: Path) -> dict[str, Catalog]:
    """The catalogs of a dataset in which every text is the attack."""
    return resolve(poisoned(read(small), attack))
