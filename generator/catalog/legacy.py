"""The values of older SDKs, in families by callback or call."""

from __future__ import annotations

from dataclasses import dataclass

from generator.catalog.sources import Source, Sourced
from generator.catalog.texts import Texts
from generator.dataset import schema_legacy


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


def anchor(value: schema_legacy.LegacyValue) -> str:
    """Return the id of a value's row on the legacy page."""
    return f"{value.family}-{str(value.code).replace('-', 'minus-')}"


def resolved(legacy: schema_legacy.LegacyFile, texts: Texts) -> tuple[LegacyFamily, ...]:
    """Return the families of the data in one language."""
    families = []
    for id_, family in legacy.families.items():
        title = texts.text(family.title)
        values = tuple(
            LegacyValue(
                code=value.code,
                hexadecimal=f"0x{value.code:X}" if value.code >= 4096 else None,
                name=value.name,
                meaning=texts.text(value.meaning),
                successors=tuple(value.successors or ()),
                pattern=value.pattern,
                warning=texts.maybe(value.warning),
                note=texts.sourced(value.note) if value.note else None,
                source=texts.sources[value.source],
                first=value.first,
                last=value.last,
                family=id_,
                family_title=title,
                anchor=anchor(value),
            )
            for value in legacy.values
            if value.family == id_
        )
        log_keywords = tuple(family.log_keywords or ())
        text = texts.text(family.text)
        families.append(LegacyFamily(id_, title, log_keywords, text, values))
    return tuple(families)
