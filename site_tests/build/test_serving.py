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

from site_tests.support.project import copy, differing, environment, run, tree_bytes
from site_tests.support.saves import EDITS, PAGE, apply, replace, save

PATIENCE = 120.0  # seconds; what is awaited comes, how soon is up to the machine
QUIET = 2.0  # seconds, in which it looks for changes four times: another build would show
OFFLINE = "The app is offline."
BUILT = "Reloading browsers"  # said after each build, also one that failed
STOPPED = "The last good pages are still served; fix the problem above and save."


class Serving:
    """A server at work."""

    def __init__(self, project: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.project, self.log = project, project.with_name("serve.log")
        self.sites = project.with_name("sites")
        self.sites.mkdir()
        command = ["mkdocs", "serve", "--dirty", "-a", f"127.0.0.1:{self.port}"]
        # Whoever is started in the background ignores Ctrl-C, and whoever it starts: not this one.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-u", "-m", *command],
                cwd=project,
                env=environment(TMPDIR=str(self.sites)),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        signal.signal(signal.SIGINT, before)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def said(self) -> str:
        """All that it printed so far."""
        return self.log.read_text("utf-8")

    def builds(self) -> int:
        """How many builds there were after the first, once it has nothing more to do."""
        said = ""
        while said != (said := self.said()):
            time.sleep(QUIET)
        return said.count(BUILT)

    def site(self) -> dict[str, bytes]:
        """The files that it serves."""
        [site] = self.sites.iterdir()
        return tree_bytes(site)

    def page(self, path: str = PAGE) -> str:
        """What it answers to a browser that asks for a page."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", f"/{path.removesuffix('index.html')}")
            return connection.getresponse().read().decode("utf-8")
        finally:
            connection.close()

    def wait(self, come: Callable[[], bool]) -> None:
        """Returns once `come` says so."""
        over = time.monotonic() + PATIENCE
        while not come():
            assert self.process.poll() is None and time.monotonic() < over, self.said()
            time.sleep(0.05)

    def wait_to_say(self, words: str, times: int = 1) -> None:
        """Returns once the words were printed so many times."""
        self.wait(lambda: self.said().count(words) >= times)

    def wait_to_show(self, words: str, path: str = PAGE) -> None:
        """Returns once the page has the words in it."""
        self.wait(lambda: words in self.page(path))


@pytest.fixture
def serving(project: Path) -> Iterator[Serving]:
    """The site of the small dataset, served."""
    serving = Serving(project)
    try:
        serving.wait_to_say("Serving on")
        yield serving
        # As Ctrl-C ends it, upon which it removes its site; Windows can only kill one process.
        serving.process.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGINT)
        serving.process.wait(PATIENCE)
    finally:
        serving.process.kill()
        serving.process.wait()


def test_after_each_kind_of_edit_the_site_is_that_of_a_full_build(
    serving: Serving, project: Path, tmp_path: Path
) -> None:
    beside = copy(tmp_path / "beside", data=project / "data")
    for number, (name, edit) in enumerate(EDITS.items(), 1):
        apply(project, edit)
        apply(beside, edit)
        serving.wait_to_say(BUILT, number)
        assert edit.shows in serving.page(edit.shown_at), name
        full = run("mkdocs", "build", folder=beside, SITE_URL=serving.url)
        assert full.returncode == 0, full.stderr
        assert differing(serving.site(), tree_bytes(beside / "site")) == [], name
    assert serving.builds() == len(EDITS)
    assert STOPPED not in serving.said()


@pytest.mark.parametrize(
    "path, broken, told",
    [
        ("data/codes/config.yaml", replace(OFFLINE, "The app is offline"), " [text-end]"),
        ("data/codes/config.yaml", replace("stages: [init]", "stages: [init"), " [yaml-syntax]"),
        ("templates/pages/code.md.jinja", replace("{% endblock %}", ""), " [template-error]"),
        ("templates/theme/partials/footer.html", lambda text: f"{text}{{{{ no.such }}}}", "'no'"),
        ("mkdocs.yml", replace("plugins: []", "plugins: [nothing]"), '"nothing" plugin'),
    ],
    ids=["text", "YAML", "page template", "theme", "settings"],
)
def test_a_mistake_is_told_while_the_last_good_pages_stay(
    path: str,
    broken: Callable[[str], str],
    told: str,
    serving: Serving,
    project: Path,
) -> None:
    file = project / path
    text = file.read_text("utf-8")
    good = serving.page()
    save(file, broken(text))
    serving.wait_to_say(STOPPED)
    assert told in serving.said()
    assert OFFLINE in serving.page()
    assert serving.page("en/about/").count("</article>") == 1
    assert len(good) > 1000
    save(file, text)
    serving.wait_to_say(BUILT, 2)
    codes = project / "data" / "codes" / "config.yaml"
    save(codes, codes.read_text("utf-8").replace(OFFLINE, "The app was shut."))
    serving.wait_to_show("The app was shut.")


def test_a_remedy_can_be_written_before_it_is_used(serving: Serving, project: Path) -> None:
    remedies = project / "data" / "remedies.yaml"
    text = remedies.read_text("utf-8")
    save(remedies, text + "restart: {side: app, zh: 重启应用。, en: Restart the app.}\n")
    serving.wait_to_say(BUILT)
    assert "data/remedies.yaml:4:1: restart: is not used" in serving.said()
    assert STOPPED not in serving.said()


def test_what_changes_no_text_builds_nothing(serving: Serving, project: Path) -> None:
    before = serving.builds()
    (project / "data" / "codes" / "config.yaml").touch()
    serving.wait_to_say(BUILT)  # by a build that writes nothing
    assert serving.builds() == before + 1
    assert "0 files written" in serving.said()


def test_a_port_in_use_is_told_before_anything_is_built(serving: Serving, tmp_path: Path) -> None:
    address = f"127.0.0.1:{serving.port}"
    other = copy(tmp_path / "other", data=serving.project / "data")
    done = run("mkdocs", "serve", "-a", address, folder=other)
    assert done.returncode == 1
    assert f"{address} cannot be served" in done.stderr
    assert not (other / "docs" / "index.html").exists()
