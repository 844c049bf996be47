"""Commands for users (`explain`, `scan`) and for maintainers of the data (the others).

Exit codes: 0 success, 1 problems in the input, 2 wrong usage. `explain` exits with 1 if nothing matches,
`scan` with 1 if a log contains an error code, so that a build can fail.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from generator.build import articles, csp, dry_run
from generator.build.generate import generate, site_at
from generator.build.links import check as check_links
from generator.build.write import ForeignFileError
from generator.catalog.model import Catalog
from generator.catalog.resolve import resolve
from generator.dataset import header
from generator.dataset.comparison import compare as compare_header
from generator.dataset.diagnostics import FORMATS, DataError
from generator.dataset.header import HeaderError
from generator.dataset.reader import read
from generator.dataset.rules import table
from generator.dataset.schema import PUBLISHED, Dataset, json_schemas
from generator.dataset.web_address import AddressError
from generator.dataset.yaml_reader import load
from generator.lookup import cli
from generator.lookup.store import Store
from generator.outputs.addresses import Site
from generator.outputs.packed import packed
from generator.releases import git
from generator.releases.release import (
    ReleaseError,
    RemovedError,
    record,
    tell,
    verify,
)

Argument = tuple[str, dict[str, Any]]
Function = Callable[[Namespace], int]
LABELS = Path(__file__).resolve().parents[1] / "data" / "labels.yaml"
COMMANDS: list[tuple[Function, str, tuple[Argument, ...]]] = []
"""The maintainers' commands: function, help and arguments; each runs under its function's name."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    words = _Words(cli.reader(given))
    parser, commands = cli.new_parser("python -m generator", __doc__, words)
    for command in cli.add_commands(commands, _store, words):
        command.add(DATA[0], **DATA[1])
    for function, help_, arguments in COMMANDS:
        command = commands.add_parser(function.__name__, words=words, help=help_)
        for name, options in arguments:
            command.add(name, **options)
        command.set_defaults(run=partial(_run, function))
    try:
        return cli.run(parser, commands, given)
    except (DataError, ForeignFileError, HeaderError, AddressError) as error:
        print(error, file=sys.stderr)
        return 2
    except Exception as error:  # noqa: BLE001
        return cli.failed(error, words)


class _Words(dict[str, str]):
    """The project's labels; one that cannot be read is its id, as `check` reports the problem."""

    def __init__(self, lang: str) -> None:
        file, _ = load(LABELS, LABELS.name)
        for location, text in file.texts() if file else ():
            self[str(location[0])] = str(text.get(lang))

    def __missing__(self, key: str) -> str:
        return key


def _run(function: Function, arguments: Namespace) -> int:
    """Run a command on the data; print their problems and return 1 if there are any."""
    try:
        return function(arguments)
    except DataError as error:
        style = getattr(arguments, "format", "text")
        # Programs read standard output.
        print(FORMATS[style](error.problems), file=sys.stderr if style == "text" else sys.stdout)
        count = len(error.problems)
        print(f"{count} problem{'s' * (count != 1)} in the data", file=sys.stderr)
        return 1


def _command(help_: str, *arguments: Argument) -> Callable[[Function], Function]:
    def add(function: Function) -> Function:
        COMMANDS.append((function, help_, arguments))
        return function

    return add


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is not a folder; use an existing one")
    return path


DATA: Argument = (
    "--data",
    {
        "type": _folder,
        "default": "data",
        "metavar": "DIR",
        "help": "folder of the data (default: data)",
    },
)
DOCS: Argument = (
    "--docs",
    {
        "type": Path,
        "default": "docs",
        "metavar": "DIR",
        "help": "folder of the Markdown (default: docs)",
    },
)
SITE: Argument = (
    "site",
    {"type": _folder, "metavar": "SITE", "help": "folder of a built site"},
)


def pack(data: Path) -> dict[str, str]:
    """Build the files that `explain` and `scan` read from the data; raise `DataError`."""
    dataset = read(data)
    return packed(resolve(dataset), _site(dataset))


def _store(arguments: Namespace) -> Store:
    return Store(pack(arguments.data).__getitem__)


def _site(dataset: Dataset) -> Site:
    """Return the site's addresses from the environment, or else from the data."""
    return site_at(dataset.dataset, os.environ.get("SITE_URL"), os.environ.get("REPO_URL"))


# --- the data


@_command(
    "report all problems in the data and in handwritten pages",
    DATA,
    DOCS,
    (
        "--format",
        {
            "choices": tuple(FORMATS),
            "default": "text",
            "help": "for people (text, the default), GitHub workflows, or programs",
        },
    ),
)
def check(arguments: Namespace) -> int:
    dataset = read(arguments.data)
    if problems := dry_run.problems(dataset, arguments.data, arguments.docs):
        raise DataError(problems)
    if arguments.format == "json":
        print(FORMATS["json"]([]))
    else:
        print(f"{sum(len(file.codes) for file in dataset.codes.values())} codes, no problems")
    return 0


