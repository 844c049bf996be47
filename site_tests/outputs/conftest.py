"""Catalogs of datasets in which every text is an attack."""

from __future__ import annotations

from functools import cache

import pytest

from generator.catalog.resolve import resolve
from generator.dataset.reader import read
from site_tests.support.attacks import Attacked, poisoned
from site_tests.support.project import small_data


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    """Return a function that makes the small dataset's catalogs with an attack for each text."""
    dataset = read(small_data(tmp_path_factory.mktemp("attacked") / "data"))
    return cache(lambda attack: resolve(poisoned(dataset, attack)))
