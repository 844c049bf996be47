"""Render the catalogs into the text of every file below `docs/`, without writing any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.catalog.model import Catalog
from generator.outputs import api, exports, pages, permalinks, search_index
from generator.outputs.addresses import Site


def render(catalogs: Mapping[str, Catalog], site: Site) -> dict[str, str]:
    """Return the text of every file, by its path below `docs/`."""
    return dict(files(catalogs, site))


def files(catalogs: Mapping[str, Catalog], site: Site) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file: together they would take much memory."""
    yield from api.files(catalogs, site.url)
    yield from exports.files(catalogs, site.url)
    for catalog in catalogs.values():
        yield from pages.files(catalog, site)
        yield from search_index.files(catalog)
    yield from permalinks.files(catalogs, site)
