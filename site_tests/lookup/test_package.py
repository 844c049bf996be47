"""The package as somebody installs it, in an environment of its own and away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from site_tests.support.project import ROOT, run
from site_tests.support.reader import LOG


def build(source: Path, folder: Path) -> Path:
    """Builds a wheel of a folder or a source archive, without a network."""
    options = ["--no-build-isolation", "--no-deps", "--no-index", "--quiet"]
    done = run("pip", "wheel", *options, "--wheel-dir", str(folder), str(source))
    assert done.returncode == 0, done.stdout + done.stderr
    [wheel] = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive."""
    folder = tmp_path_factory.mktemp("archive")
    done = run("hatchling", "build", "--target", "sdist", "--directory", str(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    [archive] = folder.glob("*.tar.gz")
    return archive


@pytest.fixture(scope="module")
def wheel(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel made of the source archive."""
    return build(archive, tmp_path_factory.mktemp("wheel"))


class Installed:
    """The command in an environment that has nothing but the wheel."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.away = folder / "away"
        self.away.mkdir()
        environment = folder / "environment"
        run("venv", "--without-pip", str(environment))
        scripts = environment / ("Scripts" if os.name == "nt" else "bin")
        python, self.command = scripts / "python", scripts / "liveroom-errors"
        options = ["--no-deps", "--no-index", "--quiet"]
        done = run("pip", "--python", str(python), "install", *options, str(wheel))
        assert done.returncode == 0, done.stdout + done.stderr

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs the command from a folder that has nothing to do with the checkout."""
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


def test_the_archive_makes_the_same_wheel_as_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(build(ROOT, tmp_path)) as other:
        assert {n: one.read(n) for n in one.namelist()} == {
            n: other.read(n) for n in other.namelist()
        }


def test_only_what_is_needed_is_in_the_packages(wheel: Path, archive: Path) -> None:
    with zipfile.ZipFile(wheel) as file:
        names = file.namelist()
    assert {name.split("/")[0].partition("-")[0] for name in names} == {
        *("generator", "liveroom_error_codes")
    }
    assert {name.rpartition(".")[2] for name in names if name.startswith("generator/")} == {
        *("py", "jinja", "json")
    }
    assert "generator/packaged/prepared.json" in names
    assert "generator/mkdocs_hooks.py" not in names
    with tarfile.open(archive) as tar:
        folders = {name.split("/")[1] for name in tar.getnames()}
    assert {"generator", "data", "templates", "pyproject.toml", "README.md", "LICENSE"} <= folders
    assert not folders & {"docs", "site", "site_tests", "bench", ".nox", ".cache"}


@pytest.mark.parametrize("arguments", [["21200007"], ["NotLoginError", "--lang", "zh"], ["2120"]])
@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
def test_explain_says_the_same_as_in_the_checkout(
    arguments: list[str], form: list[str], installed: Installed
) -> None:
    away = installed.run("explain", *arguments, *form, LANG="C")
    here = run("generator", "explain", *arguments, *form, LANG="C", LC_ALL="C")
    assert (away.returncode, away.stdout, away.stderr) == (0, here.stdout, "")


def test_scan_finds_a_code(installed: Installed) -> None:
    (installed.away / "app.log").write_text(LOG, "utf-8")
    done = installed.run("scan", "app.log")
    assert (done.returncode, done.stderr) == (1, "")
    assert "app.log:1: " in done.stdout


def test_the_commands_for_the_data_work_on_any_dataset(installed: Installed, small: Path) -> None:
    needed = sysconfig.get_path("purelib")  # what the package depends on, and pip would bring
    done = installed.run("check", "--data", str(small), PYTHONPATH=needed)
    assert (done.returncode, done.stdout) == (
        0,
        run("generator", "check", "--data", str(small)).stdout,
    )
    docs = small.with_name("docs")
    done = installed.run("build", "--data", str(small), "--docs", str(docs), PYTHONPATH=needed)
    assert (done.returncode, done.stderr) == (0, "")
    assert (docs / "en" / "codes" / "20000001.md").exists()
    done = installed.run("explain", "20000001", "--data", str(small), PYTHONPATH=needed)
    assert (done.returncode, done.stderr) == (0, "")
    assert "small.example" in done.stdout


def test_a_folder_without_data_is_wrong_usage(installed: Installed) -> None:
    done = installed.run("check")
    assert done.returncode == 2
    assert "data is no folder" in done.stderr
    assert "usage: liveroom-errors check" in done.stderr


def test_an_editable_install_reads_the_data_themselves(tmp_path: Path) -> None:
    code = "import hatchling.build as b, sys; print(b.build_editable(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    with zipfile.ZipFile(tmp_path / done.stdout.splitlines()[-1]) as file:
        assert not any(name.startswith("generator/") for name in file.namelist())
