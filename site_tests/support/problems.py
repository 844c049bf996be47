"""The examples of invalid data, and the problems of a dataset."""

from __future__ import annotations

import re
from pathlib import Path

from generator.build import dry_run
from generator.dataset.diagnostics import DataError, Diagnostic
from generator.dataset.reader import read
from site_tests.support.project import SMALL, TESTS

INVALID = TESTS / "invalid"
FORM = re.compile(r"[^:]+:[1-9]\d*:[1-9]\d*: [^:]+: .+; .+ \[[a-z-]+\]", re.DOTALL)
"""The form of a printed problem."""


def problems(data: Path, templates: Path = SMALL, docs: Path | None = None) -> list[Diagnostic]:
    """Return the problems of a dataset, and of folders of templates and pages, in the order of the report.

    By default there are no templates, as their words take a third of the time to read.
    """
    try:
        dataset = read(data, shown_as="data")
        return dry_run.problems(dataset, data, docs, shown_as="data", templates=templates)
    except DataError as error:
        return error.problems
