"""Split a code's digits into segments by the rules of `anatomy.yaml`.

The vendor does not document the scheme: it is inferred from the enum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from generator.dataset.schema import AnatomyFile, AnatomyRule, Module


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
    """The numbering rules, and the ids of the modules by the digit of their codes."""

    def __init__(self, anatomy: AnatomyFile, modules: Mapping[str, Module]) -> None:
        self.anatomy = anatomy
        self.modules = by_digit(modules)
        digits = "".join(self.modules)
        self._patterns = [(rule, _pattern(rule.match, digits)) for rule in anatomy.rules]

    def read(self, code: int) -> Reading | None:
        """Return the reading of `code` by the first rule that it matches."""
        for rule, pattern in self._patterns:
            if found := pattern.fullmatch(str(code)):
                segments = zip(found.groups(), rule.parts, strict=True)
                return Reading(rule, tuple(Segment(digits, part) for digits, part in segments))
        return None

    def contradictions(
        self, reading: Reading, names: list[str], prefixes: list[str]
    ) -> Iterator[tuple[str, str]]:
        """Yield a message and what to do for each contradiction between a code's names and its reading."""
        rest = failure(names[0], prefixes)
        wanted = list(reading.rule.names or ())
        place = f"`names` of `{reading.rule.id}` in anatomy.yaml"
        if (result := reading.digits("curl")) is not None:
            known = self.anatomy.curl.names.get(result, [])
            wanted += known
            place = f"`curl.names` of anatomy.yaml: `{result}: [{', '.join([*known, rest])}]`"
            if not known:
                message = f"has the libcurl error {result}, which is not in `curl.names`"
                yield message, f"correct the code, or add the line to {place}"
        if wanted and not any(fragment in name for fragment in wanted for name in names):
            message = f"has no name that contains {' or '.join(wanted)}"
            hint = f"correct the code or the name; if a header has both, add a fragment of it to {place}"
            yield message, hint
        if not any(name.startswith(prefix) for prefix in prefixes for name in names):
            message = f"has no name that starts with {' or '.join(prefixes)}"
            yield message, "correct the code or the name, or add to the module's `prefixes`"


def failure(name: str, prefixes: list[str]) -> str:
    """Return a name without its module's prefix and the suffix Error."""
    longest = max((p for p in prefixes if name.startswith(p)), key=len, default="k")
    return name.removeprefix(longest).removesuffix("Error")


def by_digit(modules: Mapping[str, Module]) -> dict[str, str]:
    """Return the ids of modules that own all eight-digit codes with a leading digit, by that digit."""
    found = {
        str(span.from_ // 10_000_000): id_
        for id_, module in modules.items()
        for span in module.ranges
        if span.from_ in range(10_000_000, 100_000_000, 10_000_000)
        and span.to == span.from_ + 9_999_999
    }
    return dict(sorted(found.items()))


def _pattern(match: str, digits: str) -> re.Pattern[str]:
    """Compile `match` into an expression with one group per segment."""
    module = f"[{digits}]" if digits else "(?!)"  # matches nothing

    def segment(text: str) -> str:
        runs = ((key, len(list(run))) for key, run in groupby(text))
        return "".join(
            (module if key == "M" else key if key.isdigit() else r"\d")
            + (f"{{{count}}}" if count > 1 else "")
            for key, count in runs
        )

    return re.compile("".join(f"({segment(part)})" for part in match.split("|")))
