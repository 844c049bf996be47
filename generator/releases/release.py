"""Makes a release of the data in a folder, and holds the list of what was published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.catalog.resolve import resolve
from generator.dataset.reader import read
from generator.dataset.schema import PUBLISHED, Dataset
from generator.outputs import render
from generator.outputs.addresses import Site
from generator.releases import git, permalinks, snapshot


class Backwards(ValueError):
    """The dataset's date is before the last release."""


class Lost(ValueError):
    """A release would lose something that was published."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(*problems)
        self.problems = problems


def make(data: Path) -> Iterator[str]:
    """Write the dataset's state and the list of what it publishes, and say so; raise `Backwards` or
    `Lost` before anything is written."""
    dataset = read(data)
    known = dataset.releases
    date = dataset.dataset.date.isoformat()
    now = snapshot.take(dataset)
    is_new = not known or known[max(known)] != now
    if is_new and known and date < max(known):
        raise Backwards(f"dataset.yaml: the date {date} is before the last release")
    if is_new:
        # The release has a section of its own, which is published along with it.
        dataset = dataset.model_copy(update={"releases": known | {date: now}})
    listed, entries = _listed(data), _entries(dataset)
    if lost := permalinks.lost(listed, entries):
        raise Lost(lost)
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


def hold(data: Path, target: str | None) -> Iterator[str]:
    """Hold the list against the dataset, and against what it was (`target` is as for `git.bases`), and
    say with what it was compared; raise `Lost`."""
    listed, entries = _listed(data), _entries(read(data))
    problems = permalinks.lost(listed, entries)
    if new := sorted(entries - listed):
        problems.append(
            f"{new[0]} is published and not on the list, one of {len(new)}; "
            "run `python -m generator release`"
        )
    bases = git.bases(data, target)
    for base in bases:
        before = git.text_at(data / PUBLISHED, base)
        lost = permalinks.lost(permalinks.parse(before or ""), listed)
        problems += [f"{what}, but was on the list in {base.title}" for what in lost]
        yield f"{'no list in' if before is None else 'compared with'} {base.title}"
    if not bases:
        yield "nothing to compare with: git has no earlier commit and no tag here"
    if problems:
        raise Lost(problems)
    yield f"{len(listed)} addresses, all there"


def _listed(data: Path) -> set[permalinks.Entry]:
    """Return the entries of the published list."""
    path = data / PUBLISHED
    return permalinks.parse(path.read_text("utf-8")) if path.is_file() else set()


def _entries(dataset: Dataset) -> set[permalinks.Entry]:
    """Return the entries that the dataset publishes."""
    catalogs = resolve(dataset)
    site = Site(dataset.dataset.url, dataset.dataset.repository)
    return permalinks.of(catalogs, render(catalogs, site))
