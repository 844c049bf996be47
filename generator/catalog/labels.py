"""The labels of the interface in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.dataset.diagnostics import DataError, Diagnostic, RuleId
from generator.dataset.rules.declarations import LABEL_MISSING, LABEL_PLACEHOLDER


class Label(str):
    """A label that knows its id, for the error about an unknown placeholder."""

    __slots__ = ("id", "labels")
    id: str
    labels: Labels

    def format(self, *arguments: object, **values: object) -> str:
        """Format the label; raise `DataError` if a placeholder has no value."""
        try:
            return super().format(*arguments, **values)
        except (LookupError, ValueError):
            known = ", ".join(f"{{{name}}}" for name in values)
            message, hint = "has an unknown placeholder", f"use {known}"
            return self.labels.refuse(self.id, message, hint, LABEL_PLACEHOLDER.id)


@dataclass(frozen=True, slots=True)
class Labels(Mapping[str, str]):
    """Labels by id; an unknown id raises `DataError`."""

    texts: Mapping[str, str]
    made: dict[str, Label] = field(init=False, default_factory=dict, repr=False, compare=False)

    def __getitem__(self, key: str) -> str:
        if label := self.made.get(key):
            return label
        if key not in self.texts:
            return self.refuse(key, "is missing", "add it in both languages", LABEL_MISSING)
        label = self.made[key] = Label(self.texts[key])
        label.id, label.labels = key, self
        return label

    def __iter__(self) -> Any:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)

    def refuse(self, id_: str, message: str, hint: str, rule: RuleId) -> str:
        """Raise `DataError` at line 1 of labels.yaml; the caller knows only the label's id."""
        raise DataError([Diagnostic("labels.yaml", 1, 1, id_, message, hint, rule)])
