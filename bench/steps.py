"""The generator's steps, each by itself: `python -m bench.steps DATA DOCS` prints seconds as JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from generator.build.write import write
from generator.catalog.resolve import resolve
from generator.dataset.reader import read
from generator.dataset.source import load
from generator.outputs import render
from generator.outputs.addresses import Site


def main(data: Path, docs: Path) -> None:
    """Prints the seconds of each step."""
    times = [time.perf_counter()]

    def lap() -> float:
        times.append(time.perf_counter())
        return times[-1] - times[-2]

    for path in data.rglob("*.yaml"):
        load(path, path.name)
    loading = lap()
    dataset = read(data)
    reading = lap()
    catalogs = resolve(dataset)
    resolving = lap()
    site = Site("https://bench.example/", "https://code.example/bench")
    rendered = render(catalogs, site)
    rendering = lap()
    write(docs, rendered.items())
    writing = lap()
    steps = {
        "load": loading,
        "validate": reading - loading,
        "model": resolving,
        "render": rendering,
        "write": writing,
    }
    print(json.dumps(steps))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
