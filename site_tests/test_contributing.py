"""Each path of CONTRIBUTING, walked on a copy of the project from the edit to green."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.commands import main
from site_tests.support.contributions import PATHS
from site_tests.support.nightly import NIGHTLY, nightly
from site_tests.support.project import ROOT, differing, run, tree_bytes

WITNESS = "dataset/test_witness.py::test_the_data_agree_with_their_sources"
BY_DAY = (WITNESS, "dataset/test_records.py", "catalog/test_guidance.py", "catalog/test_related.py")
OF_EACH = ("dataset", "catalog", "outputs/test_everywhere.py", "outputs/test_api.py", "releases")
ROOMS = ("dataset", "catalog", "outputs", "releases", "lookup")
SOURCES = "site_tests/source"
BARE = shutil.ignore_patterns(
    *(".git", ".nox", ".venv", ".*cache", ".coverage*", "__pycache__", "node_modules"),
    *("site", "dist", "mutants"),
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the whole project, tests and all."""
    return Path(shutil.copytree(ROOT, tmp_path / "project", ignore=BARE))


def passes(folder: Path, *tests: str) -> tuple[bool, str]:
    """Return whether tests pass in a copy, and their output."""
    paths = [f"site_tests/{test}" for test in tests]
    done = run("pytest", "-q", "-p", "no:cacheprovider", *paths, folder=folder, NIGHTLY="")
    return done.returncode == 0, done.stdout[-5000:] + done.stderr


def walk(folder: Path, *tests: str) -> None:
    folders = ("--data", str(folder / "data"), "--docs", str(folder / "docs"))
    for command in ("check", "release", "published"):
        assert main([command, *folders]) == 0
    is_green, told = passes(folder, *tests)
    assert is_green, told


def touched(before: dict[str, bytes], folder: Path) -> list[str]:
    """Return the files of data, tables and pages that differ from those before."""
    return differing(before, files(folder))


def files(folder: Path) -> dict[str, bytes]:
    return {
        f"{name}/{path}": content
        for name in ("data", "docs", SOURCES)
        for path, content in tree_bytes(folder / name).items()
    }


def test_right_changes_pass_and_each_file_of_theirs_is_named(project: Path) -> None:
    before = files(project)
    for change in PATHS.values():
        change(project)
    edited = touched(before, project)
    walk(project, *(ROOMS if NIGHTLY else BY_DAY))

    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    unnamed = [path for path in edited if path.rpartition("/")[2] not in guide]
    in_folders = [path for path in unnamed if f"{path.rpartition('/')[0]}/" in guide]
    assert unnamed == in_folders

    tables = [Path(path).name for path in edited if path.startswith(SOURCES)]
    assert tables
    for table in tables:
        shutil.copy(ROOT / SOURCES / table, project / SOURCES)
    is_green, told = passes(project, WITNESS)
    assert not is_green
    assert [table for table in tables if f"{SOURCES}/{table}" not in told] == []


@nightly
@pytest.mark.parametrize("name", PATHS)
def test_each_right_change_passes_by_itself(name: str, project: Path) -> None:
    before = files(project)
    PATHS[name](project)
    assert touched(before, project)
    walk(project, *OF_EACH)
