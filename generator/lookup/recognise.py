"""Recognises error codes and names in whatever was pasted.

What exists comes from `Known`, made of the search index. The browser's twin is
`templates/theme/js/engine/recognise.js`: the same rules, run by the tests on the same examples.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

Index = Mapping[str, Any]
"""The search index of one language; `search_index` says what is in it."""


class Reading(NamedTuple):
    """A known code that a number can mean; `certain` is false for what could merely be meant."""

    code: int
    certain: bool


class Number(NamedTuple):
    """A number in a normalised text, and the known codes that it can mean, the likeliest first."""

    start: int
    end: int
    text: str
    readings: tuple[Reading, ...]
    value: int | None
    """As written, sign and two's complement resolved; None where no code is that long."""
    lone: bool
    """No letter, digit, dot or hyphen ties it to its neighbours."""
    keyed: bool
    """It is lone, and a word such as "code=" or 错误码 stands directly before it."""


class Owner(NamedTuple):
    """Who bears a name: a `record`, by a misprint an `alias`, or a `legacy` value."""

    code: int
    name: str
    kind: str
    full: bool = False
    """Whether the name was written whole, with its k and its Error."""


class Name(NamedTuple):
    """A known name in a normalised text: true owners first, then misprints, then legacy values."""

    start: int
    end: int
    text: str
    owners: tuple[Owner, ...]
    telling: bool
    """Nothing but a name can be meant, even in the middle of other text."""


class Known(NamedTuple):
    """The codes and names that there are."""

    codes: frozenset[int]
    legacy: frozenset[int]
    names: dict[str, list[Owner]]
    endings: frozenset[str]
    """How the keys of the names end: most words of a text end otherwise."""


# Format characters (zero width, direction marks, soft hyphen, byte order mark), variation selectors.
_INVISIBLE = re.compile(
    "[\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001"
    "\U000e0020-\U000e007f]"
)
_SPACE = "\t\v\f\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_MINUS = re.compile(rf"[\u02d7\u2010-\u2015\u2043\u2212\u2796]|负(?=[\n{_SPACE}]?[0-9])")
_ODD_SPACE = re.compile(f"[{_SPACE}]")
_ASCII_SPACES = str.maketrans("\t\v\f\r", "    ")


def normalise(text: str) -> str:
    """Full width to half width, odd spaces to a space, every minus to "-", the invisible away.

    İ, the one letter that is longer in lower case, becomes I.
    """
    if text.isascii():
        return text.translate(_ASCII_SPACES)
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return _ODD_SPACE.sub(" ", _MINUS.sub("-", text).replace("İ", "I"))


_NO_LETTER_OR_DIGIT = re.compile(r"[\W_]")
_HUMPS = re.compile("[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")


def squash(text: str) -> str:
    """Lower case, letters and digits only."""
    return _NO_LETTER_OR_DIGIT.sub("", text.lower())


def humps(name: str) -> list[str]:
    """The parts of a camelCase or snake_case name."""
    return _HUMPS.findall(name)


def without_affixes(name: str) -> str:
    """A name as written, without the leading k and the trailing Error."""
    return name.removeprefix("k").removesuffix("Error")


def _name_key(name: str) -> str:
    """What all spellings of a name share: no case, no leading k, no trailing Error."""
    return squash(name).removeprefix("k").removesuffix("error")


def known_from(index: Index) -> Known:
    """The codes and names of a search index."""
    names: dict[str, list[Owner]] = {}

    def enter(name: str, code: int, kind: str) -> None:
        owners = names.setdefault(_name_key(name), [])
        if not any(owner.code == code and owner.kind == kind for owner in owners):
            owners.append(Owner(code, name, kind))

    for record in index["records"]:
        for name in record["n"]:
            enter(name, record["c"], "record")
    for record in index["records"]:
        for name in record.get("a", ()):
            enter(name, record["c"], "alias")
    for value in index["legacy"]:
        if is_identifier(value["n"]):
            enter(value["n"], value["c"], "legacy")
    return Known(
        frozenset(record["c"] for record in index["records"]),
        frozenset(value["c"] for value in index["legacy"]),
        names,
        frozenset(key[-3:] for key in names),  # of the shortest key, two letters
    )


