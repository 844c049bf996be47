"""A data file with the position of each key and item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.dataset.diagnostics import Diagnostic, RuleId

Location = tuple[str | int, ...]
"""The keys and indexes that lead to a value."""
Position = tuple[int, int]
"""Line and column, counted from 1."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file's path, its value, and the position of each key and item."""

    path: str
    value: Any
    positions: dict[Location, Position] = field(repr=False)

    def position(self, location: Location) -> Position:
        """Return the position of `location`, or of its nearest ancestor in the file."""
        while location not in self.positions:
            location = location[:-1]
        return self.positions[location]

    def problem(self, location: Location, message: str, hint: str, rule: RuleId) -> Diagnostic:
        """Return a problem with the value at `location`."""
        line, column = self.position(location)
        return Diagnostic(self.path, line, column, dotted(location), message, hint, rule)

    def texts(self) -> Iterator[tuple[Location, dict[str, Any]]]:
        """Yield each mapping with a text in one or both languages, and its location."""
        yield from _texts(self.value, ())


def _texts(value: Any, location: Location) -> Iterator[tuple[Location, dict[str, Any]]]:
    if isinstance(value, dict):
        words = [value[lang] for lang in ("zh", "en") if lang in value]
        if words and not isinstance(words[0], dict):
            yield location, value
        for key, item in value.items():
            yield from _texts(item, (*location, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*location, index))


def dotted(location: Location) -> str:
    """Return `location` in the form in which problems print it."""
    return ".".join(str(part) for part in location) or "the file"
