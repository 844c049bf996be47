"""Ask the phrases of tables through the search box of the built site, and count the right answers.

A phrase is right if one of its pages is the first result, or among the first three.
Usage: `python -m bench.phrases SITE [TABLE…]`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from bench.server import opened
from site_tests.support.phrases import Asked, Phrase, ask, read
from site_tests.support.project import TESTS

TABLES = sorted((TESTS / "tables").glob("phrases*.yaml"))
Answers = list[tuple[Phrase, Asked]]


def within(asked: Asked, most: int) -> bool:
    """Return whether a right page is among the first results."""
    return asked.place is not None and asked.place < most


def table(answers: Answers) -> Iterator[str]:
    """Yield the shares by kind and language, and the phrases that fail."""
    yield "| kind | n | first | within three | nothing |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    groups: dict[str, list[Asked]] = {}
    for phrase, asked in answers:
        for name in (phrase.kind, phrase.lang, "all"):
            groups.setdefault(name, []).append(asked)
    for name, group in groups.items():
        n = len(group)
        first, three = (sum(within(each, most) for each in group) for most in (1, 3))
        empty = sum(not each.found for each in group)
        yield f"| {name} | {n} | {first / n:.0%} | {three / n:.0%} | {empty} |"
    for phrase, asked in answers:
        if not within(asked, 3):
            yield f"- {phrase.lang} {phrase.kind}: {phrase.q}: {', '.join(asked.found[:3])}"


def main() -> None:
    """Print the shares of each table."""
    parser = argparse.ArgumentParser(prog="python -m bench.phrases", description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("tables", type=Path, nargs="*", default=TABLES)
    arguments = parser.parse_args()
    with opened(arguments.site) as (root, browser):
        pages = {}
        for lang in ("zh", "en"):
            pages[lang] = browser.new_page()
            pages[lang].goto(f"{root}{lang}/about/")
        for path in arguments.tables:
            answers = [(phrase, ask(pages[phrase.lang], phrase)) for phrase in read(path)]
            print(f"{path.name}\n\n" + "\n".join(table(answers)) + "\n")


if __name__ == "__main__":
    main()
