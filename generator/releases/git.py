"""Read earlier states of files from git: at a commit, the merge base and the newest release tag."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class UnknownRevisionError(ValueError):
    """Git does not know a revision, or its releases cannot be read."""


class Revision(NamedTuple):
    """An earlier state of the repository: a commit or tag, and a title for messages."""

    commit: str
    title: str


def base_revisions(folder: Path, base: str | None = None) -> list[Revision]:
    """Return the revisions to compare with: the merge base with the target branch, and the newest tag.

    `base` names the target; without it, it is the branch of the pull request (GITHUB_BASE_REF), else the
    main branch, and on the main branch itself the previous commit replaces the merge base. Revisions that a
    shallow clone lacks are left out. Raises `UnknownRevisionError` for a `base` that git does not know.
    """
    if base:
        known(folder, base)
    found = []
    head = commit_of(folder, "HEAD")
    for target in filter(None, (base, *_targets())):
        commit = _git(folder, "merge-base", "HEAD", target)
        if not commit:
            continue
        if commit == head and target != base:
            commit = commit_of(folder, "HEAD~1")
            title = "the commit before"
        else:
            title = f"the merge base with {target}"
        if commit:
            found.append(Revision(commit, f"{title} ({commit[:9]})"))
        break
    return [*found, *_newest_tag(folder)]


def published_revisions(folder: Path) -> list[Revision]:
    """Return the revisions that a release must not touch: the merge base with the main branch, and the newest tag.

    On the main branch, and where git knows no such branch, that is the last commit.
    """
    bases = (_git(folder, "merge-base", "HEAD", target) for target in _targets())
    commit = next(filter(None, bases), None) or commit_of(folder, "HEAD")
    found = [Revision(commit, f"the published commit {commit[:9]}")] if commit else []
    return [*found, *_newest_tag(folder)]


def _newest_tag(folder: Path) -> list[Revision]:
    newest = ("for-each-ref", "--sort=-creatordate", "--count=1", "--format=%(refname)")
    tag = _git(folder, *newest, "refs/tags")
    return [Revision(tag, f"the release {tag.removeprefix('refs/tags/')}")] if tag else []


def _targets() -> Iterator[str]:
    if name := os.environ.get("GITHUB_BASE_REF"):
        yield f"origin/{name}"
    yield from ("origin/HEAD", "origin/main", "main")


def known(folder: Path, name: str) -> str:
    """Return the commit that `name` means; raise `UnknownRevisionError` if git does not know it."""
    if not (commit := commit_of(folder, name)):
        raise UnknownRevisionError(
            f"{name} is not a revision that git knows; use a commit, branch or tag"
        )
    return commit


def commit_of(folder: Path, name: str) -> str | None:
    """Return the commit that `name` means, or None if git does not know it."""
    return _git(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
    )


def text_at(folder: Path, path: str, commit: str) -> str | None:
    """Return the text of the file at `path` below `folder` at a commit, or None if it did not exist."""
    return _git(folder, "show", f"{commit}:./{path}")


def paths_at(folder: Path, below: str, commit: str) -> list[str]:
    """Return the sorted paths of the files in a folder below `folder` at a commit."""
    found = _git(folder, "ls-tree", "--name-only", commit, f"{below}/")
    return sorted((found or "").splitlines())


def edited(folder: Path, below: str, commit: str) -> list[str]:
    """Return the paths of the files in a folder below `folder` that were edited or deleted since a commit."""
    options = ("--no-renames", "--diff-filter=a", "--name-only", "--relative")
    return (_git(folder, "diff", *options, commit, "--", below) or "").splitlines()


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
