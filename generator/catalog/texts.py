"""Choose the texts of one language, and follow the ids of their sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.catalog.labels import Labels
from generator.catalog.sources import Source, Sourced
from generator.dataset.schema import Dataset, SourceText
from generator.dataset.types import SourcedText, Text


class Texts:
    """The texts of a dataset in the language `lang`, and what all modules ask of the dataset with them."""

    def __init__(
        self, dataset: Dataset, lang: str, labels: Callable[[Mapping[str, str]], Labels]
    ) -> None:
        self.lang = lang
        self.labels = labels(dict(self._labels(dataset)))
        self.platforms = dataset.platforms.root
        self.sources = {id_: self._source(id_, s) for id_, s in dataset.sources.texts.items()}

    def _labels(self, dataset: Dataset) -> Iterator[tuple[str, str]]:
        """Yield the labels with the names of product and vendor, which have one home in the data."""
        facts = dataset.dataset
        for id_, text in dataset.labels.root.items():
            named = self.text(text).replace("{product}", facts.product)
            yield id_, named.replace("{vendor}", facts.vendor)

    def _source(self, id_: str, source: SourceText) -> Source:
        title, short = self.text(source.title), self.labels[f"source-{source.mark}"]
        cited = short
        if source.mark in ("document", "other"):
            dated = "-dated" if source.mark == "document" and source.date else ""
            label = self.labels[f"cited-{source.mark}{dated}"]
            cited = label.format(title=title, date=source.date)
        return Source(
            id=id_,
            mark=source.mark,
            short=short,
            cited=cited,
            advised=self.labels["source-advice"] if source.mark == "ours" else cited,
            title=title,
            gives=self.text(source.gives),
            url=source.url,
            date=source.date,
        )

    def text(self, text: Text) -> str:
        return str(getattr(text, self.lang))

    def all(self, texts: Iterable[Text]) -> tuple[str, ...]:
        return tuple(self.text(text) for text in texts)

    def maybe(self, text: Text | None) -> str | None:
        return self.text(text) if text else None

    def sourced(self, text: SourcedText) -> Sourced:
        return Sourced(self.text(text), self.sources[text.source])
