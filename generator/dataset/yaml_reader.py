"""Read a strict subset of YAML into plain values with positions.

The subset has mappings, lists, strings and decimal integers. Scalars whose type YAML guesses (`no` as
false, `0123` as octal), anchors, aliases, tags and duplicate keys are problems.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from generator.dataset.diagnostics import Diagnostic, RuleId, of_file
from generator.dataset.rules.declarations import (
    FILE_CHARACTERS,
    FILE_CONFLICT,
    FILE_EMPTY,
    FILE_ENCODING,
    FILE_READ,
    FILE_SIZE,
    YAML_DUPLICATE_KEY,
    YAML_SCALAR,
    YAML_SUBSET,
    YAML_SYNTAX,
)
from generator.dataset.source_file import Location, Position, SourceFile, dotted

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser, if PyYAML has it

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
_CONFLICT = re.compile(r"(<{7}|\|{7}|={7}|>{7})(\s|$)")
_MAX_LENGTH = 12_000_000  # characters; the release of ten thousand codes has 8,400,000
_MAX_DEPTH = 32  # levels; the data have 7
_INVISIBLE = "contains the invisible character U+{:04X}"


def load(path: Path, shown_as: str) -> tuple[SourceFile | None, list[Diagnostic]]:
    """Return the file, or None if it cannot be parsed, and its problems."""
    raw, problems = read_bytes(path, shown_as)
    return (None, problems) if raw is None else parse(raw, shown_as)


def read_bytes(path: Path, shown_as: str) -> tuple[bytes | None, list[Diagnostic]]:
    """Return the content of a file, or None, and its problems: a pipe would never end, nor a huge file soon."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            message, hint = "is no regular file", "replace it with one"
            return None, [of_file(shown_as, message, hint, FILE_READ)]
        if status.st_size > 4 * _MAX_LENGTH:  # bytes of a character
            return None, [_oversized(shown_as)]
        return path.read_bytes(), []
    except OSError as error:
        return None, [unreadable(shown_as, error)]


def unreadable(shown_as: str, error: OSError) -> Diagnostic:
    """Return the problem of a file or a folder that cannot be read."""
    message, hint = f"cannot be read ({error.strerror})", "check that it exists and is readable"
    return of_file(shown_as, message, hint, FILE_READ)


def _oversized(shown_as: str) -> Diagnostic:
    message, hint = f"has more than {_MAX_LENGTH} characters", "split it, or shorten its texts"
    return of_file(shown_as, message, hint, FILE_SIZE)


def parse(raw: bytes, shown_as: str) -> tuple[SourceFile | None, list[Diagnostic]]:
    """Return the file with the content `raw`, or None if it cannot be parsed, and its problems."""

    def refuse(message: str, hint: str, rule: RuleId, *place: int) -> tuple[None, list[Diagnostic]]:
        return None, [of_file(shown_as, message, hint, rule, *place)]

    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return refuse("is not UTF-8", "save it as UTF-8", FILE_ENCODING, line)
    if text.startswith("\ufeff"):
        return refuse("starts with a byte order mark", "save it without one", FILE_ENCODING)
    if len(text) > _MAX_LENGTH:
        return None, [_oversized(shown_as)]
    problems = [*conflicts(text, shown_as), *_invisible(text, shown_as)]
    if problems:
        return None, problems
    reader = _Reader(shown_as)
    try:
        value = reader.read(text)
    except yaml.MarkedYAMLError as error:
        message = f"is not YAML: {' '.join(filter(None, (error.context, error.problem)))}"
        hint = "correct the syntax (indent with spaces)"
        place = _error_position(text, error)
        return None, reader.outside or refuse(message, hint, YAML_SYNTAX, *place)[1]
    if reader.outside:
        return None, reader.outside
    if not reader.documents:
        return refuse("is empty", "add its records, or delete it", FILE_EMPTY)
    return SourceFile(shown_as, value, reader.positions), reader.problems


