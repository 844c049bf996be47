"""What the builds are held against, and whether they keep to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bench.builders import ZENSICAL
from bench.builds import COLD, EDITED, SHARE, UNCHANGED, WHOLE, Builds, Times
from bench.measure import MIB

RATIOS = (
    ("MkDocs' share of a full build", SHARE, COLD, 0.8),
    ("MkDocs' share of `--dirty`, nothing changed", SHARE, UNCHANGED, 0.2),
    ("MkDocs' share of `--dirty`, one record changed", SHARE, EDITED, 0.2),
    ("the whole command, a full build", WHOLE, COLD, 1.0),
    ("the whole command `--dirty`, nothing changed", WHOLE, UNCHANGED, 0.3),
    ("the whole command `--dirty`, one record changed", WHOLE, EDITED, 0.3),
)
"""Of the time that stock MkDocs takes for a full build."""

SMALL, LARGE = 1_000, 10_000
LINEAR = 1.2
"""How much more time a code may take in `LARGE` than in `SMALL`."""
MEMORY = 400  # MiB, at `LARGE`


class Target(NamedTuple):
    """What is measured, the most that it may be, and what it is by the clock and of processors."""

    what: str
    most: float
    found: Times | None


def of(builds: Builds) -> Iterator[str]:
    """The targets of one size, as Markdown."""
    yield from _table(
        *(
            Target(f"{what} ÷ stock", most, builds.ratio(name, state))
            for what, name, state, most in RATIOS
        ),
        Target("a full build ÷ Zensical's", 1.0, builds.ratio(WHOLE, COLD, ZENSICAL)),
    )


def of_growth(all_: Sequence[Builds]) -> Iterator[str]:
    """The targets of the large size beside the small one, where both were measured."""
    sizes = {builds.size: builds.cost(WHOLE, COLD) for builds in all_}
    small, large = sizes.get(SMALL), sizes.get(LARGE)
    if small and large:
        clock, processor = (
            (of_large / LARGE) / (of_small / SMALL)
            for of_large, of_small in zip(large[:2], small[:2], strict=True)
        )
        yield f"## {LARGE} codes beside {SMALL}"
        yield ""
        what = f"time a code, a full build ÷ that of {SMALL} codes"
        yield from _table(Target(what, LINEAR, Times(clock, processor)))
        memory = large.memory / MIB
        yield f"Memory: {memory:.0f} MiB, at most {MEMORY}: {_verdict(memory, MEMORY)}."
        yield ""


def _table(*targets: Target) -> Iterator[str]:
    yield "| target | at most | by the clock | of processors | met |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for what, most, found in targets:
        if found:
            times = f"{found.clock:.2f} | {found.processor:.2f} | {_verdict(max(found), most)}"
        else:
            times = "– | – | not measured"
        yield f"| {what} | {most:g} | {times} |"
    yield ""


def _verdict(found: float, most: float) -> str:
    return "yes" if found <= most else "no"
