"""The hashes of a built site's inline scripts, for its Content-Security-Policy.

They are computed from the site: Material's inline scripts contain the path to the site's root, and
differ between releases of the theme.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from generator.build.html_page import HtmlPage


def script_hashes(site: Path) -> list[str]:
    """Return a source expression (`'sha256-…'`) for each inline script of the pages below `site`."""
    scripts = {
        script
        for path in site.rglob("*.html")
        for script in HtmlPage(path.read_text("utf-8")).scripts
    }
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return sorted(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def nginx(site: Path) -> str:
    """Return the hashes as the nginx variable that `deploy/nginx.conf` adds to its header."""
    return (
        f'map "" $liveroom_inline_scripts {{\n    default "{" ".join(script_hashes(site))}";\n}}\n'
    )
