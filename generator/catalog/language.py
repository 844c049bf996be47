"""A language of the site, and how it joins texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.catalog.guidance import Guidance
    from generator.catalog.sources import Source


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site, its separators (before a remark, in a list) and its brackets."""

    id: str
    title: str
    tag: str
    colon: str
    comma: str
    space: str
    open: str
    close: str

    def marked(self, text: str, source: Source) -> str:
        """Return a text and the mark of its source, for a place without markup."""
        return f"{text}{self.open}{source.short}{self.close}"

    def labeled(self, groups: tuple[Guidance, ...], texts: Iterable[str]) -> list[str]:
        """Return a text for each group; if there are several, each after the titles of its stages."""
        if len(groups) == 1:
            return list(texts)
        titles = (self.comma.join(stage.title for stage in group.stages) for group in groups)
        return [f"{title}{self.colon}{text}" for title, text in zip(titles, texts, strict=True)]
