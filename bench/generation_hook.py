"""An additional MkDocs hook that measures the time of generating within a build.

Its events run before those of other hooks, and MkDocs does nothing in between: the time is that of the
project's `on_config`, which reads, validates, renders and writes. Importing the generator counts as
MkDocs' time.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

NOTE = "BENCH_GENERATION"
"""The environment variable with the path of the result: wall-clock and processor seconds."""

_begun: list[float] = []


def _now() -> list[float]:
    return [time.perf_counter(), time.process_time()]


@event_priority(1000)
def on_config(config: MkDocsConfig) -> None:
    """Start the clock."""
    _begun[:] = _now()


@event_priority(1000)
def on_pre_build(config: MkDocsConfig) -> None:
    """Write the elapsed times."""
    spent = [now - begun for now, begun in zip(_now(), _begun, strict=True)]
    Path(os.environ[NOTE]).write_text(json.dumps(spent), "ascii")
