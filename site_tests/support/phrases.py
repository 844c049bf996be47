"""The phrases that readers type, and their answers in the search box of a page."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import yaml
from playwright.sync_api import Page

from site_tests.support.project import TESTS

SHOWN = """query => {
  const box = document.querySelector("[data-search]");
  const list = box.querySelector("[role=listbox]");
  return box.dataset.shown === query && list.getAttribute("aria-busy") !== "true";
}"""
LINKS = """box => [
  ...[...box.querySelectorAll(".explanation")].map(each => [...each.querySelectorAll("a")]),
  ...[...box.querySelectorAll("[role=option]")].slice(0, 10).map(option => [option]),
].map(links => links.map(({href}) => href))"""
"""The explanation of a number above the list is a result too, with several links."""


class Phrase(NamedTuple):
    """A phrase of a language, and the pages or sections that answer it, below the language's folder."""

    q: str
    lang: str
    kind: str
    right: list[str]


class Asked(NamedTuple):
    """The position of a phrase's first right result, from 0, or None; and where each result leads."""

    place: int | None
    found: list[str]


def read(path: Path) -> list[Phrase]:
    """Return the phrases of a table."""
    return [Phrase(**row) for row in yaml.safe_load(path.read_text("utf-8"))]


SEEN = read(TESTS / "tables" / "phrases.yaml")


def ask(page: Page, phrase: Phrase) -> Asked:
    """Type a phrase into the search box of the header."""
    page.locator("header [data-search] input").fill(phrase.q)
    page.wait_for_function(SHOWN, arg=phrase.q)
    rows = [[_path(url) for url in row] for row in page.locator("[data-search]").evaluate(LINKS)]
    hits = (at for at, row in enumerate(rows) if any(_is(path, phrase.right) for path in row))
    return Asked(next(hits, None), [row[0] for row in rows if row])


def _path(url: str) -> str:
    """Return a path below a language's folder, with its anchor."""
    parts = urlsplit(url)
    path = parts.path.removeprefix("/").split("/", 1)[-1]
    return f"{path}#{parts.fragment}" if parts.fragment else path


def _is(path: str, right: list[str]) -> bool:
    return path in right or path.partition("#")[0] in right
