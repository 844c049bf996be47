"""Choose the texts of one language, and follow the ids of their sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from generator.catalog.labels import Labels
from generator.catalog.sources import Source, Sourced
from generator.dataset.schema import Dataset
from generator.dataset.types import SourcedText, Text


class Texts:
    """The texts of a dataset in the language `lang`, and what all modules ask of the dataset with them."""

    def __init__(
        self, dataset: Dataset, lang: str, labels: Callable[[Mapping[str, str]], Labels]
    ) -> None:
        self.lang = lang
        self.labels = labels({key: self.text(t) for key, t in dataset.labels.root.items()})
        self.platforms = dataset.platforms.root
        self.sources = {
            id_: Source(
                id_,
                s.mark,
                self.labels[f"source-{s.mark}"],
                self.text(s.title),
                self.text(s.gives),
                s.url,
                s.date,
            )
            for id_, s in dataset.sources.texts.items()
        }

    def text(self, text: Text) -> str:
        return str(getattr(text, self.lang))

    def all(self, texts: Iterable[Text]) -> tuple[str, ...]:
        return tuple(self.text(text) for text in texts)

    def maybe(self, text: Text | None) -> str | None:
        return self.text(text) if text else None

    def sourced(self, text: SourcedText) -> Sourced:
        return Sourced(self.text(text), self.sources[text.source])
