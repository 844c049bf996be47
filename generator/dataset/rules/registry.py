"""The registry of the rules: their ids, their sentences, and the checks that enforce them.

A rule is declared once, by `rule`, and decorates its check:

    @rule("code-order", "The codes of a file are not in ascending order.")
    def code_after_a_higher_one(data: PartialDataset) -> Iterator[Finding]: ...

A rule with several checks is assigned to a constant, which decorates each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from generator.dataset.diagnostics import RuleId
from generator.dataset.partial import PartialDataset
from generator.dataset.source_file import Location, SourceFile

Finding = tuple[SourceFile, Location, str, str]
"""File, location, message and hint of a problem."""
Check = Callable[[PartialDataset], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its sentence in CONTRIBUTING.md, which says what it reports."""

    id: RuleId
    sentence: str
    unfinished: bool
    """Unfinished data may break the rule: pages can still be rendered."""
    checks: list[Check] = field(default_factory=list)

    def __call__(self, check: Check) -> Check:
        self.checks.append(check)
        return check


RULES: dict[str, Rule] = {}
"""Every rule by its id."""


def rule(id_: str, sentence: str, *, unfinished: bool = False) -> Rule:
    """Declare a rule; raise `ValueError` if the id is taken."""
    if id_ in RULES:
        raise ValueError(f"the rule {id_} is declared twice")
    declared = RULES[id_] = Rule(RuleId(id_), sentence, unfinished)
    return declared