def is_identifier(name: str | None) -> bool:
    """Whether a legacy value's name is one, and not a phrase."""
    return re.fullmatch(r"(?a:\w+)", name or "") is not None


# --- numbers

KEY = (
    r"(?:code|err(?:or|no)?|exception|stat(?:e|us)|re(?:ason|sult|t)|e(?<![0-9a-z]e)"
    r"|错误|状态|返回|错误[码号值]|状态[码值]|返回[码值]|代码|编号|报错?|码)"
    r"[^\n0-9a-z\u4e00-\u9fff]{0,6}(?:is|was|of|为|是|等于)?[^\n0-9a-z\u4e00-\u9fff]{0,6}"
)
"""What stands before a code, as an expression for text in lower case."""
_KEY = re.compile(KEY + r"\Z")
_KEY_REACH = 32

_SHORTEST, _LONGEST = 8, 9
"""A present code is that long; only such a number is put together from loose groups of digits."""


def _signed(digits: str, radix: int) -> int | None:
    """The value of digits that may be a negative number's two's complement."""
    value = int(digits, radix)
    if len(digits) < 8:
        return value
    for bits in (32, 64):
        if value < 1 << bits:
            return value - (1 << bits) if value >> (bits - 1) else value
    return None


_BARE = re.compile("[1-9][0-9]{4,7}")


def _read(
    known: Known, digits: str, radix: int = 10, negative: bool = False, doubtful: bool = False
) -> tuple[int | None, tuple[Reading, ...]]:
    """The value of a number, and what it can mean."""
    if len(digits) > 24:
        return None, ()
    readings: dict[int, Reading] = {}

    def exists(code: int) -> bool:
        return code in known.codes or code in known.legacy

    def offer(code: int, certain: bool) -> None:
        if exists(code) and code not in readings:
            readings[code] = Reading(code, certain and not doubtful)

    value = _signed(digits, radix)
    if value is not None:
        if negative:
            value = -value
        offer(value, True)
        # SDK wrappers negate codes; but -1 and -2 are values of their own.
        if value < 0:
            offer(-value, not exists(value))
    if not negative and _BARE.fullmatch(digits):
        offer(int(digits, 10 if radix == 16 else 16), False)
    return value, tuple(readings.values())


class _Token(NamedTuple):
    start: int
    end: int
    digits: str
    radix: int = 10


_WORDS = re.compile("[0-9a-z_]+")
_RUNS = re.compile("[0-9]+")
_NUMERIC = re.compile(r"[0-9]|\Af{8}\Z")
_SCIENTIFIC = re.compile(
    r"([0-9]{1,9})(?:\.([0-9]{1,9}))?(?:e\+?|(?: ?[x*×] ?)10\^)0?([0-9]{1,2})(?![0-9a-z_]|\.[0-9])"
)
_PREFIXED = re.compile(r"(?:^|(?<=[^0-9]))0x([0-9a-f_]{1,20}?)_?u?l{0,2}\Z")
_MARKED_BEFORE = re.compile("h([0-9a-f]{4,16})")
_MARKED_BEHIND = re.compile("([0-9a-f]{4,16})h")
_BARE_HEX = re.compile("(?=.*[a-f])(?:[0-9a-f]{5,8}|f{8}[0-9a-f]{8})")


def _scientific(text: str, start: int) -> tuple[_Token, bool] | None:
    """A number in scientific notation from `start` on, and whether it is as long as a code."""
    parts = None if text[max(0, start - 1) : start] == "." else _SCIENTIFIC.match(text, start)
    if parts is None:
        return None
    whole, fraction, exponent = parts[1], parts[2] or "", int(parts[3])
    length = len(whole) + exponent
    digits = (whole + fraction).ljust(length, "0")
    is_long = _SHORTEST <= length <= _LONGEST and len(digits) == length
    return _Token(start, parts.end(), digits), is_long


