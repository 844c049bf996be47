"""The table of recognition, which any implementation of it must agree with."""

from __future__ import annotations

from typing import Any

import yaml

from generator.lookup.scan import Scanner
from site_tests.support.project import TESTS

Case = dict[str, Any]
CASES: list[Case] = yaml.safe_load((TESTS / "tables" / "recognition.yaml").read_text("utf-8"))[
    "cases"
]
FOUND = ("certain", "possible", "unknown")


def found(scanner: Scanner, kind: str) -> dict[int, list[int]]:
    """The codes of that kind, each with its first lines."""
    entries = (entry for entry in scanner.entries if entry.kind == kind)
    return {entry.code: [line.number for line in entry.lines] for entry in entries}
