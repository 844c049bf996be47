"""Compare the constants of an SDK's header with the names and codes of the dataset."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

from generator.dataset.header import Header, HeaderError
from generator.dataset.schema import Dataset
from generator.dataset.schema_codes import NameEntry
from generator.dataset.types import Name

_NAME = re.compile(get_args(Name)[1].pattern)


class Comparison(NamedTuple):
    """The number of codes' names in the header, and the differences, a line each, by code."""

    names: int
    differences: list[str]


def compare(header: Header, dataset: Dataset, platform: str, data: Path) -> Comparison:
    """Compare the header of a platform with the dataset in the folder `data`.

    Only constants with the name of a code count: headers also have others, such as legacy values. Raises
    `HeaderError` if there are none.
    """
    pairs = {pair for pair in header.constants if _NAME.match(pair[0])}
    unread = [(name, line) for name, line in header.unread if _NAME.match(name)]
    if not pairs and not unread:
        raise HeaderError("has no constants of codes, such as `kNotLoginError = 1`")
    found = sorted(
        _differences(pairs, {name for name, _ in unread}, _Known(dataset, platform, data))
    )
    lines = [f"{kind:9}{code} {text}" for code, kind, text in found]
    lines += [f"unread   {name}: the value on line {line} isn't a number" for name, line in unread]
    return Comparison(len(pairs), lines)


class _Known:
    """The names and codes of the dataset."""

    def __init__(self, dataset: Dataset, platform: str, data: Path) -> None:
        self.platforms = dataset.platforms.root
        self.modules = dataset.modules.root
        self.platform = platform
        self.data = data
        self.entries: dict[tuple[str, int], NameEntry] = {}
        self.names: dict[int, list[str]] = defaultdict(list)
        self.codes: dict[str, list[int]] = defaultdict(list)
        self.aliases: set[tuple[str, int]] = set()
        seen = [header.seen for header in dataset.sources.headers if header.platform == platform]
        self.newest = max(seen, default=None)
        for file in dataset.codes.values():
            for code, record in file.codes.items():
                self.aliases |= {(alias, code) for alias in record.aliases or ()}
                for entry in record.names:
                    self.entries[entry.name, code] = entry
                    self.names[code].append(entry.name)
                    self.codes[entry.name].append(code)

    def place(self, code: int) -> str:
        """Return the file that a code's record is in or belongs to."""
        for id_, module in self.modules.items():
            if any(span.from_ <= code <= span.to for span in module.ranges):
                return f"{self.data.as_posix()}/codes/{id_}.yaml"
        return f"no module covers it; see {self.data.as_posix()}/modules.yaml"

    def is_expected(self, entry: NameEntry) -> bool:
        """Return whether the platform's newest known header may have the name: dates are of all platforms."""
        is_gone = self.newest and entry.last and entry.last < self.newest
        return self.platform in entry.headers and not is_gone

    def languages(self, entry: NameEntry) -> str:
        return ", ".join(self.platforms[platform].language for platform in entry.headers)


Found = tuple[int, str, str]
"""A code, the kind of the difference, and what to know of it."""


def _differences(pairs: set[tuple[str, int]], unread: set[str], known: _Known) -> Iterator[Found]:
    present = {name for name, _ in pairs} | unread
    for name, code in pairs:
        if kind := _kind(name, code, present, known):
            yield code, kind[0], f"{name}{kind[1]}: {known.place(code)}"
    renamed = {code for name, code in pairs if (name, code) not in known.entries}
    for (name, code), entry in known.entries.items():
        if name not in present and code not in renamed and known.is_expected(entry):
            yield code, "gone", f"{name} isn't in this file: {known.place(code)}"


def _kind(name: str, code: int, present: set[str], known: _Known) -> tuple[str, str] | None:
    """Return how a pair of the file differs from the dataset, and the words after its name."""
    if entry := known.entries.get((name, code)):
        if known.platform in entry.headers:
            return None
        return "platform", f" was known only from {known.languages(entry)}"
    if names := known.names.get(code):
        is_alias = " (it is among the aliases)" if (name, code) in known.aliases else ""
        missing = [other for other in names if other not in present]
        if old := [other for other in missing if known.is_expected(known.entries[other, code])]:
            return "renamed", f" was {', '.join(old)}{is_alias}"
        return "name", f" is another name of {', '.join(names)}{is_alias}"
    if codes := known.codes.get(name):
        return "moved", f" was {', '.join(map(str, codes))}"
    return "new", ""
