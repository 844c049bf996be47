"""The commands for everybody, on the project's dataset as it is packed once."""

from __future__ import annotations

from functools import cache

from generator.commands import main, pack
from generator.lookup import cli
from generator.lookup.store import Store
from site_tests.support.project import ROOT


@cache
def store() -> Store:
    """Return the files that the installed command reads."""
    return Store(pack(ROOT / "data").__getitem__)


def run_command(*arguments: str) -> int:
    """Run `explain` or `scan` in this process and return the exit code."""
    if "--data" in arguments:
        return main(arguments)
    words = store().words(cli.reader(arguments))
    parser, commands = cli.new_parser("liveroom-errors", None, words)
    cli.add_commands(commands, lambda _: store(), words)
    return cli.run(parser, commands, arguments)
