"""Makes `docs/` from the dataset: what the command `build` and MkDocs' hook have in common."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from generator.build import dry_run
from generator.build.write import write
from generator.catalog.resolve import resolve
from generator.dataset.diagnostics import DataError, Problem
from generator.dataset.rules.declarations import TEMPLATE_ERROR
from generator.dataset.schema import Dataset
from generator.outputs import files
from generator.outputs.addresses import Site
from generator.outputs.environment import TEMPLATES


def generate(dataset: Dataset, data: Path, docs: Path, site: Site) -> str:
    """Makes `docs` hold the pages of the dataset in `data`, and says in one line what that did.

    Raises `DataError` with everything that the templates miss in the data, or what is wrong with them.
    """
    try:
        done = write(docs, files(resolve(dataset), site))
    except DataError:  # the first that a template missed
        raise DataError(dry_run.problems(dataset, data)) from None
    except TemplateError as error:
        raise DataError(dry_run.missing_examples(dataset, data) or [_problem(error)]) from None
    codes = sum(len(file.codes) for file in dataset.codes.values())
    return (
        f"{codes} codes: {done.written} files written, "
        f"{done.unchanged} unchanged, {done.removed} removed"
    )


def _problem(error: TemplateError) -> Problem:
    """An error of a template at its place in it."""
    path, line = "templates", 1
    for frame in traceback.extract_tb(error.__traceback__):  # Jinja puts the templates' in
        if Path(frame.filename).is_relative_to(TEMPLATES):
            path, line = frame.filename, frame.lineno or 1
    if isinstance(error, TemplateSyntaxError):
        path, line = error.filename or path, error.lineno
    shown = Path(os.path.relpath(path)).as_posix()
    what = f"cannot be rendered: {error.message or error}"
    return Problem(shown, line, 1, "the template", what, "mend it", TEMPLATE_ERROR)
