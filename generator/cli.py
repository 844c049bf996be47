"""The command line: `check`, `build`, `schema`, `release` and `links`.

Exit codes: 0 good, 1 problems in what was given, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from generator import links, releases
from generator.model import resolve
from generator.problems import DataError
from generator.render import Site, render
from generator.schema import Dataset, json_schemas
from generator.validate import read
from generator.write import NotOurs, Written, write

DATA = Path("data")
DOCS = Path("docs")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except DataError as error:
        print(error, file=sys.stderr)
        count = len(error.problems)
        print(f"{count} problem{'s' * (count != 1)} in the data", file=sys.stderr)
        return 1
    except (NotOurs, OSError) as error:
        print(error, file=sys.stderr)
        return 2


def build(data: Path, docs: Path, url: str | None = None, repository: str | None = None) -> str:
    """Builds `docs` from `data` and says in one line what that did.

    Raises `DataError` before anything is written where the data have problems.
    """
    dataset = read(data)
    site = Site(
        f"{(url or dataset.dataset.url).rstrip('/')}/",
        (repository or dataset.dataset.repository).rstrip("/"),
    )
    done = write(docs, render(resolve(dataset), site))
    return _summary(dataset, done)


def _summary(dataset: Dataset, done: Written) -> str:
    codes = sum(len(file.codes) for file in dataset.codes.values())
    return (
        f"{codes} codes: {done.written} files written, "
        f"{done.unchanged} unchanged, {done.removed} removed"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m generator", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    check = commands.add_parser("check", help="report every problem in the data")
    check.add_argument("--data", type=_folder, default=DATA, metavar="DIR")
    check.set_defaults(run=_check)

    building = commands.add_parser("build", help="write the Markdown that the site is built from")
    building.add_argument("--data", type=_folder, default=DATA, metavar="DIR")
    building.add_argument("--docs", type=Path, default=DOCS, metavar="DIR")
    building.add_argument(
        "--site-url", default=os.environ.get("SITE_URL"), help="default: SITE_URL, or the data's"
    )
    building.add_argument(
        "--repository", default=os.environ.get("REPO_URL"), help="default: REPO_URL, or the data's"
    )
    building.set_defaults(run=_build)

    schema = commands.add_parser("schema", help="write the editor schemas of the data files")
    schema.add_argument("--data", type=_folder, default=DATA, metavar="DIR")
    schema.set_defaults(run=_schema)

    release = commands.add_parser("release", help="record the dataset's state as a release")
    release.add_argument("--data", type=_folder, default=DATA, metavar="DIR")
    release.set_defaults(run=_release)

    checking = commands.add_parser("links", help="report every broken link of a built site")
    checking.add_argument("site", type=_folder, metavar="SITE")
    checking.set_defaults(run=_links)
    return parser


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is no folder")
    return path


def _check(arguments: argparse.Namespace) -> int:
    dataset = read(arguments.data)
    print(f"{sum(len(file.codes) for file in dataset.codes.values())} codes, no problems")
    return 0


def _build(arguments: argparse.Namespace) -> int:
    print(build(arguments.data, arguments.docs, arguments.site_url, arguments.repository))
    return 0


def _schema(arguments: argparse.Namespace) -> int:
    folder = arguments.data / "schema"
    folder.mkdir(exist_ok=True)
    for stem, shape in json_schemas().items():
        text = json.dumps(shape, ensure_ascii=False, indent=2) + "\n"
        (folder / f"{stem}.json").write_text(text, "utf-8", newline="\n")
    return 0


def _release(arguments: argparse.Namespace) -> int:
    dataset = read(arguments.data)
    history = dataset.releases
    date = dataset.dataset.date.isoformat()
    now = releases.snapshot(dataset)
    if history and history[max(history)] == now:
        print("nothing changed since the last release")
        return 0
    if history and date < max(history):
        print(f"dataset.yaml: the date {date} is before the last release", file=sys.stderr)
        return 1
    folder = arguments.data / "releases"
    folder.mkdir(exist_ok=True)
    (folder / f"{date}.yaml").write_text(releases.to_yaml(now), "utf-8", newline="\n")
    print(f"release {date}: {len(now.codes)} codes")
    return 0


def _links(arguments: argparse.Namespace) -> int:
    broken = links.check(arguments.site)
    for problem in broken:
        print(problem, file=sys.stderr)
    return 1 if broken else 0
