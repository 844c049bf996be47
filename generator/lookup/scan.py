"""The command `scan`: read logs, and report the codes in them as text, JSON or Markdown."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from .engine import NoEngine
from .log import Damaged, NotText, blocks
from .report import Entry, Report, is_alarming
from .scanner import Scanner
from .store import Store
from .terminal import printable, to_json, write

STANDARD_INPUT = "-"


def run(arguments: Namespace, store: Store) -> int:
    """Scan files and folders, and report; return 1 if they contain an error code and 0 if not, or 2 if one is
    unreadable or no text. Ctrl-C ends the scan with a report of what it found, and 130.
    """
    words = store.words(arguments.lang)

    def tell(entry: Entry) -> None:
        write("".join(f"{line}\n" for line in report.first(entry)))

    try:
        scanner = Scanner(store.index(arguments.lang), tell if arguments.format == "text" else None)
    except NoEngine:
        print(words["command-no-scan"], file=sys.stderr)
        return 2
    report = Report(store.url, scanner.index["strings"])

    given = arguments.files or [STANDARD_INPUT]
    if STANDARD_INPUT in given and sys.stdin.isatty():
        print(words["command-standard-input"], file=sys.stderr)
    unread: list[str] = []
    is_stopped = False
    try:
        for file in _files(given):
            if problem := _scan(file, scanner, words):
                unread.append(file)
                print(f"{printable(file)}: {problem}", file=sys.stderr)
    except KeyboardInterrupt:
        is_stopped = True

    found = scanner.findings()
    if arguments.format == "json":
        write(
            to_json(report.document(found, arguments.lang, scanner.lines, unread)) + "\n", "utf-8"
        )
    elif arguments.format == "markdown":
        write(scanner.engine.call("tables", report.url), "utf-8")
    elif scanner.lines or not unread:
        write("\n".join(report.summary(found, scanner.lines)) + "\n")
    if is_stopped:
        return 130
    return 2 if unread else int(is_alarming(found) and not arguments.exit_zero)


class _Unreadable(Exception):
    """The system does not let a file be read."""


def _files(given: list[str]) -> Iterator[str]:
    """Yield the files, and those in the folders at any depth, in order of their paths."""
    for name in given:
        if name != STANDARD_INPUT and os.path.isdir(name):
            yield from (str(path) for path in sorted(Path(name).rglob("*")) if path.is_file())
        else:
            yield name


def _scan(file: str, scanner: Scanner, words: dict[str, str]) -> str | None:
    """Scan a file; return why it was not scanned as a whole, or None."""
    try:
        scanner.read(file, _read(file))
    except _Unreadable as error:
        return str(error)
    except NotText:
        return words["command-no-text"]
    except Damaged:
        return words["command-bad-gzip"]
    return None


def _read(file: str) -> Iterator[str]:
    # Errors of reading are told apart from those of writing a finding.
    try:
        if file == STANDARD_INPUT:
            yield from blocks(sys.stdin.buffer)
        else:
            with open(file, "rb") as log:
                yield from blocks(log)
    except OSError as error:
        raise _Unreadable(error.strerror) from error
