"""Record a release of the data in a folder, and verify the list of published addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml
from pydantic import ValidationError

from generator.catalog.changes import NOTHING, states
from generator.catalog.resolve import resolve
from generator.dataset.reader import read
from generator.dataset.schema import PUBLISHED, Dataset
from generator.dataset.schema_releases import ReleaseFile
from generator.outputs import render
from generator.outputs.addresses import Site
from generator.releases import git, permalinks, snapshot


class ReleaseError(ValueError):
    """The dataset's date is that of a published release or earlier, or such a release was edited."""


class RemovedError(ValueError):
    """The list is not valid, or a published address was removed; `problems` has a message for each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(*problems)
        self.problems = problems


def record(data: Path) -> Iterator[str]:
    """Write the dataset's state and the list of published addresses; yield a line for each.

    A release of the same date is made again, as long as no tag and no later release contains it.
    Raises `ReleaseError` or `RemovedError` before any change.
    """
    dataset = read(data)
    known = states(dataset.releases)
    date = dataset.dataset.date.isoformat()
    now = snapshot.take(dataset)
    is_new = not known or not snapshot.is_same(known[max(known)], now)
    if is_new and known and date < max(known):
        raise ReleaseError(
            f"dataset.yaml: the date {date} is before the last release, {max(known)}; use a later date"
        )
    if is_new and (tag := _tag_of(data, date)):
        raise ReleaseError(f"dataset.yaml: {date} is already published as {tag}; use a later date")
    if is_new:
        _, before = max(((d, s) for d, s in known.items() if d < date), default=("", NOTHING))
        new = snapshot.difference(before, now)
        # The release's own section on the page of changes is published, too.
        dataset = dataset.model_copy(update={"releases": dataset.releases | {date: new}})
    listed, entries = _listed(data), _entries(dataset)
    if problems := permalinks.removed(listed, entries):
        raise RemovedError(problems)
    if is_new:
        (data / "releases").mkdir(exist_ok=True)
        path = data / "releases" / f"{date}.yaml"
        again = " made again" if path.exists() else ""
        path.write_text(snapshot.to_yaml(new), "utf-8", newline="\n")
        texts = len(new.remedies) + len(new.retries)
        yield f"release {date}{again}: {len(new.codes)} codes and {texts} shared texts new or changed"
    else:
        yield "nothing changed since the last release"
    if added := entries - listed:
        (data / PUBLISHED).write_text(permalinks.to_text(entries), "utf-8", newline="\n")
        yield f"{len(added)} addresses published"


def verify(data: Path, target: str | None) -> Iterator[str]:
    """Compare the list and the releases with earlier ones, the list with the dataset; yield a line for each.

    `target` is the `base` of `git.base_revisions`. Raises `RemovedError` if an address was removed from
    the dataset or the list, or is missing in the list, and `ReleaseError` if a published release was edited.
    """
    listed, entries = _listed(data), _entries(read(data))
    problems = permalinks.removed(listed, entries)
    if new := sorted(entries - listed):
        problems.append(
            f"{new[0]} is published but isn't on the list (addresses missing: {len(new)}); "
            "run `python -m generator release`"
        )
    revisions = git.base_revisions(data, target)
    edited: list[str] = []
    for revision in revisions:
        yield from _hold_releases(data, revision, edited)
        before = git.text_at(data, PUBLISHED, revision)
        found = permalinks.removed(permalinks.parse(before or ""), listed)
        problems += [f"{message}, but is on the list of {revision.title}" for message in found]
        yield f"{'no list in' if before is None else 'compared with'} {revision.title}"
    if not revisions:
        yield "not compared with an earlier list: git has no earlier commit or tag"
    if problems:
        raise RemovedError(problems)
    if edited:
        raise ReleaseError("\n".join(edited))
    yield f"{len(listed)} addresses, none removed"


def _hold_releases(data: Path, revision: git.Revision, edited: list[str]) -> Iterator[str]:
    """Yield a line for each release that differs from `revision`, or add a problem if it is published.

    The last release there may be made again until it is tagged.
    """
    paths = git.paths_at(data, "releases", revision)
    for path in paths:
        now = (data / path).read_text("utf-8") if (data / path).is_file() else ""
        before = git.text_at(data, path, revision) or ""
        if before.strip() == now.strip():
            continue
        if not _has_this_form(before):
            yield f"{path} has another format in {revision.title}"
        elif revision.is_tag or path != paths[-1] or not now:
            edited.append(
                f"{path}: is published and differs from {revision.title}; restore it, and record changes "
                "under a new `date` in dataset.yaml"
            )
        else:
            yield f"{path} was made again after {revision.title}"


def _has_this_form(text: str) -> bool:
    try:
        ReleaseFile.model_validate(yaml.safe_load(text))
    except (yaml.YAMLError, ValidationError):
        return False
    return True


def _tag_of(data: Path, date: str) -> str | None:
    """Return the title of the newest tag if it contains the release of `date`."""
    tags = (revision for revision in git.base_revisions(data) if revision.is_tag)
    path = f"releases/{date}.yaml"
    return next((tag.title for tag in tags if path in git.paths_at(data, "releases", tag)), None)


def _listed(data: Path) -> set[permalinks.Entry]:
    """Return the entries of the published list."""
    path = data / PUBLISHED
    return permalinks.parse(path.read_text("utf-8")) if path.is_file() else set()


def _entries(dataset: Dataset) -> set[permalinks.Entry]:
    """Return the entries that the dataset publishes."""
    catalogs = resolve(dataset)
    site = Site(dataset.dataset.url, dataset.dataset.repository)
    return permalinks.collect(catalogs, render(catalogs, site))
