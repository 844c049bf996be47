"""Render the permalinks: a page `/<number or name>/` for each number and name, with all its meanings.

Names are matched as readers write them: `NotLoginError`, a legacy name, may also mean the current
`kNotLoginError`. Names that differ only in case share a page, as some file systems ignore case.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.catalog.legacy import LegacyValue
from generator.catalog.model import Catalog, Code
from generator.outputs import addresses
from generator.outputs.addresses import Site
from generator.outputs.environment import html


@dataclass(frozen=True, slots=True)
class Permalink:
    """Codes and legacy values behind one permalink: current owners, misprints, former owners; then values."""

    codes: tuple[Code, ...]
    values: tuple[LegacyValue, ...]


def files(catalogs: Mapping[str, Catalog], site: Site) -> Iterator[tuple[str, str]]:
    """Yield the root and the permalinks, which lead readers to their language, with their paths."""
    yield "index.html", html("root.html.jinja", **_frame(catalogs, site, "index.html"))
    for kind, meanings_of in (("number", by_number), ("name", by_name)):
        meant = {lang: meanings_of(catalog) for lang, catalog in catalogs.items()}
        for address in next(iter(meant.values())):
            path = addresses.permalink(address)
            context = {
                kind: address,
                "meanings": {lang: all_[address] for lang, all_ in meant.items()},
            }
            yield path, html("permalink.html.jinja", **_frame(catalogs, site, path), **context)


def _frame(catalogs: Mapping[str, Catalog], site: Site, path: str) -> dict[str, Any]:
    """Return the context of a page that belongs to no language."""
    facts = next(iter(catalogs.values())).facts
    return {
        "catalogs": catalogs,
        "fallback": catalogs[facts.fallback],
        "site": site,
        "path": addresses.url(path),
        "root": "../" * path.count("/"),
    }


def by_number(catalog: Catalog) -> Mapping[str, Permalink]:
    """Return the permalinks of all codes and legacy values, by number in decimal, ascending."""
    values = catalog.legacy_values()
    numbers = sorted({*catalog.by_code, *values})
    return {
        str(number): Permalink(
            tuple(filter(None, [catalog.by_code.get(number)])), values.get(number, ())
        )
        for number in numbers
    }


def by_name(catalog: Catalog) -> Mapping[str, Permalink]:
    """Return the permalinks of all names: current, misprinted, former and legacy ones."""
    owners = [(name.name, code) for code in catalog.codes for name in code.names]
    misprints = [(code.erratum.printed, code) for code in catalog.codes if code.erratum]
    former = [(name, code) for code in catalog.codes for name in code.aliases]
    current = owners + misprints + former
    legacy = [
        (value.name, value)
        for family in catalog.legacy
        for value in family.values
        if value.name and re.fullmatch(r"\w+", value.name)
    ]
    spellings: dict[str, str] = {}
    codes: dict[str, list[Code]] = defaultdict(list)
    same_key: dict[str, list[Code]] = defaultdict(list)
    values: dict[str, list[LegacyValue]] = defaultdict(list)
    for name, code in current:
        spellings.setdefault(name.lower(), name)
        codes[name.lower()].append(code)
        same_key[_key(name)].append(code)
    for name, value in legacy:
        spellings.setdefault(name.lower(), name)
        values[name.lower()].append(value)

    def permalink(lower: str) -> Permalink:
        found = codes[lower] + (same_key[_key(lower)] if values[lower] else [])
        return Permalink(tuple({code.code: code for code in found}.values()), tuple(values[lower]))

    return {spelling: permalink(lower) for lower, spelling in spellings.items()}


def _key(name: str) -> str:
    """Return the part that all spellings of a name share: no case, no leading k, no trailing Error."""
    return name.lower().removeprefix("k").removesuffix("error")
