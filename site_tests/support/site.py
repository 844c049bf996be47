"""The built site: its builder, and its pages as trees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

from site_tests.support.html import parse, section
from site_tests.support.nightly import some
from site_tests.support.project import LANGS, ROOT

PREFIX = "/liveroom-error-codes/"
"""The path of a project at GitHub Pages."""

STAMP = 1_700_006_400
"""The `SOURCE_DATE_EPOCH` of the site below `PREFIX`, in seconds."""

HOOKS = ROOT / "generator" / "build" / "mkdocs_hooks.py"


class Page:
    """A page of the built site."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.root = parse(path.read_text("utf-8"))

    @property
    def main(self) -> Element:
        """Return the content of the page, without header, navigation and footer."""
        for place in (".//article", ".//main"):
            if (found := self.root.find(place)) is not None:
                return found
        raise AssertionError(f"{self.path} has no main content")

    def head(self, tag: str) -> list[Element]:
        """Return the elements of the head with that tag."""
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
        """Return the ids of the headings of that level, in order."""
        return [heading.get("id", "") for heading in self.main.iter(f"h{level}")]

    def section(self, id_: str) -> Element:
        """Return the content after the heading with that id, up to the next one of its level."""
        return section(self.main, id_)


class BuiltSite:
    """The built site: a folder whose pages are parsed once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.page = cache(self._page)

    def _page(self, url: str) -> Page:
        path = self.folder / url
        return Page(path / "index.html" if url.endswith("/") or not url else path)

    def urls(self) -> list[str]:
        """Return the URL of every page, relative to the site's root; `404.html` is no page."""
        return sorted(
            path.parent.relative_to(self.folder).as_posix().removesuffix(".") + "/"
            if path.parent != self.folder
            else ""
            for path in self.folder.rglob("index.html")
        )

    def pages(self) -> Iterator[tuple[str, Page]]:
        """Yield pages by URL: one in 50 of the codes' and the permalinks', and all others; nightly all."""
        urls = self.urls()
        many = [url for url in urls if "/codes/" in url[:-1] or not language_of(url)]
        left_out = {*many}.difference(some(many, 50), [""])
        yield from ((url, self.page(url)) for url in urls if url not in left_out)


SiteBuilder = Callable[..., BuiltSite]


def language_of(url: str) -> str:
    """Return the language's folder, or nothing for a page that belongs to none."""
    first, _, _ = url.partition("/")
    return first if first in LANGS else ""
