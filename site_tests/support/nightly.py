"""Tests over many cases: a few of them in each run, all of them in `nox -s nightly`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

import pytest

Case = TypeVar("Case")
NIGHTLY = bool(os.environ.get("NIGHTLY"))
nightly = pytest.mark.skipif(not NIGHTLY, reason="only `nox -s nightly` runs it")


def some(cases: Sequence[Case], one_in: int) -> Sequence[Case]:
    """Return every `one_in`th case; all of them where `NIGHTLY` is set."""
    return cases if NIGHTLY else cases[::one_in]
