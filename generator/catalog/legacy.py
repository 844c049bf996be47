"""The values of older SDKs, in families by callback or call."""

from __future__ import annotations

from dataclasses import dataclass

from generator.catalog.sources import Source, Sourced


@dataclass(frozen=True, slots=True)
class LegacyValue:
    """A value of an older SDK in one family; `anchor` is unique on the legacy page."""

    code: int
    hexadecimal: str | None
    name: str | None
    meaning: str
    successors: tuple[int, ...]
    pattern: str | None
    warning: str | None
    note: Sourced | None
    source: Source
    first: str | None
    last: str
    family: str
    family_title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class LegacyFamily:
    """The values of one callback or call."""

    id: str
    title: str
    log_keywords: tuple[str, ...]
    text: str
    values: tuple[LegacyValue, ...]
