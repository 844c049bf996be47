"""Tells which lines of a log are worth the engine's look.

Most of a log has nothing in it, and the engine takes a hundred times as long: this lets through whatever
it could find, and little else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

LINES_BEFORE = 3
_WORDS_KEPT = 100_000
_FIRST_CURRENT_CODE = 10_000
_BEHIND = r"[\W_]{0,3}"  # what may stand between a sign and a number directly behind it
_LONG_RUN = re.compile("[0-9]{8,}")
_HEXADECIMAL = re.compile("0x(?=([0-9a-f_]{6,}))")  # it may begin anew in its own digits
_EXPONENT = re.compile(r"e(?<=[0-9]e)\+?[0-9]{1,2}(?![0-9a-z_])")
_BEFORE_EXPONENT = re.compile(r"(?:^|[^0-9a-z_.])[0-9][0-9.]*\Z")
_MANTISSA = 20  # characters; a number with more is no code
_MIDDLE = re.compile("0x[0-9a-f_]{4,}|[0-9]{5,}")
_WORD = re.compile("[A-Za-z_][A-Za-z0-9_]{2,79}")


class Prefilter:
    """Looks through blocks of lines.

    `call` calls the engine, which says what to look for; `signs` are the words that speak for a code.
    """

    def __init__(
        self, call: Callable[..., Any], rules: dict[str, Any], signs: Iterable[str]
    ) -> None:
        any_sign = _any_of(signs)
        self.signs = re.compile(any_sign)
        self.behind_sign = re.compile(f"(?:{any_sign}){_BEHIND}[0-9]")
        self.labelled = re.compile(rules["labelled"])
        self.labelled_digit = re.compile(rules["labelledDigit"])
        self.legacy = set(rules["legacy"])
        self.values = {code for code in rules["codes"] if code >= _FIRST_CURRENT_CODE}
        self.values |= {(1 << bits) - code for bits in (32, 64) for code in self.values}
        self.codes = {str(code) for code in self.values}
        self.call = call
        self.names: set[str] = set()
        self.other_words: set[str] = set()

    def __call__(self, block: str, recent: int) -> tuple[list[int], int | None]:
        """The lines of a block that matter, by position, and the last of them that has a sign.

        So many lines at the beginning are `recent`: a sign stands on one before the block.
        """
        text = block if block.isascii() else self.call("normalised", block)
        lower = text.lower()
        with_sign = _lines_at(lower, (match.start() for match in self.signs.finditer(lower)))
        suspects = _lines_at(lower, self._numbers(lower)) | _lines_at(text, self._names(text))
        near_sign = {line + i for line in with_sign for i in range(LINES_BEFORE + 1)}
        near_sign.update(range(recent))
        if near_sign - suspects:
            lines = lower.split("\n")
            near = (i for i in near_sign if i < len(lines))
            suspects.update(i for i in near if self._may_have_legacy(lines[i]))
        return sorted(with_sign | suspects), max(with_sign, default=None)

    def _numbers(self, lower: str) -> Iterator[int]:
        """Yield the places of numbers that may count without a sign near."""
        for run in set(_LONG_RUN.findall(lower)):
            if run.lstrip("0") in self.codes:
                yield from _places(lower, run)
        if "0x" in lower:
            for match in _HEXADECIMAL.finditer(lower):
                if _value(match[0] + match[1]) in self.values:
                    yield match.start()
        for match in _EXPONENT.finditer(lower):
            before = lower[max(0, match.start() - _MANTISSA) : match.start()]
            if _BEFORE_EXPONENT.search(before):
                yield match.start()
        for match in self.labelled.finditer(lower):
            yield match.end() - 1

    def _names(self, text: str) -> Iterator[int]:
        words = set(_WORD.findall(text))
        if unseen := list(words - self.other_words - self.names):
            found = set(self.call("named", unseen))
            self.names |= found
            self.other_words.update(word for word in unseen if word not in found)
        for word in words & self.names:
            yield from _places(text, word)
        if len(self.other_words) > _WORDS_KEPT:
            self.other_words.clear()

    def _may_have_legacy(self, lower: str) -> bool:
        """Tell of a line near a sign if a legacy value may be on it: labelled, behind a sign, or large."""
        if self.labelled_digit.search(lower) or self.behind_sign.search(lower):
            return True
        return any(_value(digits) in self.legacy for digits in _MIDDLE.findall(lower))


def _any_of(words: Iterable[str]) -> str:
    """An expression for the words in lower case; a space in one stands for itself, "_", "-" or nothing."""
    groups = []
    for first, group in groupby(sorted({w.lower() for w in words}), key=lambda word: word[0]):
        rests = (re.escape(word[1:]).replace(r"\ ", "[ _-]?") for word in group)
        groups.append(f"{first}(?:{'|'.join(rests)})")  # faster than one alternation
    return "|".join(groups) or "(?!)"


def _value(digits: str) -> int | None:
    """The value of digits, or of hexadecimal ones after 0x; None where no code is that long."""
    bare = digits.removeprefix("0x").replace("_", "")
    return int(bare, 16 if "x" in digits else 10) if 0 < len(bare) < 25 else None


def _places(text: str, word: str) -> Iterator[int]:
    """Every place of a word in a text."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _lines_at(text: str, places: Iterable[int]) -> set[int]:
    """The lines in which the places are."""
    lines = set()
    line = at = 0
    for place in sorted(places):
        line += text.count("\n", at, place)
        at = place
        lines.add(line)
    return lines
