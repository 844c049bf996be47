"""What several test modules use: where things are, the source's rows, and pages as trees."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder

import markdown
from mkdocs.config import load_config

from generator.model import Catalog
from generator.resolve import resolve
from generator.schema import CodeBase, Dataset
from generator.validate import read

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "site_tests"
SMALL = TESTS / "small"
LANGS = ("zh", "en")
HAN = "\u3400-\u4dbf\u4e00-\u9fff"

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


@cache
def dataset() -> Dataset:
    """The project's dataset. Tests are parametrised by its records, so collecting reads it."""
    return read(ROOT / "data", shown_as="data")


@cache
def catalogs() -> dict[str, Catalog]:
    """The catalogs of the project's dataset."""
    return resolve(dataset())


def records() -> dict[int, CodeBase]:
    """Every record by its code."""
    return {
        code: record for file in dataset().codes.values() for code, record in file.codes.items()
    }


class Row(NamedTuple):
    """A row of the vendor's page."""

    stage: str
    code: int
    name: str


class EnumRow(NamedTuple):
    """A name of a code in the published headers."""

    code: int
    name: str
    headers: dict[str, int]
    first: str
    last: str


class LegacyRow(NamedTuple):
    """A value of the older SDKs."""

    family: str
    code: int
    hexadecimal: str
    name: str
    first: str
    last: str
    successor: str


def _table(name: str) -> list[dict[str, str]]:
    with (TESTS / "source" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def source_rows() -> tuple[Row, ...]:
    """The rows of the vendor's page, in its order."""
    return tuple(
        Row(row["stage"], int(row["code"]), row["printed_name"])
        for row in _table("common-codes.tsv")
    )


@cache
def enum_rows() -> tuple[EnumRow, ...]:
    """The names of the enum, by code."""
    return tuple(
        EnumRow(
            int(row["code"]),
            row["name"],
            {
                platform: int(count)
                for platform, count in (p.split(":") for p in row["headers_per_platform"].split())
            },
            row["first_seen"],
            row["last_seen"],
        )
        for row in _table("sdk-enum.tsv")
    )


@cache
def legacy_rows() -> tuple[LegacyRow, ...]:
    """The legacy values, by family."""
    return tuple(
        LegacyRow(
            row["family"],
            int(row["code"]),
            row["hex"],
            row["name"],
            row["first_seen"],
            row["last_seen"],
            row["successor"],
        )
        for row in _table("legacy-codes.tsv")
    )


def environment(**added: str) -> dict[str, str]:
    """This process's environment, free of what the caller's shell has set for the site.

    The package `tools` can be imported there.
    """
    ours = {"SITE_URL", "REPO_URL", "SOURCE_DATE_EPOCH", "PYTHONHASHSEED"}
    inherited = {name: value for name, value in os.environ.items() if name not in ours}
    paths = os.pathsep.join(filter(None, [str(ROOT / ".ci"), os.environ.get("PYTHONPATH")]))
    return inherited | {"PYTHONUTF8": "1", "PYTHONPATH": paths} | added


def run(*arguments: str, **added: str) -> subprocess.CompletedProcess[str]:
    """`python -m` with `arguments` in the repository, with `added` in its `environment`."""
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=environment(**added),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def tree_bytes(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@cache
def markdown_converter() -> Callable[[str], str]:
    """What turns Markdown into HTML as the site's builder does."""
    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[])
    converter = markdown.Markdown(
        extensions=config.markdown_extensions, extension_configs=config.mdx_configs
    )
    return lambda text: str(converter.reset().convert(text))


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.builder = TreeBuilder()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self.builder.end(tag)
        else:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another element"
        self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)


def parse(text: str) -> Element:
    """A page as a tree; an element that is left open or closed twice is an error."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    assert not parser.open, f"left open: {parser.open}"
    return parser.builder.close()


def text_of(element: Element) -> str:
    """An element's text with single spaces."""
    return " ".join("".join(element.itertext()).split())


def unmarked(element: Element) -> str:
    """An element's text without the remarks on where it comes from."""
    parts = [element.text or ""]
    for child in element:
        parts += [" " if has_class(child, "source") else unmarked(child), child.tail or ""]
    return " ".join("".join(parts).split())


def has_class(element: Element, name: str) -> bool:
    """Whether `name` is among the element's classes."""
    return name in element.get("class", "").split()


class Page:
    """A page of the built site."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.root = parse(path.read_text("utf-8"))

    @property
    def main(self) -> Element:
        """What the page is about, without header, navigation and footer."""
        for place in (".//article", ".//main"):
            if (found := self.root.find(place)) is not None:
                return found
        raise AssertionError(f"{self.path} has no main content")

    def head(self, tag: str) -> list[Element]:
        """The elements of the head with that tag."""
        return self.root.findall(f"./head/{tag}")

    @property
    def alternates(self) -> dict[str, str]:
        """URL by hreflang."""
        return {
            link.get("hreflang", ""): link.get("href", "")
            for link in self.head("link")
            if "alternate" in link.get("rel", "").split()
        }

    @property
    def ids(self) -> list[str]:
        """The ids in the main content, in order."""
        return [id_ for element in self.main.iter() if (id_ := element.get("id"))]

    def headings(self, level: int) -> list[str]:
        """The ids of the headings of that level, in order."""
        return [heading.get("id", "") for heading in self.main.iter(f"h{level}")]

    def section(self, id_: str) -> Element:
        """What follows the heading with that id up to the next one of its level."""
        for parent in self.main.iter():
            children = list(parent)
            for index, child in enumerate(children):
                if child.get("id") == id_ and child.tag in ("h1", "h2", "h3"):
                    section = Element("section")
                    for sibling in children[index + 1 :]:
                        if sibling.tag <= child.tag and sibling.tag in ("h1", "h2", "h3"):
                            break
                        section.append(sibling)
                    return section
        raise AssertionError(f"{self.path} has no section {id_}")


class BuiltSite:
    """The built site: a folder whose pages are parsed once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.page = cache(self._page)

    def _page(self, url: str) -> Page:
        path = self.folder / url
        return Page(path / "index.html" if url.endswith("/") or not url else path)

    def urls(self) -> list[str]:
        """The URL of every page, relative to the site's root; `404.html` is no page."""
        return sorted(
            path.parent.relative_to(self.folder).as_posix().removesuffix(".") + "/"
            if path.parent != self.folder
            else ""
            for path in self.folder.rglob("index.html")
        )

    def pages(self) -> Iterator[tuple[str, Page]]:
        """Every page by its URL."""
        for url in self.urls():
            yield url, self.page(url)


def rows_of(element: Element) -> list[list[Element]]:
    """The cells of the table rows in an element, without the header."""
    return [list(row) for row in element.iter("tr") if row.find("td") is not None]
