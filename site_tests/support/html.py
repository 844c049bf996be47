"""HTML as trees: pages, cells, and Markdown as the site's builder shows it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder

import markdown
from mkdocs.config import load_config

from generator.build import tree
from site_tests.support.project import ROOT

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


@cache
def markdown_converter() -> Callable[[str], str]:
    """Return a converter of Markdown with the site builder's settings."""
    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[])
    converter = markdown.Markdown(
        extensions=[*config.markdown_extensions, tree.NAME], extension_configs=config.mdx_configs
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
    """Return a page as a tree; an element that is left open or closed twice is an error."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    assert not parser.open, f"left open: {parser.open}"
    return parser.builder.close()


def text_of(element: Element) -> str:
    """Return an element's text with single spaces."""
    return " ".join("".join(element.itertext()).split())


class Run(NamedTuple):
    """A text, the mark after it that says whose word it is, and the address that the mark leads to."""

    text: str
    mark: str | None = None
    url: str | None = None


def runs(element: Element) -> list[Run]:
    """Return the texts of an element, each up to its mark; lists in it are other elements' texts."""
    found: list[Run] = []
    text: list[str] = []

    def close(mark: Element | None) -> None:
        said = " ".join("".join(text).split())
        text.clear()
        if mark is not None:
            link = mark.find("a")
            found.append(Run(said, text_of(mark), None if link is None else link.get("href")))
        elif said:
            found.append(Run(said))

    def walk(element: Element) -> None:
        text.append(element.text or "")
        for child in element:
            if child.tag == "em":
                close(child)
            elif child.tag not in ("ul", "ol"):
                walk(child)
            text.append(child.tail or "")

    walk(element)
    close(None)
    return found


def run(element: Element) -> Run:
    """Return the only text of an element."""
    (only,) = runs(element)
    return only


def spread_marks(said: list[Run]) -> list[Run]:
    """Give each text of a list the mark that stands after the last one of its source."""
    found: list[Run] = []
    after = Run("")
    for each in reversed(said):
        after = each if each.mark else after
        found.insert(0, each._replace(mark=after.mark, url=after.url))
    return found


def unmarked(element: Element) -> str:
    """Return an element's text without the remarks on where it comes from."""
    parts = [element.text or ""]
    for child in element:
        parts += [" " if has_class(child, "source") else unmarked(child), child.tail or ""]
    return " ".join("".join(parts).split())


def has_class(element: Element, name: str) -> bool:
    """Return whether the element has the class `name`."""
    return name in element.get("class", "").split()


def rows_of(element: Element) -> list[list[Element]]:
    """Return the cells of the table rows in an element, without the header."""
    return [list(row) for row in element.iter("tr") if row.find("td") is not None]


def code_of(row: list[Element]) -> int:
    return int(next(text_of(link) for link in row[0].iter("a")))


def section(main: Element, id_: str) -> Element:
    """Return the content after the heading with that id, up to the next one of its level."""
    for parent in main.iter():
        children = list(parent)
        for index, child in enumerate(children):
            if child.get("id") == id_ and child.tag in ("h1", "h2", "h3"):
                found = Element("section")
                for sibling in children[index + 1 :]:
                    if sibling.tag <= child.tag and sibling.tag in ("h1", "h2", "h3"):
                        break
                    found.append(sibling)
                return found
    raise AssertionError(f"there is no section {id_}")
