"""The benchmark: `nox -s bench`, with arguments `nox -s bench -- --sizes 270 --parts build --rounds 1`.

Every builder builds the same pages from the same Markdown, in turn; the targets apply to the medians of
the ratios within a round. `--record` writes `bench/RESULTS.md`.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench import explain, lookup, reading, serving, synthetic, targets
from bench.builds import Builds
from bench.measure import TIMEOUT, Failed
from bench.project import ROOT, Project

RESULTS = ROOT / "bench" / "RESULTS.md"
MANY_ROUNDS = 1_000  # codes; larger sizes are built once


class Bench:
    """The requested measurements and their projects."""

    def __init__(self, folder: Path, arguments: argparse.Namespace) -> None:
        self.sizes: list[int] = arguments.sizes
        self.rounds: int = arguments.rounds
        self.timeout: float = arguments.timeout
        self.project = cache(lambda size: Project(folder / str(size), size))
        self.own = Project(folder / "own", synthetic.OWN)
        """The project at its own size."""

    def built(self, project: Project) -> Path:
        """Return the site of a project, built if necessary."""
        if not project.site.is_dir():
            project.forget()
            project.build(timeout=self.timeout)
        return project.site

    def build(self) -> Iterator[str]:
        """Measure every builder at each size, and the growth of the time."""
        yield "Seconds by the clock / of processors (user and system, children included), in brackets"
        yield "divided by those of stock MkDocs cold. MiB are those of the largest process at its peak. The"
        yield "whole command generates, builds and packs the offline copy; MkDocs' share is the build alone."
        yield ""
        all_ = []
        for size in self.sizes:
            builds = Builds(self.project(size), size, self.timeout)
            builds.measure(self.rounds if size <= MANY_ROUNDS else 1)
            yield f"## {size} codes"
            yield ""
            yield from builds.table()
            yield ""
            yield from targets.of(builds)
            all_.append(builds)
        yield from targets.of_growth(all_)

    def serve(self) -> Iterator[str]:
        """Measure the time from saving a file to the updated page."""
        yield f"## `mkdocs serve --dirty`, {synthetic.OWN} codes: from saving to the fresh page"
        yield ""
        yield "| what is saved | seconds | at most | met |"
        yield "| --- | ---: | ---: | --- |"
        for edit, seconds in serving.measure(self.own):
            met = "yes" if seconds <= edit.most else "no"
            yield f"| {edit.what} | {seconds:.2f} | {edit.most:g} | {met} |"
        yield ""

    def browser(self) -> Iterator[str]:
        """Measure page weights and response times in a browser."""
        yield "## In Chromium"
        yield ""
        yield "KiB are gzipped; a first result is counted from the loaded index."
        yield ""
        columns = "| codes | code page, KiB | requests | index zh, en, KiB | first result, ms "
        yield f"{columns}| code list, KiB | its filters serve after, ms | it filters in, ms |"
        yield "| ---: |" + " ---: |" * 7
        for size in sorted({min(self.sizes), max(self.sizes)}):
            r = reading.measure(self.built(self.project(size)))
            index = ", ".join(f"{r.indexes[lang] / 1024:.0f}" for lang in ("zh", "en"))
            yield (
                f"| {size} | {r.page / 1024:.1f} | {r.requests} | {index} | {r.result:.0f} "
                f"| {r.list / 1024:.0f} | {r.ready:.0f} | {r.filter:.0f} |"
            )
        yield ""

    def explain(self) -> Iterator[str]:
        """Measure the command `explain`."""
        measured = explain.measure(self.own)
        yield "## `explain` from a cold start"
        yield ""
        yield f"{synthetic.OWN} codes: {measured.installed * 1000:.0f} ms as people install it,"
        yield f"{measured.ratio:.1f} times `python -c pass`; {measured.checkout:.2f} s in a checkout,"
        yield "which reads the data."
        yield ""

    def lookup(self) -> Iterator[str]:
        """Measure the site's log scanner."""
        yield f"## Log scanner, {lookup.SIZE / 1e6:.0f} MB"
        yield ""
        yield from lookup.report(self.built(self.own))


PARTS: dict[str, Callable[[Bench], Iterator[str]]] = {
    "build": Bench.build,
    "serve": Bench.serve,
    "browser": Bench.browser,
    "explain": Bench.explain,
    "lookup": Bench.lookup,
}


def _sizes(text: str) -> list[int]:
    sizes = [int(size) for size in text.split(",")]
    if min(sizes) < synthetic.OWN:
        raise argparse.ArgumentTypeError(
            f"a size is below {synthetic.OWN}, the project's own; use it or more"
        )
    return sizes


def _parts(text: str) -> list[str]:
    parts = text.split(",")
    if unknown := {*parts} - {*PARTS}:
        raise argparse.ArgumentTypeError(f"unknown parts: {', '.join(sorted(unknown))}")
    return parts


def main() -> None:
    """Run the requested measurements and print them as Markdown."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    sizes, parts = f"{synthetic.OWN},1000", ",".join(PARTS)
    what = f"codes, {synthetic.OWN} (the project's own) or more; by default {sizes}"
    parser.add_argument("--sizes", type=_sizes, default=sizes, help=what)
    parser.add_argument("--parts", type=_parts, default=parts, help=f"of {parts}")
    parser.add_argument(
        "--rounds", type=int, default=3, help="for sizes up to 1000; larger ones have one"
    )
    parser.add_argument(
        "--timeout", type=float, default=TIMEOUT, help="limit of a build in seconds"
    )
    parser.add_argument("--record", action="store_true", help="write bench/RESULTS.md")
    arguments = parser.parse_args()
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(143)
    )  # so that servers and folders are cleaned up
    lines = []
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        for line in _measure(Path(name), arguments, memory.is_dir()):
            print(line, flush=True)
            lines.append(line)
    if arguments.record:
        RESULTS.write_text("\n".join(lines).rstrip() + "\n", "utf-8", newline="\n")


def _measure(folder: Path, arguments: argparse.Namespace, in_memory: bool) -> Iterator[str]:
    yield from _head(in_memory)
    bench = Bench(folder, arguments)
    for part in arguments.parts:
        try:
            yield from PARTS[part](bench)
        except Failed as error:
            yield from ("", f"{part} failed: {error}", "")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _head(in_memory: bool) -> Iterator[str]:
    day = datetime.now(UTC).date().isoformat()
    names = ("mkdocs", "mkdocs-material", "properdocs", "zensical")
    versions = [f"{name} {found}" for name in names if (found := _version(name))]
    if hugo := shutil.which("hugo"):
        said = subprocess.run([hugo, "version"], capture_output=True, text=True, check=False).stdout
        versions += re.findall(r"^hugo v[\d.]+", said)
    yield "# Benchmark"
    yield ""
    yield "Written by `nox -s bench -- --record`; do not edit. Read the ratios: seconds depend on the"
    yield "machine."
    yield ""
    yield f"{day}, {platform.system()}, {platform.machine()}, {os.cpu_count()} cores; Python"
    yield f"{platform.python_version()}, {', '.join(versions)};"
    where, load = "in memory" if in_memory else "on disk", os.getloadavg()[0]
    yield f"files {where}; the machine's load before the start: {load:.1f}."
    yield "Cold: nothing that was made of the data is there; compiled modules are."
    yield ""


if __name__ == "__main__":
    main()
