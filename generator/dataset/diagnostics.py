"""Problems in the data, printed as compilers print them."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import NewType

RuleId = NewType("RuleId", str)
"""A rule's id. Only the registry of the rules makes one, so that a misspelt id is a wrong type."""

_LONGEST = 300  # characters of a value that is shown


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: where it stands (lines and columns count from 1) and how to mend it."""

    path: str
    line: int
    column: int
    where: str
    what: str
    fix: str
    rule: RuleId

    def __post_init__(self) -> None:
        for name in ("where", "what", "fix"):
            object.__setattr__(self, name, _one_line(getattr(self, name)))

    def __str__(self) -> str:
        return (
            f"{self.path}:{self.line}:{self.column}: {self.where}: {self.what}, "
            f"{self.fix} [{self.rule}]"
        )


class DataError(Exception):
    """The dataset cannot be used; carries every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(as_text(self.problems))


def _one_line(text: str) -> str:
    """`text` as it can be printed: what is invisible as an escape, and not too long."""
    shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text[:_LONGEST])
    return f"{shown}…" if len(text) > _LONGEST else shown


def as_text(problems: Sequence[Problem]) -> str:
    """A line for each problem, as compilers print them."""
    return "\n".join(map(str, problems))


def as_github(problems: Sequence[Problem]) -> str:
    """Commands with which a workflow on GitHub marks lines of a change."""

    def escaped(text: object, more: str = "") -> str:
        return "".join(f"%{ord(c):02X}" if c in f"%\r\n{more}" else c for c in str(text))

    lines = []
    for problem in problems:
        places = {"file": problem.path, "line": problem.line, "col": problem.column}
        places["title"] = problem.rule
        properties = ",".join(f"{key}={escaped(value, ':,')}" for key, value in places.items())
        message = f"{problem.where}: {problem.what}, {problem.fix}"
        lines.append(f"::error {properties}::{escaped(message)}")
    return "\n".join(lines)


def as_json(problems: Sequence[Problem]) -> str:
    """A list of objects with the fields of `Problem`."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=1)


FORMATS: dict[str, Callable[[Sequence[Problem]], str]] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
}
"""How problems can be printed, by the name that the command line gives it."""


def did_you_mean(word: object, known: Iterable[object], otherwise: str) -> str:
    """The known word nearest to `word` as a suggestion, or `otherwise` where none is near."""
    near = difflib.get_close_matches(str(word), [str(name) for name in known], n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else otherwise
