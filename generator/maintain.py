"""What the keepers of the data run: every command but `explain` and `scan`."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

# What only one command needs is imported there: a build does not wait for it.
from generator import published, rehearsal, releases
from generator.problems import FORMATS, DataError
from generator.render import Site, files, render
from generator.resolve import resolve
from generator.schema import PUBLISHED, Dataset, json_schemas
from generator.validate import read
from generator.write import NotOurs, Written, write


def run(arguments: Namespace) -> int:
    """Runs the command of that name and gives its exit code."""
    try:
        return COMMANDS[arguments.command](arguments)
    except DataError as error:
        style = getattr(arguments, "format", "text")
        # What programs read goes where they read it.
        print(FORMATS[style](error.problems), file=sys.stderr if style == "text" else sys.stdout)
        count = len(error.problems)
        print(f"{count} problem{'s' * (count != 1)} in the data", file=sys.stderr)
        return 1
    except NotOurs as error:
        print(error, file=sys.stderr)
        return 2


def generate(
    dataset: Dataset,
    docs: Path,
    url: str | None = None,
    repository: str | None = None,
) -> str:
    """Makes `docs` hold the pages of `dataset`, and says in one line what that did."""
    site = Site(
        f"{(url or dataset.dataset.url).rstrip('/')}/",
        (repository or dataset.dataset.repository).rstrip("/"),
    )
    return _summary(dataset, write(docs, files(resolve(dataset), site)))


def _summary(dataset: Dataset, done: Written) -> str:
    codes = sum(len(file.codes) for file in dataset.codes.values())
    return (
        f"{codes} codes: {done.written} files written, "
        f"{done.unchanged} unchanged, {done.removed} removed"
    )


def _check(arguments: Namespace) -> int:
    dataset = read(arguments.data)
    if problems := rehearsal.problems(dataset, arguments.data):
        raise DataError(problems)
    if arguments.format == "json":
        print(FORMATS["json"]([]))
    else:
        print(f"{sum(len(file.codes) for file in dataset.codes.values())} codes, no problems")
    return 0


def _build(arguments: Namespace) -> int:
    dataset = read(arguments.data)
    try:
        print(generate(dataset, arguments.docs, arguments.site_url, arguments.repository))
    except DataError:  # the first that the pages missed: there may be more
        raise DataError(rehearsal.problems(dataset, arguments.data)) from None
    return 0


def _schema(arguments: Namespace) -> int:
    folder = arguments.data / "schema"
    folder.mkdir(exist_ok=True)
    for stem, shape in json_schemas().items():
        text = json.dumps(shape, ensure_ascii=False, indent=2) + "\n"
        (folder / f"{stem}.json").write_text(text, "utf-8", newline="\n")
    return 0


def _release(arguments: Namespace) -> int:
    dataset = read(arguments.data)
    known = dataset.releases
    date = dataset.dataset.date.isoformat()
    now = releases.snapshot(dataset)
    is_new = not known or known[max(known)] != now
    if is_new and known and date < max(known):
        print(f"dataset.yaml: the date {date} is before the last release", file=sys.stderr)
        return 1
    if is_new:
        # The release has a section of its own, which is published along with it.
        dataset = dataset.model_copy(update={"releases": known | {date: now}})
    listed, entries = _listed(arguments.data), _entries(dataset)
    if lost := published.lost(listed, entries):
        return _complain(lost)
    if is_new:
        folder = arguments.data / "releases"
        folder.mkdir(exist_ok=True)
        (folder / f"{date}.yaml").write_text(releases.to_yaml(now), "utf-8", newline="\n")
        print(f"release {date}: {len(now.codes)} codes")
    else:
        print("nothing changed since the last release")
    if added := entries - listed:
        text = published.to_text(entries)
        (arguments.data / PUBLISHED).write_text(text, "utf-8", newline="\n")
        print(f"{len(added)} addresses published")
    return 0


def _published(arguments: Namespace) -> int:
    """Holds the list against the dataset, and against what it was."""
    from generator import history

    data: Path = arguments.data
    listed, entries = _listed(data), _entries(read(data))
    problems = published.lost(listed, entries)
    if new := sorted(entries - listed):
        problems.append(
            f"{new[0]} is published and not on the list, one of {len(new)}; "
            "run `python -m generator release`"
        )
    compared = history.bases(data, arguments.base)
    for base in compared:
        before = history.text_at(data / PUBLISHED, base)
        if before is None:
            print(f"no list in {base.title}")
            continue
        lost = published.lost(published.parse(before), listed)
        problems += [f"{what}, but was on the list in {base.title}" for what in lost]
        print(f"compared with {base.title}")
    if not compared:
        print("nothing to compare with: git has no earlier commit and no tag here")
    if problems:
        return _complain(problems)
    print(f"{len(listed)} addresses, all there")
    return 0


def _listed(data: Path) -> set[published.Entry]:
    """What the list says was published."""
    path = data / PUBLISHED
    return published.parse(path.read_text("utf-8")) if path.is_file() else set()


def _entries(dataset: Dataset) -> set[published.Entry]:
    """What the dataset publishes."""
    catalogs = resolve(dataset)
    site = Site(dataset.dataset.url, dataset.dataset.repository)
    return published.of(catalogs, render(catalogs, site))


def _complain(problems: Sequence[str]) -> int:
    for problem in problems:
        print(f"{PUBLISHED}: {problem}", file=sys.stderr)
    print(
        "An address never breaks: bring it back. A code that is withdrawn keeps its record, with "
        "`retired`; a name that changed stays among the `aliases`.",
        file=sys.stderr,
    )
    return 1


def _links(arguments: Namespace) -> int:
    from generator import links

    broken = links.check(arguments.site)
    for problem in broken:
        print(problem, file=sys.stderr)
    return 1 if broken else 0


def _policy(arguments: Namespace) -> int:
    from generator import policy

    print(policy.nginx(arguments.site), end="")
    return 0


def _offline(arguments: Namespace) -> int:
    from generator import offline

    date = read(arguments.data).dataset.date
    count = offline.pack(arguments.site, arguments.zip, date)
    print(f"{arguments.zip}: {count} files, {arguments.zip.stat().st_size / 2**20:.1f} MiB")
    return 0


COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "check": _check,
    "build": _build,
    "schema": _schema,
    "release": _release,
    "published": _published,
    "links": _links,
    "policy": _policy,
    "offline": _offline,
}
