"""The rules for the data; importing this package registers all of them.

Rules see every record that is well-formed: a malformed one does not hide the problems of others.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.diagnostics import Diagnostic
from generator.dataset.partial import PartialDataset
from generator.dataset.rules import (  # noqa: F401 - each registers its rules
    anatomy,
    calls,
    codes,
    declarations,
    edits,
    families,
    labels,
    languages,
    legacy,
    lengths,
    meanings,
    names,
    references,
    retries,
    search,
    sources,
    stages,
    terms,
    texts,
)
from generator.dataset.rules.registry import RULES

__all__ = ["RULES", "problems"]


def problems(data: PartialDataset) -> Iterator[Diagnostic]:
    """Report each violation of a rule for texts or between records."""
    yield from texts.problems(data)
    for rule in RULES.values():
        for check in rule.checks:
            for file, location, message, hint in check(data):
                yield file.problem(location, message, hint, rule.id)
