"""The targets of the builds."""

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
"""Maximum ratios to the time of a full build by stock MkDocs."""

SMALL, LARGE = 1_000, 10_000
LINEAR = 1.2
"""The maximum ratio of the time per code at `LARGE` to that at `SMALL`."""
MEMORY = 400  # MiB, at `LARGE`


class Target(NamedTuple):
    """A title, the maximum, and the measured times."""

    what: str
    most: float
    found: Times | None


def of(builds: Builds) -> Iterator[str]:
    """Yield the targets of one size as a Markdown table."""
    yield from _table(
        *(
            Target(f"{what} ÷ stock", most, builds.ratio(name, state))
            for what, name, state, most in RATIOS
        ),
        Target("a full build ÷ Zensical's", 1.0, builds.ratio(WHOLE, COLD, ZENSICAL)),
    )


def of_growth(all_: Sequence[Builds]) -> Iterator[str]:
    """Yield the targets of growth as Markdown, if both sizes were measured."""
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
