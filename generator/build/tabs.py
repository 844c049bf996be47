"""Give each tab the address of the heading that its text begins with: the theme opens a tab whose own id is linked."""

from __future__ import annotations

import re

_ID = re.compile(r'<input[^>]* id="(__tabbed_\d+_\d+)"')
_HEADING = re.compile(r'<div class="tabbed-block">\s*(?:<h3 id="([^"]+)")?')


def addressed(html: str) -> str:
    """Return a page's content with the ids of headings moved to the tabs that they begin."""
    for own, heading in zip(_ID.findall(html), _HEADING.findall(html), strict=False):
        if heading:
            html = html.replace(f'<h3 id="{heading}"', "<h3").replace(f'"{own}"', f'"{heading}"')
    return html
