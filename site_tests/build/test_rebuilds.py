"""`mkdocs build --dirty`: the result of a full build, with less work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.build.write import locked
from generator.outputs.addresses import OFFLINE
from site_tests.support.nightly import nightly
from site_tests.support.project import (
    copy,
    differing,
    environment,
    run,
    start,
    tree_bytes,
)
from site_tests.support.saves import EDITS, apply

pytestmark = nightly  # by day `test_serving` builds like this

ONE_BY_ONE = {"record", "label", "page template", "style", "script"}
"""Edits that leave other pages unchanged."""
UNTOUCHED = "zh/about/index.html"


@pytest.fixture
def beside(project: Path, tmp_path: Path) -> Path:
    """Return a copy of the project for full builds."""
    return copy(tmp_path / "beside", data=project / "data")


def build(folder: Path, *options: str) -> dict[str, bytes]:
    """Build a site and return its files without the zip, which only a full build packs."""
    done = run("mkdocs", "build", *options, folder=folder)
    assert done.returncode == 0, done.stderr
    return _files(folder)


def _files(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree_bytes(folder / "site").items() if name != OFFLINE}


def test_site_after_an_edit_equals_a_full_build(project: Path, beside: Path) -> None:
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


def test_site_stays_where_nothing_changed_or_a_build_failed(project: Path) -> None:
    # The script, unlike `python -m`, does not add the current folder to the path.
    script = Path(sys.executable).with_name("mkdocs")
    done = subprocess.run(
        [script, "build", "--strict"],
        cwd=project,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    site = project / "site"
    first = _files(project)

    always = ("404", "sitemap", "js/", "css/")  # MkDocs writes these, as it renders them, each time
    files = [site / name for name in first if not name.startswith(always)]
    before = [path.stat().st_mtime_ns for path in files]
    with locked(project / "docs"):
        waiting = start("mkdocs", "build", "--dirty", folder=project)
        assert waiting.stderr
        said = iter(waiting.stderr.readline, "")
        assert any(line.startswith("waiting for another build of") for line in said)
    waiting.communicate()
    assert waiting.returncode == 0
    assert differing(_files(project), first) == []
    assert [path.stat().st_mtime_ns for path in files] == before

    remedies = project / "data" / "remedies.yaml"
    away = remedies.rename(project / "remedies.yaml")
    done = run("mkdocs", "build", folder=project)
    assert done.returncode == 1
    assert "data/remedies.yaml:1:1: the file: is missing" in done.stderr
    assert "Traceback" not in done.stderr
    assert differing(_files(project), first) == []
    away.rename(remedies)

    theme = project / "templates" / "theme" / "frame" / "footer.html"
    text, times = theme.read_text("utf-8"), theme.stat()
    theme.write_text(text + "{{ nothing.at.all }}", "utf-8")
    assert run("mkdocs", "build", "--dirty", folder=project).returncode == 1
    theme.write_text(text, "utf-8")
    os.utime(theme, ns=(times.st_atime_ns, times.st_mtime_ns))
    (project / ".cache" / "build.digest").write_bytes(b"\xff")
    assert differing(build(project, "--dirty"), first) == []  # since it was a full one
