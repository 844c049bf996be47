"""The time of the log reader for 10 MB, in a browser on the built site.

The baseline is one pass of a regular expression for numbers over the same text in the same page.
Usage: `python -m bench.lookup SITE`.
"""

from __future__ import annotations

import random
import statistics
import sys
from pathlib import Path

from playwright.sync_api import FilePayload, sync_playwright

from bench.server import serve
from tools.browser import find

SIZE = 10_000_000
RUNS = 5
CODES = (21200007, 62001001, 12301004, 60001005, 50001002, 10000105)
BASELINE = (
    "text => { const t = performance.now(); text.match(/[0-9]+/g); return performance.now() - t; }"
)


def log(size: int, seed: int = 1) -> str:
    """Return a log of `size` characters, in which one line in a hundred has a code."""
    dice = random.Random(seed)
    lines: list[str] = []
    length = 0
    while length < size:
        stamp = (
            f"2019-08-{dice.randrange(1, 29):02} {dice.randrange(24):02}:{dice.randrange(60):02}"
        )
        if dice.random() < 0.01:
            line = f"{stamp} E/Zego: onPublishStateUpdate errorCode={dice.choice(CODES)} retry"
        else:
            line = f"{stamp} I/App: frame {dice.randrange(10**9)} user={dice.randrange(10**11)} ok"
        lines.append(line)
        length += len(line) + 1
    return "\n".join(lines)[:size]


def measure(site: Path) -> tuple[float, float]:
    """Return the median seconds from the file to the findings, and those of the baseline."""
    text = log(SIZE)
    file = FilePayload(name="app.log", mimeType="text/plain", buffer=text.encode())
    readings, baselines = [], []
    with serve(site) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), chromium_sandbox=False)
        page = browser.new_page()
        for _ in range(RUNS):
            page.goto(f"{root}en/lookup/")
            baselines.append(page.evaluate(BASELINE, text) / 1000)
            page.evaluate("() => { performance.mark('begin'); }")
            page.locator("input[type=file]").set_input_files(file)
            page.locator(".finding").first.wait_for()
            page.locator(".reader-actions").wait_for()
            took = "performance.measure('read', 'begin').duration"
            readings.append(page.evaluate(took) / 1000)
        browser.close()
    return statistics.median(readings), statistics.median(baselines)


def main(site: Path) -> None:
    """Print the medians in seconds and their ratio."""
    reading, baseline = measure(site)
    print(f"log reader, {SIZE / 1e6:.0f} MB, median of {RUNS}")
    print(f"  from the file to the findings  {reading:6.2f} s")
    print(f"  one pass for numbers           {baseline:6.2f} s")
    print(f"  ratio                          {reading / baseline:6.1f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