@_command("write the editor schemas of the data files and the table of rules", DATA)
def schema(arguments: Namespace) -> int:
    folder = arguments.data / "schema"
    folder.mkdir(exist_ok=True)
    for stem, shape in json_schemas().items():
        text = json.dumps(shape, ensure_ascii=False, indent=2) + "\n"
        (folder / f"{stem}.json").write_text(text, "utf-8", newline="\n")
    contributing = arguments.data.resolve().parent / "CONTRIBUTING.md"
    if contributing.is_file():  # a copy of the data may lack it
        text = table.renewed(contributing.read_text("utf-8"))
        contributing.write_text(text, "utf-8", newline="\n")
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text} is not a date; use one such as 2026-11-30"
        ) from None


@_command(
    "record what is new or changed as a release",
    DATA,
    DOCS,
    (
        "--date",
        {"type": _day, "metavar": "DATE", "help": "date of the release (default: today, in UTC)"},
    ),
    (
        "--one-language",
        {"action": "store_true", "help": "allow texts that changed in one language only"},
    ),
)
def release(arguments: Namespace) -> int:
    handwritten, one = _handwritten(arguments), arguments.one_language
    return _report(record(arguments.data, handwritten, arguments.date, one_language=one))


def _handwritten(arguments: Namespace) -> Callable[[Mapping[str, Catalog]], list[str]]:
    """Return a function that finds the paths of the pages that people wrote."""

    def found(catalogs: Mapping[str, Catalog]) -> list[str]:
        of_all = articles.find(arguments.docs, catalogs).articles.values()
        return [article.path for of_one in of_all for article in of_one]

    return found


@_command(
    "describe what changed for readers, as Markdown",
    DATA,
    (
        "--base",
        {"metavar": "REV", "help": "compare with REV (default: the newest release)"},
    ),
)
def changes(arguments: Namespace) -> int:
    return _report(tell(arguments.data, arguments.base))


@_command(
    "check that nothing published was removed or edited, and that all changes are released",
    DATA,
    DOCS,
    (
        "--base",
        {"metavar": "REF", "help": "compare with REF (default: the merge base and the newest tag)"},
    ),
)
def published(arguments: Namespace) -> int:
    return _report(verify(arguments.data, _handwritten(arguments), arguments.base))


def _report(lines: Iterable[str]) -> int:
    """Print the lines as they are yielded; return 1 if the release or the list is not valid."""
    try:
        for line in lines:
            print(line)
    except ReleaseError as error:
        print(error, file=sys.stderr)
        return 1
    except git.UnknownRevisionError as error:
        print(error, file=sys.stderr)
        return 2
    except RemovedError as error:
        for problem in error.problems:
            print(f"{PUBLISHED}: {problem}", file=sys.stderr)
        print(
            "A published address must keep working: restore it. Give a withdrawn code `retired` instead of "
            "deleting its record, keep a former name in `aliases`, and keep a handwritten page, if only to "
            "say where its content is now.",
            file=sys.stderr,
        )
        return 1
    return 0


@_command(
    "show how the codes in an SDK header differ from the data",
    ("file", {"type": Path, "metavar": "FILE", "help": "a header or a set of constants"}),
    (
        "--platform",
        {"metavar": "ID", "help": "platform of the file (default: from its language)"},
    ),
    DATA,
)
def compare(arguments: Namespace) -> int:
    dataset, file = read(arguments.data), arguments.file
    text = header.load(file)
    platform = arguments.platform or header.platform(file, text)
    if platform not in dataset.platforms.root:
        known = ", ".join(dataset.platforms.root)
        raise HeaderError(f"{file}: unknown platform; give --platform with one of {known}")
    try:
        found = compare_header(header.read(text), dataset, platform, arguments.data)
    except HeaderError as error:
        raise HeaderError(f"{file} {error}; give a header of error codes") from None
    for line in found.differences:
        print(line)
    language = dataset.platforms.root[platform].language
    print(f"{file} ({language}): {found.names} names, {len(found.differences)} differences")
    return 1 if found.differences else 0


# --- the site


@_command(
    "write the Markdown that the site is built from",
    DATA,
    DOCS,
)
def build(arguments: Namespace) -> int:
    dataset = read(arguments.data)
    print(generate(dataset, arguments.data, arguments.docs, _site(dataset)).summary)
    return 0


@_command("report all broken links in a built site", SITE)
def links(arguments: Namespace) -> int:
    broken = check_links(arguments.site)
    for problem in broken:
        print(problem, file=sys.stderr)
    return 1 if broken else 0


@_command("check that the pages of a built site run no scripts but the site's own", SITE)
def policy(arguments: Namespace) -> int:
    found = list(csp.problems(arguments.site))
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0
