"""`mkdocs serve`: from saving a data file to the fresh page."""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import NamedTuple

from bench import builders, synthetic

EDITS = 5
PATIENCE = 120.0  # seconds


class Serving(NamedTuple):
    """Seconds from a save to the fresh page (the median), and builds for each save."""

    seconds: float
    builds: float


def measure(folder: Path) -> Serving:
    """Serves the project `folder`, edits a record a few times, and waits for it each time."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    log = folder / "serve.log"
    command = ["mkdocs", "serve", "-f", "ours.yml", "-a", address]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", *command],
            cwd=folder,
            env={**os.environ, **builders.environment()},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://{address}/en/codes/{synthetic.EDITED}/"
            _wait(url, synthetic.EDITED)
            time.sleep(2)  # until it watches
            before = _builds(log)
            seconds = []
            for number in range(EDITS):
                words = (
                    f"edited{' again' * number}"  # a number would have to stand in both languages
                )
                begin = time.perf_counter()
                synthetic.edit(folder / "data", words)
                _wait(url, words)
                seconds.append(time.perf_counter() - begin)
                time.sleep(2)  # a second build of the same save would show
            return Serving(statistics.median(seconds), (_builds(log) - before) / EDITS)
        finally:
            process.send_signal(signal.SIGINT)  # as Ctrl-C: it removes its site
            process.wait()


def _wait(url: str, words: str) -> None:
    """Asks for a page until it has the words in it."""
    over = time.monotonic() + PATIENCE
    while time.monotonic() < over:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
                if words in answer.read().decode():
                    return
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.01)
    raise TimeoutError(f"{url} never said {words!r}")


def _builds(log: Path) -> int:
    """Builds that began: when one ends MkDocs says how long it took, and the same words only once."""
    return log.read_text("utf-8", "replace").count("Building documentation")
