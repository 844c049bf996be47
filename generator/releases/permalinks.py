"""Everything ever published: every address that somebody may have kept, and what it leads to.

`data/published.txt` is the list. `python -m generator release` adds to it and nothing takes away from
it: a line that is gone is a link broken in somebody's issue, script or bookmark. On the list are the
pages, their sections, permalinks with all that a number or name means, the API's documents with the
ids in them, feeds, and downloads with the names of the app resources in them; not what only the site
itself loads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.catalog.model import Catalog
from generator.outputs import addresses, api, exports, permalinks, sections

_HEAD = """\
# Everything ever published, for ever: an address below the site's, and where a permalink leads in the
# reader's language. `#` after a page is a section, after a document of the API an id in it, after a
# file of app resources the name of one.
# Written by `python -m generator release`; lines are added and never changed or taken away.
"""


class Entry(NamedTuple):
    """An address, and what it leads to where it does not say so itself: else that is empty."""

    address: str
    target: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, self))


def of(catalogs: Mapping[str, Catalog], paths: Iterable[str]) -> set[Entry]:
    """Return the entries that the catalogs publish with files at these paths."""
    files = {path for path in paths if not path.startswith(addresses.SEARCH)}
    ids = [*api.ids(next(iter(catalogs.values()))), *exports.names(catalogs)]
    meant: dict[str, permalinks.Meanings] = {}
    for catalog in catalogs.values():
        ids += sections.of_pages(catalog)
        meant |= {**permalinks.by_number(catalog), **permalinks.by_name(catalog)}
    files -= {addresses.permalink(address) for address in meant}  # their targets say more
    return {
        *(Entry(f"/{addresses.url(path)}") for path in files),
        *(Entry(f"/{addresses.url(path)}#{id_}") for path, found in ids for id_ in found),
        *(Entry(f"/{name}/", to) for name, meanings in meant.items() for to in _targets(meanings)),
    }


def _targets(meanings: permalinks.Meanings) -> Iterator[str]:
    for code in meanings.codes:
        yield addresses.code(code.code)
    for value in meanings.values:
        yield addresses.legacy_value(value.anchor)


def parse(text: str) -> set[Entry]:
    """The entries of a list."""
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {Entry(*line) for line in lines if line}


def to_text(entries: Iterable[Entry]) -> str:
    """A list as the text of its file."""
    return _HEAD + "".join(f"{entry}\n" for entry in sorted(map(str, entries)))


def lost(before: Iterable[Entry], now: Iterable[Entry]) -> list[str]:
    """Return a sentence for each entry of `before` that `now` lacks: gone, or leading elsewhere."""
    targets: dict[str, list[str]] = {}
    for entry in now:
        targets.setdefault(entry.address, []).append(entry.target)
    found = []
    for entry in sorted(set(before)):
        if entry.address not in targets:
            found.append(f"{entry} is gone")
        elif entry.target not in targets[entry.address]:
            others = ", ".join(sorted(filter(None, targets[entry.address]))) or "itself"
            found.append(f"{entry.address} no longer leads to {entry.target}, only to {others}")
    return found
