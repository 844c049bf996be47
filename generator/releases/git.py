"""Read earlier states of a file from git: at the merge base and at the newest release tag."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Base(NamedTuple):
    """An earlier state of the repository: its commit, and how to call it."""

    commit: str
    title: str


def bases(folder: Path, base: str | None = None) -> list[Base]:
    """The states to compare with: where this branch left its target, and the newest tag.

    `base` names the target. By default, and where git does not know it, that is the branch which a
    pull request goes to (GITHUB_BASE_REF), else the main branch; on that branch itself it is the
    commit before. What a shallow clone does not have is left out.
    """
    found = []
    head = _git(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    for target in filter(None, (base, *_targets())):
        commit = _git(folder, "merge-base", "HEAD", target)
        if not commit:
            continue
        if commit == head and target != base:
            commit = _git(folder, "rev-parse", "--verify", "--quiet", "HEAD~1^{commit}")
            title = "the commit before"
        else:
            title = f"the merge base with {target}"
        if commit:
            found.append(Base(commit, f"{title} ({commit[:9]})"))
        break
    newest = ("for-each-ref", "--sort=-creatordate", "--count=1", "--format=%(refname)")
    if tag := _git(folder, *newest, "refs/tags"):
        found.append(Base(tag, f"the release {tag.removeprefix('refs/tags/')}"))
    return found


def _targets() -> Iterator[str]:
    if name := os.environ.get("GITHUB_BASE_REF"):
        yield f"origin/{name}"
    yield from ("origin/HEAD", "origin/main", "main")


def text_at(file: Path, base: Base) -> str | None:
    """The text of `file` as it was then; None where it was not there."""
    return _git(file.parent, "show", f"{base.commit}:./{file.name}")


def _git(folder: Path, *arguments: str) -> str | None:
    """Return git's output, or None if it fails or is not installed."""
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
