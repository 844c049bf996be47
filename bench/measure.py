"""Runs a command and says how long it took and how much memory its processes had together."""

from __future__ import annotations

import os
import re
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

EVERY = 0.1  # seconds between two looks at the memory, at least
SHARE = 0.01  # of the time goes into looking: it takes a core from what is measured


class Run(NamedTuple):
    """Seconds, and the most memory in bytes: what is shared between processes counts once."""

    seconds: float
    memory: int


class Failed(Exception):
    """A command gave an error, or took longer than it may."""


def run(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], timeout: float
) -> Run:
    """Runs `command` in `folder`; raises `Failed`."""
    log = folder / "command.log"
    with log.open("wb") as output:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        watch = _Watch(process.pid)
        watch.start()
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise Failed(f"> {timeout:.0f} s") from None
        finally:
            seconds = time.perf_counter() - begin
            watch.stop()
    if code:
        raise Failed(log.read_text("utf-8", "replace").strip().splitlines()[-1])
    return Run(seconds, watch.most)


class _Watch(threading.Thread):
    """Looks at the memory of a process and its children; Linux only, elsewhere it sees none."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process = process
        self.most = 0
        self.over = threading.Event()

    def run(self) -> None:
        pause = EVERY
        while not self.over.wait(pause):
            begin = time.perf_counter()
            self.most = max(self.most, sum(map(_memory, _family(self.process))))
            pause = max(EVERY, (time.perf_counter() - begin) / SHARE)

    def stop(self) -> None:
        self.over.set()
        self.join()


def _family(process: int) -> list[int]:
    """A process and all below it."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:
        return [process]
    return [process, *(member for child in children for member in _family(int(child)))]


def _memory(process: int) -> int:
    """Its proportional set size in bytes."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0
