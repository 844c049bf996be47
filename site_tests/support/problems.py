"""The examples of invalid data, and the problems of a dataset."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from generator.build import dry_run
from generator.dataset.diagnostics import DataError, Diagnostic
from generator.dataset.reader import read
from site_tests.support.project import SMALL, TESTS

INVALID = TESTS / "invalid"
FORM = re.compile(r"[^:]+:[1-9]\d*:[1-9]\d*: (?:[^:]|:(?! ))+: .+; .+ \[[a-z-]+\]", re.DOTALL)
"""The form of a printed problem; the subject, which may be a key with a colon, ends before `: `."""


def problems(data: Path, templates: Path = SMALL, docs: Path | None = None) -> list[Diagnostic]:
    """Return the problems of a dataset, and of folders of templates and pages, in the order of the report.

    By default there are no templates, as their words take a third of the time to read.
    """
    try:
        found = dry_run.problems(read(data), data, docs, templates=templates)
    except DataError as error:
        found = error.problems
    return [_shown(problem, data) for problem in found]


def _shown(problem: Diagnostic, data: Path) -> Diagnostic:
    """Return a problem as it is told where the folder is `data`."""
    texts = {name: getattr(problem, name) for name in ("path", "message", "hint")}
    folder = data.as_posix()
    return replace(problem, **{name: text.replace(folder, "data") for name, text in texts.items()})
