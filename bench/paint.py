"""First paint and layout shift of each template on a phone with a slow network: the median of three loads.

400 kbit/s and 400 ms, with nothing stored. Exits with 1 if a page is painted too late or moves.
Usage: `python -m bench.paint SITE [PATH …]`.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser

from bench.lighthouse import PAGES
from bench.server import opened

LOADS = 3
MOST = 2000  # milliseconds
MOST_OF_LEADING = 2600  # to the page that they lead to
PERMALINK = "52001002/"
LEADING = (PERMALINK, "zh/complete/")
MISSING = "zh/codes/21209999/"
SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400 * 1024 / 8,
    "uploadThroughput": 400 * 1024 / 8,
}
# A permalink goes on to another document, so that what happened is kept for the tab.
WATCH = """
  sessionStorage.begin ??= performance.timeOrigin;
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shift += value;
  }).observe({ type: "layout-shift", buffered: true });
"""
PAINT = """performance.getEntriesByName("first-contentful-paint")[0].startTime
  + performance.timeOrigin - sessionStorage.begin"""


class Load(NamedTuple):
    """Milliseconds until the first paint, KiB over the network, and how much the layout moved."""

    paint: float
    weight: float
    shift: float


def load(browser: Browser, url: str) -> Load:
    """Open a page in a new context."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, locale="zh-CN"
    )
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    weights: list[float] = []
    session.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.add_init_script(WATCH)
    page.goto(url, wait_until="networkidle")
    measured = Load(page.evaluate(PAINT), sum(weights) / 1024, page.evaluate("window.shift"))
    context.close()
    return measured


def main(site: Path, paths: list[str]) -> int:
    print(f"{'page':<28}{'first paint':>14}{'most':>8}{'KiB':>8}{'shift':>8}")
    is_good = True
    with opened(site) as (root, browser):
        for path in paths or (*PAGES, *LEADING, MISSING):
            loads = [load(browser, root + path) for _ in range(LOADS)]
            paint = statistics.median(each.paint for each in loads)
            shift = max(each.shift for each in loads)
            most = MOST_OF_LEADING if path in LEADING else MOST
            is_good &= paint <= most and shift == 0
            print(
                f"{path:<28}{paint:>11.0f} ms{most:>8}{loads[0].weight:>8.1f}{shift:>8.3f}",
                flush=True,
            )
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
