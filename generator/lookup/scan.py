"""Finds the codes and names in a log, and tells what is certain from what is merely possible.

The rules L1 to L8 stand at the head of the browser's twin, `templates/theme/js/engine/scan.js`; the tests
run both on the same examples. Here a log comes in blocks, so that of however large a one only a
block is held, and a block is first searched as a whole for lines that are worth a close look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from .log import pieces
from .recognise import (
    KEY,
    Index,
    Known,
    Name,
    Number,
    humps,
    known_from,
    names_in,
    normalise,
    numbers_in,
    squash,
    without_affixes,
)
from .unknown import SMALL, explain

FIRST_LINES = 5  # that a finding keeps
MOST_UNKNOWN = 1000  # different unknown numbers that are kept
_NEAR = 120
_LINES_BEFORE = 3
_WORDS_KEPT = 100_000
_EXCERPT = 240  # characters of a line that are kept

_EVIDENCE = re.compile(
    "error|exception|fail|err(?<![a-z]err)(?:no)?(?![a-z])|错误|失败|异常|报错|出错"
)
_PLAIN = re.compile(
    r"-?(?:[0-9]+(?:\.0+)?|[0-9]+(?:\.[0-9]+)?e\+?[0-9]{1,2}|0x[0-9a-f_]+?_?u?l{0,2})"
)
_FOREIGN = frozenset(
    (
        "id ids uid pid tid guid uuid phone telephone tel mobile fax port seq sequence ts time "
        "timestamp date size len length bytes count total offset version ver build order user "
        "customer room stream session amount price ip address handle ptr pointer hash encode "
        "decode hashcode zipcode postcode barcode qrcode keycode charcode"
    ).split()
)
# Of "phone number" and "versionCode", the word before tells.
_VAGUE = frozenset(("number", "no", "nr", "code"))
_FOREIGN_BEFORE = frozenset(
    (
        "zip post postal bar qr area country invite invitation verification verify promo key char "
        "request product"
    ).split()
)
_FOREIGN_HAN = re.compile(
    "(?:电话|手机|号码|验证码|编码|密码|二维码|邀请码|订单编号|[单账帐户学工机间水序证]号"
    r"|时间|版本|端口|大小|长度|金额|价格|用户)[是为]?\Z"
)
_BETWEEN = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff)\]}]{0,6}\Z")
_WORDS_BEFORE = re.compile(r"[A-Za-z][A-Za-z _-]*\Z")


BEHIND = r"[\W_]{0,3}"
"""What may stand between a sign and a number directly behind it."""


# --- what a scan needs to know


@dataclass(frozen=True, eq=False, slots=True)
class Signs:
    """Words that speak for something, as expressions for text in lower case."""

    near: re.Pattern[str]
    behind: re.Pattern[str]


def _signs(words: Iterable[str]) -> Signs:
    """The words of a sign may be joined by a space, "_", "-" or nothing."""
    ordered = sorted({word.lower() for word in words})
    groups = []
    for first, group in groupby(ordered, key=lambda word: word[0]):  # faster than one alternation
        rests = (re.escape(word[1:]).replace(r"\ ", "[ _-]?") for word in group)
        groups.append(f"{first}(?:{'|'.join(rests)})")
    any_of = "|".join(groups) or "(?!)"
    return Signs(re.compile(any_of), re.compile(rf"(?:{any_of}){BEHIND}\Z"))


class LegacyValue(NamedTuple):
    """A value of the older SDKs, and the signs of its family."""

    anchor: str
    name: str | None
    family: Signs


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a scan needs to know."""

    index: Index
    known: Known
    legacy: dict[int, list[LegacyValue]]
    families: tuple[Signs, ...]
    callbacks: Signs
    any: Signs


def learn(index: Index) -> Knowledge:
    """What there is to know from the search index of a language."""
    families = {id_: _signs(words) for id_, words in index["signs"].items()}
    legacy: dict[int, list[LegacyValue]] = {}
    for value in index["legacy"]:
        family = families[re.sub(r"-(?:minus-)?[0-9]+\Z", "", value["h"])]
        legacy.setdefault(value["c"], []).append(LegacyValue(value["h"], value["n"], family))
    words = [word for words in index["signs"].values() for word in words]
    return Knowledge(
        index,
        known_from(index),
        legacy,
        tuple(families.values()),
        _signs(index["callbacks"]),
        _signs([*index["callbacks"], *words]),
    )


# --- one line


class Judgement(NamedTuple):
    """What something in a line means; `counts` is false for a name beside its own number."""

    kind: str  # known or unknown
    code: int
    certain: bool
    anchors: tuple[str, ...]
    start: int
    end: int
    counts: bool


