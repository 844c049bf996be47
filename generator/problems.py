"""Problems in the data, printed as compilers print them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: where it stands (lines and columns count from 1) and how to mend it."""

    path: str
    line: int
    column: int
    where: str
    what: str
    fix: str
    rule: str

    def __str__(self) -> str:
        return (
            f"{self.path}:{self.line}:{self.column}: {self.where}: {self.what}, "
            f"{self.fix} [{self.rule}]"
        )


class DataError(Exception):
    """The dataset cannot be used; carries every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(word: object, known: Iterable[object], otherwise: str) -> str:
    """The known word nearest to `word` as a suggestion, or `otherwise` where none is near."""
    near = difflib.get_close_matches(str(word), [str(name) for name in known], n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else otherwise
