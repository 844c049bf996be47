"""Select the lines of a log that the engine has to scan.

Most lines contain no code, and the engine takes a hundred times as long as this. No line with a finding
may be left out; a few lines without one may be selected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

LINES_BEFORE = 3
_WORDS_KEPT = 100_000
_FIRST_CURRENT_CODE = 10_000
_BEHIND = r"[\W_]{0,3}"  # may be between a keyword and a number directly after it
_LONG_RUN = re.compile("[0-9]{7,}")
_LONGEST_OTHER = 10  # digits of another product's number
_HEXADECIMAL = re.compile("0x(?=([0-9a-f_]{6,}))")  # the digits may contain another 0x
_EXPONENT = re.compile(r"e(?<=[0-9]e)\+?[0-9]{1,2}(?![0-9a-z_])")
_BEFORE_EXPONENT = re.compile(r"(?:^|[^0-9a-z_.])[0-9][0-9.]*\Z")
_MANTISSA = 20  # characters; a longer number is not a code
_MIDDLE = re.compile("0x[0-9a-f_]{4,}|[0-9]{5,}")
_WORD = re.compile("[A-Za-z_][A-Za-z0-9_]{2,79}")


class Prefilter:
    """Selects lines in blocks of lines.

    `call` calls the engine, whose function `scan` returns `rules`; `keywords` indicate a code in a log.
    """

    def __init__(
        self, call: Callable[..., Any], rules: dict[str, Any], keywords: Iterable[str]
    ) -> None:
        any_keyword = _any_of(keywords)
        self.keyword = re.compile(any_keyword)
        self.behind_keyword = re.compile(f"(?:{any_keyword}){_BEHIND}[0-9]")
        self.labeled = re.compile(rules["labeled"])
        self.labeled_digit = re.compile(rules["labeledDigit"])
        self.legacy = set(rules["legacy"])
        self.values = {code for code in rules["codes"] if code >= _FIRST_CURRENT_CODE}
        self.values |= {(1 << bits) - code for bits in (32, 64) for code in self.values}
        self.codes = {str(code) for code in self.values}
        self.others: list[tuple[int, int]] = rules["others"]
        self.call = call
        self.names: set[str] = set()
        self.other_words: set[str] = set()

    def __call__(self, block: str, recent: int) -> tuple[list[int], int | None]:
        """Return the selected lines of a block, as indexes, and the last one with a keyword, or None.

        The first `recent` lines are near a keyword in an earlier block.
        """
        is_plain = block.isascii() and "\x1b" not in block
        text = block if is_plain else self.call("normalized", block)
        lower = text.lower()
        with_keyword = _lines_at(lower, (match.start() for match in self.keyword.finditer(lower)))
        suspects = _lines_at(lower, self._numbers(lower)) | _lines_at(text, self._names(text))
        near_keyword = {line + i for line in with_keyword for i in range(LINES_BEFORE + 1)}
        near_keyword.update(range(recent))
        if near_keyword - suspects:
            lines = lower.split("\n")
            near = (i for i in near_keyword if i < len(lines))
            suspects.update(i for i in near if self._may_have_legacy(lines[i]))
        return sorted(with_keyword | suspects), max(with_keyword, default=None)

    def _numbers(self, lower: str) -> Iterator[int]:
        """Yield the positions of numbers that may be findings without a keyword near them."""
        runs = {
            run
            for run in set(_LONG_RUN.findall(lower))
            if run.lstrip("0") in self.codes or self._is_other(run)
        }
        if runs:
            yield from _places(lower, _LONG_RUN, runs)
        if "0x" in lower:
            for match in _HEXADECIMAL.finditer(lower):
                if _value(match[0] + match[1]) in self.values:
                    yield match.start()
        for match in _EXPONENT.finditer(lower):
            before = lower[max(0, match.start() - _MANTISSA) : match.start()]
            if _BEFORE_EXPONENT.search(before):
                yield match.start()
        for match in self.labeled.finditer(lower):
            yield match.end() - 1

    def _is_other(self, run: str) -> bool:
        """Return whether digits are a number of another product."""
        return len(run) <= _LONGEST_OTHER and any(
            low <= int(run) <= high for low, high in self.others
        )

    def _names(self, text: str) -> Iterator[int]:
        words = set(_WORD.findall(text))
        if unseen := list(words - self.other_words - self.names):
            found = set(self.call("named", unseen))
            self.names |= found
            self.other_words.update(word for word in unseen if word not in found)
        if found_here := words & self.names:
            yield from _places(text, _WORD, found_here)
        if len(self.other_words) > _WORDS_KEPT:
            self.other_words.clear()

    def _may_have_legacy(self, lower: str) -> bool:
        """Return whether a line near a keyword may have a legacy value.

        Such a value is labeled, directly after a keyword, or has at least five digits.
        """
        if self.labeled_digit.search(lower) or self.behind_keyword.search(lower):
            return True
        return any(_value(digits) in self.legacy for digits in _MIDDLE.findall(lower))


def _any_of(words: Iterable[str]) -> str:
    """Return an expression for words in lower case; a space matches a space, "_", "-" or nothing."""
    groups = []
    for first, group in groupby(sorted({w.lower() for w in words}), key=lambda word: word[0]):
        rests = (re.escape(word[1:]).replace(r"\ ", "[ _-]?") for word in group)
        groups.append(f"{first}(?:{'|'.join(rests)})")  # faster than one alternation
    return "|".join(groups) or "(?!)"


def _value(digits: str) -> int | None:
    """Return the value of decimal digits, or of hexadecimal ones after 0x; None for more than 24."""
    bare = digits.removeprefix("0x").replace("_", "")
    return int(bare, 16 if "x" in digits else 10) if 0 < len(bare) < 25 else None


def _places(text: str, pattern: re.Pattern[str], wanted: set[str]) -> Iterator[int]:
    """Yield the positions of the matches that are wanted, in one pass however many these are."""
    return (match.start() for match in pattern.finditer(text) if match[0] in wanted)


def _lines_at(text: str, places: Iterable[int]) -> set[int]:
    """Return the indexes of the lines that contain the positions."""
    lines = set()
    line = at = 0
    for place in sorted(places):
        line += text.count("\n", at, place)
        at = place
        lines.add(line)
    return lines
