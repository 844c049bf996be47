"""Check the links of a built site.

Unlike MkDocs, which checks only the links that it converts, this includes raw HTML.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.build.html_page import HtmlPage

_LINKING = {"href", "src", "poster", "data-href"}


def check(site: Path) -> list[str]:
    """Report each local link without a target and each duplicate id, as `page: message`.

    A link that starts with `/` breaks if the site is below a path, so it is reported too; `404.html` is
    exempt, as it is served at any depth.
    """
    root = site.resolve()
    paths = sorted(root.rglob("*.html"))
    pages = {path: _ids_and_links(path) for path in paths}
    broken = []
    for path, (ids, links) in pages.items():
        shown = path.relative_to(root).as_posix()
        for id_ in sorted(id_ for id_, count in ids.items() if count > 1):
            broken.append(f"{shown}: the id {id_} is not unique")
        for link in links:
            parts = urlsplit(link)
            if parts.netloc or parts.path.startswith("/"):
                if shown != "404.html":
                    broken.append(f"{shown}: {link} works only at the root of a host")
                continue
            fragment = unquote(parts.fragment)
            target = path if not parts.path else path.parent / unquote(parts.path)
            if parts.path.endswith("/") or target.is_dir():
                target = target / "index.html"
            target = Path(*target.parts).resolve()
            if not (target.is_file() and target.is_relative_to(root)):
                broken.append(f"{shown}: {link} has no target")
            elif fragment and target in pages and fragment not in pages[target][0]:
                broken.append(f"{shown}: {link} has no such anchor")
    return broken


def _ids_and_links(path: Path) -> tuple[Counter[str], list[str]]:
    """Return the number of each id in a page, and its local links."""
    tags = HtmlPage(path.read_text("utf-8")).tags
    ids = Counter(
        tag.attributes["id"] for tag in tags if tag.attributes.get("id") and not tag.is_inert
    )
    targets = (value for tag in tags for name, value in tag.attributes.items() if name in _LINKING)
    return ids, list(dict.fromkeys(t for t in targets if t and not urlsplit(t).scheme))
