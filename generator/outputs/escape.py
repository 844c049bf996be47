"""Gets a value into an output so that it stays what it is: one function for each place to stand in.

The only markup that a text may have is the backtick span; whatever else it contains is shown as it
is. The outputs do not rely on validation for that.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Any, Self
from urllib.parse import quote

from markupsafe import Markup

_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_SPECIAL = re.compile(r"[\\`*_{}\[\]|]")
_LEADING = re.compile(r"^(?:[#>+\-=~:!\s]|\d+[.)](?!\d))")
_IN_ADDRESS = (
    "%/:?#[]@!$&'*+,;=~"  # what may stand in a URL but for parentheses, which end a target
)


class Markdown(Markup):
    """Text that is Markdown already; what is added to it becomes so."""

    __slots__ = ()

    def __new__(cls, text: object = "") -> Self:
        """Take text as it is: `Markup` would first ask whether it is HTML."""
        return str.__new__(cls, text)

    @classmethod
    def escape(cls, s: Any, /) -> Markdown:
        return markdown(s)


def markdown(value: object) -> Markdown:
    """`value` as inline Markdown that shows it verbatim, but for its backtick spans."""
    if isinstance(value, Markdown):
        return value
    if isinstance(value, Markup):
        return Markdown(value)  # what Jinja made of a macro or a block
    if isinstance(value, int):
        return Markdown(value)  # at the start of a line too: no text ends where it is made
    return _text(value if isinstance(value, str) else str(value))


@lru_cache(10_000)  # pages repeat each other
def _text(value: str) -> Markdown:
    parts = _SPAN.split(" ".join(value.splitlines()))
    parts[0::2] = (_escape(text) for text in parts[0::2])
    parts[1::2] = (f"`{code}`" for code in parts[1::2])
    text = "".join(parts)
    if _LEADING.match(text):  # at the start of a line it would begin a block
        first = f"&#{ord(text[0])};"
        text = (
            first + text[1:] if not text[0].isdigit() else re.sub(r"([.)])", r"\\\1", text, count=1)
        )
    return Markdown(text)


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text.replace("&", "&amp;").replace("<", "&lt;"))


def code(value: object) -> Markdown:
    """`value` as a code span that shows it verbatim."""
    text = " ".join(str(value).splitlines())
    if "`" not in text:
        return Markdown(f"`{text}`")
    fence = "`" * (1 + max(map(len, re.findall("`+", text))))
    return Markdown(f"{fence} {text} {fence}")


def fenced(code: str, language: str) -> Markdown:
    """`code` as a fenced block; its fence is longer than any run of backticks in it."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", code)), 0)
    return Markdown(f"{fence}{language}\n{code.rstrip()}\n{fence}\n")


def attribute(value: object) -> str:
    """`value` as a class or an id in an attribute list."""
    return re.sub(r"[^\w-]+", "-", str(value))


@lru_cache(10_000)
def url(value: str) -> str:
    """`value` as an address, wherever one stands: it ends no link, attribute or line."""
    return quote(value, safe=_IN_ADDRESS)


def html(value: object) -> str:
    """`value` as HTML, its backtick spans as `<code>`."""
    parts = _SPAN.split(str(value))
    parts[0::2] = (escape(text) for text in parts[0::2])
    parts[1::2] = (f"<code>{escape(code)}</code>" for code in parts[1::2])
    return "".join(parts)


def plain(value: object) -> str:
    """`value` without the backticks of its spans."""
    text = str(value)
    return _SPAN.sub(r"\1", text) if "`" in text else text
