"""`mkdocs serve`: one build per save, and recovery from problems."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from generator.outputs import addresses
from site_tests.support.nightly import NIGHTLY, nightly, some
from site_tests.support.project import (
    LANGS,
    copy,
    differing,
    environment,
    run,
    small_data,
    tree_bytes,
)
from site_tests.support.saves import EDITS, PAGE, apply, replace, save

PATIENCE = 120.0  # seconds; generous, because CI machines are slow
QUIET = 2.0  # seconds, enough for four checks for changes
POLICY = re.compile(rb'<meta http-equiv="?Content-Security-Policy[^>]*>')
SPACE = re.compile(rb">\s+<")
OFFLINE = "The app is offline."
BUILT = "Reloading browsers"  # logged after each build, failed ones included
STOPPED = "The last good pages are still served; fix the problem above and save."


class Serving:
    """A running `mkdocs serve`."""

    def __init__(self, project: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.project, self.log = project, project.with_name("serve.log")
        self.before = 0
        self.sites = project.with_name("sites")
        self.sites.mkdir()
        command = ["mkdocs", "serve", "--dirty", "-a", f"127.0.0.1:{self.port}"]
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-u", "-m", *command],
                cwd=project,
                env=environment(TMPDIR=str(self.sites)),
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def said(self) -> str:
        """Return its output since the test began."""
        return self.log.read_bytes()[self.before :].decode()

    def builds(self) -> int:
        """Wait until it is idle; return the number of builds since the test began."""
        said = ""
        while said != (said := self.said()):
            time.sleep(QUIET)
        return said.count(BUILT)

    def site(self) -> dict[str, bytes]:
        """Return the files that it serves."""
        [site] = self.sites.iterdir()
        return tree_bytes(site)

    def page(self, path: str = PAGE) -> str:
        """Return a page as it is served."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", f"/{path.removesuffix('index.html')}")
            return connection.getresponse().read().decode("utf-8")
        finally:
            connection.close()

    def wait(self, come: Callable[[], bool]) -> None:
        """Wait until `come` returns true."""
        over = time.monotonic() + PATIENCE
        while not come():
            assert self.process.poll() is None and time.monotonic() < over, self.said()
            time.sleep(0.05)

    def wait_to_say(self, words: str, times: int = 1) -> None:
        """Wait until `words` were printed `times` times."""
        self.wait(lambda: self.said().count(words) >= times)

    def wait_to_show(self, words: str, path: str = PAGE) -> None:
        """Wait until the page contains `words`."""
        self.wait(lambda: words in self.page(path))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Yield a server of the small dataset's site, for all tests: each leaves a good project behind."""
    folder = tmp_path_factory.mktemp("serving")
    server = Serving(copy(folder / "project", data=small_data(folder / "data")))
    try:
        server.wait_to_say("Serving on")
        yield server
        # On SIGINT it removes its site; Windows can only kill it.
        server.process.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGINT)
        server.process.wait(PATIENCE)
    finally:
        server.process.kill()
        server.process.wait()


@pytest.fixture
def serving(server: Serving) -> Serving:
    """Return the server, its output from here on."""
    server.before = server.log.stat().st_size
    return server


MISTAKES: list[tuple[str, Callable[[str], str], str]] = [
    ("data/codes/config.yaml", replace(OFFLINE, "The app is offline"), " [text-end]"),
    ("data/codes/config.yaml", replace("stages: {init:", "stages: [init:"), " [yaml-syntax]"),
    ("templates/theme/frame/footer.html", lambda text: f"{text}{{{{ no.such }}}}", "'no'"),
    ("templates/pages/code.md.jinja", replace("{% endblock %}", ""), " [template-error]"),
    ("mkdocs.yml", replace("plugins: []", "plugins: [nothing]"), '"nothing" plugin'),
]


