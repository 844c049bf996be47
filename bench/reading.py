"""Page weights and response times, in Chromium on a built site."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page

from bench import synthetic
from bench.server import opened

SEARCH = """async query => {
    const list = document.querySelector("#search-results");
    const shown = new Promise(resolve => new MutationObserver(() => {
        if (list.childElementCount) resolve(performance.now());
    }).observe(list, {childList: true, subtree: true}));
    const input = document.querySelector("#search-input");
    document.querySelector("#__search").click();
    input.focus();
    input.value = query;
    input.dispatchEvent(new InputEvent("input", {bubbles: true}));
    const at = await shown;
    const index = performance.getEntriesByType("resource").find(
        entry => /\\/search\\/\\w+\\.json/.test(entry.name));
    return at - index.responseEnd;
}"""
FILTER = """async text => {
    const status = document.querySelector(".filters [role=status]");
    const input = document.querySelector(".filters [name=text]");
    const before = status.textContent;
    const begin = performance.now();
    input.value = text;
    input.dispatchEvent(new InputEvent("input", {bubbles: true}));
    while (status.textContent === before) await new Promise(requestAnimationFrame);
    return performance.now() - begin;
}"""


class Reading(NamedTuple):
    """Sizes in gzipped bytes, times in milliseconds."""

    page: int
    """A code page with everything that it loads."""
    requests: int
    indexes: dict[str, int]
    result: float
    """From the loaded index to the first result."""
    list: int
    """The code list alone."""
    ready: float
    """From the request of the code list until its filters work."""
    filter: float
    """From a text in its filter to the matching rows."""


def measure(site: Path) -> Reading:
    """Open the built site's pages in a new browser."""
    with opened(site) as (root, browser):
        page = browser.new_page()
        loaded: list[str] = []
        page.on("request", lambda request: loaded.append(request.url))
        page.goto(f"{root}en/codes/{synthetic.EDITED}/", wait_until="networkidle")
        files = [_file(site, url) for url in loaded]
        result = page.evaluate(SEARCH, synthetic.EDITED)
        ready = _open_list(page, f"{root}en/codes/")
        shown = page.evaluate(FILTER, synthetic.EDITED)
    index = {path.stem: _weight(path) for path in sorted((site / "search").glob("*.json"))}
    weight = sum(map(_weight, files))
    codes = _weight(site / "en" / "codes" / "index.html")
    return Reading(weight, len(files), index, result, codes, ready, shown)


def _open_list(page: Page, url: str) -> float:
    page.goto(url)
    page.locator("form.filters:not([hidden])").wait_for()
    return float(page.evaluate("performance.now()"))


def _file(site: Path, url: str) -> Path:
    path = site / unquote(urlsplit(url).path.lstrip("/"))
    return path / "index.html" if path.is_dir() else path


def _weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes()))
