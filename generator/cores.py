"""Spreads work whose pieces do not depend on each other over the machine's cores.

`CORES=1` in the environment switches it off; what the work gives is the same.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_work: Callable[[int], Any]  # what a copy of this process finds


def spread(
    work: Callable[[Item], Result], items: Sequence[Item], *, together: int = 1
) -> Iterator[Result]:
    """`work` of each item, as it is done; `together` of them are handed on at a time.

    The work is done in copies of this process, so that it can use whatever is in its memory but
    change nothing there. A process with threads is not copied, which would be unsafe; nor is one
    that is not on Linux. There the work is done here, in order.
    """
    global _work
    cores = _cores()
    if cores == 1 or len(items) <= together:
        yield from map(work, items)
        return
    _work = lambda number: work(items[number])
    gc.freeze()  # else collecting garbage would copy all the memory that is shared
    try:
        with multiprocessing.get_context("fork").Pool(cores) as pool:
            yield from pool.imap_unordered(_numbered, range(len(items)), chunksize=together)
    finally:
        gc.unfreeze()


def _cores() -> int:
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return int(os.environ.get("CORES", len(os.sched_getaffinity(0))))


def _numbered(number: int) -> Any:
    return _work(number)