@pytest.mark.parametrize("path, broken, told", some(MISTAKES, 3))
def test_problem_is_reported_and_good_pages_stay(
    path: str, broken: Callable[[str], str], told: str, serving: Serving
) -> None:
    file = serving.project / path
    text = file.read_text("utf-8")
    save(file, broken(text))
    try:
        serving.wait_to_say(STOPPED)
        assert told in serving.said()
        assert OFFLINE in serving.page()
        assert serving.page("en/about/").count("</article>") == 1
    finally:
        save(file, text)
    serving.wait_to_say(BUILT, 2)
    assert serving.said().count(STOPPED) == 1
    assert OFFLINE in serving.page()


@nightly
def test_a_site_that_cannot_be_written_does_not_stop_serving(serving: Serving) -> None:
    data = serving.project / "data" / "codes" / "config.yaml"
    [site] = serving.sites.iterdir()
    (site / "404.html").unlink()
    (site / "404.html").mkdir()
    data.touch()
    serving.wait_to_say(STOPPED)
    assert "the site can't be written: " in serving.said()
    assert OFFLINE in serving.page()
    (site / "404.html").rmdir()
    data.touch()
    serving.wait_to_say(BUILT, 2)
    assert serving.said().count(STOPPED) == 1


def test_unused_remedy_does_not_stop_serving(serving: Serving) -> None:
    remedies = serving.project / "data" / "remedies.yaml"
    text = remedies.read_text("utf-8")
    save(remedies, text + "restart: {side: app, zh: 重启应用。, en: Restart the app.}\n")
    serving.wait_to_say(BUILT)
    assert "data/remedies.yaml:4:1: restart: is not used" in serving.said()
    assert STOPPED not in serving.said()
    save(remedies, text)
    serving.wait_to_say(BUILT, 2)


def test_a_page_written_by_hand_shows_when_it_comes_and_changes(serving: Serving) -> None:
    pages = {lang: serving.project / "docs" / lang / "faq.md" for lang in LANGS}
    builds = 0
    for text in ("# Questions\n\nOne answer.\n", "# Questions\n\nAnother answer.\n"):
        for page in pages.values():
            save(page, text)
        serving.wait_to_show(text.splitlines()[-1], "en/faq/index.html")
        builds = serving.builds()
    for page in pages.values():
        page.unlink()
    serving.wait(lambda: serving.builds() > builds)
    assert "zh/faq/index.html" not in serving.site()
    assert "faq" not in serving.page("en/about/")


def test_touched_file_rewrites_nothing(serving: Serving) -> None:
    (serving.project / "data" / "codes" / "config.yaml").touch()
    serving.wait_to_say(BUILT)  # by a build that writes nothing
    assert serving.builds() == 1
    assert "0 files written" in serving.said()


def test_port_in_use_is_reported_before_the_build(serving: Serving, tmp_path: Path) -> None:
    address = f"127.0.0.1:{serving.port}"
    other = copy(tmp_path / "other", data=serving.project / "data")
    done = run("mkdocs", "serve", "-a", address, folder=other)
    assert done.returncode == 1
    assert f"{address} can't be served" in done.stderr
    assert not (other / "docs" / "index.html").exists()


def without_policy(site: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files without their policies, which served pages lack: a script reloads them."""
    return {path: SPACE.sub(b"><", POLICY.sub(b"", text)) for path, text in site.items()}


def test_site_after_edits_equals_a_full_build(serving: Serving, tmp_path: Path) -> None:
    beside = copy(tmp_path / "beside", data=serving.project / "data")
    edits = some(list(EDITS.items()), 6)
    for number, (name, edit) in enumerate(edits, 1):
        apply(serving.project, edit)
        apply(beside, edit)
        serving.wait_to_say(BUILT, number)
        assert edit.shows in serving.page(edit.shown_at), name
        if NIGHTLY or number == len(edits):
            full = run("mkdocs", "build", folder=beside, SITE_URL=serving.url)
            assert full.returncode == 0, full.stderr
            built = without_policy(tree_bytes(beside / "site"))
            del built[addresses.OFFLINE]  # only a full build packs it
            assert differing(without_policy(serving.site()), built) == [], name
    assert serving.builds() == len(edits)
    assert STOPPED not in serving.said()
