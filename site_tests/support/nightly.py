"""What repeats over many cases: a few of them in each run, all of them in `nox -s nightly`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

NIGHTLY = bool(os.environ.get("NIGHTLY"))
Case = TypeVar("Case")


def some(cases: Sequence[Case], one_in: int) -> Sequence[Case]:
    """Every `one_in`th case; all of them where `NIGHTLY` is set."""
    return cases if NIGHTLY else cases[::one_in]
