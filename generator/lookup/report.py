"""The command `scan`: which codes are in a log, as text, JSON or Markdown."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import Any

from .log import blocks
from .recognise import Index
from .scan import Entry, Scanner, learn
from .store import Store
from .terminal import printable, to_json, write
from .unknown import explain, fill

KINDS = ("certain", "possible", "unknown")
STANDARD_INPUT = "-"


def run(arguments: Namespace, store: Store) -> int:
    """Prints what is in the logs; 1 where that is a code, 0 where none, 2 for what is unreadable."""
    index = store.index(arguments.lang)
    scanner = Scanner(learn(index))
    is_unreadable = False
    for file in arguments.files or [STANDARD_INPUT]:
        try:
            _read(file, scanner)
        except OSError as error:
            print(f"{printable(file)}: {error.strerror}", file=sys.stderr)
            is_unreadable = True
    report = Report(store, index, scanner)
    if arguments.format == "json":
        write(to_json(report.to_json()) + "\n", "utf-8")
    elif arguments.format == "markdown":
        write(report.markdown(), "utf-8")
    else:
        write("\n".join(report.text()) + "\n")
    return 2 if is_unreadable else int(report.is_alarming)


def _read(file: str, scanner: Scanner) -> None:
    if file != STANDARD_INPUT:
        with open(file, "rb") as log:
            scanner.read(file, blocks(log))
        return
    if sys.stdin.isatty():
        print("reading what you type; end with Ctrl-D (on Windows Ctrl-Z)", file=sys.stderr)
    scanner.read(STANDARD_INPUT, blocks(sys.stdin.buffer))


class Report:
    """Says in one language what a scan found."""

    def __init__(self, store: Store, index: Index, scanner: Scanner) -> None:
        self.url: str = store.site["url"]
        self.index = index
        self.scanner = scanner
        self.strings: dict[str, str] = index["strings"]
        self.records = {record["c"]: record for record in index["records"]}
        self.values = {value["h"]: value for value in index["legacy"]}
        self.groups = {
            kind: entries
            for kind in KINDS
            if (entries := [entry for entry in scanner.entries if entry.kind == kind])
        }

    @property
    def is_alarming(self) -> bool:
        """Whether an error is in the log: a value that reports none, such as 0, is no alarm."""
        return any(
            kind == "unknown"
            or (kind == "certain" and self.records.get(entry.code, {}).get("k") != "status")
            for kind, entries in self.groups.items()
            for entry in entries
        )

    def meaning(self, entry: Entry) -> tuple[list[str], list[str], list[str]]:
        """The names of a finding, what it can mean, and what to do."""
        if entry.kind == "unknown":
            segments, _, foreign = explain(entry.code, self.index)
            digits = (f"{part}{self.strings['colon']}{text}" for part, text in segments)
            said = [self.strings["separator"].join(digits), foreign or ""]
            return [], [text for text in said if text], []
        record: Mapping[str, Any] = self.records.get(entry.code, {"n": [], "r": []})
        values = [self.values[anchor] for anchor in entry.legacy]
        names = [*record["n"], *dict.fromkeys(value["n"] for value in values if value["n"])]
        meanings = [record["x"]] if "x" in record else []
        meanings += (f"{value['f']}{self.strings['colon']}{value['x']}" for value in values)
        return names, meanings, [self.index["remedies"][i] for i in record["r"]]

    def place(self, entry: Entry) -> str:
        """How often, and on which line first."""
        label = "lookup_once" if entry.count == 1 else "lookup_times"
        return fill(self.strings[label], n=entry.count, line=entry.lines[0].number)

    def permalink(self, entry: Entry) -> str | None:
        """The code's address; None for a number nobody knows."""
        return None if entry.kind == "unknown" else f"{self.url}{entry.code}/"

    # --- text

    def text(self) -> Iterator[str]:
        """The lines of the report for a terminal."""
        counts = (
            fill(self.strings[f"lookup_count_{kind}"], n=len(entries))
            for kind, entries in self.groups.items()
        )
        found = self.strings["separator"].join(counts)
        label = "lookup_summary" if found else "lookup_none"
        yield fill(self.strings[label], lines=self.scanner.lines, found=found)
        for kind, entries in self.groups.items():
            yield ""
            yield self.strings[f"lookup_{kind}"]
            if kind == "possible":
                yield self.strings["lookup_possible_why"]
            for entry in entries:
                yield ""
                yield from self.entry(entry)
        if self.scanner.unlisted:
            yield ""
            yield fill(self.strings["lookup_more"], n=self.scanner.unlisted)

    def entry(self, entry: Entry) -> Iterator[str]:
        names, meanings, remedies = self.meaning(entry)
        head = " ".join([str(entry.code), *names])
        yield f"  {head}{self.strings['colon']}{self.place(entry)}"
        yield from (f"    {text}" for text in meanings)
        if remedies and entry.kind == "certain":
            yield f"    {self.strings['lookup_do']}"
            yield from (f"    {number}. {text}" for number, text in enumerate(remedies, 1))
        for line in entry.lines:
            yield f"    {printable(line.source)}:{line.number}: {printable(line.text)}"
        if permalink := self.permalink(entry):
            yield f"    {permalink}"

    # --- for programs

    def to_json(self) -> dict[str, Any]:
        """The report as plain values; texts are of one language."""
        return {
            "language": self.index["lang"],
            "lines": self.scanner.lines,
            "findings": [self.finding(entry) for entry in self.scanner.entries],
            "unlisted": self.scanner.unlisted,
        }

    def finding(self, entry: Entry) -> dict[str, Any]:
        names, meanings, remedies = self.meaning(entry)
        return {
            "kind": entry.kind,
            "code": entry.code,
            "names": names,
            "legacy": list(entry.legacy),
            "count": entry.count,
            "meanings": meanings,
            "remedies": remedies,
            "permalink": self.permalink(entry),
            "first_lines": [
                {"file": line.source, "line": line.number, "text": line.text}
                for line in entry.lines
            ],
        }

    # --- for an issue

    def markdown(self) -> str:
        """Tables as the log reader copies them; of the log itself nothing."""
        columns = ("code", "name", "count", "line", "meaning", "do")
        titles = [self.strings[f"lookup_column_{column}"] for column in columns]
        lines = []
        for kind, entries in self.groups.items():
            lines += [f"### {self.strings[f'lookup_{kind}']}", ""]
            lines += [f"| {' | '.join(titles)} |", "| --- | --- | ---: | ---: | --- | --- |"]
            lines += [f"| {' | '.join(self.row(entry))} |" for entry in entries]
            lines.append("")
        return "\n".join(lines)

    def row(self, entry: Entry) -> list[str]:
        names, meanings, remedies = self.meaning(entry)
        permalink = self.permalink(entry)
        return [
            f"[{entry.code}]({permalink})" if permalink else str(entry.code),
            " ".join(f"`{name}`" for name in names),
            str(entry.count),
            str(entry.lines[0].number),
            _cell(" ".join(meanings)),
            _cell(" ".join(remedies)),
        ]


_SPECIAL = str.maketrans({mark: f"\\{mark}" for mark in r"\`*_{}[]<>|~#"})


def _cell(text: str) -> str:
    return " ".join(text.translate(_SPECIAL).split())
