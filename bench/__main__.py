"""The benchmark: `nox -s bench`, with arguments `nox -s bench -- --sizes 66,1000 --parts build`.

Every builder makes the same pages of the same Markdown, one after another and again from the start;
what is compared are the medians of the ratios within a round. `--record` writes `bench/RESULTS.md`.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from bench import builders, lookup, reading, serving, synthetic
from bench.builders import ROOT, Builder
from bench.measure import Failed, Run, run

RESULTS = ROOT / "bench" / "RESULTS.md"
PARTS = ("build", "serve", "browser", "explain", "lookup")
SERVED = (330, 1000)
EXPLAINED = 330
FASTEST = 9  # processes that are started to take the median


class Key(NamedTuple):
    """One thing that is measured: of what, and cold, warm or edited."""

    who: str
    state: str


class Output(NamedTuple):
    """What a build left: pages, bytes, and files that it wrote and that differ from before."""

    pages: int
    size: int
    written: int
    differing: int


def main() -> None:
    """Measures what is asked for and prints it as Markdown."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", default="66,1000,5000,10000", help="codes")
    parser.add_argument("--parts", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    parser.add_argument("--rounds", type=int, default=3, help="of the sizes up to 1000; else one")
    parser.add_argument("--timeout", type=float, default=900, help="seconds for a build")
    parser.add_argument("--record", action="store_true", help="write bench/RESULTS.md")
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    wanted = arguments.parts.split(",")
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        folder = Path(name)
        lines = [*_head(memory.is_dir())]
        for line in _measure(folder, sizes, wanted, arguments.rounds, arguments.timeout):
            print(line, flush=True)
            lines.append(line)
    if arguments.record:
        RESULTS.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


def _head(in_memory: bool) -> Iterator[str]:
    day = datetime.now(UTC).date().isoformat()
    names = ("mkdocs", "mkdocs-material", "properdocs", "zensical")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    yield "# Benchmark"
    yield ""
    yield "Written by `nox -s bench -- --record`; do not edit. Read the ratios: seconds depend on the"
    yield "machine."
    yield ""
    yield f"{day}, {platform.system()}, {platform.machine()}, {os.cpu_count()} cores, Python"
    yield f"{platform.python_version()}, {versions}; files {'in memory' if in_memory else 'on disk'}."
    yield "Cold: nothing that was made of the data is there; compiled modules and templates are."
    yield ""


def _measure(
    folder: Path, sizes: list[int], wanted: list[str], rounds: int, timeout: float
) -> Iterator[str]:
    if "build" in wanted:
        for size in sizes:
            yield from _builds(folder / str(size), size, rounds if size <= 1000 else 1, timeout)
    if "serve" in wanted:
        yield from _serving(folder)
    if "browser" in wanted:
        yield from _reading(folder, [min(sizes), max(sizes)])
    if "explain" in wanted:
        yield from _explain(folder)
    if "lookup" in wanted:
        yield from _lookup(folder)


# --- building ------------------------------------------------------------------------------------


def _project(folder: Path, size: int) -> None:
    """A dataset, and the project that is built of it, in the new folder."""
    if not folder.is_dir():
        folder.mkdir(parents=True)
        synthetic.write(folder / "data", size)
    shutil.rmtree(folder / "docs", ignore_errors=True)
    run(_generator(), folder, builders.environment(), 600)
    builders.installed()[0].setup(folder)


def _generator() -> list[str]:
    return [sys.executable, "-m", "generator", "build"]


def _builds(folder: Path, size: int, rounds: int, timeout: float) -> Iterator[str]:
    """One table: every builder at one size."""
    runs: dict[Key, list[Run]] = defaultdict(list)
    ratios: dict[Key, list[float]] = defaultdict(list)
    outputs: dict[Key, Output] = {}
    failed: dict[str, str] = {}
    _project(folder, size)
    for number in range(rounds):
        found: dict[Key, Run] = {}
        for state in ("cold", "warm", "edited"):
            if state == "cold":
                shutil.rmtree(folder / "docs")
            if state == "edited":
                synthetic.edit(folder / "data", f"generator {'again ' * number}".strip())
            found[Key("the generator", state)] = run(
                _generator(), folder, builders.environment(), timeout
            )
        all_ = [builder for builder in builders.installed() if builder.name not in failed]
        for builder in all_:
            try:
                _rounds_of(builder, folder, timeout, number, found, outputs)
            except Failed as error:
                failed[builder.name] = str(error)
        for key, measured in found.items():
            runs[key].append(measured)
            if stock := found.get(Key("stock MkDocs", "cold")):
                ratios[key].append(measured.seconds / stock.seconds)
    yield f"## {size} codes"
    yield ""
    yield from _table(runs, ratios, outputs, failed)
    yield ""
    steps = subprocess.run(
        [sys.executable, "-m", "bench.steps", "data", "steps"],
        cwd=folder,
        env={**os.environ, **builders.environment()},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    shutil.rmtree(folder / "steps")
    yield f"The generator's steps on one core, writing on all, in seconds: `{steps}`."
    yield f"Gzipped bytes a record: {synthetic.density(folder / 'data'):.0f};"
    yield f"the project's own dataset has {synthetic.density(ROOT / 'data'):.0f}."
    yield ""


def _rounds_of(
    builder: Builder,
    folder: Path,
    timeout: float,
    number: int,
    found: dict[Key, Run],
    outputs: dict[Key, Output],
) -> None:
    """Builds cold and, where that makes a difference, again unchanged and with one record edited."""
    site = folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    builder.setup(folder)
    for state in ("cold", "warm", "edited") if builder.remembers else ("cold",):
        if state == "edited":
            synthetic.edit(folder / "data", f"{builder.name} {'again ' * number}".strip())
            run(_generator(), folder, builders.environment(), timeout)
            builder.setup(folder)
        before = _contents(site)
        key = Key(builder.name, state)
        found[key] = run(builder.command, folder, builders.environment(), timeout)
        outputs[key] = _output(site, before)
    if builder.name == "this project":
        shutil.rmtree(folder / "site-ours", ignore_errors=True)
        shutil.copytree(site, folder / "site-ours")


def _contents(site: Path) -> dict[str, tuple[int, int]]:
    """When each file was written, and what it holds, as a number."""
    return {
        path.relative_to(site).as_posix(): (path.stat().st_mtime_ns, hash(path.read_bytes()))
        for path in site.rglob("*")
        if path.is_file()
    }


def _output(site: Path, before: dict[str, tuple[int, int]]) -> Output:
    after = _contents(site)
    old = {path: before.get(path, (0, 0)) for path in after}
    return Output(
        pages=sum(path.endswith("/index.html") for path in after),
        size=sum(path.stat().st_size for path in site.rglob("*") if path.is_file()),
        written=sum(after[path][0] != old[path][0] for path in after),
        differing=sum(after[path][1] != old[path][1] for path in after),
    )


def _table(
    runs: dict[Key, list[Run]],
    ratios: dict[Key, list[float]],
    outputs: dict[Key, Output],
    failed: dict[str, str],
) -> Iterator[str]:
    yield "| what | state | seconds | ÷ stock, cold | peak MiB | HTML files | MB | written | differ |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for key, measured in runs.items():
        seconds = statistics.median(each.seconds for each in measured)
        memory = max(each.memory for each in measured) / 2**20
        ratio = f"{statistics.median(ratios[key]):.3f}" if ratios[key] else "–"
        cells = [key.who, key.state, f"{seconds:.2f}", ratio, f"{memory:.0f}"]
        if output := outputs.get(key):
            cells += [str(output.pages), f"{output.size / 1e6:.1f}"]
            cells += [str(output.written), str(output.differing)]
        else:
            cells += [""] * 4
        yield f"| {' | '.join(cells)} |"
    for name, why in failed.items():
        yield f"| {name} | cold | {why} | | | | | | |"


# --- what else is waited for -----------------------------------------------------------------------


def _serving(folder: Path) -> Iterator[str]:
    yield "## `nox -s serve`: from saving a data file to the fresh page"
    yield ""
    yield "| codes | seconds | builds a save |"
    yield "| ---: | ---: | ---: |"
    for size in SERVED:
        _project(folder / str(size), size)
        measured = serving.measure(folder / str(size))
        yield f"| {size} | {measured.seconds:.2f} | {measured.builds:g} |"
    yield ""


def _reading(folder: Path, sizes: list[int]) -> Iterator[str]:
    yield "## In Chromium"
    yield ""
    yield "KiB are gzipped; a first result is counted from the loaded index."
    yield ""
    columns = "| codes | code page, KiB | requests | index zh, en, KiB | first result, ms "
    yield f"{columns}| code list, KiB | its filters serve after, ms | it filters in, ms |"
    yield "| ---: |" + " ---: |" * 7
    for size in sizes:
        _project(folder / str(size), size)
        ours = builders.installed()[0]
        run(ours.command, folder / str(size), builders.environment(), 900)
        r = reading.measure(folder / str(size) / "site")
        index = ", ".join(f"{r.indexes[lang] / 1024:.0f}" for lang in ("zh", "en"))
        yield (
            f"| {size} | {r.page / 1024:.1f} | {r.requests} | {index} | {r.result:.0f} "
            f"| {r.list / 1024:.0f} | {r.ready:.0f} | {r.filter:.0f} |"
        )
    yield ""


def _explain(folder: Path) -> Iterator[str]:
    _project(folder / str(EXPLAINED), EXPLAINED)
    python = [sys.executable]
    explain = [*python, "-m", "generator", "explain", "--data", "data", synthetic.EDITED]
    times: dict[str, list[float]] = defaultdict(list)
    run(explain, folder / str(EXPLAINED), builders.environment(), 60)  # what it prepares once
    for _ in range(FASTEST):
        for name, command in (("explain", explain), ("pass", [*python, "-c", "pass"])):
            measured = run(command, folder / str(EXPLAINED), builders.environment(), 60)
            times[name].append(measured.seconds)
    ratios = [a / b for a, b in zip(times["explain"], times["pass"], strict=True)]
    yield "## `explain` from a cold start"
    yield ""
    yield (
        f"{EXPLAINED} codes: {statistics.median(times['explain']) * 1000:.0f} ms, "
        f"{statistics.median(ratios):.1f} times `python -c pass`."
    )
    yield ""


def _lookup(folder: Path) -> Iterator[str]:
    project = folder / "lookup"
    project.mkdir()
    shutil.copytree(ROOT / "data", project / "data")
    _project(project, 0)
    run(builders.installed()[0].command, project, builders.environment(), 300)
    measured, yardstick = lookup.measure(project / "site")
    yield f"## Log reader, {lookup.SIZE / 1e6:.0f} MB"
    yield ""
    yield (
        f"From the file to the findings {measured:.2f} s, {measured / yardstick:.0f} times one pass "
        "of a regular expression for numbers."
    )


if __name__ == "__main__":
    main()
