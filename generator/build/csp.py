"""What a Content-Security-Policy has to allow: the inline scripts of a built site, by their hashes.

Material writes a few into each page, some of which name the way to the site's root, so that they
are other scripts for another `SITE_URL` or another release of the theme.
"""

from __future__ import annotations

import base64
import hashlib
from html.parser import HTMLParser
from pathlib import Path

# What a browser runs; any other type is data to it.
_RUN = {"", "module", "text/javascript"}


class _Page(HTMLParser):
    """The inline scripts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self._parts: list[str] | None = None  # of the script that is open
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "script" and "src" not in attributes and attributes.get("type", "") in _RUN:
            self._parts = []

    def handle_endtag(self, tag: str) -> None:
        if self._parts:
            self.scripts.append("".join(self._parts))
        self._parts = None

    def handle_data(self, data: str) -> None:
        if self._parts is not None:
            self._parts.append(data)


def sources(site: Path) -> list[str]:
    """A source expression (`'sha256-…'`) for each inline script of the pages below `site`."""
    scripts = {
        script for path in site.rglob("*.html") for script in _Page(path.read_text("utf-8")).scripts
    }
    return sorted(f"'sha256-{_digest(script)}'" for script in scripts)


def nginx(site: Path) -> str:
    """The same as the variable of nginx that `deploy/nginx.conf` puts into its header."""
    return f'map "" $liveroom_inline_scripts {{\n    default "{" ".join(sources(site))}";\n}}\n'


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
