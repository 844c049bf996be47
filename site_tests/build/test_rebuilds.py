"""`mkdocs build --dirty`: the result of a full build, with less work."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from site_tests.support.project import copy, differing, run, tree_bytes
from site_tests.support.saves import EDITS, apply

ONE_BY_ONE = {"record", "label", "page template", "style", "script"}
"""Edits that leave other pages unchanged."""
UNTOUCHED = "zh/about/index.html"


@pytest.fixture
def beside(project: Path, tmp_path: Path) -> Path:
    """A copy of the project for full builds."""
    return copy(tmp_path / "beside", data=project / "data")


def build(folder: Path, *options: str) -> dict[str, bytes]:
    done = run("mkdocs", "build", *options, folder=folder)
    assert done.returncode == 0, done.stderr
    return tree_bytes(folder / "site")


def test_site_after_each_edit_equals_a_full_build(project: Path, beside: Path) -> None:
    dirty = build(project)
    for name, edit in EDITS.items():
        shown = dirty.get(edit.shown_at)
        before = (project / "site" / UNTOUCHED).stat().st_mtime_ns
        apply(project, edit)
        apply(beside, edit)
        dirty = build(project, "--dirty")
        assert edit.shows in dirty[edit.shown_at].decode() and dirty[edit.shown_at] != shown, name
        assert differing(dirty, build(beside)) == [], name
        is_left = (project / "site" / UNTOUCHED).stat().st_mtime_ns == before
        assert is_left == (name in ONE_BY_ONE), name


def test_unchanged_site_is_not_rewritten(project: Path) -> None:
    first = build(project)
    files = [project / "site" / name for name in first if not name.startswith(("404", "sitemap"))]
    before = [path.stat().st_mtime_ns for path in files]
    assert differing(build(project, "--dirty"), first) == []
    assert [path.stat().st_mtime_ns for path in files] == before


def test_build_after_a_failed_one_is_full(project: Path) -> None:
    first = build(project)
    theme = project / "templates" / "theme" / "partials" / "footer.html"
    text, times = theme.read_text("utf-8"), theme.stat()
    theme.write_text(text + "{{ nothing.at.all }}", "utf-8")
    assert run("mkdocs", "build", "--dirty", folder=project).returncode == 1
    theme.write_text(text, "utf-8")
    os.utime(theme, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert differing(build(project, "--dirty"), first) == []
