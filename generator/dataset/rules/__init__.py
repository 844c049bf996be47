"""What must hold in the data: importing this registers every rule.

The checks see all that is well-formed, so that a broken record does not hide what is wrong with
others.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.diagnostics import Problem
from generator.dataset.partial import Draft
from generator.dataset.rules import (
    anatomy,
    calls,
    codes,
    declarations,
    legacy,
    names,
    references,
    texts,
)
from generator.dataset.rules.registry import RULES

__all__ = [
    "RULES",
    "anatomy",
    "calls",
    "codes",
    "declarations",
    "legacy",
    "names",
    "problems",
    "references",
    "texts",
]


def problems(draft: Draft) -> Iterator[Problem]:
    """Each place where the draft breaks a rule that has checks, or one of texts."""
    yield from texts.problems(draft)
    for rule in RULES.values():
        for check in rule.checks:
            for document, loc, what, fix in check(draft):
                yield document.problem(loc, what, fix, rule.id)
