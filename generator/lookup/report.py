"""The command `scan`: report the codes in logs as text, JSON or Markdown."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from typing import Any

from .engine import Engine, NoEngine
from .log import blocks, pieces
from .prefilter import LINES_BEFORE, Prefilter
from .store import Store
from .terminal import fill, marked, printable, to_json, write

FIRST_LINES = 5  # lines that are kept for each finding
MOST_UNKNOWN = 1000  # unknown numbers that are kept
STANDARD_INPUT = "-"


def run(arguments: Namespace, store: Store) -> int:
    """Print a report; return 1 if the logs contain an error code, 0 if not, 2 if a file is unreadable."""
    words = store.words(arguments.lang)
    try:
        scanner = Scanner(store.index(arguments.lang))
    except NoEngine:
        print(words["command-no-scan"], file=sys.stderr)
        return 2
    if STANDARD_INPUT in (files := arguments.files or [STANDARD_INPUT]) and sys.stdin.isatty():
        print(words["command-standard-input"], file=sys.stderr)
    is_unreadable = False
    for file in files:
        try:
            _read(file, scanner)
        except OSError as error:
            print(f"{printable(file)}: {error.strerror}", file=sys.stderr)
            is_unreadable = True
    report = Report(store.site["url"], scanner)
    if arguments.format == "json":
        write(to_json(report.to_json()) + "\n", "utf-8")
    elif arguments.format == "markdown":
        write(scanner.engine.call("tables", report.url), "utf-8")
    else:
        write("\n".join(report.text()) + "\n")
    return 2 if is_unreadable else int(report.is_alarming)


def _read(file: str, scanner: Scanner) -> None:
    if file == STANDARD_INPUT:
        scanner.read(file, blocks(sys.stdin.buffer))
        return
    with open(file, "rb") as log:
        scanner.read(file, blocks(log))


class Scanner:
    """Scans logs, one after another."""

    def __init__(self, index: str) -> None:
        self.index: dict[str, Any] = json.loads(index)
        self.engine = Engine()
        self.engine.give(index)
        self.lines = 0
        keep = {"lines": FIRST_LINES, "unknown": MOST_UNKNOWN}
        rules = self.engine.call("scan", {"lang": self.index["lang"], **keep})
        keywords = [word for words in self.index["log_keywords"].values() for word in words]
        keywords += [word for stage in self.index["stages"] for word in stage["callbacks"]]
        for family in self.index["families"]:
            keywords += [*family.get("near", ()), *family.get("t", ())]
        self.prefilter = Prefilter(self.engine.call, rules, keywords)

    def read(self, source: str, blocks: Iterable[str]) -> None:
        """Scan one log; a block is any number of whole lines, or a piece of a long line."""
        self.engine.call("open", source)
        number = 0  # of lines before the block
        last_keyword = -LINES_BEFORE - 1
        is_open = False
        for block in blocks:
            raw = block.split("\n")
            positions, keyword = self.prefilter(block, last_keyword + LINES_BEFORE + 1 - number)
            found = (
                (number + position, piece)
                for position in positions
                for piece in pieces(raw[position].removesuffix("\r"))
            )
            if lines := list(found):
                self.engine.call("look", lines)
            if keyword is not None:
                last_keyword = number + keyword
            number += len(raw) - 1
            is_open = raw[-1] != ""
        self.lines += number + is_open


class Report:
    """The findings of a scan, described in one language."""

    def __init__(self, url: str, scanner: Scanner) -> None:
        self.url = url
        self.scanner = scanner
        self.strings: dict[str, str] = scanner.index["strings"]
        found = scanner.engine.call("findings")
        self.groups: dict[str, list[dict[str, Any]]] = {
            kind: entries for kind, entries in found["groups"] if entries
        }
        self.unlisted: int = found["unlisted"]
        self.short: list[int] = found["short"]

    @property
    def is_alarming(self) -> bool:
        """True if the logs contain an error, be it another product's; a status, such as 0, is none."""
        sure = [*self.groups.get("certain", []), *self.groups.get("other", [])]
        return "unknown" in self.groups or any(not entry["isStatus"] for entry in sure)

    def permalink(self, entry: dict[str, Any]) -> str | None:
        """Return the URL of a code's permalink, or None if the code isn't listed."""
        return f"{self.url}{entry['code']}/" if entry["kind"] == "known" else None

    def text(self) -> Iterator[str]:
        """Yield the lines of the report for a terminal."""
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
                yield self.strings["lookup_possible_note"]
            for entry in entries:
                yield ""
                yield from self.entry(entry)
        if self.unlisted:
            yield ""
            yield fill(self.strings["lookup_more"], n=self.unlisted)
        if self.short:
            yield ""
            numbers = self.strings["separator"].join(map(str, self.short))
            yield fill(self.strings["lookup_short"], numbers=numbers)

    def entry(self, entry: dict[str, Any]) -> Iterator[str]:
        head = " ".join([printable(str(entry["code"])), *entry["names"]])
        yield f"  {head}{self.strings['colon']}{entry['place']}"
        yield from (f"    {text}" for text in entry["whose"])
        for held in entry["guidance"]:
            place = f"{held['place']}{self.strings['colon']}" if held["place"] else ""
            yield f"    {place}{marked(self.strings, held['cause'], held['mark'])}"
            if entry["certain"]:
                yield from self.advice(held)
        yield from (f"    {text}" for text in entry["others"])
        for hit in entry["hits"]:
            yield f"    {printable(hit['source'])}:{hit['number'] + 1}: {printable(hit['text'])}"
        if permalink := self.permalink(entry):
            yield f"    {permalink}"

    def advice(self, held: dict[str, Any]) -> Iterator[str]:
        """Yield the steps and the answer on retries that hold at some stages."""
        if held["steps"]:
            yield f"    {self.strings['lookup_remedies']}"
            yield from (f"    {number}. {text}" for number, text in enumerate(held["steps"], 1))
        if held["retry"]:
            yield f"    {self.strings['lookup_retry']}{self.strings['space']}{held['retry']}"

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain values; findings are in order of appearance."""
        return {
            "language": self.scanner.index["lang"],
            "lines": self.scanner.lines,
            "findings": [
                {
                    "kind": kind,
                    "code": entry["code"],
                    "stage": entry["stage"],
                    "names": entry["names"],
                    "legacy": entry["legacy"],
                    "count": entry["count"],
                    "meanings": entry["meanings"],
                    "remedies": entry["remedies"],
                    "retries": entry["retries"],
                    "permalink": self.permalink(entry),
                    "first_lines": [
                        {"file": hit["source"], "line": hit["number"] + 1, "text": hit["text"]}
                        for hit in entry["hits"]
                    ],
                }
                for kind, entry in self._in_order()
            ],
            "unlisted": self.unlisted,
            "short": self.short,
        }

    def _in_order(self) -> list[tuple[str, dict[str, Any]]]:
        found = [(kind, entry) for kind, entries in self.groups.items() for entry in entries]
        return sorted(found, key=lambda pair: pair[1]["order"])
