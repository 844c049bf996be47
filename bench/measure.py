"""Run a command and measure wall-clock time, processor time and memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench import launcher

TIMEOUT = 900.0  # seconds
MIB = 2**20
_CALLERS = ("SITE_URL", "REPO_URL", "SOURCE_DATE_EPOCH", "PYTHONDONTWRITEBYTECODE")


class Cost(NamedTuple):
    """Wall-clock and processor seconds (user and system, children included), and the peak memory of
    the largest process in bytes."""

    clock: float
    processor: float
    memory: int = 0


class Failed(Exception):
    """A command failed or timed out; the message is one line."""


def environment(**added: str) -> dict[str, str]:
    """Return this process's environment without variables that change the site or compile no modules."""
    inherited = {name: value for name, value in os.environ.items() if name not in _CALLERS}
    return inherited | {"PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"} | added


def run(command: Sequence[str], folder: Path, timeout: float = TIMEOUT, **added: str) -> Cost:
    """Run `command` in `folder`, with `added` in its environment; raise `Failed` if it fails."""
    with tempfile.TemporaryDirectory() as name:
        note, log = Path(name, "note"), Path(name, "log")
        with log.open("wb") as output:
            subprocess.run(
                [sys.executable, "-S", launcher.__file__, str(note), str(timeout), *command],
                cwd=folder,
                env=environment(**added),
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
            )
        said = log.read_text("utf-8", "replace").strip().splitlines()
        last = said[-1].replace(f"{folder}/", "").replace("|", "/")[:200] if said else ""
        if not note.is_file():
            raise Failed(last or f"{command[0]} could not be started")
        code, *cost = json.loads(note.read_text("ascii"))
    if code == -signal.SIGKILL and cost[0] >= timeout:
        raise Failed(f"took longer than {timeout:g} s")
    if code:
        raise Failed(last or f"exit code {code} without output")
    return Cost(*cost)
