"""The project: where its folders are, and how a command is run in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "site_tests"
SMALL = TESTS / "small"
LANGS = ("zh", "en")


def environment(**added: str) -> dict[str, str]:
    """This process's environment, free of what the caller's shell has set for the site.

    The package `tools` can be imported there.
    """
    ours = {"SITE_URL", "REPO_URL", "SOURCE_DATE_EPOCH", "PYTHONHASHSEED"}
    inherited = {name: value for name, value in os.environ.items() if name not in ours}
    paths = os.pathsep.join(filter(None, [str(ROOT / ".ci"), os.environ.get("PYTHONPATH")]))
    return inherited | {"PYTHONUTF8": "1", "PYTHONPATH": paths} | added


def run(*arguments: str, **added: str) -> subprocess.CompletedProcess[str]:
    """`python -m` with `arguments` in the repository, with `added` in its `environment`."""
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=environment(**added),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def tree_bytes(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
