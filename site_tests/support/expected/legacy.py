"""Expect of each legacy value and of their families what is said of them."""

from __future__ import annotations

from generator.catalog.legacy import LegacyValue
from generator.catalog.model import Catalog
from generator.outputs.escape import plain
from site_tests.support.expected.said import Row, sourced
from site_tests.support.html import Run
from site_tests.support.readers.twin import letters


def families(catalog: Catalog) -> Row:
    """Return the texts of the page of legacy values before each table."""
    colon = catalog.language.colon
    return {
        "families": [(f.id, f.title, plain(f.text)) for f in catalog.legacy],
        "mask": [plain(text) for text in catalog.mask],
        "patterns": [
            f"{pattern}{colon}{plain(text)}" for pattern, text in catalog.patterns.items()
        ],
    }


def introduction(catalog: Catalog) -> str:
    """Return the introduction to legacy values, with their boundary."""
    boundary = catalog.facts.boundary
    return catalog.labels["legacy-text"].format(boundary=boundary.date, build=boundary.build)


def value_row(catalog: Catalog, value: LegacyValue) -> Row:
    """Return all that is said of a legacy value."""
    language = catalog.language
    dates = value.last
    if value.first and value.first != value.last:
        dates = catalog.labels["legacy-span"].format(first=value.first, last=value.last)
    told = sourced(value.note) or Run("")
    said = [plain(value.meaning), value.warning and plain(value.warning), told.text]
    return {
        "code": value.code,
        "hexadecimal": value.hexadecimal,
        "name": value.name,
        "anchor": value.anchor,
        "family": value.family,
        "family title": value.family_title,
        "meaning": plain(value.meaning),
        "mark": value.source.short,
        "warning": value.warning and plain(value.warning),
        "said": [told._replace(text=language.space.join(filter(None, said)))],
        "after": letters(" ".join(filter(None, [*said[1:], told.mark]))),
        "successors": value.successors,
        "pattern": value.pattern,
        "dates": (value.first, value.last),
        "dated": Run(
            f"{value.source.short}{language.open}{dates}{language.close}", None, value.source.url
        ),
    }


def values(catalog: Catalog) -> list[Row]:
    """Return the row of each legacy value, by family."""
    return [value_row(catalog, value) for family in catalog.legacy for value in family.values]
