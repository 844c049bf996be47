"""A hook for MkDocs beside the project's own: it notes what generating costs within a build.

Both events come before all other hooks' of the same name, and MkDocs has nothing to do in between: what
passes is the project's `on_config`, which reads, validates, renders and writes. Importing the generator is
left with MkDocs.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

NOTE = "BENCH_GENERATION"
"""The environment's variable with the path of the note: seconds by the clock and of processors."""

_begun: list[float] = []


def _now() -> list[float]:
    return [time.perf_counter(), time.process_time()]


@event_priority(1000)
def on_config(config: MkDocsConfig) -> None:
    """Begin."""
    _begun[:] = _now()


@event_priority(1000)
def on_pre_build(config: MkDocsConfig) -> None:
    """End."""
    spent = [now - begun for now, begun in zip(_now(), _begun, strict=True)]
    Path(os.environ[NOTE]).write_text(json.dumps(spent), "ascii")