def _is_plain(number: Number) -> bool:
    """Whether a number is written as L2 says.

    7270E03 may be hexadecimal, and is then not in scientific notation.
    """
    text = number.text.lower()
    if not _PLAIN.fullmatch(text):
        return False
    return "x" in text or "e" not in text or float(text) == number.value


def _is_foreign(line: str, start: int) -> bool:
    """Whether the word directly before tells that the number is something else."""
    before = line[max(0, start - 32) : start]
    before = _BETWEEN.sub("", before, count=1)
    if _FOREIGN_HAN.search(before):
        return True
    words = _WORDS_BEFORE.search(before)
    parts = [part.lower() for part in humps(words[0])] if words else []
    if not parts:
        return False
    if parts[-1] in _VAGUE:
        other = parts[-2] if len(parts) > 1 else ""
        return other in _FOREIGN or other in _FOREIGN_BEFORE
    return parts[-1] in _FOREIGN


def _is_ordinary(text: str, name: str) -> bool:
    """Two humps with neither k nor Error, such as startThread: a programmer's word as well."""
    is_bare = not re.match("k[A-Z]", text) and not text.lower().endswith("error")
    return is_bare and len(humps(without_affixes(name))) < 3


def _is_unknown(number: Number, index: Index, has_evidence: Callable[[], bool]) -> bool:
    """Whether a number without a reading is worth a report."""
    if number.value is None or not 7 <= (length := len(str(abs(number.value)))) <= 9:
        return False
    segments, masked, foreign = explain(number.value, index)
    if length > 7 and segments and re.fullmatch("-?[0-9]+", number.text):
        return True
    is_likely = length > 7 or masked is not None or foreign is not None
    return is_likely and has_evidence()


def judge(line: str, knowledge: Knowledge, is_recent: Callable[[Signs], bool]) -> list[Judgement]:
    """What the numbers and names of a normalised line mean.

    `is_recent` tells whether one of some signs stands on one of the lines just before.
    """
    return _Judge(line, knowledge, is_recent).judgements()


class _Judge:
    """Judges one line."""

    def __init__(self, line: str, knowledge: Knowledge, is_recent: Callable[[Signs], bool]) -> None:
        self.line = line
        self.knowledge = knowledge
        self.is_recent = is_recent
        self.names = [name for name in names_in(line, knowledge.known) if name.telling]
        self.named = {owner.code for name in self.names for owner in name.owners}
        self.stated: set[int] = set()  # codes that a number states with certainty

    def judgements(self) -> list[Judgement]:
        judged: list[Judgement] = []
        for number in numbers_in(self.line, self.knowledge.known):
            # Most of them are of no interest.
            if number.keyed or any(number.lone or code >= SMALL for code, _ in number.readings):
                judged += self.number(number)
        for name in self.names:
            judged += self.name(name)
        return sorted(judged, key=lambda judgement: judgement.start)

    def near(self, finding: Number | Name) -> str:
        return self.line[max(0, finding.start - _NEAR) : finding.end + _NEAR].lower()

    def has_evidence(self, near: str) -> bool:
        callbacks = self.knowledge.callbacks.near
        return bool(_EVIDENCE.search(near) or callbacks.search(near))

    def number(self, number: Number) -> Iterator[Judgement]:
        known = self.knowledge.known
        start = number.start - (number.text[0] == "-")
        near = self.near(number)
        is_plain = _is_plain(number)
        is_foreign = _is_foreign(self.line, start)
        is_keyed = number.keyed and not is_foreign

        def known_code(code: int, certain: bool, anchors: Iterable[str] = ()) -> Judgement:
            if certain:
                self.stated.add(code)
            return Judgement("known", code, certain, tuple(anchors), number.start, number.end, True)

        if not number.readings:
            if (
                is_plain
                and is_keyed
                and number.value is not None
                and _is_unknown(number, self.knowledge.index, lambda: self.has_evidence(near))
            ):
                yield Judgement("unknown", number.value, True, (), number.start, number.end, True)
            return
        for code, certain in number.readings:
            is_usual = is_plain and (certain or abs(number.value or 0) == abs(code))
            is_sure = certain and number.lone and not is_foreign
            if abs(code) >= SMALL and code in known.codes:
                if is_usual or is_keyed:
                    speaks_for = is_keyed or code in self.named or self.has_evidence(near)
                    yield known_code(code, is_sure and speaks_for)
            elif is_usual and is_sure:
                meant, signs = self.small(code, near)
                before = self.line[max(0, start - _NEAR) : start].lower()
                is_behind = any(sign.behind.search(before) for sign in signs)
                if signs and (is_keyed or is_behind or abs(code) >= SMALL):
                    speaks_for = is_keyed or is_behind or self.has_evidence(near)
                    yield known_code(code, speaks_for, (value.anchor for value in meant))

    def small(self, code: int, near: str) -> tuple[list[LegacyValue], list[Signs]]:
        """The legacy values that a number can be here, and the signs that speak for it."""

        def is_near(signs: Signs) -> bool:
            return signs.near.search(near) is not None or self.is_recent(signs)

        def is_called(name: str | None) -> bool:
            return bool(name) and any(
                squash(found.text) == squash(name or "") for found in self.names
            )

        values = self.knowledge.legacy.get(code, [])
        meant = [value for value in values if is_near(value.family) or is_called(value.name)]
        if code in self.knowledge.known.codes and is_near(self.knowledge.any):
            return meant, [self.knowledge.any]
        return meant, [value.family for value in meant]

    def name(self, name: Name) -> Iterator[Judgement]:
        beside = [owner for owner in name.owners if owner.code in self.stated]
        present = [owner for owner in name.owners if owner.kind != "legacy"]
        has_true_owner = any(owner.kind == "record" for owner in present)
        near = self.near(name)
        for code, bearing, kind, _ in beside or present or name.owners:
            values = self.knowledge.legacy[code] if kind == "legacy" else []
            values = [value for value in values if value.name == bearing]
            certain = bool(beside)
            if not beside and kind == "legacy":
                certain = any(
                    value.family.near.search(near) or self.is_recent(value.family)
                    for value in values
                )
            elif not beside and (kind == "record" or not has_true_owner):
                is_ambiguous = code < SMALL or _is_ordinary(name.text, bearing)
                certain = not is_ambiguous or self.has_evidence(near)
            anchors = tuple(value.anchor for value in values)
            yield Judgement("known", code, certain, anchors, name.start, name.end, not beside)


