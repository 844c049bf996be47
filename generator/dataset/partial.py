"""A dataset that is being read: what is well-formed of it so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.dataset.document import Document
from generator.dataset.schema import CodeBase


@dataclass
class Draft:
    """What could be read: documents, the well-formed entries, and the ids that are written."""

    documents: dict[str, Document] = field(default_factory=dict)
    entries: dict[str, Any] = field(default_factory=dict)
    records: dict[str, dict[int, CodeBase]] = field(default_factory=dict)
    releases: dict[str, Any] = field(default_factory=dict)
    complete: bool = True
    """Whether all that names something could be read: else nothing is unused or missing."""

    def ids(self, stem: str) -> list[str]:
        """The ids written in a vocabulary, also of entries that are broken."""
        document = self.documents.get(stem)
        return list(document.value) if document and isinstance(document.value, dict) else []

    def vocabulary(self, stem: str) -> dict[str, Any]:
        """The well-formed entries of a vocabulary."""
        return dict(self.entries[stem].root) if stem in self.entries else {}

    def codes(self) -> Iterator[tuple[Document, str, int, CodeBase]]:
        """Every well-formed record with its document and module."""
        for module, records in self.records.items():
            for code, record in records.items():
                yield self.documents[f"codes/{module}"], module, code, record
