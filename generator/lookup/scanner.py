"""Scan logs of any size: select their lines, and pass these to the engine."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from .engine import Engine
from .log import pieces
from .prefilter import LINES_BEFORE, Prefilter

FIRST_LINES = 5  # lines that are kept for each finding
MOST_UNKNOWN = 1000  # unknown numbers that are kept


class Scanner:
    """Scans logs, one after another; `tell` is called with each finding when it is first seen."""

    def __init__(self, index: str, tell: Callable[[dict[str, Any]], None] | None = None) -> None:
        self.tell = tell
        self.told = 0
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
        try:
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
                    self._announce()
                if keyword is not None:
                    last_keyword = number + keyword
                number += len(raw) - 1
                is_open = raw[-1] != ""
        finally:
            self.lines += number + is_open

    def _announce(self) -> None:
        if self.tell is None:
            return
        for entry in self.engine.call("fresh", self.told):
            self.told += 1
            self.tell(entry)

    def findings(self) -> dict[str, Any]:
        """Return all findings so far, as the engine describes them."""
        found: dict[str, Any] = self.engine.call("findings")
        return found
