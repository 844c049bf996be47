"""The builds of one size: the generator, this project and all other builders, in several rounds.

A round runs every build once, so that a ratio within a round compares builds at about the same time.
"""

from __future__ import annotations

import os
import shutil
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from bench import builders
from bench.builders import STOCK, Builder
from bench.measure import MIB, Cost, Failed, run
from bench.project import Project

COLD, UNCHANGED, EDITED = STATES = ("cold", "nothing changed", "one record changed")
GENERATOR = "the generator alone"
SHARE = "MkDocs' share of it"
PACKING = "packing the offline copy, in it"
WHOLE = "`mkdocs build`, then `--dirty`"


class Key(NamedTuple):
    """A build's name and the state before it."""

    name: str
    state: str


class Times(NamedTuple):
    """Wall-clock and processor time: seconds, or ratios."""

    clock: float
    processor: float


class Builds:
    """The cost of every build of one size in each round."""

    def __init__(self, project: Project, size: int, timeout: float) -> None:
        self.project, self.size, self.timeout = project, size, timeout
        self.rounds: list[dict[Key, Cost]] = []
        self.pages: dict[str, int] = {}
        self.failed: dict[str, str] = {}
        self.load: list[float] = []
        """The machine's load average of one minute, before the first and after the last build."""

    def measure(self, rounds: int) -> None:
        """Measure `rounds` rounds of all builds; a failed build is recorded and then skipped."""
        self.load.append(os.getloadavg()[0])
        for _ in range(rounds):
            self.rounds.append({})
            self._try(GENERATOR, self._generator)
            self._try(WHOLE, self._whole)
            for builder in builders.installed():
                self._try(builder.name, lambda: self._other(builder))  # noqa: B023
        self.load.append(os.getloadavg()[0])

    def _try(self, name: str, build: Callable[[], None]) -> None:
        if name not in self.failed:
            try:
                build()
            except Failed as error:
                self.failed[name] = str(error)

    def _note(self, name: str, state: str, cost: Cost) -> None:
        self.rounds[-1][Key(name, state)] = cost

    def _generator(self) -> None:
        self.project.forget()
        for state in STATES:
            if state == EDITED:
                self.project.edit()
            self._note(GENERATOR, state, self.project.generate(self.timeout))

    def _whole(self) -> None:
        self.project.forget()
        for state in STATES:
            if state == EDITED:
                self.project.edit()
            options = [] if state == COLD else ["--dirty"]
            whole, *ours = self.project.build(*options, timeout=self.timeout)
            self._note(WHOLE, state, whole)
            clock, processor, _ = (sum(costs) for costs in zip(*ours, strict=True))
            self._note(SHARE, state, Cost(whole.clock - clock, whole.processor - processor))
            if state == COLD:
                self._note(PACKING, state, ours[1])
        self.pages[WHOLE] = _pages(self.project.site)

    def _other(self, builder: Builder) -> None:
        folder = self.project.folder
        for made in (self.project.other, folder / ".cache"):
            shutil.rmtree(made, ignore_errors=True)
        for state in STATES if builder.remembers else (COLD,):
            if state == EDITED:
                self.project.edit()
            self.project.generate()
            builder.setup(self.project)
            self._note(builder.name, state, run(builder.command, folder, self.timeout))
        self.pages[builder.name] = _pages(self.project.other)

    def cost(self, name: str, state: str) -> Cost | None:
        """Return the medians of a build's times, and its maximum memory."""
        found = [costs[key] for costs in self.rounds if (key := Key(name, state)) in costs]
        if not found:
            return None
        clock, processor, memory = zip(*found, strict=True)
        return Cost(statistics.median(clock), statistics.median(processor), max(memory))

    def ratio(self, name: str, state: str, to: str = STOCK) -> Times | None:
        """Return the medians of the ratios to a cold build of `to` in the same round."""
        one, other = Key(name, state), Key(to, COLD)
        pairs = [(costs[one], costs[other]) for costs in self.rounds if {one, other} <= {*costs}]
        if not pairs:
            return None
        return Times(
            statistics.median(cost.clock / base.clock for cost, base in pairs),
            statistics.median(cost.processor / base.processor for cost, base in pairs),
        )

    def table(self) -> Iterator[str]:
        """Yield the measurements as a Markdown table."""
        yield f"| build | {' | '.join(STATES)} | MiB | HTML files |"
        yield "| --- |" + " ---: |" * 5
        names = dict.fromkeys(key.name for costs in self.rounds for key in costs)
        for name in names:
            costs = [self.cost(name, state) for state in STATES]
            memory = max(cost.memory for cost in costs if cost) / MIB
            cells = [self._cell(name, state) for state in STATES]
            cells += [f"{memory:.0f}" if memory else "", str(self.pages.get(name, ""))]
            yield f"| {name} | {' | '.join(cells)} |"
        for name, why in self.failed.items():
            yield f"| {name} | failed: {why} | | | | |"
        yield ""
        before, after = self.load
        yield f"Load of the machine before: {before:.1f}, after: {after:.1f}; the benchmark's own is 1."

    def _cell(self, name: str, state: str) -> str:
        """Return seconds, and in brackets their ratios to stock MkDocs."""
        cost, ratio = self.cost(name, state), self.ratio(name, state)
        if not cost:
            return "–"
        seconds = f"{cost.clock:.2f} / {cost.processor:.2f} s"
        return f"{seconds} ({ratio.clock:.2f} / {ratio.processor:.2f})" if ratio else seconds


def _pages(site: Path) -> int:
    return sum(1 for _ in site.rglob("index.html"))
