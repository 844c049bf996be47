"""Read earlier states of files from git: at the merge base and at the newest release tag."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Revision(NamedTuple):
    """An earlier state of the repository: a commit or tag, and a title for messages."""

    commit: str
    title: str
    is_tag: bool = False


def base_revisions(folder: Path, base: str | None = None) -> list[Revision]:
    """Return the revisions to compare with: the merge base with the target branch, and the newest tag.

    `base` names the target. Without it, or if git does not know it, the target is the branch of the pull
    request (GITHUB_BASE_REF), else the main branch; on the main branch itself, the previous commit
    replaces the merge base. Revisions that a shallow clone lacks are left out.
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
            found.append(Revision(commit, f"{title} ({commit[:9]})"))
        break
    newest = ("for-each-ref", "--sort=-creatordate", "--count=1", "--format=%(refname)")
    if tag := _git(folder, *newest, "refs/tags"):
        found.append(Revision(tag, f"the release {tag.removeprefix('refs/tags/')}", is_tag=True))
    return found


def _targets() -> Iterator[str]:
    if name := os.environ.get("GITHUB_BASE_REF"):
        yield f"origin/{name}"
    yield from ("origin/HEAD", "origin/main", "main")


def text_at(folder: Path, path: str, revision: Revision) -> str | None:
    """Return the text of the file at `path` below `folder` at a revision, or None if it did not exist."""
    return _git(folder, "show", f"{revision.commit}:./{path}")


def paths_at(folder: Path, below: str, revision: Revision) -> list[str]:
    """Return the sorted paths of the files in a folder below `folder` at a revision."""
    found = _git(folder, "ls-tree", "--name-only", revision.commit, f"{below}/")
    return sorted((found or "").splitlines())


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
