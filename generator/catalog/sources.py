"""The sources of texts: their marks, the pages and headers, and the headers' dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.dataset import schema


@dataclass(frozen=True, slots=True)
class Source:
    """A page, a sample, headers, a package or ourselves; `gives` is what was taken from it.

    `mark` is vendor, document, sample, package, header, other or ours, and `short` is it in words, without
    a title; `cited` has the title and the date of a document. `advised` is it after what to do.
    """

    id: str
    mark: str
    short: str
    cited: str
    advised: str
    title: str
    gives: str
    url: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Sourced:
    """A text and its source."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class HeaderFile:
    """A header or set of constants, the date when it was first seen, and its number of constants."""

    language: str
    file: str
    seen: date
    constants: int
    repositories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers that names and numbers were taken from, and the span of the codes' dates in them."""

    files: tuple[HeaderFile, ...]
    first: date
    last: date

    @property
    def count(self) -> int:
        """The number of headers."""
        return len(self.files)


def headers(
    files: Iterable[schema.HeaderFile], platforms: Mapping[str, schema.Platform]
) -> Headers:
    """Return the headers, the oldest first."""
    ordered = tuple(
        HeaderFile(
            platforms[h.platform].language, h.file, h.seen, h.constants, tuple(h.repositories)
        )
        for h in sorted(files, key=lambda h: h.seen)
    )
    return Headers(ordered, ordered[0].seen, ordered[-1].seen)
