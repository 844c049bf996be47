"""The packed dataset that `explain` and `scan` read: API documents, search indexes, texts.

Reading and validating the data takes too long for a command that somebody waits for. A package brings
what they need, in files of which only those are read that an answer needs.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

PACKED = Path(__file__).with_name("packed")
"""The folder that an installed package has, and a checkout has not."""


class Store:
    """The dataset as the site publishes it; `read` gives a file of it."""

    def __init__(self, read: Callable[[str], str]) -> None:
        self._read = read
        self.site: dict[str, Any] = self._load("site.json")
        """`url` (with a final slash) and `repository` of the site, `boundary` of the legacy values."""

    @classmethod
    def packed(cls) -> Store:
        """The dataset that came along."""
        return cls(lambda path: (PACKED / path).read_text("utf-8"))

    def _load(self, path: str) -> Any:
        return json.loads(self._read(path))

    def index(self, language: str) -> str:
        """The search index, as JSON."""
        return self._read(f"search/{language}.json")

    def words(self, language: str) -> dict[str, str]:
        """The interface's words, by id."""
        words: dict[str, str] = self._load(f"words/{language}.json")
        return words

    def text(self, language: str, code: int, *, full: bool) -> str:
        """Return the Markdown of a code: its block, or its page."""
        return str(self._load(f"{'twins' if full else 'blocks'}/{language}.json")[str(code)])

    def document(self, code: int) -> str:
        """The API's document of a code."""
        return str(self._load("documents.json")[str(code)])

    def legacy(self) -> dict[str, Any]:
        """The API's document of the legacy values."""
        document: dict[str, Any] = self._load("api/v1/legacy.json")
        return document