# --- all lines


def _excerpt(text: str, line: str, found: Judgement) -> str:
    """A line as it was written; of a long one, as it was read, what surrounds the finding."""
    if len(text) <= _EXCERPT:
        return text
    start = max(0, found.start - _EXCERPT // 3)
    end = start + _EXCERPT
    return f"{'…' * (start > 0)}{line[start:end]}{'…' * (end < len(line))}"


class Line(NamedTuple):
    """A line of a log in which something was found; lines count from 1."""

    source: str
    number: int
    text: str


@dataclass(slots=True)
class Entry:
    """A code that was found."""

    kind: str  # certain, possible or unknown
    code: int
    count: int = 0
    legacy: dict[str, None] = field(default_factory=dict)
    """The anchors of the legacy values that it can be."""
    lines: list[Line] = field(default_factory=list)
    """The first of its lines."""


class Scanner:
    """Looks through logs, one after another."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.lines = 0
        self.unknown = 0
        """How many of the entries are unknown numbers."""
        self.unlisted = 0
        """How many findings of unknown numbers are not among the entries."""
        self.found: dict[tuple[str, int], Entry] = {}
        self.suspects = _Suspects(knowledge)

    @property
    def entries(self) -> list[Entry]:
        """What was found, in order of appearance."""
        return list(self.found.values())

    def read(self, source: str, blocks: Iterable[str]) -> None:
        """Looks through one log; a block is any number of whole lines, or a piece of a long one."""
        number = 0  # of the lines before the block
        seen: dict[Signs, int] = {}  # the line of their last sign
        is_open = False
        for block in blocks:
            raw = block.split("\n")
            last = seen.get(self.knowledge.any, -_LINES_BEFORE - 1)
            recent = last + _LINES_BEFORE + 1 - number
            for position, has_sign, is_suspect in self.suspects(block, recent):
                at = number + position
                for piece in pieces(raw[position].removesuffix("\r")):
                    line = normalise(piece)
                    if is_suspect:
                        self.look(line, source, at, piece, seen)
                    if has_sign:
                        lower = line.lower()
                        for signs in (self.knowledge.any, *self.knowledge.families):
                            if signs.near.search(lower):
                                seen[signs] = at
            number += len(raw) - 1
            is_open = raw[-1] != ""
        self.lines += number + is_open

    def look(self, line: str, source: str, at: int, text: str, seen: dict[Signs, int]) -> None:
        """Enters what is in the normalised `line`, which was written as `text`."""

        def is_recent(signs: Signs) -> bool:
            return signs in seen and at - seen[signs] <= _LINES_BEFORE

        for found in judge(line, self.knowledge, is_recent):
            kind = found.kind
            if kind == "known":
                kind = "certain" if found.certain else "possible"
            entry = self.found.get((kind, found.code))
            if entry is None:
                if kind == "unknown" and self.unknown == MOST_UNKNOWN:
                    self.unlisted += 1
                    continue
                entry = self.found[kind, found.code] = Entry(kind, found.code)
                self.unknown += kind == "unknown"
            entry.legacy |= dict.fromkeys(found.anchors)
            entry.count += found.counts
            last = entry.lines[-1] if entry.lines else None
            is_new = last is None or (last.source, last.number) != (source, at + 1)
            if is_new and len(entry.lines) < FIRST_LINES:
                entry.lines.append(Line(source, at + 1, _excerpt(text, line, found)))


# --- haste

_LONG_RUN = re.compile("[0-9]{8,}")
_HEXADECIMAL = re.compile("0x(?=([0-9a-f_]{6,}))")  # it may begin anew in its own digits
_EXPONENT = re.compile(r"e(?<=[0-9]e)\+?[0-9]{1,2}(?![0-9a-z_])")
_BEFORE_EXPONENT = re.compile(r"(?:^|[^0-9a-z_.])[0-9][0-9.]*\Z")
_MANTISSA = 20  # characters; a number with more is no code
# After a key: hexadecimal, a long number, a number in pieces or with an exponent; "status=200" is
# none of these.
_KEYED = re.compile(
    KEY + "-?(?:0x|h[0-9a-f]|[0-9]{7}|(?=[0-9]{0,7}[a-f])[0-9a-f]{5}"
    "|[0-9]{1,7}(?:h|e|[ ,_'’.x*×-]{1,3}[0-9]))"
)
_KEYED_DIGIT = re.compile(KEY + "-?[0-9]")
_MIDDLE = re.compile("0x[0-9a-f_]{4,}|[0-9]{5,}")
_WORD = re.compile("[A-Za-z_][A-Za-z0-9_]{2,79}")


class _Suspects:
    """Tells which lines of a block are worth a close look.

    Most of a log has nothing in it, and looking closely costs a hundred times as much: this lets
    through whatever the rules could find, and little else.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.known = knowledge.known
        self.signs = knowledge.any.near
        self.behind_sign = re.compile(rf"(?:{self.signs.pattern}){BEHIND}[0-9]")
        large = {code for code in self.known.codes if code >= SMALL}
        large |= {(1 << bits) - code for bits in (32, 64) for code in large}
        self.codes = {str(code) for code in large}
        self.values = large
        self.names: set[str] = set()
        self.other_words: set[str] = set()

    def __call__(self, block: str, recent: int) -> list[tuple[int, bool, bool]]:
        """The lines of a block that matter: position, whether a sign, whether a code may be in it.

        So many lines at the beginning are `recent`: a sign stands on one before the block.
        """
        text = normalise(block)
        lower = text.lower()
        with_sign = _lines_at(lower, (match.start() for match in self.signs.finditer(lower)))
        suspects = _lines_at(lower, self.numbers(lower)) | _lines_at(text, self.named(text))
        near_sign = {line + i for line in with_sign for i in range(_LINES_BEFORE + 1)}
        near_sign.update(range(recent))
        if near_sign - suspects:
            lines = lower.split("\n")
            near_sign = {i for i in near_sign if i < len(lines)}
            suspects.update(i for i in near_sign if self.may_have_legacy(lines[i]))
        return [(i, i in with_sign, i in suspects) for i in sorted(with_sign | suspects)]

    def numbers(self, lower: str) -> Iterator[int]:
        """Where a number may stand that is of interest without a sign near."""
        runs = set(_LONG_RUN.findall(lower))
        for run in runs:
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
        for match in _KEYED.finditer(lower):
            yield match.end() - 1

    def named(self, text: str) -> Iterator[int]:
        """Where a telling name stands."""
        words = set(_WORD.findall(text))
        for word in words - self.other_words:
            if word in self.names or any(name.telling for name in names_in(word, self.known)):
                self.names.add(word)
            else:
                self.other_words.add(word)
        for word in words & self.names:
            yield from _places(text, word)
        if len(self.other_words) > _WORDS_KEPT:
            self.other_words.clear()

    def may_have_legacy(self, lower: str) -> bool:
        """Whether a line near a sign may have a legacy value: keyed, behind a sign, or large."""
        if _KEYED_DIGIT.search(lower) or self.behind_sign.search(lower):
            return True
        return any(_value(digits) in self.known.legacy for digits in _MIDDLE.findall(lower))


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
