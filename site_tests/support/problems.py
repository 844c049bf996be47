"""The examples of invalid data, and the problems of a dataset."""

from __future__ import annotations

import re
from pathlib import Path

from generator.build import dry_run
from generator.dataset.diagnostics import DataError, Diagnostic
from generator.dataset.reader import read
from site_tests.support.project import TESTS

INVALID = TESTS / "invalid"
FORM = re.compile(r"[^:]+:[1-9]\d*:[1-9]\d*: [^:]+: .+; .+ \[[a-z-]+\]", re.DOTALL)
"""The form of a printed problem."""


def problems(data: Path) -> list[Diagnostic]:
    """Return the problems of a dataset in the order in which they are reported."""
    try:
        return dry_run.problems(read(data, shown_as="data"), data, shown_as="data")
    except DataError as error:
        return error.problems
