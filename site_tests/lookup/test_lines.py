"""Lines of real-looking logs: the scanner finds what a maintainer finds."""

from __future__ import annotations

import pytest

from site_tests.support.each import each
from site_tests.support.log_lines import LINES, Judged, rates, scanned

PRECISE, COMPLETE = 0.97, 0.95


@pytest.fixture(scope="module")
def found() -> list[Judged]:
    """Return the findings of the scanner in each line."""
    return scanned()


def test_certain_is_precise_and_complete(found: list[Judged]) -> None:
    precise, complete = rates(found)
    assert (precise >= PRECISE, complete >= COMPLETE) == (True, True), (precise, complete)


@each("at", list(range(len(LINES))))
def test_a_line_has_what_a_maintainer_finds_in_it(at: int, found: list[Judged]) -> None:
    line = LINES[at]
    agrees = (line.certain, line.possible) == (found[at].certain, found[at].possible)
    assert agrees == (line.miss is None), (line, found[at])
