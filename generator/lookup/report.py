"""Word the findings of `scan`: each when it is first seen, and a summary, or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .terminal import fill, marked, printable

Entry = dict[str, Any]
KEPT = ("code", "stage", "names", "legacy", "count", "meanings", "remedies", "retries", "verdicts")
"""What programs get of a finding as the engine says it."""


class Report:
    """The words of a report in one language; `url` is the site's, if it has one."""

    def __init__(self, url: str | None, strings: dict[str, str]) -> None:
        self.url = url
        self.strings = strings

    # --- when a finding is first seen

    def first(self, entry: Entry) -> Iterator[str]:
        """Yield the line that a finding is in, and what it means; of a success nothing."""
        if entry["group"] == "success":
            return
        yield from self.lines(entry, "")
        is_doubtful = entry["group"] in ("possible", "unknown")
        doubt = self.strings[f"lookup_{entry['group']}"] if is_doubtful else ""
        yield self.head(entry, entry["stageTitle"] or doubt)
        yield from (f"    {text}" for text in entry["whose"])
        for held in entry["guidance"]:
            place = f"{held['place']}{self.strings['colon']}" if held["place"] else ""
            yield f"    {place}{marked(self.strings, held['cause'], held['mark'])}"
            if entry["certain"]:
                yield from self.advice(held)
        yield from (f"    {text}" for text in entry["others"])
        if permalink := self.permalink(entry):
            yield f"    {permalink}"
        yield ""

    def advice(self, held: dict[str, Any]) -> Iterator[str]:
        """Yield the steps and the answer on retries that hold at some stages."""
        if held["steps"]:
            yield f"    {self.strings['lookup_remedies']}"
            yield from (f"    {number}. {text}" for number, text in enumerate(held["steps"], 1))
        if held["retry"]:
            yield f"    {self.strings['lookup_retry']}{self.strings['space']}{held['retry']}"

    def head(self, entry: Entry, said: str) -> str:
        """Return the code with its names, and what is said of it."""
        names = " ".join([printable(str(entry["code"])), *entry["names"]])
        return f"  {names}{self.strings['colon']}{said}" if said else f"  {names}"

    def lines(self, entry: Entry, indent: str) -> Iterator[str]:
        """Yield the first lines of a log that have a finding."""
        for hit in entry["hits"]:
            yield f"{indent}{printable(hit['source'])}:{hit['number'] + 1}: {printable(hit['text'])}"

    def permalink(self, entry: Entry) -> str | None:
        """Return the URL of a code's permalink, or None if there is none."""
        return f"{self.url}{entry['code']}/" if self.url and entry["kind"] == "known" else None

    # --- at the end

    def summary(self, found: dict[str, Any], lines: int) -> Iterator[str]:
        """Yield the findings by group, each with its first lines; `lines` were scanned."""
        counts = self.strings["separator"].join(found["counts"])
        label = "lookup_summary" if counts else "lookup_none"
        yield fill(self.strings[label], lines=lines, found=counts)
        for group, entries in found["groups"]:
            if group == "success" or not entries:
                continue
            yield ""
            yield self.strings[f"lookup_{group}"]
            if group == "possible":
                yield self.strings["lookup_possible_note"]
            for entry in entries:
                yield self.head(entry, entry["place"])
                yield from self.lines(entry, "    ")
        if found["unlisted"]:
            yield ""
            yield fill(self.strings["lookup_more"], n=found["unlisted"])
        if found["short"]:
            yield ""
            numbers = self.strings["separator"].join(map(str, found["short"]))
            yield fill(self.strings["lookup_short"], numbers=numbers)

    def document(
        self, found: dict[str, Any], language: str, lines: int, unread: list[str]
    ) -> dict[str, Any]:
        """Return all of it as plain values; findings are in order of appearance."""
        entries = [entry for _, group in found["groups"] for entry in group]
        return {
            "language": language,
            "lines": lines,
            "findings": [
                {
                    "kind": entry["group"],
                    **{key: entry[key] for key in KEPT},
                    "permalink": self.permalink(entry),
                    "first_lines": [
                        {"file": hit["source"], "line": hit["number"] + 1, "text": hit["text"]}
                        for hit in entry["hits"]
                    ],
                }
                for entry in sorted(entries, key=lambda entry: int(entry["order"]))
            ],
            "unlisted": found["unlisted"],
            "short": found["short"],
            "not_scanned": unread,
        }


def is_alarming(found: dict[str, Any]) -> bool:
    """Return whether logs contain an error, be it another product's; a status, such as 0, is none."""
    groups = dict(found["groups"])
    sure = [*groups["certain"], *groups["other"]]
    return bool(groups["unknown"]) or any(not entry["isStatus"] for entry in sure)
