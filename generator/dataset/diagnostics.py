"""Problems in the data, and the formats in which they are printed."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import NewType

RuleId = NewType("RuleId", str)
"""A rule's id. Only the registry of the rules creates one, so that a misspelled id is a type error."""

_MAX_LENGTH = 300  # characters
_JSON_KEYS = {"subject": "where", "message": "what", "hint": "fix"}


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One problem: its position (lines and columns count from 1), its subject, and how to fix it."""

    path: str
    line: int
    column: int
    subject: str
    message: str
    hint: str
    rule: RuleId

    def __post_init__(self) -> None:
        for name in ("path", "subject", "message", "hint"):
            object.__setattr__(self, name, _one_line(getattr(self, name)))

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.text} [{self.rule}]"

    @property
    def text(self) -> str:
        """The sentence without position and rule."""
        return f"{self.subject}: {self.message}; {self.hint}"


def of_file(
    path: str, message: str, hint: str, rule: RuleId, line: int = 1, column: int = 1
) -> Diagnostic:
    """Return a problem with a file as a whole, or with a part that has no location."""
    return Diagnostic(path, line, column, "the file", message, hint, rule)


class DataError(Exception):
    """The dataset is not valid; `problems` holds every problem found, in order."""

    def __init__(self, problems: Iterable[Diagnostic]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(as_text(self.problems))


def _one_line(text: str) -> str:
    """Escape unprintable characters, and shorten long text."""
    shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text[:_MAX_LENGTH])
    return f"{shown}…" if len(text) > _MAX_LENGTH else shown


def as_text(problems: Sequence[Diagnostic]) -> str:
    """Return one line per problem, in the form of a compiler's errors."""
    return "\n".join(map(str, problems))


def as_github(problems: Sequence[Diagnostic]) -> str:
    """Return one workflow command per problem, which GitHub shows as an annotation."""

    def escaped(text: object, more: str = "") -> str:
        return "".join(f"%{ord(c):02X}" if c in f"%\r\n{more}" else c for c in str(text))

    lines = []
    for problem in problems:
        places = {"file": problem.path, "line": problem.line, "col": problem.column}
        places["title"] = problem.rule
        properties = ",".join(f"{key}={escaped(value, ':,')}" for key, value in places.items())
        lines.append(f"::error {properties}::{escaped(problem.text)}")
    return "\n".join(lines)


def as_json(problems: Sequence[Diagnostic]) -> str:
    """Return a list of objects with the keys that CONTRIBUTING.md documents."""
    objects = [
        {_JSON_KEYS.get(name, name): value for name, value in asdict(problem).items()}
        for problem in problems
    ]
    return json.dumps(objects, ensure_ascii=False, indent=1)


FORMATS: dict[str, Callable[[Sequence[Diagnostic]], str]] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
}
"""The formats of problems, by their name on the command line."""


def did_you_mean(word: object, known: Iterable[object], otherwise: str) -> str:
    """Suggest the known word most similar to `word`; return `otherwise` if none is similar."""
    near = difflib.get_close_matches(str(word), [str(name) for name in known], n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else otherwise
