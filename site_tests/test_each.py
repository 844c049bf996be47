"""`each` reports every case that fails."""

from __future__ import annotations

import pytest

from site_tests.support.each import each


def test_every_failing_case_is_named() -> None:
    @each("lang", ["zh", "en"])
    @each("code, digits", [(1, 1), (20, 2), (30, 9), (40, 7)])
    def digits_are_counted(lang: str, code: int, digits: int) -> None:
        assert len(str(code)) == digits

    with pytest.raises(ExceptionGroup, match="2 of 2 cases of lang: 'zh', 'en'") as found:
        digits_are_counted()
    for group in found.value.exceptions:
        assert str(group).startswith("2 of 4 cases of code, digits: (30, 9), (40, 7)")


def test_no_case_is_an_error() -> None:
    with pytest.raises(AssertionError, match="code has no case"):
        each("code", [])
