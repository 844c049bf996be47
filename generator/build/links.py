"""Checks the links of a built site, raw HTML and scripts' pages included.

MkDocs sees only the links that it converts; this reads the pages that a reader gets.
"""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LINKING = {"href", "src", "poster", "data-href"}


class _Page(HTMLParser):
    """The ids of a page and the local links in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            elif name in _LINKING and value and not urlsplit(value).scheme:
                self.links.append(value)


def check(site: Path) -> list[str]:
    """Every local link without a target and every id that stands twice, as `page: what`.

    A link that begins with `/` or `//` depends on where the site stands and is broken by that;
    `404.html` is exempt, as it is served at any depth.
    """
    root = site.resolve()
    paths = sorted(root.rglob("*.html"))
    pages = {path: _Page(path.read_text("utf-8")) for path in paths}
    ids = {path: set(page.ids) for path, page in pages.items()}
    broken = []
    for path, page in pages.items():
        shown = path.relative_to(root).as_posix()
        for id_ in sorted({id_ for id_ in page.ids if page.ids.count(id_) > 1}):
            broken.append(f"{shown}: the id {id_} stands twice")
        for link in dict.fromkeys(page.links):
            parts = urlsplit(link)
            if parts.netloc or parts.path.startswith("/"):
                if shown != "404.html":
                    broken.append(f"{shown}: {link} works only at the root of a host")
                continue
            target = path if not parts.path else path.parent / unquote(parts.path)
            if parts.path.endswith("/") or target.is_dir():
                target = target / "index.html"
            target = Path(*target.parts).resolve()
            if not (target.is_file() and target.is_relative_to(root)):
                broken.append(f"{shown}: {link} leads nowhere")
            elif parts.fragment and unquote(parts.fragment) not in ids.get(
                target, {parts.fragment}
            ):
                broken.append(f"{shown}: {link} has no such anchor")
    return broken
