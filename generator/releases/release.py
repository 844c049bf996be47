"""Makes a release of the data in a folder, and holds the list of what was published."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generator.catalog.resolve import resolve
from generator.dataset.reader import read
from generator.dataset.schema import PUBLISHED, Dataset
from generator.outputs import render
from generator.outputs.addresses import Site
from generator.releases import git, permalinks, snapshot


class Backwards(ValueError):
    """The dataset's date is before the last release."""


class Lost(ValueError):
    """What a release would lose of all that was published."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(*problems)
        self.problems = problems


class Made(NamedTuple):
    """A release: its codes, None where nothing changed, and how many addresses it added."""

    date: str
    codes: int | None
    addresses: int


class Held(NamedTuple):
    """What is wrong with the list, and what it was compared with: each state by its title, and whether
    there was a list."""

    problems: list[str]
    compared: list[tuple[str, bool]]
    addresses: int


def make(data: Path) -> Made:
    """Write the dataset's state and the list of what it publishes; raise `Backwards` or `Lost`."""
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
    if added := entries - listed:
        (data / PUBLISHED).write_text(permalinks.to_text(entries), "utf-8", newline="\n")
    return Made(date, len(now.codes) if is_new else None, len(added))


def hold(data: Path, target: str | None) -> Held:
    """Hold the list against the dataset, and against what it was; `target` is as for `git.bases`."""
    listed, entries = _listed(data), _entries(read(data))
    problems = permalinks.lost(listed, entries)
    if new := sorted(entries - listed):
        problems.append(
            f"{new[0]} is published and not on the list, one of {len(new)}; "
            "run `python -m generator release`"
        )
    compared = []
    for base in git.bases(data, target):
        before = git.text_at(data / PUBLISHED, base)
        compared.append((base.title, before is not None))
        lost = permalinks.lost(permalinks.parse(before or ""), listed)
        problems += [f"{what}, but was on the list in {base.title}" for what in lost]
    return Held(problems, compared, len(listed))


def _listed(data: Path) -> set[permalinks.Entry]:
    """What the list says was published."""
    path = data / PUBLISHED
    return permalinks.parse(path.read_text("utf-8")) if path.is_file() else set()


def _entries(dataset: Dataset) -> set[permalinks.Entry]:
    """What the dataset publishes."""
    catalogs = resolve(dataset)
    site = Site(dataset.dataset.url, dataset.dataset.repository)
    return permalinks.of(catalogs, render(catalogs, site))
