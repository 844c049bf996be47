"""Parse a page of the built site: the attributes of its tags, and its inline scripts."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple

# The types of scripts that browsers run; others are data to them.
_RUN = {"", "module", "text/javascript"}


class Tag(NamedTuple):
    """A start tag by its attributes, with character references resolved."""

    attributes: dict[str, str]
    is_inert: bool
    """It is in a template, which is no part of the page until a script puts it there."""


class HtmlPage(HTMLParser):
    """The start tags and inline scripts of a page; tags within a text or a script do not count."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.tags: list[Tag] = []
        self.scripts: list[str] = []
        self._open_script: list[str] | None = None
        self._templates = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append(Tag(attributes, self._templates > 0))
        self._templates += tag == "template"
        if tag == "script" and "src" not in attributes and attributes.get("type", "") in _RUN:
            self._open_script = []

    def handle_data(self, data: str) -> None:
        if self._open_script is not None:
            self._open_script.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._templates -= tag == "template"
        if self._open_script:
            self.scripts.append("".join(self._open_script))
        self._open_script = None
