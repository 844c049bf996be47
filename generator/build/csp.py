"""What a Content-Security-Policy has to allow: the inline scripts of a built site, by their hashes.

Material writes a few into each page, some of which name the way to the site's root, so that they
are other scripts for another `SITE_URL` or another release of the theme.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from generator.build.html_page import HtmlPage


def sources(site: Path) -> list[str]:
    """A source expression (`'sha256-…'`) for each inline script of the pages below `site`."""
    scripts = {
        script
        for path in site.rglob("*.html")
        for script in HtmlPage(path.read_text("utf-8")).scripts
    }
    return sorted(f"'sha256-{_digest(script)}'" for script in scripts)


def nginx(site: Path) -> str:
    """The same as the variable of nginx that `deploy/nginx.conf` puts into its header."""
    return f'map "" $liveroom_inline_scripts {{\n    default "{" ".join(sources(site))}";\n}}\n'


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
