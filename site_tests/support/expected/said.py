"""Expect of a statement its text, and of its source the words that name it, and its address."""

from __future__ import annotations

from typing import Any, NamedTuple

from generator.catalog.model import Catalog
from generator.catalog.sources import Source, Sourced
from generator.outputs.escape import plain
from site_tests.support.html import Run

Row = dict[str, Any]


class Mark(NamedTuple):
    """The name of a source, and the address that it leads to."""

    mark: str
    url: str | None


def cited(source: Source) -> Mark:
    """Return the words by which a page names a source."""
    return Mark(source.cited, source.url if source.mark != "ours" else None)


def advised(catalog: Catalog, source: Source) -> Mark:
    """Return the words by which a page names the source of advice."""
    return Mark(catalog.labels["source-advice"], None) if source.mark == "ours" else cited(source)


def sourced(said: Sourced | None, before: str = "") -> Run | None:
    """Return a statement and its source."""
    return Run(f"{before}{plain(said.text)}", *cited(said.source)) if said else None


def said_by(catalog: Catalog, said: Sourced) -> Run:
    """Return a statement of advice, and its source."""
    return Run(plain(said.text), *advised(catalog, said.source))


def unlinked(value: Any) -> Any:
    """Return a value of a row as a text without links says it."""
    if isinstance(value, Run | Mark):
        return value._replace(url=None)
    if isinstance(value, dict):
        return {key: unlinked(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return (list if isinstance(value, list) else tuple)(map(unlinked, value))
    return value


def data_ends(catalog: Catalog) -> str:
    """Return the sentence on where the data end."""
    boundary, headers = catalog.facts.boundary, catalog.headers
    return catalog.labels["data-ends"].format(
        boundary=boundary.date, build=boundary.build, first=headers.first, last=headers.last
    )
