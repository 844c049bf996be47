"""Render the permalinks: a page `/<number or name>/` for each number and name, with all its meanings.

Each other page has one, too, such as `/stages/login/`, so that what readers share is of no language.

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
from generator.outputs import addresses, scripts
from generator.outputs.addresses import Site
from generator.outputs.environment import html
from generator.outputs.escape import plain
from generator.outputs.previews import preview


@dataclass(frozen=True, slots=True)
class Permalink:
    """Codes and legacy values behind one permalink: current owners, misprints, former owners; then values."""

    codes: tuple[Code, ...]
    values: tuple[LegacyValue, ...]

    @property
    def only_code(self) -> Code | None:
        """The code that it leads to, if that is all it means: then its number's permalink is the canonical one."""
        return self.codes[0] if len(self.codes) == 1 and not self.values else None


def files(catalogs: Mapping[str, Catalog], site: Site) -> Iterator[tuple[str, str]]:
    """Yield the root and the permalinks, which lead readers to their language, with their paths."""
    script, allowed = scripts.inline("permalink")
    shared = {
        "script": script,
        "allowed": allowed,
        "catalogs": catalogs,
        "fallback": catalogs[next(iter(catalogs.values())).facts.fallback],
        "site": site,
    }

    def page(path: str, template: str, **context: Any) -> tuple[str, str]:
        own = {"canonical": addresses.url(path), "root": "../" * path.count("/")}
        return path, html(template, **(shared | own | context))

    yield page("index.html", "root.html.jinja")
    for name, titles in _pages(catalogs):
        path = addresses.permalink(name)
        yield page(path, "elsewhere.html.jinja", page=f"{name}/", titles=titles)
    for kind, meanings_of in (("number", by_number), ("name", by_name)):
        meant = {lang: meanings_of(catalog) for lang, catalog in catalogs.items()}
        for address in next(iter(meant.values())):
            meanings = {lang: all_[address] for lang, all_ in meant.items()}
            context: dict[str, Any] = {kind: address, "meanings": meanings}
            context["previews"] = _previews(catalogs, meanings)
            if code := next(iter(meanings.values())).only_code:
                context["canonical"] = addresses.url(addresses.permalink(code.code))
            yield page(addresses.permalink(address), "permalink.html.jinja", **context)


def _pages(catalogs: Mapping[str, Catalog]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the pages that each language has, without the home page, and their titles by language."""
    for overview in addresses.OVERVIEWS[1:]:
        label = f"nav-{overview.template}"
        page = overview.path.removesuffix("/index")
        yield page, {lang: str(catalog.labels[label]) for lang, catalog in catalogs.items()}
    for stages in zip(*(catalog.stages for catalog in catalogs.values()), strict=True):
        yield (
            f"stages/{stages[0].id}",
            {lang: stage.title for lang, stage in zip(catalogs, stages, strict=True)},
        )


def _previews(catalogs: Mapping[str, Catalog], meanings: Mapping[str, Permalink]) -> list[str]:
    """Return what each language says of the first meaning, as there is no place for more."""
    found = []
    for lang, meant in meanings.items():
        if meant.codes:
            found.append(preview(catalogs[lang], meant.codes[0]))
        else:
            value = meant.values[0]
            found.append(plain(catalogs[lang].language.marked(value.meaning, value.source)))
    return found


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
