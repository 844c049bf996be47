"""Look up error codes of the ZEGO LiveRoom SDK, and find them in logs.

Exit codes: 0 success, 1 a negative result, 2 wrong usage or an unreadable file. `explain` exits with 1 if
nothing matches, `scan` with 1 if a log contains an error code, so that a build can fail.
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
    """Return a parser and its subparsers; each command sets `run`, which returns the exit code."""
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
        # argparse recognizes only decimal negative numbers; it reads `-0x…` as an option.
        given = [f" {word}" if re.match(r"-[0-9]", word) else word for word in given]
    arguments = parser.parse_args(given)
    try:
        return int(arguments.run(arguments))
    except BrokenPipeError:
        # The reader of the pipe is gone. Discard buffered output, which Python would flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # like a program ended by SIGPIPE
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        print(error, file=sys.stderr)
        return 2


def add_commands(commands: Any, load: Callable[[Arguments], Store]) -> list[Any]:
    """Add `explain` and `scan`, which read the store that `load` returns; return their parsers."""
    lookup = commands.add_parser("explain", help="explain a code, a name or a description")
    lookup.add_argument("query", nargs="+", help="a code in any form, a name or a part, or words")
    lookup.add_argument("--full", action="store_true", help="print the whole page of a code")
    lookup.add_argument("--json", action="store_true", help="print the API's record of each match")
    lookup.add_argument(
        "--stage", metavar="ID", help="with --json: only guidance at this stage, such as login"
    )
    lookup.set_defaults(run=lambda arguments: explain.run(arguments, load(arguments)))

    scan = commands.add_parser("scan", help="find every code in a log")
    scan.add_argument("files", nargs="*", metavar="FILE", help="default: standard input, also -")
    formats = scan.add_mutually_exclusive_group()
    formats.add_argument("--format", choices=("text", "json", "markdown"), default="text")
    for form in ("json", "markdown"):
        formats.add_argument(
            f"--{form}", dest="format", action="store_const", const=form, help=f"--format {form}"
        )
    scan.set_defaults(run=lambda arguments: report.run(arguments, load(arguments)))
    for parser in (lookup, scan):
        parser.add_argument(
            "--lang",
            choices=LANGUAGES,
            default=language(os.environ),
            help="default: the locale's, else en",
        )
    return [lookup, scan]


def language(environment: Mapping[str, str]) -> str:
    """Return the language of the locale in `environment`: `zh` for Chinese, else `en`."""
    variables = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in variables if environment.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"
