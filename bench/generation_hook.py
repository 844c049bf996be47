"""An additional MkDocs hook that measures the time of the project's own hook within a build.

Its events run right before and after those of the project's: generating, which reads, validates, renders and
writes, then packing the offline copy. Importing the generator counts as MkDocs' time.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority

NOTE = "BENCH_GENERATION"
"""The environment variable with the path of the result: wall-clock and processor seconds of each event."""

_begun: list[float] = []
_spent: list[list[float]] = []


def _now() -> list[float]:
    return [time.perf_counter(), time.process_time()]


@event_priority(1000)
def _begin(config: MkDocsConfig) -> None:
    _begun[:] = _now()


@event_priority(-1000)
def _end(config: MkDocsConfig) -> None:
    """Note the elapsed times, and write those of all events so far."""
    _spent.append([now - begun for now, begun in zip(_now(), _begun, strict=True)])
    Path(os.environ[NOTE]).write_text(json.dumps(_spent), "ascii")


on_config = CombinedEvent(_begin, _end)
on_post_build = CombinedEvent(_begin, _end)
