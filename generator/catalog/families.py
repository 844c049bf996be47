"""Numbers and texts that are no error codes of the SDK, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass

from generator.catalog.sources import Source
from generator.catalog.texts import Texts
from generator.dataset.schema_families import FamiliesFile, NumberRange

Span = tuple[int, int]
"""The first and the last of a range of numbers."""


@dataclass(frozen=True, slots=True)
class Value:
    """The meaning of some numbers of a family."""

    span: Span
    title: str


@dataclass(frozen=True, slots=True)
class StandsFor:
    """The codes that some numbers stand for, from `first` on, and when they do."""

    span: Span
    first: int
    when: str | None

    @property
    def last(self) -> int:
        """The code that the last number stands for."""
        return self.first + self.span[1] - self.span[0]


@dataclass(frozen=True, slots=True)
class Family:
    """Numbers or texts that have one owner, and how to recognize them."""

    id: str
    kind: str  # other, status, event, kick-out or liveroom
    title: str
    meaning: str
    """With the placeholder `{n}`, if the family has a `base`."""
    numbers: tuple[Span, ...]
    texts: tuple[str, ...]
    near: tuple[str, ...]
    keys: tuple[str, ...]
    base: int | None
    values: tuple[Value, ...]
    codes: tuple[StandsFor, ...]
    sources: tuple[Source, ...]
    certainty: str  # proved, document or inferred
    ours: str | None

    @property
    def general(self) -> str:
        """The meaning of all its numbers."""
        return self.meaning.replace("{n}", "n")


def resolved(file: FamiliesFile, texts: Texts) -> tuple[Family, ...]:
    """Return the families in one language, in the order of the data."""
    return tuple(
        Family(
            id=id_,
            kind=family.kind,
            title=texts.text(family.title),
            meaning=texts.text(family.meaning),
            numbers=tuple(map(_span, family.numbers or ())),
            texts=tuple(family.texts or ()),
            near=tuple(family.near or ()),
            keys=tuple(family.keys or ()),
            base=family.base,
            values=tuple(Value(_span(v), texts.text(v.title)) for v in family.values or ()),
            codes=tuple(
                StandsFor(_span(c), c.first, texts.text(c.when.title) if c.when else None)
                for c in family.codes or ()
            ),
            sources=tuple(texts.sources[name] for name in family.sources),
            certainty=family.certainty,
            ours=texts.maybe(family.ours),
        )
        for id_, family in file.root.items()
    )


def _span(numbers: NumberRange) -> Span:
    return numbers.from_, numbers.last
