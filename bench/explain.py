"""The time of `explain` from a cold start, installed and in a checkout.

The installed command reads a packed file, the checkout's reads the data.
"""

from __future__ import annotations

import shutil
import statistics
import sys
from typing import NamedTuple

from bench import synthetic
from bench.measure import Cost, run
from bench.project import Project
from generator.commands import pack
from generator.lookup.store import PACKED

RUNS = 9
PACKAGE = "liveroom_errors"
MAIN = f"from {PACKAGE}.cli import main; raise SystemExit(main())"
QUESTION = ("explain", synthetic.EDITED)
INSTALLED = (sys.executable, "-c", MAIN, *QUESTION)
CHECKOUT = (sys.executable, "-m", "generator", *QUESTION)
NOTHING = (sys.executable, "-c", "pass")


class Explaining(NamedTuple):
    """Median seconds, and their ratio to `python -c pass`."""

    installed: float
    checkout: float
    ratio: float
    """Of the installed command."""


def measure(project: Project) -> Explaining:
    """Install the command in the project's folder, and run it there."""
    package = project.folder / PACKAGE
    shutil.copytree(project.folder / "generator" / "lookup", package)
    shutil.copytree(project.folder / "templates/theme/js/engine", package / "engine")
    for name, text in pack(project.data).items():
        path = package / PACKED.name / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    rounds: list[list[Cost]] = []
    for _ in range(1 + RUNS):
        commands = (INSTALLED, CHECKOUT, NOTHING)
        rounds.append([run(command, project.folder) for command in commands])
    rounds = rounds[1:]  # the first one compiles modules
    return Explaining(
        statistics.median(installed.clock for installed, _, _ in rounds),
        statistics.median(checkout.clock for _, checkout, _ in rounds),
        statistics.median(installed.clock / nothing.clock for installed, _, nothing in rounds),
    )
