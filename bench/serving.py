"""`mkdocs serve --dirty`: the time from saving a file to the updated page."""

from __future__ import annotations

import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench import synthetic
from bench.measure import Failed, environment
from bench.project import Project

WORDS = ("first", "second", "third")  # one per save; a number would be required in both languages
PATIENCE = 120.0  # seconds
PAUSE = 1.0  # seconds from an updated page to the next save, until it watches again
PAGE = f"en/codes/{synthetic.EDITED}/"


class Edit(NamedTuple):
    """A title, the file, a text and its replacement (`{}` for a word), and the page that shows it."""

    what: str
    path: str
    before: str
    after: str
    shown_at: str
    most: float
    """The target in seconds."""


EDITS = (
    Edit("a record", "data/codes/room.yaml", "The login to", "The {} login to", PAGE, 2),
    Edit("a style sheet", "templates/theme/css/site.css", "body,", "body, .{},", "css/site.css", 2),
    Edit("a label", "data/labels.yaml", "en: Report a problem", "en: Report a {} problem", PAGE, 4),
)


def measure(project: Project) -> Iterator[tuple[Edit, float]]:
    """Save each edit a few times; yield the median seconds, or raise `Failed`."""
    with _served(project.folder) as root:
        for edit in EDITS:
            path = project.folder / edit.path
            text = path.read_text("utf-8")
            if edit.before not in text:
                raise Failed(f"{edit.path} does not contain {edit.before!r}")
            seconds = []
            for word in WORDS:
                after = edit.after.format(word)
                time.sleep(PAUSE)
                begin = time.perf_counter()
                path.write_text(text.replace(edit.before, after, 1), "utf-8", newline="\n")
                _wait(root + edit.shown_at, after.removeprefix("en: "))
                seconds.append(time.perf_counter() - begin)
            path.write_text(text, "utf-8", newline="\n")
            yield edit, statistics.median(seconds)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Serve the project in `folder`; yield the URL when it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    # It removes its site only on SIGINT, which a process in the background does not get.
    with TemporaryDirectory() as site:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dirty", "-a", address],
            cwd=folder,
            env=environment(TMPDIR=site),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(f"http://{address}/{PAGE}", "</html>")
            yield f"http://{address}/"
        finally:
            process.kill()
            process.wait()


def _wait(url: str, words: str) -> None:
    """Request a page until it contains `words`."""
    over = time.monotonic() + PATIENCE
    while time.monotonic() < over:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
                if words in answer.read().decode():
                    return
        except (OSError, HTTPException):  # it does not serve yet
            pass
        time.sleep(0.01)
    raise Failed(f"{words!r} was not shown within {PATIENCE:g} s")
