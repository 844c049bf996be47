"""What can be said of a number that is in no table, from the search index.

The browser's twin is `templates/theme/js/engine/numbering.js`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from .recognise import Index, nearest

# Before 2019 the room server's own results carried this bit; today they follow this number.
_MASK, _RESULTS = 0x100000, 52_000_000
SMALL = 10_000
"""Below this, numbers are the older SDKs'."""


class Masked(NamedTuple):
    """The room server's own result, and what it is today."""

    result: int
    code: int | None


class Explanation(NamedTuple):
    """What a number's digits say: `(digits, text)` each, none where no rule fits."""

    segments: tuple[tuple[str, str], ...]
    masked: Masked | None
    foreign: str | None
    """What is said of another product's number."""


@cache
def _pattern(match: str, modules: str) -> re.Pattern[str]:
    """A rule such as `M|12000|CC` as an expression with a group for each segment."""
    digits = re.sub("[CRN]", "[0-9]", match).replace("M", f"[{modules}]")
    return re.compile("".join(f"({segment})" for segment in digits.split("|")))


def fill(text: str, **values: object) -> str:
    """A label with its values; braces that name none of them stay."""
    return re.sub(r"\{(\w+)\}", lambda match: str(values.get(match[1], match[0])), text)


def _say(part: str, digits: str, index: Index) -> str:
    """What one segment's digits say."""
    numbering, strings = index["numbering"], index["strings"]
    if part == "@module":
        title: str = index["modules"][numbering["modules"][digits]]["title"]
        return title
    n = int(digits)
    if part == "@curl":
        meaning = numbering["curl"].get(str(n))
        label = "anatomy_curl" if meaning else "anatomy_curl_other"
        return fill(strings[label], n=n, meaning=meaning)
    return fill(strings[f"anatomy_{part[1:]}"], n=n) if part[0] == "@" else part


def explain(value: int, index: Index) -> Explanation:
    """What a number says; a negative one is read without its sign."""
    size = abs(value)
    numbering = index["numbering"]
    segments: tuple[tuple[str, str], ...] = ()
    for match, parts in numbering["rules"]:
        if found := _pattern(match, "".join(numbering["modules"])).fullmatch(str(size)):
            pairs = zip(parts, found.groups(), strict=True)
            segments = tuple((digits, _say(part, digits, index)) for part, digits in pairs)
            break
    result = size - _MASK
    masked = None
    if 0 < result < SMALL:
        today = _RESULTS + result
        exists = any(record["c"] == today for record in index["records"])
        masked = Masked(result, today if exists else None)
    ranges: list[Any] = numbering["foreign"]
    foreign = next((text for first, last, text in ranges if first <= size <= last), None)
    return Explanation(segments, masked, foreign)


def neighbours(value: int, index: Index) -> list[int]:
    """The known codes that a number is likest to."""
    values = index["legacy"] if abs(value) < SMALL else index["records"]
    return nearest(value, dict.fromkeys(value["c"] for value in values))
