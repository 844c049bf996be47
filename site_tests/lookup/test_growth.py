"""No log takes longer than in proportion to its size, whatever is in it: work is counted in characters."""

from __future__ import annotations

import io
from typing import Any

import pytest

from generator.lookup import log
from generator.lookup.engine import Engine
from generator.lookup.scanner import Scanner
from site_tests.support.each import each
from site_tests.support.engine import knowing
from site_tests.support.long_lines import KINDS, Made
from site_tests.support.lookup import store

SMALL, LARGE = 1 << 11, 1 << 13
"""Within a piece of a line, where all its findings could be held against each other."""
STEPS = 4
TIMES = 2
"""The work may be so much more than in proportion, as lines differ."""


@pytest.fixture(scope="module")
def metered() -> Engine:
    """Return an engine that counts the characters it looks at."""
    engine = knowing(store().index("en"))
    engine.call("meter")
    return engine


@each("made", KINDS.values())
def test_the_work_of_a_scan_grows_with_the_log(made: Made, metered: Engine) -> None:
    small, large, whole = (
        metered.call("work", made(size)) for size in (SMALL, LARGE, STEPS * LARGE)
    )
    assert large["all"] <= TIMES * LARGE / SMALL * small["all"]
    assert whole["all"] <= TIMES * STEPS * large["all"]
    # Between two of its steps other tasks of the page run.
    assert whole["most"] <= TIMES * log.LONGEST / LARGE * large["all"]


@each("made", KINDS.values())
def test_the_engine_gets_no_more_than_in_proportion_to_the_log(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanner = Scanner(store().index("en"))
    call = scanner.engine.call
    given = [0]

    def counted(name: str, argument: Any = None) -> Any:
        given[-1] += len(str(argument))
        return call(name, argument)

    monkeypatch.setattr(scanner.engine, "call", counted)
    monkeypatch.setattr(scanner.prefilter, "call", counted)
    for size in (LARGE, STEPS * LARGE):
        given.append(0)
        scanner.read("log", log.blocks(io.BytesIO(made(size).encode())))
    _, large, whole = given
    assert whole <= TIMES * STEPS * large + 1000
