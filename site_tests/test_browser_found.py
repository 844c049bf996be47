"""Finding a browser and compilers for the tests: every way, with the commands stood in for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from tools import browser, compilers, fonts, system


class Machine:
    """A bare machine: the files on the PATH, those that run, and those that commands bring."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.on_path: dict[str, Path] = {}
        self.broken: set[Path] = set()
        self.playwrights = folder / "playwright" / "chrome"
        self.brings: dict[str, Callable[[], object]] = {}
        self.done: list[str] = []

    def file(self, name: str, *, runs: bool = True) -> Path:
        """Return an executable, on no PATH."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        if not runs:
            self.broken.add(path)
        return path

    def install(self, name: str, *, runs: bool = True) -> Path:
        """Return an executable on the PATH."""
        self.on_path[name] = self.file(f"bin/{name}", runs=runs)
        return self.on_path[name]

    def which(self, name: str) -> str | None:
        """Stand in for `shutil.which`."""
        return str(self.on_path[name]) if name in self.on_path else None

    def run(self, command: list[str], **_: object) -> SimpleNamespace:
        """Stand in for `subprocess.run` with `check`."""
        if command[0] == sys.executable and command[1] == "-c":
            return SimpleNamespace(stdout=f"{self.playwrights}\n")
        if command[1:] == ["--version"]:
            if Path(command[0]) in self.broken:
                raise subprocess.CalledProcessError(127, command)
            return SimpleNamespace(stdout="Chromium 1\n")
        line = " ".join(command).replace(sys.executable, "python")
        self.done.append(line)
        if line not in self.brings:
            raise subprocess.CalledProcessError(1, command)
        self.brings[line]()
        return SimpleNamespace(stdout="")


DOWNLOAD = "python -m playwright install --no-shell chromium"
APT_UPDATE = "apt-get update"
APT = "apt-get install --yes --no-install-recommends chromium"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Return a bare one, of a user who is not root and not CI."""
    machine = Machine(tmp_path)
    monkeypatch.setattr(shutil, "which", machine.which)
    monkeypatch.setattr(subprocess, "run", machine.run)
    monkeypatch.setattr(browser, "_PRINTS_VERSION", True)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(
        browser, "_PLACES", tuple(f"{tmp_path}/{place}" for place in ("System/{app}", "Home/{app}"))
    )
    for name in (browser.CHOICE, "CI", *browser._WINDOWS_ROOTS):
        monkeypatch.delenv(name, raising=False)
    return machine


@pytest.fixture
def as_root(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the same machine root's."""
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)


@pytest.mark.parametrize("name", browser._NAMES)
def test_finds_a_browser_on_the_path(machine: Machine, name: str) -> None:
    path = machine.install(name)
    assert browser.find() == browser.get() == path
    assert machine.done == []


@pytest.mark.parametrize("name", ["System/Google Chrome", "Home/Microsoft Edge"])
def test_finds_a_browser_in_a_usual_place(machine: Machine, name: str) -> None:
    path = machine.file(name)
    assert browser.find() == path


@pytest.mark.parametrize("path", browser._WINDOWS_PATHS)
@pytest.mark.parametrize("root", browser._WINDOWS_ROOTS)
def test_finds_a_browser_in_a_usual_place_of_windows(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, root: str, path: str
) -> None:
    monkeypatch.setenv(root, str(machine.folder / root))
    executable = machine.file(f"{root}/{path}")
    assert browser.find() == executable


def test_finds_the_browser_that_playwright_downloaded_before(machine: Machine) -> None:
    machine.file("playwright/chrome")
    assert browser.get() == machine.playwrights
    assert machine.done == []


def test_prefers_an_installed_browser_to_playwrights(machine: Machine) -> None:
    machine.file("playwright/chrome")
    installed = machine.install("msedge")
    assert browser.find() == installed


def test_passes_over_a_browser_that_does_not_run(machine: Machine) -> None:
    machine.install("chromium-browser", runs=False)
    chrome = machine.install("google-chrome")
    assert browser.find() == chrome


