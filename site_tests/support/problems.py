"""The examples of what is wrong, and what is reported of a dataset."""

from __future__ import annotations

from pathlib import Path

from generator import rehearsal
from generator.problems import DataError, Problem
from generator.validate import read
from site_tests.support.project import TESTS

INVALID = TESTS / "invalid"


def problems(data: Path) -> list[Problem]:
    """What is wrong with a dataset, in the order in which it is reported."""
    try:
        return rehearsal.problems(read(data, shown_as="data"), data, shown_as="data")
    except DataError as error:
        return error.problems
