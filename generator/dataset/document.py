"""One file of a dataset as it was read: its value, and the place of everything in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.dataset.diagnostics import Problem, RuleId

Loc = tuple[str | int, ...]
"""The keys and indexes that lead to a value."""
Marks = dict[Loc, tuple[int, int]]
"""Lines and columns, which count from 1."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its value, and where each key or item stands in its text."""

    path: str
    value: Any
    marks: Marks = field(repr=False)

    def mark(self, loc: Loc) -> tuple[int, int]:
        """The line and column of `loc`, or of the nearest thing around it that is in the file."""
        while loc not in self.marks:
            loc = loc[:-1]
        return self.marks[loc]

    def problem(self, loc: Loc, what: str, fix: str, rule: RuleId) -> Problem:
        """A problem with the value at `loc`."""
        line, column = self.mark(loc)
        return Problem(self.path, line, column, spell(loc), what, fix, rule)


def spell(loc: Loc) -> str:
    """`loc` as problems print it."""
    return ".".join(str(part) for part in loc) or "the file"
