"""Reads YAML into plain values that remember where they stood.

The subset is strict: mappings, lists, strings and decimal integers. What YAML would guess
(`no` as false, `0123` as octal), or what hides a value from an editor (anchors, aliases, tags,
repeated keys), is a problem and not a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from generator.problems import Problem

Loc = tuple[str | int, ...]
Marks = dict[Loc, tuple[int, int]]  # lines and columns
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser where PyYAML has it

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_GUESSED = re.compile(
    r"""~|null|true|false|yes|no|on|off|y|n       # booleans and null
      | [-+]?0[xo]?[0-9a-f_]+ | [-+]?[0-9][0-9_]*  # octal, hexadecimal, 1_000
      | [-+]?(\.[0-9]+|[0-9]+\.[0-9]*)(e[-+]?[0-9]+)? | [0-9]+e[-+]?[0-9]+
      | [-+]?\.(inf|nan)""",
    re.IGNORECASE | re.VERBOSE,
)
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_LONGEST = 4_000_000  # characters; the release of ten thousand codes has a fourth
_DEEPEST = 32  # levels; the real files have 7


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its value, and where each key or item stands in its text."""

    path: str
    value: Any
    text: str = field(repr=False)

    def mark(self, loc: Loc) -> tuple[int, int]:
        """The line and column of `loc`, or of the nearest thing around it that is in the file."""
        marks = _marks(self.text)
        while loc not in marks:
            loc = loc[:-1]
        return marks[loc]

    def problem(self, loc: Loc, what: str, fix: str, rule: str) -> Problem:
        """A problem with the value at `loc`."""
        line, column = self.mark(loc)
        return Problem(self.path, line, column, _spell(loc), what, fix, rule)


def _spell(loc: Loc) -> str:
    return ".".join(str(part) for part in loc) or "the file"


