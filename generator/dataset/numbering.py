"""Takes a code's digits apart by the rules of `anatomy.yaml`.

The scheme is read from the enum and not documented by the vendor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from generator.dataset.schema import AnatomyFile, AnatomyRule


@dataclass(frozen=True, slots=True)
class Segment:
    """Some digits of a code and the part of the rule that explains them."""

    digits: str
    part: object  # what `AnatomyRule.parts` holds: a text, or the name of what explains it


@dataclass(frozen=True, slots=True)
class Reading:
    """The rule that reads a code, and its digits in segments."""

    rule: AnatomyRule
    segments: tuple[Segment, ...]

    def digits(self, part: str) -> int | None:
        """The number in the segment that `part` explains, such as `curl`."""
        return next((int(s.digits) for s in self.segments if s.part == part), None)


class Numbering:
    """The rules of the numbering for the modules that have these ranges of codes."""

    def __init__(self, anatomy: AnatomyFile, ranges: Iterable[tuple[int, int]]) -> None:
        self.anatomy = anatomy
        self.module_digits = module_digits(ranges)
        self._patterns = [
            (rule, _pattern(rule.match, self.module_digits)) for rule in anatomy.rules
        ]

    def read(self, code: int) -> Reading | None:
        """The reading of `code` by the first rule that fits, or None where none does."""
        for rule, pattern in self._patterns:
            if found := pattern.fullmatch(str(code)):
                segments = zip(found.groups(), rule.parts, strict=True)
                return Reading(rule, tuple(Segment(digits, part) for digits, part in segments))
        return None

    def contradictions(self, reading: Reading, names: list[str], prefixes: list[str]) -> list[str]:
        """What in a code's names speaks against its reading, in words."""
        found = []
        wanted = list(reading.rule.names or ())
        if (result := reading.digits("curl")) is not None:
            wanted += self.anatomy.curl_names.get(result, [])
            if result not in self.anatomy.curl_names:
                found.append(f"libcurl result {result} has no known name")
        if wanted and not any(fragment in name for fragment in wanted for name in names):
            found.append(f"no name has {' or '.join(wanted)}")
        if not any(name.startswith(prefix) for prefix in prefixes for name in names):
            found.append(f"no name begins with {' or '.join(prefixes)}")
        return found


def module_digits(ranges: Iterable[tuple[int, int]]) -> str:
    """The leading digits that whole modules of eight-digit codes have to themselves."""
    return "".join(
        str(low // 10_000_000)
        for low, high in sorted(ranges)
        if low % 10_000_000 == 0 and high == low + 9_999_999 and low >= 10_000_000
    )


def _pattern(match: str, module_digits: str) -> re.Pattern[str]:
    """`match` as an expression with one group a segment."""

    module = f"[{module_digits}]" if module_digits else "(?!)"  # without modules none fits

    def segment(text: str) -> str:
        runs = ((key, len(list(run))) for key, run in groupby(text))
        return "".join(
            (module if key == "M" else key if key.isdigit() else r"\d")
            + (f"{{{count}}}" if count > 1 else "")
            for key, count in runs
        )

    return re.compile("".join(f"({segment(part)})" for part in match.split("|")))
