"""The package as somebody installs it, in an environment of its own and away from the checkout."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.commands import pack
from generator.lookup import cli, explain, main, store
from site_tests.support import lookup
from site_tests.support.dataset import dataset
from site_tests.support.each import each
from site_tests.support.lookup import run_command
from site_tests.support.nightly import nightly
from site_tests.support.project import ROOT, run, small_data
from site_tests.support.reader import LOG

Capture = pytest.CaptureFixture[str]


def build(source: Path, folder: Path) -> Path:
    """Build a wheel of a folder or a source archive, without a network."""
    options = ["--no-build-isolation", "--no-deps", "--no-index", "--quiet"]
    done = run("pip", "wheel", *options, "--wheel-dir", str(folder), str(source))
    assert done.returncode == 0, done.stdout + done.stderr
    [wheel] = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the source archive."""
    folder = tmp_path_factory.mktemp("archive")
    done = run("hatchling", "build", "--target", "sdist", "--directory", str(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    [archive] = folder.glob("*.tar.gz")
    return archive


@pytest.fixture(scope="module")
def wheel(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel made of the source archive."""
    return build(archive, tmp_path_factory.mktemp("wheel"))


class Installed:
    """The command in an environment that has nothing but the wheel."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.away = folder / "away"
        self.away.mkdir()
        self.environment = folder / "environment"
        run("venv", "--without-pip", str(self.environment))
        scripts = self.environment / ("Scripts" if os.name == "nt" else "bin")
        python, self.command = scripts / "python", scripts / "liveroom-errors"
        options = ["--no-deps", "--no-index", "--quiet"]
        done = run("pip", "--python", str(python), "install", *options, str(wheel))
        assert done.returncode == 0, done.stdout + done.stderr

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the command in a folder outside the checkout."""
        passed = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        return subprocess.run(
            [str(self.command), *arguments],
            cwd=self.away,
            env=passed | {"PYTHONUTF8": "1"} | environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(tmp_path_factory.mktemp("installed"), wheel)


@nightly
def test_the_archive_makes_the_same_wheel_as_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(build(ROOT, tmp_path)) as other:
        assert {n: one.read(n) for n in one.namelist()} == {
            n: other.read(n) for n in other.namelist()
        }


def test_only_what_is_needed_is_in_the_packages(wheel: Path, archive: Path) -> None:
    with zipfile.ZipFile(wheel) as file:
        names = file.namelist()
    assert {name.split("/")[0].partition("-")[0] for name in names} == {
        *("liveroom_errors", "liveroom_error_codes")
    }
    folders = {name.split("/")[1] for name in names if name.count("/") > 1}
    assert folders >= {"engine", "packed"}
    assert {"liveroom_errors/bridge.js", "liveroom_errors/packed/search/zh.json"} <= set(names)
    with tarfile.open(archive) as tar:
        folders = {name.split("/")[1] for name in tar.getnames()}
    assert {"generator", "data", "templates", "pyproject.toml", "README.md", "LICENSE"} <= folders
    assert not folders & {"docs", "site", "site_tests", "bench", ".nox", ".cache"}


@pytest.mark.parametrize("repository", ["", "https://git.corp/errors"])
def test_links_of_the_readme_work_on_any_page(repository: str) -> None:
    done = run("hatchling", "metadata", REPO_URL=repository)
    metadata = json.loads(done.stdout)
    text = metadata["readme"]["text"]
    links = re.findall(r"\]\((.*?)\)", text)
    assert all(re.match("https://", link) for link in links)
    assert "CONTRIBUTING" in text and ".example/" not in str(metadata["readme"])
    ours = [link for link in links if repository and link.startswith(repository)]
    assert bool(ours) == bool(repository)
    for link in ours:
        assert (ROOT / re.sub(r".*/(blob|raw)/main/", "", link)).exists(), link
    addresses = metadata.get("urls", {}).values()
    assert bool(addresses) == bool(repository)
    assert all(address.startswith(repository) for address in addresses)
    assert metadata["authors"] and metadata["classifiers"] and metadata["keywords"]


ENGINE = sysconfig.get_path("purelib")
"""The folder with the engine, which pip would bring along."""


@pytest.mark.parametrize(
    "arguments", [["21200007"], ["NotLoginError", "--lang", "zh"], ["2120"], ["21200007", "--full"]]
)
@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
def test_explain_says_the_same_as_in_the_checkout(
    arguments: list[str], form: list[str], installed: Installed, capsys: pytest.CaptureFixture[str]
) -> None:
    url = dataset().dataset.url
    away = installed.run("explain", *arguments, *form, PYTHONPATH=ENGINE, SITE_URL=url)
    assert run_command("explain", *arguments, *form) == 0
    assert (away.returncode, away.stdout, away.stderr) == (0, capsys.readouterr().out, "")


def test_scan_finds_a_code(installed: Installed) -> None:
    (installed.away / "app.log").write_text(LOG, "utf-8")
    done = installed.run("scan", "app.log", PYTHONPATH=ENGINE)
    assert (done.returncode, done.stderr) == (1, "")
    assert "app.log:1: " in done.stdout


def test_the_versions_of_program_and_data_are_told(installed: Installed) -> None:
    done = installed.run("--version")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    about = lookup.store().site
    told = f"liveroom-errors {project['version']}, {about['date']}, {about['version']}\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, told, "")


NO_SEARCH = "didn't search for words, which needs the package quickjs-ng"


def test_the_installed_command_needs_no_engine(installed: Installed) -> None:
    done = installed.run("explain", "21200007", LANG="C")
    assert done.returncode == 0 and "21200007" in done.stdout
    assert done.stderr.startswith(NO_SEARCH)


@each("written", ["21200007", "-21200007", "0x1437C87", "kNotLoginError", "105"])
def test_without_an_engine_exact_numbers_and_names_are_answered(
    written: str, capsys: Capture
) -> None:
    assert run_command("explain", written) == 0
    expected, _ = capsys.readouterr()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "quickjs", None)
        assert run_command("explain", written) == 0
        out, err = capsys.readouterr()
        assert out == expected and err.startswith(NO_SEARCH)


def test_without_an_engine_no_log_is_scanned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    (tmp_path / "app.log").write_text(LOG, "utf-8")
    monkeypatch.setitem(sys.modules, "quickjs", None)
    assert run_command("scan", str(tmp_path / "app.log")) == 2
    told = "scan needs the package quickjs-ng; install it with `pip install quickjs-ng`\n"
    assert capsys.readouterr() == ("", told)


@pytest.fixture
def breakable(installed: Installed) -> Iterator[Path]:
    """Yield the folder of the installed package, which is whole again afterward."""
    [folder] = installed.environment.rglob("liveroom_errors")
    kept = installed.environment / "kept"
    shutil.copytree(folder, kept)
    yield folder
    shutil.rmtree(folder)
    kept.rename(folder)


@pytest.mark.parametrize("text", [None, "", "{"], ids=["lost", "empty", "cut"])
@pytest.mark.parametrize(
    "name",
    [
        "scan.py",
        "log.py",
        "bridge.js",
        "engine/scan.js",
        "packed/site.json",
        "packed/search/en.json",
    ],
)
def test_a_damaged_installation_is_reported_in_a_sentence(
    name: str, text: str | None, breakable: Path, installed: Installed
) -> None:
    path = breakable / name
    path.unlink()
    if text is not None:
        path.write_text(text, "utf-8")
    (installed.away / "app.log").write_text(LOG, "utf-8")
    done = installed.run("scan", "app.log", PYTHONPATH=ENGINE, LANG="C")
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert re.fullmatch(r".+ install (it|the command) again\n", done.stderr)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the data of the small dataset, in place of that of the installed package."""
    for path, text in pack(small_data(tmp_path / "data")).items():
        (tmp_path / "packed" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "packed" / path).write_text(text, "utf-8")
    monkeypatch.setattr(store, "PACKED", tmp_path / "packed")
    return tmp_path / "packed"


@pytest.mark.usefixtures("data")
def test_no_command_for_the_data_is_installed(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["check"])
    assert stopped.value.code == 2
    told = capsys.readouterr().err
    assert told.endswith("check isn't a command; use one of explain, scan\n")


@pytest.mark.usefixtures("data")
@each("locale, words", [("C", "Exit codes: "), ("zh_CN", "退出码：")])
def test_help_is_in_the_readers_language(
    locale: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("LANG", locale)
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--help"])
    out, err = capsys.readouterr()
    assert not stopped.value.code and words in out and err == ""


def test_an_installation_without_its_data_or_modules_says_so(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "argv", ["liveroom-errors", "21200007"])
    assert main() == 0
    capsys.readouterr()
    (data / "site.json").unlink()
    told = [(main(), *capsys.readouterr())]
    monkeypatch.setitem(sys.modules, "generator.lookup.cli", None)
    told.append((main(), *capsys.readouterr()))
    for (code, out, err), why in zip(told, (r"no data \(.+\)", "import of .+"), strict=True):
        assert (code, out) == (2, "")
        assert re.fullmatch(f"liveroom-errors: {why}; install it again\n", err)


@pytest.fixture
def recorded(data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder `data` of an installation of which pip recorded one file and the record."""
    name = "liveroom_error_codes-1.2.dist-info"
    index = data / "search" / "en.json"
    digest = base64.urlsafe_b64encode(hashlib.sha256(index.read_bytes()).digest()).decode()
    record = f"packed/search/en.json,sha256={digest.rstrip('=')},\n{name}/RECORD,,\n"
    metadata = "Metadata-Version: 2.1\nName: liveroom-error-codes\nVersion: 1.2\n"
    (data.parent / name).mkdir()
    for file, text in (("RECORD", record), ("METADATA", metadata)):
        (data.parent / name / file).write_text(text, "utf-8")
    monkeypatch.syspath_prepend(data.parent)
    return data


def test_a_damaged_file_is_told_from_a_fault_of_the_program(
    recorded: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    index = recorded / "search" / "en.json"
    whole = index.read_text("utf-8")
    index.write_text("{", "utf-8")
    assert cli.main(["21200007"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith(str(index)) and err.endswith("install the command again\n")
    index.write_text(whole, "utf-8")
    monkeypatch.setattr(explain, "run", lambda *_: 1 // 0)
    assert cli.main(["21200007"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and "ZeroDivisionError" in err and str(index) not in err


@pytest.mark.usefixtures("recorded")
def test_the_version_is_the_installed_ones(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--version"])
    assert not stopped.value.code
    assert capsys.readouterr().out.startswith("liveroom-errors 1.2, ")