def _error_position(text: str, error: yaml.MarkedYAMLError) -> Position:
    """Return a position within `text`: the parser's may be after its end."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.rstrip("\n").split("\n")
    if line > len(lines):
        return len(lines), len(lines[-1]) + 1
    # The parser also counts a lone carriage return as the end of a line.
    return line, min(column, len(lines[line - 1]) + 1)


def is_conflict(line: str) -> bool:
    """Return whether git adds such a line where it cannot merge."""
    return bool(_CONFLICT.match(line))


def conflicts(text: str, shown_as: str) -> Iterator[Diagnostic]:
    """Report each line that git adds where it cannot merge."""
    for line, words in enumerate(text.split("\n"), 1):
        if is_conflict(words):
            message, hint = "has a conflict marker", "resolve the conflict, and delete its markers"
            yield of_file(shown_as, message, hint, FILE_CONFLICT, line)


def _invisible(text: str, shown_as: str) -> Iterator[Diagnostic]:
    """Report the first invisible character of each line."""
    last = 0
    for found in _FORBIDDEN.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        if line > last:
            last = line
            column = found.start() - text.rfind("\n", 0, found.start())
            message = _INVISIBLE.format(ord(found[0]))
            yield of_file(shown_as, message, "delete it", FILE_CHARACTERS, line, column)


class _TooDeep(Exception):
    """Stops the reader."""


class _Reader:
    """Builds values from the parser's events, and collects their positions and problems."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.positions: dict[Location, Position] = {}
        self.problems: list[Diagnostic] = []
        self.outside: list[Diagnostic] = []
        """Problems with YAML features outside the subset."""
        self.documents = self.depth = 0
        self.events: Iterator[yaml.Event] = iter(())

    def read(self, text: str) -> Any:
        """Return the value of the first document; raise `yaml.YAMLError` if the syntax is wrong."""
        values = []
        self.events = yaml.parse(text, Loader=_Loader)
        with suppress(_TooDeep):
            for event in self.events:
                if isinstance(event, yaml.DocumentStartEvent):
                    self.documents += 1
                    if self.documents == 2:
                        hint = "move it to a file of its own"
                        self._refuse(event, "has a second document", hint)
                    values.append(self.value(next(self.events), ()))
        return values[0] if values else None

    def value(self, event: Any, location: Location) -> Any:
        """Return the value that starts with `event`."""
        position = _position(event)
        # A mapping's value has the position of its key.
        self.positions.setdefault(location, position)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"uses the alias *{event.anchor}", "repeat the value")
            return None
        if event.anchor:
            self._refuse(event, f"sets the anchor &{event.anchor}", "remove it")
        if event.tag:
            self._refuse(event, f"uses the tag {event.tag}", "remove it")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, location, position)
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            self._refuse(event, "is nested too deeply", "flatten it")
            raise _TooDeep
        mapping = isinstance(event, yaml.MappingStartEvent)
        found = self._mapping(location) if mapping else self._list(location)
        self.depth -= 1
        return found

    def _list(self, location: Location) -> list[Any]:
        result: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            result.append(self.value(event, (*location, len(result))))
        return result

    def _mapping(self, location: Location) -> dict[str | int, Any]:
        result: dict[str | int, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            position = _position(event)
            if not isinstance(event, yaml.ScalarEvent):
                message, hint = "has a key that is not text", "use a name or a number"
                self._problem(location, position, message, hint, YAML_SUBSET)
                self._skip(event)
                self._skip(next(self.events))
                continue
            key = self.value(event, location)
            if key in result:
                message, hint = "is a duplicate key", "delete one of the two"
                self._problem((*location, key), position, message, hint, YAML_DUPLICATE_KEY)
                self._skip(next(self.events))
                continue
            here = (*location, key)
            self.positions[here] = position
            result[key] = self.value(next(self.events), here)
        return result

    def _skip(self, event: yaml.Event) -> None:
        """Read and drop the value that starts with `event`, as it has no location of its own."""
        aside = _Reader(self.path)
        aside.events, aside.depth = self.events, self.depth
        aside.value(event, ())
        self.outside += aside.outside

    def _scalar(self, event: yaml.ScalarEvent, location: Location, position: Position) -> str | int:
        text: str = event.value
        if event.style == '"' and (found := _FORBIDDEN.search(text)):  # as an escape sequence
            message = _INVISIBLE.format(ord(found[0]))
            self._problem(location, position, message, "delete it", FILE_CHARACTERS)
        if event.style:  # quoted or block; plain is '' or None
            return text
        if _INTEGER.fullmatch(text) and len(text) < 20 and text != "-0":
            return int(text)
        if not text:
            self._problem(
                location, position, "has no value", "add one, or delete the line", YAML_SCALAR
            )
        elif _GUESSED.fullmatch(text):
            message = f"is `{text}`, whose type differs between YAML parsers"
            hint = f'quote it as "{text}", or use a plain decimal number'
            self._problem(location, position, message, hint, YAML_SCALAR)
        return text

    def _problem(
        self, location: Location, position: Position, message: str, hint: str, rule: RuleId
    ) -> None:
        self.problems.append(
            Diagnostic(self.path, *position, dotted(location), message, hint, rule)
        )

    def _refuse(self, event: yaml.Event, message: str, hint: str) -> None:
        self.outside.append(of_file(self.path, message, hint, YAML_SUBSET, *_position(event)))


def _position(event: yaml.Event) -> Position:
    mark = event.start_mark
    assert mark  # always set by the parser
    return mark.line + 1, mark.column + 1
