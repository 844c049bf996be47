"""What `explain` and `scan` read instead of the data: the API's documents and the search indexes.

Reading and validating the data takes too long for a command that somebody waits for. A package brings
them in a file of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

PACKED = Path(__file__).with_name("packed.json")
"""The file that an installed package has, and a checkout has not."""


class Store:
    """The dataset as the site publishes it, by path."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files
        self.site: dict[str, Any] = self._read("site.json")
        """`url` (with a final slash) and `repository` of the site, `boundary` of the legacy values."""

    @classmethod
    def packed(cls) -> Store:
        """The dataset that came along."""
        return cls(json.loads(PACKED.read_text("utf-8")))

    def _read(self, path: str) -> Any:
        return json.loads(self._files[path])

    def index(self, language: str) -> dict[str, Any]:
        """The search index."""
        index: dict[str, Any] = self._read(f"search/{language}.json")
        return index

    def words(self, language: str) -> dict[str, str]:
        """The interface's words, by id."""
        words: dict[str, str] = self._read(f"words/{language}.json")
        return words

    def document(self, code: int) -> str:
        """The API's document of a code."""
        return self._documents[str(code)]

    @cached_property
    def _documents(self) -> dict[str, str]:
        documents: dict[str, str] = self._read("documents.json")
        return documents

    def legacy(self) -> dict[str, Any]:
        """The API's document of the legacy values."""
        document: dict[str, Any] = self._read("api/v1/legacy.json")
        return document
