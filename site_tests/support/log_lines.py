"""Lines of logs, with a maintainer's findings and the scanner's."""

from __future__ import annotations

from typing import NamedTuple

import yaml

from generator.lookup.scanner import Scanner
from site_tests.support.lookup import store
from site_tests.support.project import TESTS


class Judged(NamedTuple):
    """A line with the codes that are in it, for certain or possibly; `miss` says why the scanner differs."""

    text: str
    certain: frozenset[int] = frozenset()
    possible: frozenset[int] = frozenset()
    miss: str | None = None


def _read() -> list[Judged]:
    lines = yaml.safe_load((TESTS / "tables" / "log-lines.yaml").read_text("utf-8"))["lines"]
    sets = ("certain", "possible")
    return [Judged(**line | {key: frozenset(line.get(key, ())) for key in sets}) for line in lines]


LINES = _read()


def scanned() -> list[Judged]:
    """Return the findings of the scanner in each of `LINES`, as in a log of its own."""
    scanner = Scanner(store().index("en"))
    found = []
    for text, *_ in LINES:
        scanner.engine.call("scan", {"lang": "en", "lines": 0, "unknown": 1})  # begins anew
        scanner.read("log", [text])
        groups = dict(scanner.findings()["groups"])
        codes = {kind: frozenset(e["code"] for e in entries) for kind, entries in groups.items()}
        certain = codes["certain"] | codes["success"]
        found.append(Judged(text, certain, codes["possible"] - certain))
    return found


def rates(found: list[Judged]) -> tuple[float, float]:
    """Return the precision and the completeness of the certain codes that were found in `LINES`."""
    pairs = list(zip(LINES, found, strict=True))
    right = sum(len(line.certain & scan.certain) for line, scan in pairs)
    return (
        right / sum(len(scan.certain) for _, scan in pairs),
        right / sum(len(line.certain) for line, _ in pairs),
    )
