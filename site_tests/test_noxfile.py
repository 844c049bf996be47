"""`python noxfile.py`, the README's commands: it fetches nox once, and then is nox.

A wheel that is made here stands for nox, so that nothing is asked of a network.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from site_tests.support.nightly import some
from site_tests.support.project import ROOT

NOX = """
import os, sys
from unittest.mock import MagicMock

Session = options = session = MagicMock()


def main():
    print(os.getcwd(), os.environ["PYTHONPATH"], *sys.argv[1:], sep="\\n")
    raise SystemExit(7)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with the noxfile and the lock of a nox that ends with 7."""
    folder = tmp_path / "a project"
    locks = folder / ".ci" / "requirements"
    locks.mkdir(parents=True)
    shutil.copy(ROOT / "noxfile.py", folder)
    wheel = tmp_path / "nox-1-py3-none-any.whl"
    files = {
        "nox.py": NOX,
        "nox-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: nox\nVersion: 1\n",
        "nox-1.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: x\nTag: py3-none-any\n",
    }
    with zipfile.ZipFile(wheel, "w") as archive:
        rows = ["nox-1.dist-info/RECORD,,"]
        for name, text in files.items():
            archive.writestr(name, text)
            sha256 = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode()
            rows.append(f"{name},sha256={sha256.rstrip('=')},{len(text.encode())}")
        archive.writestr("nox-1.dist-info/RECORD", "\n".join(rows) + "\n")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock = f"nox @ {wheel.as_uri()} \\\n    --hash=sha256:{digest}\n"
    (locks / "nox.txt").write_text(lock, "utf-8")
    return folder


def run(project: Path, *options: str, cwd: Path = ROOT) -> tuple[int, list[str], str]:
    """Run the noxfile from another folder; return its exit code, output and errors."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, *options, str(project / "noxfile.py"), "-s", "data"],
        cwd=cwd,
        env=environment | {"PIP_NO_INDEX": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.splitlines(), done.stderr


def test_nox_is_fetched_once_and_runs_in_the_project(project: Path) -> None:
    folder = project / ".nox" / "nox"
    expected = (7, [str(project), str(folder), "-s", "data"], "")
    assert run(project) == expected
    first = (folder / "nox.py").stat().st_ino
    assert run(project, "-S") == expected  # without pip, which it does not need any more
    assert run(project, cwd=project) == expected
    assert (folder / "nox.py").stat().st_ino == first


def test_an_incomplete_nox_or_one_of_another_lock_or_python_is_fetched_again(project: Path) -> None:
    lock = project / ".ci" / "requirements" / "nox.txt"
    folder = project / ".nox" / "nox"
    installed = folder / "installed"
    wanted = f"{sys.version}\n{lock.read_text('utf-8')}"
    of_another = wanted.replace(sys.version, "3.0.0").encode()
    folder.mkdir(parents=True)
    for found in some((b"", b"\xff", of_another, wanted.encode()), 3):
        installed.write_bytes(found)
        if found == wanted.encode():
            lock.write_text(lock.read_text("utf-8") + "# changed\n", "utf-8")
        (folder / "nox.py").unlink(missing_ok=True)
        (folder / "of_an_earlier_lock.py").touch()
        assert run(project)[0] == 7
        assert not (folder / "of_an_earlier_lock.py").exists()


def test_a_failed_download_is_reported_without_a_traceback(project: Path) -> None:
    lock = f"nox-that-is-not-there==1 --hash=sha256:{'0' * 64}\n"
    (project / ".ci" / "requirements" / "nox.txt").write_text(lock, "utf-8")
    for _ in some(range(2), 2):  # a failure is not taken for an installation
        code, lines, errors = run(project)
        assert (code, lines) == (1, [])
        assert "No matching distribution found for nox-that-is-not-there" in errors
        assert errors.splitlines()[-1].endswith("then run this again.")
        assert "Traceback" not in errors


def test_a_missing_pip_is_reported_without_a_traceback(project: Path) -> None:
    code, lines, errors = run(project, "-S")
    assert (code, lines) == (1, [])
    assert " has no pip: install it " in errors and "-m ensurepip" in errors
    assert "Traceback" not in errors
