"""The numbers and names that have a page of their own, `/<number or name>/`, and what each can mean.

Names are matched as readers write them: the present `kNotLoginError` is also what somebody means by
the older SDKs' `NotLoginError`. A file system may not tell letters' case, so that no two names
differ in nothing else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.catalog.model import Catalog, Code, LegacyValue
from generator.outputs import addresses
from generator.outputs.addresses import Site
from generator.outputs.environment import html


@dataclass(frozen=True, slots=True)
class Meanings:
    """Codes and values behind a number or name: for a name its owners before those that it was misprinted
    for and those that had it once, then older values."""

    codes: tuple[Code, ...]
    values: tuple[LegacyValue, ...]


def files(catalogs: Mapping[str, Catalog], site: Site) -> Iterator[tuple[str, str]]:
    """The root, and the permalinks: pages that lead every reader to their language."""
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


def by_number(catalog: Catalog) -> Mapping[str, Meanings]:
    """Every number of the catalog, as its page is called, with its meanings, ascending."""
    values = catalog.legacy_values()
    numbers = sorted({*catalog.by_code, *values})
    return {
        str(number): Meanings(
            tuple(filter(None, [catalog.by_code.get(number)])), values.get(number, ())
        )
        for number in numbers
    }


def by_name(catalog: Catalog) -> Mapping[str, Meanings]:
    """Every name of the catalog, in the spelling that its page has, with its meanings."""
    owners = [(name.name, code) for code in catalog.codes for name in code.names]
    misprints = [(code.erratum.printed, code) for code in catalog.codes if code.erratum]
    former = [(name, code) for code in catalog.codes for name in code.aliases]
    present = owners + misprints + former
    older = [
        (value.name, value)
        for family in catalog.legacy
        for value in family.values
        if value.name and re.fullmatch(r"\w+", value.name)
    ]
    spellings: dict[str, str] = {}
    codes: dict[str, list[Code]] = defaultdict(list)
    kin: dict[str, list[Code]] = defaultdict(list)
    values: dict[str, list[LegacyValue]] = defaultdict(list)
    for name, code in present:
        spellings.setdefault(name.lower(), name)
        codes[name.lower()].append(code)
        kin[_key(name)].append(code)
    for name, value in older:
        spellings.setdefault(name.lower(), name)
        values[name.lower()].append(value)

    def meanings(lower: str) -> Meanings:
        found = codes[lower] + (kin[_key(lower)] if values[lower] else [])
        return Meanings(tuple({code.code: code for code in found}.values()), tuple(values[lower]))

    return {spelling: meanings(lower) for lower, spelling in spellings.items()}


def _key(name: str) -> str:
    """Return the part that all spellings of a name share: no case, no leading k, no trailing Error."""
    return name.lower().removeprefix("k").removesuffix("error")
