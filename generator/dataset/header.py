"""Read the constants of an SDK's header, or of a set of constants, in C++, Objective-C, Java or Dart.

A constant is `name = value` (a variable or an enumerator), an enumerator `name(value)` or one without a value,
which is one more than that before it, or `#define name value`. The value is a number or a constant above, or
two of them with one operator; anything else is listed as unread, as its constant would seem to be gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath

SUFFIXES = {
    **dict.fromkeys((".cpp", ".cc", ".hpp"), "cpp"),
    **dict.fromkeys((".m", ".mm"), "objc"),
    ".java": "java",
    ".dart": "dart",
}
"""Platforms by the suffix of a file's name; a `.h` is Objective-C's or C++'s."""

_OBJC = re.compile(r"@interface|#\s*import|\bNS\w+")
_HIDDEN = re.compile(
    r"""//[^\n]*|/\*.*?(?:\*/|\Z)|\d[\w']*|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')""", re.DOTALL
)
_DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)
_DEFINE = re.compile(r"\s*#\s*define\s+(\w+)[ \t]+(.*)", re.DOTALL)
_ENUM = re.compile(
    r"(?:\benum\b[^;{}()=]*|\b\w+_(?:ENUM|OPTIONS)\s*\([^(){}]*\)\s*)\{([^{};]*)[;}]"
)
_ROUND = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"  # brackets within brackets, as of attributes
_ENUMERATOR = re.compile(rf"(\w+)((?:[^,()=]|{_ROUND})*)(?:=([^,]*))?,?")
_VARIABLE = re.compile(r"\b([A-Za-z_]\w*)\s*=(?!=)([^,;{}]*)[,;]")
_VALUE = re.compile(r"(-?)(\w[\w']*)(?:([-+|]|<<)(\w[\w']*))?")
_NUMBER = re.compile(r"(0[xX][0-9a-fA-F]+|0[bB][01]+|\d+)[uUlL]*")


class HeaderError(Exception):
    """The file cannot be compared."""


@dataclass(slots=True)
class Header:
    """The constants of a file, `(name, value)` in order, and the names whose value is unread, with lines."""

    constants: list[tuple[str, int]] = field(default_factory=list)
    unread: list[tuple[str, int]] = field(default_factory=list)


def platform(path: PurePath, text: str) -> str | None:
    """Return the id of the platform whose language the file is in, or None."""
    if path.suffix == ".h":
        return "objc" if _OBJC.search(text) else "cpp"
    return SUFFIXES.get(path.suffix)


def load(path: Path) -> str:
    """Return a file's text; bytes of another encoding than UTF-8, as in comments, do not matter."""
    text = path.read_bytes().decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n")


def read(text: str) -> Header:
    """Return the constants of a file's text."""
    header = Header()
    values: dict[str, int] = {}
    for start, name, written in sorted(_written(_HIDDEN.sub(_hide, text))):
        value = _value(written, values)
        if value is not None:
            values[name] = value
            header.constants.append((name, value))
        elif '"' not in written:  # a text is no code
            header.unread.append((name, text.count("\n", 0, start) + 1))
    return header


def _hide(match: re.Match[str]) -> str:
    """Blank comments, and leave of a text only its quotes."""
    if match[0][0].isdigit():  # quotes may separate a number's digits
        return match[0]
    blank = re.sub(r"[^\n]", " ", match[0])
    return f'"{blank[2:]}"' if match[1] else blank


def _written(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield position, name and written value of each constant."""
    for directive in _DIRECTIVE.finditer(text):
        if define := _DEFINE.match(directive[0]):
            yield directive.start() + define.start(1), define[1], define[2].replace("\\\n", " ")
    text = _DIRECTIVE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for enum in _ENUM.finditer(text):
        before = "-1"
        for item in _ENUMERATOR.finditer(text, *enum.span(1)):
            name, more, value = item.groups()
            yield item.start(), name, value or more.strip() or f"{before}+1"
            before = name
    text = _ENUM.sub(lambda match: " " * len(match[0]), text)
    for variable in _VARIABLE.finditer(text):
        yield variable.start(1), variable[1], variable[2]


def _value(written: str, known: dict[str, int]) -> int | None:
    """Return the value of an expression, or None if it is none that this module reads."""
    match = _VALUE.fullmatch(re.sub(r"\s", "", written).strip("()"))
    if not match:
        return None
    sign, *operands = match[1], match[2], match[4] or "0"
    first, second = (_operand(operand, known) for operand in operands)
    if first is None or second is None:
        return None
    first = -first if sign else first
    match match[3]:
        case "-":
            return first - second
        case "|":
            return first | second
        case "<<":
            return first << second if 0 <= second < 64 else None
    return first + second


def _operand(word: str, known: dict[str, int]) -> int | None:
    if word in known:
        return known[word]
    number = _NUMBER.fullmatch(re.sub(r"['_]", "", word))
    if not number:
        return None
    digits = number[1]
    return int(digits, 8 if re.fullmatch(r"0[0-7]+", digits) else 0) if digits.strip("0") else 0
