"""Escape values for an output: one function for each kind of place.

Backtick spans are the only markup in texts; everything else is shown verbatim. The outputs do not rely
on validation for that.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Any, Self
from urllib.parse import quote

from markupsafe import Markup

SHORT = 15  # characters; a shorter name fits everywhere
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_SPECIAL = re.compile(r"[\\`*_{}\[\]|]")
_IN_NO_LABEL = re.compile(r"(?:[^\w ,.:/()（），、：-]|_)+")
_IN_NO_NAME = re.compile(r"[^\w-]+")
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[:._])(?=[a-zA-Z0-9])")
_LEADING = re.compile(r"^(?:[#>+\-=~:!?\s]|\d+[.)](?!\d))")
_IN_ADDRESS = (
    "%/:?#[]@!$&'*+,;=~"  # allowed in a URL, except parentheses, which end a link's target
)


class Markdown(Markup):
    """Text that is already Markdown; text added to it is escaped."""

    __slots__ = ()

    def __new__(cls, text: object = "") -> Self:
        """Take `text` verbatim, without the lookup of `__html__` in `Markup`."""
        return str.__new__(cls, text)

    @classmethod
    def escape(cls, s: Any, /) -> Markdown:
        return markdown(s)


def markdown(value: object) -> Markdown:
    """Convert `value` to inline Markdown that shows it verbatim, except for its backtick spans."""
    if isinstance(value, Markdown):
        return value
    if isinstance(value, Markup):
        return Markdown(value)  # the result of a macro or a block
    if isinstance(value, int):
        return Markdown(value)  # has nothing to escape
    return _text(value if isinstance(value, str) else str(value))


def joint(value: str) -> Markdown:
    """Convert what stands between two texts, or around one, to inline Markdown; it begins no line."""
    return Markdown(_escape(re.sub(r"\s", " ", value)))


@lru_cache(10_000)  # many pages contain the same texts
def _text(value: str) -> Markdown:
    parts = _SPAN.split("\n".join(value.splitlines()))  # no span goes past the end of a line
    parts[0::2] = (_escape(text).replace("\n", " ") for text in parts[0::2])
    parts[1::2] = (f"`{code}`" for code in parts[1::2])
    text = "".join(parts)
    if _LEADING.match(text):  # would start a block at the start of a line
        first = f"&#{ord(text[0])};"
        text = (
            first + text[1:] if not text[0].isdigit() else re.sub(r"([.)])", r"\\\1", text, count=1)
        )
    return Markdown(text)


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text.replace("&", "&amp;").replace("<", "&lt;"))


def code(value: object) -> Markdown:
    """Convert `value` to a code span that shows it verbatim."""
    text = " ".join(str(value).splitlines())
    if "`" not in text:
        return Markdown(f"`{text}`")
    fence = "`" * (1 + max(map(len, re.findall("`+", text))))
    return Markdown(f"{fence} {text} {fence}")


def fenced(code: str, language: str) -> Markdown:
    """Convert `code` to a fenced block; the fence is longer than any run of backticks in `code`."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", code)), 0)
    return Markdown(f"{fence}{language}\n{code.rstrip()}\n{fence}\n")


def attribute(value: object) -> str:
    """Convert `value` to a class or an id in an attribute list."""
    return _IN_NO_NAME.sub("-", str(value))


def quoted(value: object) -> str:
    """Convert `value` to a quoted value in an attribute list, without signs, which may be markup."""
    return _IN_NO_LABEL.sub(" ", str(value)).strip()


@lru_cache(10_000)
def url(value: str) -> str:
    """Escape `value` as an address, which cannot end a link, an attribute or a line."""
    return quote(value, safe=_IN_ADDRESS)


def html(value: object) -> str:
    """Convert `value` to HTML, and its backtick spans to `<code>`."""
    parts = _SPAN.split(str(value))
    parts[0::2] = (escape(text) for text in parts[0::2])
    parts[1::2] = (f"<code>{escape(code)}</code>" for code in parts[1::2])
    return "".join(parts)


def words(name: str) -> list[str]:
    """Return the words of a name, between which it may break, or a short name as it is."""
    return _WORDS.split(name) if len(name) > SHORT else [name]


def plain(value: object) -> str:
    """Remove the backticks of the spans in `value`."""
    text = str(value)
    return _SPAN.sub(r"\1", text) if "`" in text else text
