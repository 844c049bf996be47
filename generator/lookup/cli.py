"""The installed command `liveroom-errors`, and what it shares with `python -m generator`.

Exit codes: 0 success, 1 a negative result, 2 wrong usage or an unreadable file. `explain` exits with 1 if
nothing matches, `scan` with 1 if a log contains an error code, so that a build can fail. The words are
labels of the data.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import distributions
from pathlib import Path
from traceback import extract_tb
from typing import Any

from . import explain, scan
from .parser import PACKAGE, Choice, Parser, Version
from .store import Store, WrongAddress
from .terminal import fill, printable

LANGUAGES = ("zh", "en")
FORMATS = ("text", "json", "markdown")
Words = Mapping[str, str]
_IS_QUERY = re.compile(r"-?[0-9]|k[A-Z]")
"""A number or a name in the place of a command."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the installed command and return its exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    try:
        store = Store.packed()
        words = store.words(reader(given))
    except (OSError, ValueError) as error:
        print(f"liveroom-errors: no data ({error}); install it again", file=sys.stderr)
        return 2
    about = f"{words['command-about']}\n\n{words['command-exit-codes']}"
    parser, commands = new_parser("liveroom-errors", about, words)
    data = f"{store.site['date']}, {store.site['version']}"
    parser.add("--version", action=Version, data=data, help=words["command-version"])
    add_commands(commands, lambda _: store, words)
    try:
        return run(parser, commands, given)
    except Exception as error:  # noqa: BLE001
        if file := _damaged():
            print(fill(words["command-damaged"], file=printable(file)), file=sys.stderr)
            return 2
        return failed(error, words)


def _damaged() -> str | None:
    """Return the path of a file of the installed package that is missing or changed, or None."""
    installed = next(iter(distributions(name=PACKAGE)), None)
    for file in (installed and installed.files) or ():
        path = Path(file.locate())
        content = path.read_bytes() if path.is_file() else b""
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
        if file.hash and file.hash.value != digest:
            return str(path)
    return None


def new_parser(prog: str, description: str | None, words: Words) -> tuple[Parser, Any]:
    """Return a parser and its subparsers; each command sets `run`, which returns the exit code."""
    parser = Parser(words, prog=prog, description=description)
    commands = parser.add_subparsers(
        title=words["command-commands"],
        dest="command",
        metavar=words["command-command"],
    )
    return parser, commands


def run(parser: Parser, commands: Any, given: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    known = ", ".join(commands.choices)
    if given and _IS_QUERY.match(given[0]):
        given = ["explain", *given]
    if given and not given[0].startswith("-") and given[0] not in commands.choices:
        parser.fail("command-unknown", word=given[0], known=known)
    if "explain" in given[:1]:
        # argparse recognizes only decimal negative numbers; it reads `-0x…` as an option.
        given = [f" {word}" if re.match(r"-[0-9]", word) else word for word in given]
    arguments, unknown = parser.parse_known_args(given)
    if unknown:
        command: Parser = commands.choices.get(arguments.command, parser)
        command.fail("command-unrecognized", words=" ".join(unknown))
    if arguments.command is None:
        parser.fail("command-missing", known=known)
    if sys.stdin is None or sys.stdout is None:  # closed by the shell
        print(parser.words["command-closed"], file=sys.stderr)
        return 2
    try:
        return int(arguments.run(arguments))
    except BrokenPipeError:
        # The reader of the pipe is gone. Discard buffered output, which Python would flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # like a program ended by SIGPIPE
    except KeyboardInterrupt:
        return 130
    except WrongAddress as error:
        print(fill(parser.words["command-address"], name=error.name), file=sys.stderr)
        return 2


def failed(error: Exception, words: Words) -> int:
    """Report an error in one line, and return 2: Python's 1 means that a log has a code."""
    if isinstance(error, OSError):
        print(error, file=sys.stderr)
        return 2
    *_, (path, line, _, _) = extract_tb(error.__traceback__)
    fault = printable(f"{type(error).__name__}: {error} ({os.path.basename(path)}:{line})")
    print(fill(words["command-fault"], fault=fault), file=sys.stderr)
    return 2


def add_commands(commands: Any, load: Callable[[Namespace], Store], words: Words) -> list[Parser]:
    """Add `explain` and `scan`, which read the store that `load` returns; return their parsers."""
    lookup: Parser = commands.add_parser("explain", words=words, help=words["command-explain"])
    lookup.add("query", nargs="*", metavar=words["command-query"], help=words["command-query-help"])
    lookup.add("--full", action="store_true", help=words["command-full"])
    lookup.add("--json", action="store_true", help=words["command-json"])
    lookup.add("--stage", metavar="ID", help=words["command-stage"])

    def look_up(arguments: Namespace) -> int:
        if not arguments.query:
            lookup.fail("command-query-missing")
        return explain.run(arguments, load(arguments))

    lookup.set_defaults(run=look_up)

    scanning: Parser = commands.add_parser("scan", words=words, help=words["command-scan"])
    scanning.add("files", nargs="*", metavar=words["command-file"], help=words["command-files"])
    formats = scanning.options.add_mutually_exclusive_group()
    formats.add_argument(
        "--format", action=Choice, allowed=FORMATS, default=FORMATS[0], help=words["command-format"]
    )
    for form in FORMATS[1:]:
        formats.add_argument(
            f"--{form}", dest="format", action="store_const", const=form, help=f"--format {form}"
        )
    scanning.add("--exit-zero", action="store_true", help=words["command-exit-zero"])
    scanning.set_defaults(run=lambda arguments: scan.run(arguments, load(arguments)))
    for parser in (lookup, scanning):
        parser.add(
            "--lang",
            action=Choice,
            allowed=LANGUAGES,
            default=language(os.environ),
            help=words["command-lang"],
        )
    return [lookup, scanning]


def reader(given: Sequence[str]) -> str:
    """Return the language that `--lang` asks for, or else the locale's, before the whole is parsed."""
    parser = ArgumentParser(add_help=False)
    parser.add_argument("--lang", nargs="?")
    asked = parser.parse_known_args(given)[0].lang
    return asked if asked in LANGUAGES else language(os.environ)


def language(environment: Mapping[str, str]) -> str:
    """Return the language of the locale in `environment`: `zh` for Chinese, else `en`."""
    variables = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in variables if environment.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"