def load(path: Path, shown_as: str) -> tuple[Document | None, list[Problem]]:
    """Reads one file; without a document where it cannot be read at all."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        what, fix = f"cannot be read ({error.strerror})", "check that it is there and readable"
        return None, [Problem(shown_as, 1, 1, "the file", what, fix, "file-read")]
    document, problems = _parse(raw, shown_as)
    return document, list(problems)


@lru_cache(maxsize=256)  # while pages are served, one file changes and all others do not
def _parse(raw: bytes, shown_as: str) -> tuple[Document | None, Sequence[Problem]]:
    """What a file with that content says."""

    def refuse(
        what: str, fix: str, rule: str, line: int = 1, column: int = 1
    ) -> tuple[None, Sequence[Problem]]:
        return None, [Problem(shown_as, line, column, "the file", what, fix, rule)]

    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return refuse("is not UTF-8", "save it as UTF-8", "file-encoding", line)
    if text.startswith("\ufeff"):
        return refuse(
            "begins with a byte order mark", "save it as UTF-8 without one", "file-encoding"
        )
    if len(text) > _LONGEST:
        return refuse(
            f"has more than {_LONGEST} characters", "split it or shorten its texts", "file-size"
        )
    problems = list(_invisible(text, shown_as))
    if problems:
        return None, problems
    problems = list(_beyond_the_subset(text, shown_as))
    if problems:
        return None, problems
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        lines = text.rstrip("\n").split("\n")
        if line > len(lines):  # the end of the file, which nobody can be shown
            line, column = len(lines), len(lines[-1]) + 1
        column = min(column, len(lines[line - 1]) + 1)  # a lone carriage return ends no line here
        what = f"is not YAML: {' '.join(filter(None, (error.context, error.problem)))}"
        return refuse(what, "mend the syntax (indent with spaces)", "yaml-syntax", line, column)
    if node is None:
        return refuse("is empty", "write its records or delete it", "file-empty")
    reader = _Reader(shown_as)
    value = reader.value(node, ())
    return Document(shown_as, value, text), reader.problems


@lru_cache(maxsize=8)
def _marks(text: str) -> Marks:
    """Where everything in a text that is read stands: they are many, and seldom asked for."""
    marks: Marks = {}
    node = yaml.compose(text, Loader=_Loader)
    assert node  # it was read before
    _Reader("", marks).value(node, ())
    return marks


def forget() -> None:
    """Lets go of the files that were read, for a process that will not read them again."""
    _parse.cache_clear()


def _position(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _invisible(text: str, shown_as: str) -> Iterator[Problem]:
    """The first invisible character of each line that has one."""
    last = 0
    for found in _FORBIDDEN.finditer(text):
        line, column = _position(text, found.start())
        if line > last:
            last = line
            what = f"contains the invisible character U+{ord(found[0]):04X}"
            yield Problem(shown_as, line, column, "the file", what, "delete it", "file-characters")


def _beyond_the_subset(text: str, shown_as: str) -> Iterator[Problem]:
    """Anchors, aliases, tags, several documents and depth, which composing would hide."""
    depth = documents = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            line, column = _place(event)

            def problem(what: str, fix: str, rule: str) -> Problem:
                return Problem(shown_as, line, column, "the file", what, fix, rule)  # noqa: B023

            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    yield problem("has a second document", "keep one a file", "yaml-subset")
            if isinstance(event, yaml.AliasEvent):
                yield problem(
                    f"uses the alias *{event.anchor}", "write the value out", "yaml-subset"
                )
                continue
            if anchor := getattr(event, "anchor", None):
                yield problem(f"sets the anchor &{anchor}", "remove it", "yaml-subset")
            if tag := getattr(event, "tag", None):
                yield problem(f"uses the tag {tag}", "remove it", "yaml-subset")
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _DEEPEST:
                    yield problem("is nested too deeply", "flatten it", "yaml-subset")
                    return
            if isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:
        return  # composing reports it with its place


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Reader:
    """Turns a tree of nodes into values, noting problems as it goes, and marks where it has to."""

    def __init__(self, path: str, marks: Marks | None = None) -> None:
        self.path = path
        self.marks = marks
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, loc: Loc) -> Any:
        mark = (node.start_mark.line + 1, node.start_mark.column + 1)
        if self.marks is not None:
            self.marks.setdefault(loc, mark)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, loc)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*loc, index)) for index, item in enumerate(node.value)]
        return self._scalar(node, loc, mark)

    def _mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str | int, Any]:
        result: dict[str | int, Any] = {}
        for key_node, value_node in node.value:
            mark = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                self._problem(loc, mark, "has a key that is no text", "write a name", "yaml-subset")
                continue
            key = self._scalar(key_node, loc, mark)
            if key in result:
                self._problem(
                    (*loc, key), mark, "stands here a second time", "keep one", "yaml-duplicate-key"
                )
                continue
            if self.marks is not None:
                self.marks[(*loc, key)] = mark
            result[key] = self.value(value_node, (*loc, key))
        return result

    def _scalar(self, node: yaml.Node, loc: Loc, mark: tuple[int, int]) -> str | int:
        text: str = node.value
        if found := _FORBIDDEN.search(text):  # written as an escape
            what = f"contains the invisible character U+{ord(found[0]):04X}"
            self._problem(loc, mark, what, "delete it", "file-characters")
        if getattr(node, "style", None):  # quoted or block; plain is '' or None
            return text
        if _INTEGER.fullmatch(text) and len(text) < 20 and text != "-0":
            return int(text)
        if not text:
            self._problem(loc, mark, "has no value", "write one or delete the line", "yaml-scalar")
        elif _GUESSED.fullmatch(text):
            self._problem(
                loc,
                mark,
                f"is `{text}`, which YAML readers take for different things",
                f'write "{text}" in quotes or a plain decimal number',
                "yaml-scalar",
            )
        return text

    def _problem(self, loc: Loc, mark: tuple[int, int], what: str, fix: str, rule: str) -> None:
        self.problems.append(Problem(self.path, *mark, _spell(loc), what, fix, rule))
