"""A page as its readers see it, from the built site or as it is rendered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from generator.outputs import addresses
from site_tests.support.html import has_class, markdown_converter, parse
from site_tests.support.site import BuiltSite

T = TypeVar("T")


@dataclass(frozen=True)
class Shown:
    """The main content of the page at `path`, an address below the site's or a path in `docs/`."""

    path: str
    main: Element

    def __post_init__(self) -> None:
        hidden = (e for e in self.main.iter() if "hidden" in e.attrib)
        assert not [e for each in hidden for e in each.iter() if e.get("data-says")]

    @property
    def address(self) -> str:
        """The page's address below the site's."""
        return addresses.url(self.path) if self.path.endswith(".md") else self.path

    def target(self, link: Element) -> str:
        """Return the address, below the site's, that a link leads to."""
        path, hash_, section = urljoin(self.path, link.get("href", "")).partition("#")
        return f"{addresses.url(path)}{hash_}{section}"

    def link(self, element: Element) -> str:
        """Return the address of the only link in an element."""
        (link,) = element.iter("a")
        return self.target(link)

    def links(self, element: Element, start: str = "") -> list[str]:
        """Return the addresses of the links in an element that begin with `start`."""
        found = [self.target(link) for link in element.iter("a")]
        return [address for address in found if address.startswith(start)]

    def says(self, *kinds: str, within: Element | None = None) -> list[Element]:
        """Return the elements that say something of these kinds, in order."""
        here = self.main if within is None else within
        return [element for element in here.iter() if element.get("data-says") in kinds]

    def chips(self) -> list[Element]:
        return [element for element in self.main.iter() if has_class(element, "chip")]


def only(values: Iterable[T]) -> T:
    """Return the only one of some values."""
    (value,) = values
    return value


def built(site: BuiltSite, url: str) -> Shown:
    return Shown(url, site.page(url).main)


def rendered(docs: Mapping[str, str], path: str) -> Shown:
    """Return a page from its Markdown, converted with the site builder's settings."""
    body = docs[path].split("---\n", 2)[2]
    return Shown(path, parse(f"<article>{markdown_converter()(body)}</article>"))


def front_matter(markdown: str) -> dict[str, Any]:
    """Return the front matter of a page, of which each line is a name and JSON."""
    lines = markdown.split("---\n")[1].splitlines()
    return {name: json.loads(value) for name, _, value in (line.partition(": ") for line in lines)}
