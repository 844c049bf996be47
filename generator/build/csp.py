"""The Content-Security-Policy of the site's pages, and the check that they run no other scripts.

A page declares its policy itself, so that it holds on every server. It allows the scripts of the site and, by
their hashes, those that the theme puts into each page.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.build.html_page import HtmlPage
from generator.outputs.scripts import allowing

# Not here: `frame-ancestors`, which only a header may have. `data:` is for the icons in css/base.css.
_POLICY = (
    "default-src 'none'; script-src 'self'{}; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'"
)


def policy(html: str) -> str:
    """Return the policy of pages that contain the inline scripts of `html`, and no others."""
    return _POLICY.format("".join(f" {source}" for source in _sources(HtmlPage(html))))


def problems(site: Path) -> Iterator[str]:
    """Yield the pages below `site` that have no policy, or an inline script that theirs does not allow."""
    for path in sorted(site.rglob("*.html")):
        page = HtmlPage(path.read_text("utf-8"))
        policies = [
            tag.attributes.get("content", "")
            for tag in page.tags
            if tag.attributes.get("http-equiv") == "Content-Security-Policy"
        ]
        name = path.relative_to(site).as_posix()
        if len(policies) != 1:
            yield f"{name}: has {len(policies)} policies; its template must declare one"
        elif any(source not in policies[0] for source in _sources(page)):
            yield f"{name}: has an inline script that the theme did not write; remove it"


def _sources(page: HtmlPage) -> list[str]:
    """Return a source expression (`'sha256-…'`) for each inline script."""
    return sorted(set(map(allowing, page.scripts)))
