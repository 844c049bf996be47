"""The registry of the rules: what each is called, what it reports, and the checks that enforce it.

A rule is declared once, by `rule`, and then decorates its checks:

    @rule("code-order", "The codes of a file do not ascend.")
    def codes_ascend(draft: Draft) -> Iterator[Finding]: ...

One with several checks has a name, which decorates each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from generator.dataset.diagnostics import RuleId
from generator.dataset.document import Document, Loc
from generator.dataset.partial import Draft

Finding = tuple[Document, Loc, str, str]
"""Where a rule is broken (the file, and the place in it), what is wrong, and how to mend it."""
Check = Callable[[Draft], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold, with the sentence that CONTRIBUTING.md lists."""

    id: RuleId
    sentence: str
    unfinished: bool
    """Whether data break it while somebody writes them: pages can be made of such data."""
    checks: list[Check] = field(default_factory=list)

    def __call__(self, check: Check) -> Check:
        """Attach `check`."""
        self.checks.append(check)
        return check


RULES: dict[str, Rule] = {}
"""Every rule by its id."""


def rule(id_: str, sentence: str, *, unfinished: bool = False) -> Rule:
    """Declare a rule."""
    if id_ in RULES:
        raise ValueError(f"the rule {id_} is declared twice")
    declared = RULES[id_] = Rule(RuleId(id_), sentence, unfinished)
    return declared
