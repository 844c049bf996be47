"""The commands for everybody, on the project's dataset as it is packed once."""

from __future__ import annotations

from functools import cache

from generator.commands import main
from generator.lookup import cli
from generator.lookup.store import Store
from generator.outputs.addresses import Site
from generator.outputs.packed import packed
from site_tests.support.dataset import catalogs, dataset


@cache
def store() -> Store:
    """Return the files that the installed command reads."""
    facts = dataset().dataset
    made = Store(packed(catalogs(), Site.at(facts.url, facts.repository)).__getitem__)
    made.url, made.repository = facts.url, facts.repository  # as in SITE_URL and REPO_URL
    return made


def run_command(*arguments: str) -> int:
    """Run `explain` or `scan` in this process and return the exit code."""
    if "--data" in arguments:
        return main(arguments)
    words = store().words(cli.reader(arguments))
    parser, commands = cli.new_parser("liveroom-errors", None, words)
    cli.add_commands(commands, lambda _: store(), words)
    return cli.run(parser, commands, arguments)
