"""Record a release of the data in a folder, and verify the list of published addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.catalog.resolve import resolve
from generator.dataset.reader import read
from generator.dataset.schema import PUBLISHED, Dataset
from generator.outputs import render
from generator.outputs.addresses import Site
from generator.releases import git, permalinks, snapshot


class DateOrderError(ValueError):
    """The dataset's date is before the last release."""


class RemovedError(ValueError):
    """The list is not valid, or a published address was removed; `problems` has a message for each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(*problems)
        self.problems = problems


def record(data: Path) -> Iterator[str]:
    """Write the dataset's state and the list of published addresses; yield a line for each.

    Raises `DateOrderError` or `RemovedError` before any change.
    """
    dataset = read(data)
    known = dataset.releases
    date = dataset.dataset.date.isoformat()
    now = snapshot.take(dataset)
    is_new = not known or known[max(known)] != now
    if is_new and known and date < max(known):
        raise DateOrderError(
            f"dataset.yaml: the date {date} is before the last release, {max(known)}; use a later one"
        )
    if is_new:
        # The release's own section on the page of changes is published, too.
        dataset = dataset.model_copy(update={"releases": known | {date: now}})
    listed, entries = _listed(data), _entries(dataset)
    if problems := permalinks.removed(listed, entries):
        raise RemovedError(problems)
    if is_new:
        (data / "releases").mkdir(exist_ok=True)
        path = data / "releases" / f"{date}.yaml"
        path.write_text(snapshot.to_yaml(now), "utf-8", newline="\n")
        yield f"release {date}: {len(now.codes)} codes"
    else:
        yield "nothing changed since the last release"
    if added := entries - listed:
        (data / PUBLISHED).write_text(permalinks.to_text(entries), "utf-8", newline="\n")
        yield f"{len(added)} addresses published"


def verify(data: Path, target: str | None) -> Iterator[str]:
    """Compare the list with the dataset and with earlier lists; yield a line for each comparison.

    `target` is the `base` of `git.base_revisions`. Raises `RemovedError` if an address was removed from
    the dataset or the list, or is missing in the list.
    """
    listed, entries = _listed(data), _entries(read(data))
    problems = permalinks.removed(listed, entries)
    if new := sorted(entries - listed):
        problems.append(
            f"{new[0]} is published but not on the list ({len(new)} such addresses); "
            "run `python -m generator release`"
        )
    revisions = git.base_revisions(data, target)
    for revision in revisions:
        before = git.text_at(data / PUBLISHED, revision)
        found = permalinks.removed(permalinks.parse(before or ""), listed)
        problems += [f"{message}, but is on the list of {revision.title}" for message in found]
        yield f"{'no list in' if before is None else 'compared with'} {revision.title}"
    if not revisions:
        yield "not compared with earlier lists: git has no earlier commit and no tag"
    if problems:
        raise RemovedError(problems)
    yield f"{len(listed)} addresses, none removed"


def _listed(data: Path) -> set[permalinks.Entry]:
    """Return the entries of the published list."""
    path = data / PUBLISHED
    return permalinks.parse(path.read_text("utf-8")) if path.is_file() else set()


def _entries(dataset: Dataset) -> set[permalinks.Entry]:
    """Return the entries that the dataset publishes."""
    catalogs = resolve(dataset)
    site = Site(dataset.dataset.url, dataset.dataset.repository)
    return permalinks.collect(catalogs, render(catalogs, site))
