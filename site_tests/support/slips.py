"""Slips in templates, made by program: each expression, loop and condition wrong in each of some ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

OTHERS = {
    "code": "(c.codes | last)",
    "other": "(c.codes | first)",
    "guidance": "(c.codes | last).guidance[0]",
    "each": "((c.codes | first).guidance[0].steps | first)",
    "step": "(c.remedies.values() | last)",
    "stage": "(c.stages | first)",
    "calls": "(c.stages | first)",
    "module": "(c.modules | last)",
    "value": "(c.legacy | last)['values'][0]",
    "callbacks": "(c.stages | first).callbacks[0]",
    "name": "(c.codes | last).names[0]",
    "source": "c.sources['error-headers']",
    "event": "(c.stages | last).events[0]",
    "reason": "(c.reasons(c.stages | last) | last)",
    "retry": "(c.codes | last).guidance[0].retry",
    "successor": "(c.codes | first).code",
    "section": "(c.stages | first).sections[0]",
    "bearer": "(c.codes | first).names[0].also[0]",
    "log": "c.support.platforms[0]",
}
"""For a name in a template, another thing of the same kind."""
EXCHANGED = [
    ("previous", "next"),
    ("first", "last"),
    ("causes", "advice"),
    ("advice", "retries"),
    ("comment", "note"),
    ("names", "aliases"),
    ("means", "text"),
    ("short", "cited"),
    ("cited", "mark"),
    ("title", "id"),
    ("name", "code"),
    ("summary", "name"),
]
"""Attributes that are taken for each other."""
UNSHOWN = re.compile(
    r"to\.(anchor|attr|below|cell|place|gap)\(|diagram\.|box\.([xy]|width|height|middle)|(x|top|bottom)\b"
    r"|box\.item\.side|\" anytime\"|loop\.index$"
)
"""Expressions that show nothing, or are the numbers of a list, or geometry and colors of a drawing."""
WORDS = re.compile(
    r"(t\[\"[\w-]+\"\]|to\.(advised|sourced)\(t\[\"[\w-]+\"\], c\.[\w.\[\]\"-]+\)"
    r"|colon( \| trim)?|comma|space|open|close|c\.language\.\w+|to\.(page|own|file|section)\(\"[\w./-]*\""
    r"(, t\[\"[\w-]+\"\])*\))"
)
"""Expressions that are the site's own words and separators, or addresses of fixed pages: they say nothing of a code."""
LAYOUT = re.compile(
    r"change\.head and change\.codes|not loop\.last|several.*|t\[\"[\w-]+\"\]|loop\.first|.* and loop\.last"
)
"""Conditions that decide on separators, paragraphs and the site's own words."""
VALUE = re.compile(r"\{\{-? (.*?) -?\}\}")
LOOP = re.compile(r"\{% for (.+?) in (.+?)( if .+?)? -?%\}")
CONDITION = re.compile(r"\{%-? (if|elif) (.+?) -?%\}")


class Slip(NamedTuple):
    """A template with one slip in it."""

    where: str
    source: str


def slips(name: str, source: str) -> Iterator[Slip]:
    """Yield the template with each slip, one at a time."""
    for place, old, new in _changes(source):
        line = source.count("\n", 0, place) + 1
        changed = source[:place] + new + source[place + len(old) :]
        if changed != source:
            yield Slip(f"{name}:{line}: {old} -> {new}", changed)


def _changes(source: str) -> Iterator[tuple[int, str, str]]:
    """Yield the place of each change, what is there, and what takes its place."""
    comments = [m.span() for m in re.finditer(r"\{#.*?#\}", source, re.DOTALL)]

    def found(pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        for match in pattern.finditer(source):
            if not any(start <= match.start() < end for start, end in comments):
                yield match

    for match in found(VALUE):
        whole, inner = match[0], match[1]
        if UNSHOWN.match(inner) or WORDS.fullmatch(inner):
            continue
        yield match.start(), whole, ""
        yield match.start(), whole, whole + whole
        for changed in _expressions(inner):
            yield match.start(1), inner, changed
    for match in found(LOOP):
        if match[2].startswith("diagram."):
            continue
        items, condition = match[2], match[3] or ""
        for changed in (
            f"({items}) | list | reverse",
            f"(({items}) | list) * 2",
            f"(({items}) | list)[1:]",
        ):
            yield match.start(2), items, changed
        for changed in _expressions(items):
            yield match.start(2), items, changed
        if condition:
            yield match.start(3), condition, ""
    for match in found(CONDITION):
        if LAYOUT.fullmatch(match[2]):
            continue
        yield match.start(2), match[2], f"not ({match[2]})"
        yield match.start(2), match[2], "true"
        yield match.start(2), match[2], "false"


def _expressions(inner: str) -> Iterator[str]:
    """Yield an expression with another code's values, exchanged attributes, or another label."""
    for name, other in OTHERS.items():
        pattern = rf"(?<![\w.\"'-]){name}(?![\w\"'=(-])"
        if re.search(pattern, inner):
            yield re.sub(pattern, other, inner)
    for one, two in EXCHANGED:
        for old, new in ((one, two), (two, one)):
            if re.search(rf"\.{old}\b", inner):
                yield re.sub(rf"\.{old}\b", f".{new}", inner)
    if match := re.search(r" if (.+?) else ", inner):
        yield inner.replace(match[1], f"not ({match[1]})")
