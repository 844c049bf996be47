"""Generate `docs/` from the dataset, for the command `build` and for the MkDocs hook."""

from __future__ import annotations

import os
import traceback
from pathlib import Path
from typing import NamedTuple

from jinja2 import TemplateError, TemplateSyntaxError

from generator.build import articles, dry_run
from generator.build.write import locked, write
from generator.catalog.resolve import resolve
from generator.dataset.diagnostics import DataError, Diagnostic
from generator.dataset.rules.declarations import TEMPLATE_ERROR
from generator.dataset.schema import Dataset, DatasetFile
from generator.dataset.web_address import AddressError, web_address
from generator.outputs import files, frame
from generator.outputs.addresses import Site
from generator.outputs.articles import Article
from generator.outputs.environment import TEMPLATES


def site_at(facts: DatasetFile, url: str | None, repository: str | None) -> Site:
    """Return the site at the addresses of the data, or at others that replace them; raise `AddressError`."""
    given = {"site": url or facts.url, "repository": repository or facts.repository}
    for name, text in given.items():
        try:
            web_address(text)
        except AddressError as error:
            raise AddressError(f"the address of the {name}, {text!r}, {error}") from None
    return Site.at(given["site"], given["repository"])


class Generated(NamedTuple):
    """A summary of one line, and by language the words of the site's frame and the pages written by hand."""

    summary: str
    words: dict[str, frame.Words]
    articles: dict[str, tuple[Article, ...]]


def generate(dataset: Dataset, data: Path, docs: Path, site: Site) -> Generated:
    """Write the dataset's pages to `docs`, beside those that people wrote there.

    Raises `DataError` with every problem of these, or that rendering reveals in data or templates, and
    `ForeignFileError`.
    """
    try:
        catalogs = resolve(dataset)
        words = frame.words(catalogs)
        with locked(docs):
            found = articles.find(docs, catalogs)
            if found.problems:
                raise DataError(found.problems)
            rendered = files(catalogs, site, found.articles)
            done = write(docs, ((file.path, file.text) for file in rendered))
    except DataError:  # only the first problem
        raise DataError(dry_run.problems(dataset, data, docs)) from None
    except TemplateError as error:
        raise DataError(dry_run.missing_examples(dataset, data) or [_problem(error)]) from None
    codes = sum(len(file.codes) for file in dataset.codes.values())
    counts = f"{done.written} files written, {done.unchanged} unchanged, {done.removed} removed"
    return Generated(f"{codes} codes: {counts}", words, found.articles)


def _problem(error: TemplateError) -> Diagnostic:
    """Convert a template's error into a problem at its line."""
    path, line = "templates", 1
    for entry in traceback.extract_tb(error.__traceback__):  # Jinja adds frames of templates
        if Path(entry.filename).is_relative_to(TEMPLATES):
            path, line = entry.filename, entry.lineno or 1
    if isinstance(error, TemplateSyntaxError):
        path, line = error.filename or path, error.lineno
    shown = Path(os.path.relpath(path)).as_posix()
    message = f"cannot be rendered: {error.message or error}"
    return Diagnostic(shown, line, 1, "the template", message, "correct it", TEMPLATE_ERROR)
