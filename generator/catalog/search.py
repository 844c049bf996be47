"""Words that readers type: for places of the site, and for the things of the glossary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.dataset.schema import Dataset


@dataclass(frozen=True, slots=True)
class Typed:
    """The words of one language: `symptoms` of every stage, words by place, synonyms by term.

    `fillers` say nothing of a place, and `labels`, those of all languages, nothing of a code; both have the longest
    first. `homophones` sound alike.
    """

    symptoms: tuple[str, ...]
    fillers: tuple[str, ...]
    labels: tuple[str, ...]
    homophones: tuple[str, ...]
    places: Mapping[str, tuple[str, ...]]
    synonyms: Mapping[str, tuple[str, ...]]


def resolved(dataset: Dataset, lang: str) -> Typed:
    """Return what readers of a language type."""
    search = dataset.search
    labels = [*(search.labels.zh or ()), *(search.labels.en or ())]
    return Typed(
        symptoms=tuple(getattr(search.symptoms, lang) or ()),
        fillers=tuple(sorted(getattr(search.fillers, lang) or (), key=len, reverse=True)),
        labels=tuple(sorted(labels, key=len, reverse=True)),
        homophones=tuple(search.homophones) if lang == "zh" else (),
        places={place: tuple(getattr(words, lang) or ()) for place, words in search.places.items()},
        synonyms={
            getattr(term.term, lang): tuple(words)
            for term in dataset.glossary.root.values()
            if (words := getattr(term.synonyms, lang, None))
        },
    )
