"""The packed dataset that `explain` and `scan` read: API documents, search indexes, texts.

Reading and validating the data at every command would take too long, so the package contains the results.
Each file is read only when it is needed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

PACKED = Path(__file__).with_name("packed")
"""The folder in an installed package, which a checkout lacks."""


class Store:
    """The dataset as the site publishes it; `read` returns the text of a file, by path."""

    def __init__(self, read: Callable[[str], str]) -> None:
        self._read = read
        self.site: dict[str, Any] = self._load("site.json")
        """`url` (with a final slash) and `repository` of the site, `boundary` of the legacy values, `date` and
        `version` of the data."""

    @classmethod
    def packed(cls) -> Store:
        """Return the dataset of the installed package."""
        return cls(lambda path: (PACKED / path).read_text("utf-8"))

    def _load(self, path: str) -> Any:
        return json.loads(self._read(path))

    def index(self, language: str) -> str:
        """Return a language's search index, as JSON text."""
        return self._read(f"search/{language}.json")

    def words(self, language: str) -> dict[str, str]:
        """Return a language's labels, by id."""
        words: dict[str, str] = self._load(f"words/{language}.json")
        return words

    def text(self, language: str, code: int, stage: str | None, *, full: bool) -> str:
        """Return the Markdown of a code, `stage` first: a few lines, or with `full` the whole page."""
        texts: dict[str, str] = self._load(f"{'twins' if full else 'blocks'}/{language}.json")
        return texts.get(f"{code} {stage}", texts[str(code)])

    def document(self, code: int) -> str:
        """Return the API's document of a code, as JSON text."""
        return str(self._load("documents.json")[str(code)])

    def legacy(self) -> dict[str, Any]:
        """Return the API's document of the legacy values."""
        document: dict[str, Any] = self._load("api/v1/legacy.json")
        return document