def _tokens(text: str, known: Known) -> list[_Token]:
    """Every run of digits, or number in another notation, of a text in lower case."""
    tokens: list[_Token] = []
    at = 0
    while match := _WORDS.search(text, at):
        word, start, at = match[0], match.start(), match.end()
        if not _NUMERIC.search(word):
            continue
        prefixed = _PREFIXED.search(word) if "0x" in word else None
        mark = _MARKED_BEFORE if text[max(0, start - 1) : start] == "&" else _MARKED_BEHIND
        if prefixed:
            hexadecimal = prefixed[1].replace("_", "")
        elif marked := mark.fullmatch(word):
            hexadecimal = marked[1]
        else:
            hexadecimal = word if _BARE_HEX.fullmatch(word) else ""
        # Without 0x it is hexadecimal only when that leads somewhere: "e21200007" must not hide
        # its digits.
        leads = bool(hexadecimal) and (
            prefixed is not None or any(r.certain for r in _read(known, hexadecimal, 16)[1])
        )
        if scientific := _scientific(text, start):
            token, is_long = scientific
            if is_long and (not leads or int(token.digits) in known.codes):
                tokens.append(token)
                at = token.end
                continue
        if leads:
            begin = start + prefixed.start() if prefixed else start
            tokens.append(_Token(begin, at, hexadecimal, 16))
            continue
        tokens += (
            _Token(start + run.start(), start + run.end(), run[0]) for run in _RUNS.finditer(word)
        )
    return tokens


_GROUPED = re.compile("[ ]{1,3}|, ?|[_'’.-]")
_GAP = 4


def _group_length(text: str, tokens: list[_Token], first: int, known: Known) -> int:
    """How many tokens make one number: 21,200,007 and 2120 0007, but not two codes side by side."""
    token = tokens[first]
    digits = token.digits
    if token.radix != 10 or len(digits) >= _SHORTEST or first + 1 == len(tokens):
        return 1

    def gap(i: int) -> str:
        """What joins a token to the one before; nothing where they belong apart."""
        if i >= len(tokens) or tokens[i].radix != 10 or tokens[i].start - tokens[i - 1].end >= _GAP:
            return ""
        between = text[tokens[i - 1].end : tokens[i].start]
        return between if _GROUPED.fullmatch(between) else ""

    i = first + 1
    while gap(i) not in ("", "."):
        digits += tokens[i].digits
        i += 1
        if len(digits) > _LONGEST:
            break
        if len(digits) >= _SHORTEST and int(digits) in known.codes:
            return i - first

    digits = token.digits
    if len(digits) > 3:
        return 1
    separator = gap(first + 1)
    end = first + 1
    while separator and end < first + 9 and gap(end) == separator and len(tokens[end].digits) == 3:
        digits += tokens[end].digits
        end += 1
    if end == first + 1:
        return 1
    if separator == "." and (end < first + 3 or gap(end) == "."):
        return 1

    def is_known(digits: str) -> bool:
        return int(digits) in known.codes or int(digits) in known.legacy

    if not is_known(digits) and all(is_known(token.digits) for token in tokens[first:end]):
        return 1
    return end - first


_AFTER_DOT = re.compile(r"[0-9]\.\Z")
_FRACTION = re.compile(r"\.[0-9]")
_NEGATIVE = re.compile(r"(?:^|[^0-9a-z_)\]])-\Z")
_TIED = re.compile(r"[0-9a-z_][.-]?\Z")
_UNTIED = re.compile(r"(?:^|[^0-9a-z])(?:e|err|error|code)[_-]?\Z")
_FOLLOWED = re.compile(r"(?!u?l{0,2}(?![0-9a-z_]))(?:[0-9a-z_]|[.-][0-9a-z])")


