"""The commands `explain` and `scan`, and how every command of the project runs and ends.

Exit codes: 0 good, 1 something was found wrong, 2 wrong usage. `explain` gives 1 where nothing is
known by what was asked, `scan` where a code was found, so that a build can fail.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from . import explain, report
from .store import Store

LANGUAGES = ("zh", "en")
Arguments = argparse.Namespace


def main(argv: Sequence[str] | None = None) -> int:
    """Run the installed command and return its exit code."""
    parser, commands = new_parser("liveroom-errors", __doc__)
    add_commands(commands, lambda _: Store.packed())
    return run(parser, argv)


def new_parser(prog: str, description: str | None) -> tuple[argparse.ArgumentParser, Any]:
    """A parser, and what commands are added to; each sets `run`, which gives the exit code."""
    parser = argparse.ArgumentParser(
        prog=prog,
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return parser, parser.add_subparsers(dest="command", required=True, metavar="command")


def run(parser: argparse.ArgumentParser, argv: Sequence[str] | None) -> int:
    """Run one command and return its exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == ["explain"]:
        # A negative number is no option; argparse would know that of decimal ones only.
        given = [f" {word}" if re.match(r"-[0-9]", word) else word for word in given]
    arguments = parser.parse_args(given)
    try:
        return int(arguments.run(arguments))
    except BrokenPipeError:
        # Whoever read has enough. What is still buffered goes nowhere, also when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # as of a program that SIGPIPE ended
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        print(error, file=sys.stderr)
        return 2


def add_commands(commands: Any, load: Callable[[Arguments], Store]) -> list[Any]:
    """Add `explain` and `scan`, which read the store that `load` returns; return their parsers."""
    asking = commands.add_parser("explain", help="say what a code, a name or words mean")
    asking.add_argument("query", nargs="+", help="a code in any form, a name or a part, words")
    asking.add_argument("--full", action="store_true", help="all that the page of a code says")
    asking.add_argument("--json", action="store_true", help="the API's record of each match")
    asking.add_argument("--stage", metavar="ID", help="with --json: at this stage, such as login")
    asking.set_defaults(run=lambda arguments: explain.run(arguments, load(arguments)))

    scan = commands.add_parser("scan", help="find every code in a log; exit code 1 if there is one")
    scan.add_argument("files", nargs="*", metavar="FILE", help="default: standard input, also -")
    formats = scan.add_mutually_exclusive_group()
    formats.add_argument("--format", choices=("text", "json", "markdown"), default="text")
    for form in ("json", "markdown"):
        formats.add_argument(
            f"--{form}", dest="format", action="store_const", const=form, help=f"--format {form}"
        )
    scan.set_defaults(run=lambda arguments: report.run(arguments, load(arguments)))
    for parser in (asking, scan):
        parser.add_argument(
            "--lang",
            choices=LANGUAGES,
            default=language(os.environ),
            help="default: the locale's, else en",
        )
    return [asking, scan]


def language(environment: Mapping[str, str]) -> str:
    """The language that the locale asks for: Chinese or else English."""
    variables = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in variables if environment.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"
