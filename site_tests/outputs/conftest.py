"""Fixtures: one attack after another, and what is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model import Catalog
from generator.resolve import resolve
from generator.validate import read
from site_tests.support.attacks import ATTACKS, poisoned


@pytest.fixture(params=ATTACKS)
def attack(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def attacked(attack: str, small: Path) -> dict[str, Catalog]:
    """The catalogs of a dataset in which every text is the attack."""
    return resolve(poisoned(read(small), attack))