def numbers_in(text: str, known: Known) -> list[Number]:
    """Every number of a normalised text, with the codes that it can mean."""
    lower = text.lower()
    tokens = _tokens(lower, known)
    findings = []
    i = 0
    while i < len(tokens):
        start, _, digits, radix = tokens[i]
        count = _group_length(lower, tokens, i, known)
        if count > 1:
            digits = "".join(token.digits for token in tokens[i : i + count])
        end = tokens[i + count - 1].end
        i += count

        doubtful = _AFTER_DOT.search(lower, max(0, start - 2), start) is not None
        if _FRACTION.match(lower, end):
            fraction = tokens[i]
            if not fraction.digits.strip("0") and lower[fraction.end : fraction.end + 1] != ".":
                end = fraction.end
                i += 1
            else:
                doubtful = True
        before = lower[max(0, start - _KEY_REACH) : start]
        negative = _NEGATIVE.search(before) is not None
        value, readings = _read(known, digits, radix, negative, doubtful)
        lone = not doubtful and (
            radix == 16
            or not (
                (_TIED.search(before) and not _UNTIED.search(before))
                or _FOLLOWED.match(lower[end : end + 4])
            )
        )
        key = before[:-1] if negative else before
        written = text[start - 1 if negative else start : end]
        keyed = lone and _KEY.search(key) is not None
        findings.append(Number(start, end, written, readings, value, lone, keyed))
    return findings


# --- names


def owners_of(name: str, known: Known) -> list[Owner]:
    """Who is called that, in any spelling."""
    key = _name_key(name)
    found = known.names.get(key) if key else None
    if not found:
        return []
    plain = squash(name)
    owners = [owner._replace(full=plain == squash(owner.name)) for owner in found]
    owners = [owner for owner in owners if owner.kind != "legacy" or owner.full]
    kinds = ("record", "alias", "legacy")
    return sorted(owners, key=lambda owner: (kinds.index(owner.kind), not owner.full))


_IDENTIFIER = re.compile("[A-Za-z_][A-Za-z0-9_]*")
_BEGINNING = re.compile("^|(?=_.|k[A-Z])")


def names_in(text: str, known: Known) -> list[Name]:
    """Every identifier of a normalised text that is a known name.

    What qualifies it (`ZegoError.`, `BASE::`, `ZegoCode_`) falls off.
    """
    return list(_names(text, known))


def _names(text: str, known: Known) -> Iterator[Name]:
    for found in _IDENTIFIER.finditer(text):
        word = found[0]
        key = word.lower().replace("_", "").removesuffix("error")
        if not 2 <= len(word) <= 80 or known.endings.isdisjoint((key[-3:], key[-2:])):
            continue
        for beginning in _BEGINNING.finditer(word):
            name = word[beginning.start() :]
            owners = owners_of(name, known)
            if not owners:
                continue
            telling = any(owner.full for owner in owners) or (
                len(humps(without_affixes(owners[0].name))) > 1
            )
            start = found.start() + beginning.start()
            yield Name(start, found.end(), name, tuple(owners), telling)
            break


def recognise(text: str, known: Known) -> list[Number | Name]:
    """Numbers and names of a normalised text, in order of appearance."""
    findings: list[Number | Name] = [*numbers_in(text, known), *names_in(text, known)]
    return sorted(findings, key=lambda finding: finding.start)


# --- likeness


def distance(word: str, text: str, inside: bool = False) -> int:
    """Edit distance in which two swapped letters count once.

    With `inside`, of `word` to the likest piece of `text`.
    """
    before: list[int] = []
    row = [0] * (len(text) + 1) if inside else list(range(len(text) + 1))
    for i, letter in enumerate(word, 1):
        following = [i]
        for j, other in enumerate(text, 1):
            best = min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == text[j - 2] and word[i - 2] == other:
                best = min(best, before[j - 2] + 1)
            following.append(best)
        before, row = row, following
    return min(row) if inside else row[-1]


def tolerance(length: int) -> int:
    """How many wrong letters a word of that length may have."""
    return 0 if length < 4 else 1 if length < 8 else 2


def nearest(value: int, codes: Iterable[int], count: int = 5) -> list[int]:
    """The codes that an unknown number is likest to: a slip of the finger, then neighbours."""
    digits = str(abs(value))

    def rank(code: int) -> tuple[int, int, int]:
        off = abs(abs(value) - abs(code))
        if len(digits) <= 4:
            return 0, 0, off
        text = str(abs(code))
        shared = next(
            (i for i, pair in enumerate(zip(text, digits, strict=False)) if pair[0] != pair[1]),
            min(len(text), len(digits)),
        )
        return min(distance(digits, text), 3), -shared, off

    return sorted(codes, key=rank)[:count]
