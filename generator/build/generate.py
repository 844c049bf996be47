"""Generate `docs/` from the dataset, for the command `build` and for the MkDocs hook."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from generator.build import dry_run
from generator.build.write import write
from generator.catalog.resolve import resolve
from generator.dataset.diagnostics import DataError, Diagnostic
from generator.dataset.rules.declarations import TEMPLATE_ERROR
from generator.dataset.schema import Dataset
from generator.outputs import files
from generator.outputs.addresses import Site
from generator.outputs.environment import TEMPLATES


def generate(dataset: Dataset, data: Path, docs: Path, site: Site) -> str:
    """Write the dataset's pages to `docs`, and return a summary of one line.

    Raises `DataError` with every problem that rendering reveals in data or templates.
    """
    try:
        done = write(docs, files(resolve(dataset), site))
    except DataError:  # only the first problem
        raise DataError(dry_run.problems(dataset, data)) from None
    except TemplateError as error:
        raise DataError(dry_run.missing_examples(dataset, data) or [_problem(error)]) from None
    codes = sum(len(file.codes) for file in dataset.codes.values())
    return (
        f"{codes} codes: {done.written} files written, "
        f"{done.unchanged} unchanged, {done.removed} removed"
    )


def _problem(error: TemplateError) -> Diagnostic:
    """Convert a template's error into a problem at its line."""
    path, line = "templates", 1
    for frame in traceback.extract_tb(error.__traceback__):  # Jinja adds frames of templates
        if Path(frame.filename).is_relative_to(TEMPLATES):
            path, line = frame.filename, frame.lineno or 1
    if isinstance(error, TemplateSyntaxError):
        path, line = error.filename or path, error.lineno
    shown = Path(os.path.relpath(path)).as_posix()
    message = f"cannot be rendered: {error.message or error}"
    return Diagnostic(shown, line, 1, "the template", message, "correct it", TEMPLATE_ERROR)
