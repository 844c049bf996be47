"""Maintain the list of published addresses and the targets of permalinks, `data/published.txt`.

`python -m generator release` adds to the list, and nothing removes from it: a removed line would be a
broken link in somebody's issue, script or bookmark. It contains the pages and their sections, the
permalinks with every code and legacy value behind them, the API's documents with the ids in them, feeds,
and downloads with the names of the app resources in them, but no file that only the site itself loads.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple, get_args

from generator.catalog.model import Catalog
from generator.dataset.types import Lang
from generator.outputs import addresses, api, exports, permalinks

_HEAD = """\
# Every published address, relative to the site's; a permalink also has its target in the reader's language.
# The sections of the page of changes are the dates in releases/.
# `#` starts a section of a page, an id in a document of the API, or a name in a file of app resources.
# Written by `python -m generator release`; lines are added, and never changed or removed.
"""
_HINT = "; keep it in `resources_without_retry` of dataset.yaml, if no retry helps there any more"


class Entry(NamedTuple):
    """An address; for a permalink also its target, which is empty for all others."""

    address: str
    target: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, self))


def collect(catalogs: Mapping[str, Catalog], anchors: Mapping[str, Collection[str]]) -> set[Entry]:
    """Return the entries that the catalogs publish with files at these paths below `docs/`, each with its anchors."""
    files = {path for path in anchors if not path.startswith(addresses.SEARCH)}
    one = next(iter(catalogs.values()))  # in which all but the texts is as in the others
    ids = [*anchors.items(), *api.ids(one), *exports.names(catalogs)]
    meant = {**permalinks.by_number(one), **permalinks.by_name(one)}
    files -= {addresses.permalink(address) for address in meant}  # listed with their targets
    return {
        *(Entry(f"/{addresses.url(path)}") for path in files),
        *(Entry(f"/{addresses.url(path)}#{id_}") for path, found in ids for id_ in found),
        *(Entry(f"/{name}/", to) for name, link in meant.items() for to in _targets(link)),
    }


def _targets(permalink: permalinks.Permalink) -> Iterator[str]:
    for code in permalink.codes:
        yield addresses.code(code.code)
    for value in permalink.values:
        yield addresses.legacy_value(value.anchor)


def parse(text: str) -> set[Entry]:
    """Parse the text of a list; comments start with `#`."""
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {Entry(*line) for line in lines if line}


def to_text(entries: Iterable[Entry]) -> str:
    """Format entries as the text of a list, sorted."""
    return _HEAD + "".join(f"{entry}\n" for entry in sorted(map(str, entries)))


def to_list(listed: Collection[Entry], entries: Iterable[Entry]) -> list[Entry]:
    """Return the sorted entries that a list lacks, without the sections of the page of changes.

    These stay because releases stay; on the list, any two branches with a release would conflict.
    """
    sections = tuple(
        f"/{addresses.url(addresses.page(lang, 'changes'))}#" for lang in get_args(Lang)
    )
    return sorted(
        entry for entry in entries if entry not in listed and not entry.address.startswith(sections)
    )


def removed(before: Iterable[Entry], now: Iterable[Entry]) -> list[str]:
    """Return a message for each entry of `before` that `now` lacks: an address, or one of its targets."""
    targets: dict[str, list[str]] = {}
    for entry in now:
        targets.setdefault(entry.address, []).append(entry.target)
    found = []
    for entry in sorted(set(before)):
        if entry.address not in targets:
            found.append(f"{entry} was removed{_HINT if '_error_' in entry.address else ''}")
        elif entry.target not in targets[entry.address]:
            others = ", ".join(sorted(filter(None, targets[entry.address]))) or "itself"
            found.append(f"{entry.address} no longer leads to {entry.target}, only to {others}")
    return found
