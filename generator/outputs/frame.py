"""The words of the site's frame, which the theme's templates read from `config.extra`."""

from __future__ import annotations

from collections.abc import Mapping

from generator.catalog.model import Catalog

LABELS = (
    *("site-name", "nav-home", "nav-codes", "nav-lookup", "nav-legacy", "nav-about", "nav-scan"),
    *("nav-group-stages", "nav-group-codes", "nav-group-tools", "nav-group-about"),
    *("frame-short", "frame-menu", "frame-top", "frame-unofficial", "frame-palette"),
    *("frame-search", "frame-search-failed"),
    *("copy", "copy-this", "copy-done", "copy-failed"),
    *("copy-code", "copy-name", "copy-permalink", "copy-citation", "copy-section", "copy-block"),
    *("missing-title", "missing-text"),
)
"""Ids of the labels in templates/theme/."""

Words = dict[str, str]


def words(catalogs: Mapping[str, Catalog]) -> dict[str, Words]:
    """Return by language the labels, the language's own title and its BCP 47 tag."""
    return {
        language: {"title": catalog.language.title, "tag": catalog.language.tag}
        | {id_: str(catalog.labels[id_]) for id_ in LABELS}
        for language, catalog in catalogs.items()
    }
