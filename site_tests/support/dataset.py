"""The project's dataset, read once a run."""

from __future__ import annotations

from functools import cache

from generator.catalog.model import Catalog
from generator.catalog.resolve import resolve
from generator.dataset.reader import read
from generator.dataset.schema import Dataset
from generator.dataset.schema_codes import CodeRecord
from site_tests.support.project import ROOT


@cache
def dataset() -> Dataset:
    """Return the project's dataset. Tests are parametrised by its records, so collecting reads it."""
    return read(ROOT / "data")


@cache
def catalogs() -> dict[str, Catalog]:
    """Return the catalogs of the project's dataset."""
    return resolve(dataset())


def records() -> dict[int, CodeRecord]:
    """Return every record by its code."""
    return {
        code: record for file in dataset().codes.values() for code, record in file.codes.items()
    }
