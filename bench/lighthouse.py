"""Lighthouse's scores on a phone, for a page of each template: the median of five runs.

Lighthouse cannot measure the 404 page and pages that redirect. Exits with 1 if a median is below 100.
Usage: `python -m bench.lighthouse SITE [PATH …]`.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from pathlib import Path

from bench.server import serve
from tools import node
from tools.browser import find

RUNS = 5
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = (  # one per template, in either language
    "zh/",
    "en/stages/login/",
    "zh/stages/room/",
    "en/codes/",
    "zh/codes/52001002/",
    "en/codes/113100015/",
    "zh/codes/1/",
    "en/lookup/",
    "en/other-products/",
    "zh/glossary/",
    "en/legacy/",
    "zh/anatomy/",
    "en/changes/",
    "zh/api/",
    "en/about/",
    "1/",
)
FLAGS = (
    *("--headless=new", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
    *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
)


def scores(url: str) -> tuple[int, ...]:
    """Return the scores of one run by category, from 0 to 100."""
    os.environ["CHROME_PATH"] = str(find())
    printed = node.output(
        *("lighthouse", url, "--quiet", "--output=json"),
        *(f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={' '.join(FLAGS)}"),
    )
    report = json.loads(printed)
    return tuple(round(100 * report["categories"][name]["score"]) for name in CATEGORIES)


def main(site: Path, paths: list[str]) -> int:
    print(f"{'page':<28}" + "".join(f"{name:>16}" for name in CATEGORIES))
    worst = 100.0
    with serve(site) as root:
        for page in paths or PAGES:
            runs = [scores(root + page) for _ in range(RUNS)]
            medians = [statistics.median(column) for column in zip(*runs, strict=True)]
            worst = min(worst, *medians)
            print(f"{page:<28}" + "".join(f"{median:>16g}" for median in medians), flush=True)
    return 0 if worst == 100 else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
