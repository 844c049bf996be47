"""The interface's words in one language: a missing one, or a wrong placeholder, is an error of the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.dataset.diagnostics import DataError, Problem, RuleId
from generator.dataset.rules.declarations import LABEL_MISSING, LABEL_PLACEHOLDER


class Label(str):
    """A word of the interface, which says its id where a placeholder is none that it is given."""

    __slots__ = ("id", "labels")
    id: str
    labels: Labels

    def format(self, *arguments: object, **values: object) -> str:
        """As of any text; raises `DataError` for a placeholder without a value."""
        try:
            return super().format(*arguments, **values)
        except (LookupError, ValueError):
            known = ", ".join(f"{{{name}}}" for name in values)
            what, fix = "has a placeholder that is none of its own", f"use {known}"
            return self.labels.refuse(self.id, what, fix, LABEL_PLACEHOLDER)


@dataclass(frozen=True, slots=True)
class Labels(Mapping[str, str]):
    """The interface's words by id; raises `DataError` for an unknown one."""

    words: Mapping[str, str]
    made: dict[str, Label] = field(init=False, default_factory=dict, repr=False, compare=False)

    def __getitem__(self, key: str) -> str:
        if label := self.made.get(key):
            return label
        if key not in self.words:
            return self.refuse(key, "is missing", "write it in both languages", LABEL_MISSING)
        label = self.made[key] = Label(self.words[key])
        label.id, label.labels = key, self
        return label

    def __iter__(self) -> Any:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)

    def refuse(self, id_: str, what: str, fix: str, rule: RuleId) -> str:
        """Only who uses a label knows what it has to be: its place is the file."""
        raise DataError([Problem("labels.yaml", 1, 1, id_, what, fix, rule)])
