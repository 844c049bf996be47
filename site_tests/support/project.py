"""The project's folders, and commands that run in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "site_tests"
SMALL = TESTS / "small"
LANGS = ("zh", "en")


def environment(**added: str) -> dict[str, str]:
    """Return this process's environment without variables that change the site or a run of tests.

    The package `tools` is on its path.
    """
    ours = {"SITE_URL", "REPO_URL", "SOURCE_DATE_EPOCH", "PYTHONHASHSEED", "PYTEST_XDIST_WORKER"}
    inherited = {name: value for name, value in os.environ.items() if name not in ours}
    paths = os.pathsep.join(filter(None, [str(ROOT / ".ci"), os.environ.get("PYTHONPATH")]))
    return inherited | {"PYTHONUTF8": "1", "PYTHONPATH": paths} | added


def run(*arguments: str, folder: Path = ROOT, **added: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m` with `arguments` in the repository or a copy of it."""
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env=environment(**added),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def start(*arguments: str, folder: Path = ROOT) -> subprocess.Popen[str]:
    """Start `python -m` with `arguments` in the repository or a copy of it."""
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def small_data(folder: Path) -> Path:
    """Copy the smallest valid dataset, with the project's labels, to `folder`."""
    shutil.copytree(SMALL, folder)
    shutil.copy(ROOT / "data" / "labels.yaml", folder)
    return folder


def copy(folder: Path, *, data: Path = ROOT / "data") -> Path:
    """Copy everything that the site is built from to `folder`, with the dataset in `data`."""
    bare = shutil.ignore_patterns("__pycache__")
    for name in ("generator", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=bare)
    shutil.copytree(data, folder / "data")
    (folder / "docs").mkdir()
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def differing(ours: Mapping[str, bytes], theirs: Mapping[str, bytes]) -> list[str]:
    """Return the names of files that are missing or different in one of two trees."""
    return sorted(name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name))


def tree_bytes(folder: Path) -> dict[str, bytes]:
    """Return the content of every file below `folder`."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
