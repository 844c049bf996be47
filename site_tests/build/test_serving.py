"""`mkdocs serve`: a save brings the fresh page, by one build; a mistake is told, and can be mended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from site_tests.support.project import ROOT, environment, tree_bytes

PATIENCE = 120.0  # seconds; what is awaited comes, how soon is up to the machine
QUIET = 2.0  # seconds, in which it looks for changes twenty times: another build would show
OFFLINE = "The app is offline."
PAGE = "/en/codes/20000002/"
BUILT = "Reloading browsers"  # MkDocs says that it built with the time it took, and the same words once only
STOPPED = "An error happened during the rebuild."


class Serving:
    """A server at work."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process, self.port, self.log = process, port, log

    def said(self) -> str:
        """All that it printed so far."""
        return self.log.read_text("utf-8")

    def builds(self) -> int:
        """How many builds it finished after the first, once it has nothing more to do."""
        said = ""
        while said != (said := self.said()):
            time.sleep(QUIET)
        return said.count(BUILT)

    def page(self) -> str:
        """What it answers to a browser that asks for `PAGE`."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", PAGE)
            return connection.getresponse().read().decode("utf-8")
        finally:
            connection.close()

    def wait(self, come: Callable[[], bool]) -> None:
        """Returns once `come` says so."""
        over = time.monotonic() + PATIENCE
        while not come():
            assert self.process.poll() is None and time.monotonic() < over, self.said()
            time.sleep(0.05)

    def wait_to_say(self, words: str) -> None:
        """Returns once the words were printed."""
        self.wait(lambda: words in self.said())

    def wait_to_show(self, words: str) -> None:
        """Returns once the page has the words in it."""
        self.wait(lambda: words in self.page())

    def save(self, path: Path, text: str) -> None:
        """Puts a new file in the place of the old one in one step, as editors do."""
        new = self.log.with_name("saved")
        new.write_text(text, "utf-8")
        new.replace(path)


@pytest.fixture
def serving(project: Path, tmp_path: Path) -> Iterator[Serving]:
    """The site of the small dataset, served."""
    (tmp_path / "docs").mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path / "serve.log"
    command = ["mkdocs", "serve", "-f", str(project), "-a", f"127.0.0.1:{port}"]
    # Whoever is started in the background ignores Ctrl-C, and whoever it starts: not this one.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", *command],
            cwd=ROOT,
            env=environment(),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    signal.signal(signal.SIGINT, before)
    try:
        serving = Serving(process, port, log)
        serving.wait_to_say("Serving on")
        yield serving
        # As Ctrl-C ends it, upon which it removes its site; Windows can only kill one process.
        process.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGINT)
        process.wait(PATIENCE)
    finally:
        process.kill()
        process.wait()


def test_each_save_brings_the_fresh_page_by_one_build(serving: Serving, small: Path) -> None:
    codes = small / "codes" / "config.yaml"
    text = codes.read_text("utf-8")
    before = serving.builds()
    assert OFFLINE in serving.page()
    for number, words in enumerate(("The app was shut.", "The app is gone."), 1):
        serving.save(codes, text.replace(OFFLINE, words))
        serving.wait_to_show(words)
        assert OFFLINE not in serving.page()
        assert serving.builds() == before + number


def test_what_changes_no_text_builds_nothing(serving: Serving, small: Path) -> None:
    before = serving.builds()
    (small / "codes" / "config.yaml").chmod(0o400)
    assert serving.builds() == before


def test_a_mistake_in_the_data_is_told_in_its_place_and_mended_by_the_next_save(
    serving: Serving, small: Path, tmp_path: Path
) -> None:
    codes = small / "codes" / "config.yaml"
    text = codes.read_text("utf-8")
    made = tree_bytes(tmp_path / "docs")
    before = serving.builds()

    at = text.index(f"en: {OFFLINE}")
    line, column = text.count("\n", 0, at) + 1, at - text.rindex("\n", 0, at)
    serving.save(codes, text.replace(OFFLINE, OFFLINE.removesuffix(".")))
    serving.wait_to_say(STOPPED)
    told = [found for found in serving.said().splitlines() if str(codes) in found]
    assert len(told) == 1
    assert f" {codes}:{line}:{column}: codes.20000002.cause.en: " in told[0]
    assert told[0].endswith(" [text-end]")
    assert "Traceback" not in serving.said()
    assert serving.builds() == before
    assert tree_bytes(tmp_path / "docs") == made

    serving.save(codes, text.replace(OFFLINE, "The app was shut."))
    serving.wait_to_show("The app was shut.")
    assert serving.builds() == before + 1


def test_a_build_that_breaks_off_lets_the_next_one_begin(serving: Serving, project: Path) -> None:
    text = project.read_text("utf-8")
    serving.save(project, f"{text}plugins: [search]\n")
    serving.wait_to_say(STOPPED)
    assert "does not know what the plugins material/search do to a page" in serving.said()
    serving.save(project, f"{text}# mended\n")
    serving.wait(lambda: serving.said().count(BUILT) == 1)
    assert "waiting for another build" not in serving.said()
