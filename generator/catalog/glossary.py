"""The terms of the glossary that readers see."""

from __future__ import annotations

from dataclasses import dataclass

from generator.catalog.language import Language
from generator.catalog.texts import Texts
from generator.dataset.schema import GlossaryFile


@dataclass(frozen=True, slots=True)
class Term:
    """The name of a thing in a language and in the other ones, in the SDK, and what it is."""

    id: str
    term: str
    others: tuple[tuple[Language, str], ...]
    sdk: tuple[str, ...]
    means: str


def resolved(file: GlossaryFile, others: tuple[Language, ...], texts: Texts) -> tuple[Term, ...]:
    """Return the terms with an explanation, in the order of the data."""
    return tuple(
        Term(
            id=id_,
            term=texts.text(term.term),
            others=tuple((other, getattr(term.term, other.id)) for other in others),
            sdk=tuple(term.sdk or ()),
            means=texts.text(term.means),
        )
        for id_, term in file.root.items()
        if term.means
    )
