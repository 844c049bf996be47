"""The examples of what is wrong, and what is reported of a dataset."""

from __future__ import annotations

from pathlib import Path

from generator.build import dry_run
from generator.dataset.diagnostics import DataError, Problem
from generator.dataset.reader import read
from site_tests.support.project import TESTS

INVALID = TESTS / "invalid"


def problems(data: Path) -> list[Problem]:
    """What is wrong with a dataset, in the order in which it is reported."""
    try:
        return dry_run.problems(read(data, shown_as="data"), data, shown_as="data")
    except DataError as error:
        return error.problems
