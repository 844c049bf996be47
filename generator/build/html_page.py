"""Parse a page of the built site: its start tags with their positions, and its inline scripts."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple

# The types of scripts that browsers run; others are data to them.
_RUN = {"", "module", "text/javascript"}


class Tag(NamedTuple):
    """A start tag: attributes with character references resolved, index in the page, and text."""

    attributes: dict[str, str]
    start: int
    text: str
    is_inert: bool = False
    """It is in a template, which is no part of the page until a script puts it there."""


class HtmlPage(HTMLParser):
    """The start tags and inline scripts of a page; tags within a text or a script do not count."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.tags: list[Tag] = []
        self.scripts: list[str] = []
        self._open_script: list[str] | None = None
        self._templates = 0
        self._lines = [0]
        for line in text.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        attributes = {name: value or "" for name, value in attrs}
        start = self._lines[line - 1] + column
        text = self.get_starttag_text() or ""
        self.tags.append(Tag(attributes, start, text, self._templates > 0))
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
