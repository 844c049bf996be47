"""Split a code's digits into segments by the rules of `anatomy.yaml`.

The vendor does not document the scheme: it is inferred from the enum.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from generator.dataset.schema import AnatomyFile, AnatomyRule


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of a code's digits, and the part of the rule that explains it."""

    digits: str
    part: object  # an item of `AnatomyRule.parts`: a text, or the name of a table


@dataclass(frozen=True, slots=True)
class Reading:
    """The rule that a code matches, and its segments."""

    rule: AnatomyRule
    segments: tuple[Segment, ...]

    def digits(self, part: str) -> int | None:
        """Return the number in the segment that `part`, such as `curl`, explains."""
        return next((int(s.digits) for s in self.segments if s.part == part), None)


class Numbering:
    """The numbering rules, for modules with these ranges of codes."""

    def __init__(self, anatomy: AnatomyFile, ranges: Iterable[tuple[int, int]]) -> None:
        self.anatomy = anatomy
        self.module_digits = module_digits(ranges)
        self._patterns = [
            (rule, _pattern(rule.match, self.module_digits)) for rule in anatomy.rules
        ]

    def read(self, code: int) -> Reading | None:
        """Return the reading of `code` by the first rule that it matches."""
        for rule, pattern in self._patterns:
            if found := pattern.fullmatch(str(code)):
                segments = zip(found.groups(), rule.parts, strict=True)
                return Reading(rule, tuple(Segment(digits, part) for digits, part in segments))
        return None

    def contradictions(self, reading: Reading, names: list[str], prefixes: list[str]) -> list[str]:
        """Return a message for each contradiction between a code's names and its reading."""
        found = []
        wanted = list(reading.rule.names or ())
        if (result := reading.digits("curl")) is not None:
            wanted += self.anatomy.curl.names.get(result, [])
            if result not in self.anatomy.curl.names:
                found.append(f"has the libcurl result {result}, which is not in `curl.names`")
        if wanted and not any(fragment in name for fragment in wanted for name in names):
            found.append(f"has no name that contains {' or '.join(wanted)}")
        if not any(name.startswith(prefix) for prefix in prefixes for name in names):
            found.append(f"has no name that starts with {' or '.join(prefixes)}")
        return found


def module_digits(ranges: Iterable[tuple[int, int]]) -> str:
    """Return the leading digits of modules that own all eight-digit codes with that digit."""
    return "".join(
        str(low // 10_000_000)
        for low, high in sorted(ranges)
        if low % 10_000_000 == 0 and high == low + 9_999_999 and low >= 10_000_000
    )


def _pattern(match: str, module_digits: str) -> re.Pattern[str]:
    """Compile `match` into an expression with one group per segment."""
    module = f"[{module_digits}]" if module_digits else "(?!)"  # matches nothing

    def segment(text: str) -> str:
        runs = ((key, len(list(run))) for key, run in groupby(text))
        return "".join(
            (module if key == "M" else key if key.isdigit() else r"\d")
            + (f"{{{count}}}" if count > 1 else "")
            for key, count in runs
        )

    return re.compile("".join(f"({segment(part)})" for part in match.split("|")))
