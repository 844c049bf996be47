"""What readers type: words for places of the site, and other words for the things of the glossary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.dataset.schema import Dataset


@dataclass(frozen=True, slots=True)
class Typed:
    """The words of one language: `symptoms` of every stage, words by place, synonyms by term."""

    symptoms: tuple[str, ...]
    places: Mapping[str, tuple[str, ...]]
    synonyms: Mapping[str, tuple[str, ...]]


def resolved(dataset: Dataset, lang: str) -> Typed:
    """Return what readers of a language type."""
    return Typed(
        symptoms=tuple(getattr(dataset.search.symptoms, lang) or ()),
        places={
            place: tuple(getattr(words, lang) or ())
            for place, words in dataset.search.places.items()
        },
        synonyms={
            getattr(term.term, lang): tuple(words)
            for term in dataset.glossary.root.values()
            if (words := getattr(term.synonyms, lang, None))
        },
    )
