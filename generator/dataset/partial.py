"""A dataset while it is read: the part of it that is well-formed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.dataset.schema_codes import CodeRecord
from generator.dataset.schema_legacy import LegacyValue
from generator.dataset.source_file import Location, SourceFile


@dataclass
class PartialDataset:
    """The files that could be read, and their well-formed entries."""

    files: dict[str, SourceFile] = field(default_factory=dict)
    entries: dict[str, Any] = field(default_factory=dict)
    records: dict[str, dict[int, CodeRecord]] = field(default_factory=dict)
    releases: dict[str, Any] = field(default_factory=dict)
    is_complete: bool = True
    """Every file that defines or references ids was read: ids may be reported as unknown or unused."""

    def ids(self, stem: str) -> list[str]:
        """Return the ids in a vocabulary, those of malformed entries included."""
        file = self.files.get(stem)
        return list(file.value) if file and isinstance(file.value, dict) else []

    def vocabulary(self, stem: str, field: str = "root") -> dict[str, Any]:
        """Return the well-formed entries of a vocabulary, which is a file or a field of one."""
        return dict(getattr(self.entries.get(stem), field, {}))

    @cached_property
    def texts(self) -> list[tuple[SourceFile, Location, dict[str, Any]]]:
        """Each text with its file and location, except those of releases: they are as they were."""
        return [
            (file, location, text)
            for key, file in self.files.items()
            if not key.startswith("releases/")
            for location, text in file.texts()
        ]

    @cached_property
    def numbers(self) -> set[int]:
        """The codes with a well-formed record."""
        return {code for records in self.records.values() for code in records}

    def codes(self) -> Iterator[tuple[SourceFile, str, int, CodeRecord]]:
        """Yield each well-formed record with its file, module and code."""
        for module, records in self.records.items():
            for code, record in records.items():
                yield self.files[f"codes/{module}"], module, code, record

    def legacy_values(self) -> Iterator[tuple[SourceFile, Location, LegacyValue]]:
        """Yield each legacy value with its file and location."""
        legacy = self.entries.get("legacy")
        for index, value in enumerate(legacy.values if legacy else ()):
            yield self.files["legacy"], ("values", index), value

    def legacy_successors(self) -> Iterator[tuple[SourceFile, Location, int]]:
        """Yield each successor of a legacy value with its file and location."""
        for file, location, value in self.legacy_values():
            for index, successor in enumerate(value.successors or ()):
                yield file, (*location, "successors", index), successor
