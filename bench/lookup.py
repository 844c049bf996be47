"""The time of the log scanner for 10 MB, in a browser on the built site, and of the command `scan`.

The baseline is one pass of a regular expression for numbers over the same text in the same page.
Usage: `python -m bench.lookup SITE`.
"""

from __future__ import annotations

import io
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.server import opened
from generator.lookup.log import blocks
from generator.lookup.scanner import Scanner
from site_tests.support.log_lines import rates, scanned
from site_tests.support.long_lines import KINDS
from site_tests.support.lookup import store

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


@contextmanager
def _file() -> Iterator[Path]:
    """Yield the path of a log; content that is given to the page itself would be a long task of its own."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder, "app.log")


def measure(site: Path) -> tuple[float, float]:
    """Return the median seconds from the file to the findings, and those of the baseline."""
    text = log(SIZE)
    readings, baselines = [], []
    with _file() as log_file, opened(site) as (root, browser):
        page = browser.new_page()
        log_file.write_text(text, "utf-8")
        for _ in range(RUNS):
            page.goto(f"{root}en/lookup/")
            baselines.append(page.evaluate(BASELINE, text) / 1000)
            page.evaluate("() => { performance.mark('begin'); }")
            page.locator("input[type=file]").set_input_files(log_file)
            page.locator(".finding").first.wait_for()
            page.locator(".reader-actions").wait_for()
            took = "performance.measure('read', 'begin').duration"
            readings.append(page.evaluate(took) / 1000)
    return statistics.median(readings), statistics.median(baselines)


class Tasks(NamedTuple):
    """Processor time of a log: seconds of the page, milliseconds of its longest task, and seconds of `scan` a MB."""

    kind: str
    page: float
    longest: float
    command: float


def tasks(site: Path, size: int = SIZE) -> Iterator[Tasks]:
    """Scan a log of each kind in a page, and with the command."""
    with _file() as log_file, opened(site) as (root, browser):
        for kind, made in KINDS.items():
            content = made(size).encode()[:size]
            page = browser.new_page()
            page.goto(f"{root}en/lookup/")
            browser.start_tracing(page=page, categories=["toplevel"])
            log_file.write_bytes(content)
            page.locator("input[type=file]").set_input_files(log_file)
            page.locator(".reader[data-done]").wait_for(state="attached", timeout=300_000)
            page.mouse.wheel(0, 600)  # draws the first lines
            page.wait_for_timeout(500)
            times = _task_times(browser.stop_tracing())
            page.close()
            scanner = Scanner(store().index("en"))
            begin = time.process_time()
            scanner.read("app.log", blocks(io.BytesIO(content[: size // 10])))
            yield Tasks(
                kind, sum(times) / 1e6, max(times) / 1e3, (time.process_time() - begin) * 1e7 / size
            )


def _task_times(trace: bytes) -> list[int]:
    """Return the processor microseconds of each task of the page's main thread."""
    events = json.loads(trace)["traceEvents"]
    main = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    return [
        event.get("tdur", 0)
        for event in events
        if event["name"].endswith("RunTask") and (event["pid"], event["tid"]) in main
    ]


def report(site: Path) -> Iterator[str]:
    """Yield the measurements as Markdown."""
    reading, baseline = measure(site)
    yield f"From the file to the findings {reading:.2f} s, {reading / baseline:.0f} times one pass of a"
    yield "regular expression for numbers."
    yield ""
    precise, complete = rates(scanned())
    yield f"Codes that are certain in the lines of `log-lines.yaml`: {precise:.3f} precise, {complete:.3f}"
    yield "complete."
    yield ""
    yield "Seconds of processors; the longest task of the page should take 200 ms."
    yield ""
    yield f"| log of {SIZE / 1e6:.0f} MB | page, s | its longest task, ms | `scan`, s a MB |"
    yield "| --- | ---: | ---: | ---: |"
    for kind, page, longest, command in tasks(site):
        yield f"| {kind} | {page:.2f} | {longest:.0f} | {command:.2f} |"
    yield ""


if __name__ == "__main__":
    for line in report(Path(sys.argv[1])):
        print(line, flush=True)