def test_takes_the_chosen_one(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.install("chromium")
    monkeypatch.setenv(browser.CHOICE, str(machine.file("mine")))
    assert browser.find() == machine.folder / "mine"


@pytest.mark.usefixtures("as_root")
@pytest.mark.parametrize("look", [browser.find, browser.get])
def test_says_that_the_chosen_one_does_not_run(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, look: Callable[[], Path]
) -> None:
    machine.install("chromium")
    monkeypatch.setenv(browser.CHOICE, "nowhere/chrome")
    with pytest.raises(browser.NoBrowser, match="CHROME_PATH is nowhere/chrome"):
        look()
    assert machine.done == []


def test_finding_installs_nothing(machine: Machine) -> None:
    with pytest.raises(browser.NoBrowser, match="Install one"):
        browser.find()
    assert machine.done == []


def test_downloads_playwrights(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.brings[DOWNLOAD] = lambda: machine.file("playwright/chrome")
    assert browser.get() == machine.playwrights
    assert machine.done == [DOWNLOAD]
    assert "downloading Playwright's" in capsys.readouterr().err


def test_installs_no_system_package_behind_a_users_back(machine: Machine) -> None:
    machine.install("apt-get")
    with pytest.raises(browser.NoBrowser, match="Install one"):
        browser.get()
    assert machine.done == [DOWNLOAD]


@pytest.mark.usefixtures("as_root")
def test_root_installs_the_systems(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.install("apt-get")
    machine.brings[APT] = lambda: machine.install("chromium")  # though the update failed
    assert browser.get() == machine.on_path["chromium"]
    assert machine.done == [DOWNLOAD, APT_UPDATE, APT]
    assert "Installing chromium with apt-get" in capsys.readouterr().err


@pytest.mark.usefixtures("as_root")
def test_a_download_that_does_not_run_is_none(machine: Machine) -> None:
    machine.install("apt-get")
    machine.brings[DOWNLOAD] = lambda: machine.file("playwright/chrome", runs=False)
    machine.brings[APT] = lambda: machine.install("chromium")
    assert browser.get() == machine.on_path["chromium"]


@pytest.mark.parametrize("manager", system.MANAGERS)
def test_ci_installs_the_systems(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, manager: str
) -> None:
    monkeypatch.setenv("CI", "true")
    machine.install(manager)
    commands = [" ".join(command) for command in system.commands(manager, "chromium")]
    assert all(command.startswith(f"sudo --non-interactive {manager} ") for command in commands)
    machine.brings[commands[-1]] = lambda: machine.install("chromium")
    assert browser.get() == machine.on_path["chromium"]
    assert machine.done == [DOWNLOAD, *commands]


@pytest.mark.parametrize("value", ["", "0", "false", "False"])
def test_a_user_may_say_that_this_is_no_ci(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("CI", value)
    machine.install("apt-get")
    with pytest.raises(browser.NoBrowser):
        browser.get()
    assert machine.done == [DOWNLOAD]


@pytest.mark.usefixtures("as_root")
@pytest.mark.parametrize("managers", [[], ["apt-get"]])
def test_stops_where_none_can_be_had(
    machine: Machine, capsys: pytest.CaptureFixture[str], managers: list[str]
) -> None:
    for manager in managers:
        machine.install(manager)
    assert browser.main() == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.endswith(f"{browser.ADVICE}\n")


def test_a_command_that_hangs_is_none(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def hang(command: list[str], *, timeout: float, **_: object) -> None:
        raise subprocess.TimeoutExpired(command, timeout)

    machine.install("chromium")
    monkeypatch.setattr(subprocess, "run", hang)
    assert browser.main() == 1
    assert "timed out after 600 seconds" in capsys.readouterr().err


def test_prints_nothing_but_the_path(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    path = machine.install("chromium")
    assert browser.main() == 0
    assert capsys.readouterr().out == f"{path}\n"


def test_fonts_that_are_missing_are_named_by_their_packages() -> None:
    assert fonts.missing("") == ["fonts-liberation", "fonts-wqy-zenhei"]
    assert fonts.missing("DejaVu Sans\nLiberation Mono\nWenQuanYi Zen Hei,文泉驛正黑\n") == []


@pytest.mark.parametrize(
    "root, ci, installed",
    [
        (True, "", ["default-jdk-headless"]),
        (False, "true", ["default-jdk-headless"]),
        (False, "", []),
    ],
)
def test_root_and_ci_install_the_compilers_that_are_missing(
    root: bool, ci: str, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(shutil, "which", lambda name: name if name in ("apt-get", "g++") else None)
    monkeypatch.setattr(system, "is_root", lambda: root)
    monkeypatch.setattr(system, "install", asked.append)
    compilers.main()
    assert asked == installed
