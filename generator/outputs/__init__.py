"""Render the catalogs into the text of every file below `docs/`, without writing any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import starmap
from types import MappingProxyType

from generator.catalog.model import Catalog
from generator.outputs import addresses, api, articles, exports, pages, permalinks, search_index
from generator.outputs.addresses import Site
from generator.outputs.articles import Article
from generator.outputs.medium import Page, Twin
from generator.outputs.renderer import File

Articles = Mapping[str, tuple[Article, ...]]
"""The pages written by hand, by language."""


def render(catalogs: Mapping[str, Catalog], site: Site) -> dict[str, str]:
    """Return the text of every file, by its path below `docs/`."""
    return {file.path: file.text for file in files(catalogs, site)}


def files(
    catalogs: Mapping[str, Catalog], site: Site, by_hand: Articles = MappingProxyType({})
) -> Iterator[File]:
    """Yield every file: together they would take much memory."""
    yield from starmap(File, api.files(catalogs, site.url))
    yield from starmap(File, exports.files(catalogs, site.url))
    for catalog in catalogs.values():
        yield from pages.of_codes(catalog, site, catalog.codes, Page, Twin)
        overviews = list(pages.overviews(catalog, site, Page, Twin))
        yield from overviews
        yield from starmap(File, pages.texts(catalog, site))
        written = by_hand.get(catalog.language.id, ())
        yield from starmap(File, articles.twins(written, site))
        yield from starmap(File, search_index.files(catalog, overviews, written))
    yield from starmap(File, permalinks.files(catalogs, site))
    sitemap = f"\nSitemap: {site.url}sitemap.xml\n" if addresses.real(site.url) else ""
    yield File(addresses.ROBOTS, f"User-agent: *\nAllow: /\n{sitemap}")
