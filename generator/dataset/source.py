"""Reads YAML into plain values that remember where they stood.

The subset is strict: mappings, lists, strings and decimal integers. What YAML would guess
(`no` as false, `0123` as octal), or what hides a value from an editor (anchors, aliases, tags,
repeated keys), is a problem and not a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from generator.dataset.diagnostics import Problem, RuleId
from generator.dataset.document import Document, Loc, Marks, spell
from generator.dataset.rules.declarations import (
    FILE_CHARACTERS,
    FILE_EMPTY,
    FILE_ENCODING,
    FILE_READ,
    FILE_SIZE,
    YAML_DUPLICATE_KEY,
    YAML_SCALAR,
    YAML_SUBSET,
    YAML_SYNTAX,
)

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


def load(path: Path, shown_as: str) -> tuple[Document | None, list[Problem]]:
    """Reads one file; without a document where it cannot be read at all."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        what, fix = f"cannot be read ({error.strerror})", "check that it is there and readable"
        return None, [Problem(shown_as, 1, 1, "the file", what, fix, FILE_READ)]
    return _parse(raw, shown_as)


def _parse(raw: bytes, shown_as: str) -> tuple[Document | None, list[Problem]]:
    """What a file with that content says."""

    def refuse(
        what: str, fix: str, rule: RuleId, line: int = 1, column: int = 1
    ) -> tuple[None, list[Problem]]:
        return None, [Problem(shown_as, line, column, "the file", what, fix, rule)]

    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return refuse("is not UTF-8", "save it as UTF-8", FILE_ENCODING, line)
    if text.startswith("\ufeff"):
        return refuse(
            "begins with a byte order mark", "save it as UTF-8 without one", FILE_ENCODING
        )
    if len(text) > _LONGEST:
        return refuse(
            f"has more than {_LONGEST} characters", "split it or shorten its texts", FILE_SIZE
        )
    problems = list(_invisible(text, shown_as))
    if problems:
        return None, problems
    reader = _Reader(shown_as)
    try:
        value = reader.read(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        lines = text.rstrip("\n").split("\n")
        if line > len(lines):  # the end of the file, which nobody can be shown
            line, column = len(lines), len(lines[-1]) + 1
        column = min(column, len(lines[line - 1]) + 1)  # a lone carriage return ends no line here
        what = f"is not YAML: {' '.join(filter(None, (error.context, error.problem)))}"
        fix = "mend the syntax (indent with spaces)"
        return None, reader.beyond or refuse(what, fix, YAML_SYNTAX, line, column)[1]
    if reader.beyond:
        return None, reader.beyond
    if not reader.documents:
        return refuse("is empty", "write its records or delete it", FILE_EMPTY)
    return Document(shown_as, value, reader.marks), reader.problems


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
            yield Problem(shown_as, line, column, "the file", what, "delete it", FILE_CHARACTERS)


class _TooDeep(Exception):
    """Nothing after this place is read."""


class _Reader:
    """Turns the parser's events into values, noting their places and problems as it goes."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.marks: Marks = {}
        self.problems: list[Problem] = []
        self.beyond: list[Problem] = []
        """What the subset has not: anchors, aliases, tags, several documents and depth."""
        self.documents = self.depth = 0
        self.events: Iterator[yaml.Event] = iter(())

    def read(self, text: str) -> Any:
        """The value of the first document; raises `yaml.YAMLError`."""
        values = []
        self.events = yaml.parse(text, Loader=_Loader)
        with suppress(_TooDeep):
            for event in self.events:
                if isinstance(event, yaml.DocumentStartEvent):
                    self.documents += 1
                    if self.documents == 2:
                        self._refuse(event, "has a second document", "keep one a file")
                    values.append(self.value(next(self.events), ()))
        return values[0] if values else None

    def value(self, event: Any, loc: Loc) -> Any:
        """What begins with the event."""
        mark = _place(event)
        self.marks.setdefault(loc, mark)  # of a mapping's value its key stands first
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"uses the alias *{event.anchor}", "write the value out")
            return None
        if event.anchor:
            self._refuse(event, f"sets the anchor &{event.anchor}", "remove it")
        if event.tag:
            self._refuse(event, f"uses the tag {event.tag}", "remove it")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, loc, mark)
        self.depth += 1
        if self.depth > _DEEPEST:
            self._refuse(event, "is nested too deeply", "flatten it")
            raise _TooDeep
        mapping = isinstance(event, yaml.MappingStartEvent)
        found = self._mapping(loc) if mapping else self._list(loc)
        self.depth -= 1
        return found

    def _list(self, loc: Loc) -> list[Any]:
        result: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            result.append(self.value(event, (*loc, len(result))))
        return result

    def _mapping(self, loc: Loc) -> dict[str | int, Any]:
        result: dict[str | int, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            mark = _place(event)
            if not isinstance(event, yaml.ScalarEvent):
                self._problem(loc, mark, "has a key that is no text", "write a name", YAML_SUBSET)
                self._skip(event)
                self._skip(next(self.events))
                continue
            key = self.value(event, loc)
            if key in result:
                self._problem(
                    (*loc, key), mark, "stands here a second time", "keep one", YAML_DUPLICATE_KEY
                )
                self._skip(next(self.events))
                continue
            self.marks[(*loc, key)] = mark
            result[key] = self.value(next(self.events), (*loc, key))
        return result

    def _skip(self, event: yaml.Event) -> None:
        """Reads what begins with the event: its own problems cannot be mended where it stands."""
        aside = _Reader(self.path)
        aside.events, aside.depth = self.events, self.depth
        aside.value(event, ())
        self.beyond += aside.beyond

    def _scalar(self, event: yaml.ScalarEvent, loc: Loc, mark: tuple[int, int]) -> str | int:
        text: str = event.value
        if found := _FORBIDDEN.search(text):  # written as an escape
            what = f"contains the invisible character U+{ord(found[0]):04X}"
            self._problem(loc, mark, what, "delete it", FILE_CHARACTERS)
        if event.style:  # quoted or block; plain is '' or None
            return text
        if _INTEGER.fullmatch(text) and len(text) < 20 and text != "-0":
            return int(text)
        if not text:
            self._problem(loc, mark, "has no value", "write one or delete the line", YAML_SCALAR)
        elif _GUESSED.fullmatch(text):
            self._problem(
                loc,
                mark,
                f"is `{text}`, which YAML readers take for different things",
                f'write "{text}" in quotes or a plain decimal number',
                YAML_SCALAR,
            )
        return text

    def _problem(self, loc: Loc, mark: tuple[int, int], what: str, fix: str, rule: RuleId) -> None:
        self.problems.append(Problem(self.path, *mark, spell(loc), what, fix, rule))

    def _refuse(self, event: yaml.Event, what: str, fix: str) -> None:
        place = _place(event)
        self.beyond.append(Problem(self.path, *place, "the file", what, fix, YAML_SUBSET))


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    assert mark  # the parser's events have one
    return mark.line + 1, mark.column + 1
