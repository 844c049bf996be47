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
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

TURNS = 26
"""After so many turns a copy makes way for a fresh one, which shares all its memory again."""


def spread(
    work: Callable[[Item], Result], items: Sequence[Item], *, together: int = 1
) -> Iterator[Result]:
    """`work` of each item, as it is done; `together` of them are handed on at a time.

    The work is done in copies of this process, so that it can use whatever is in its memory but
    change nothing there. A process with threads is not copied, which would be unsafe; nor is one
    that is not on Linux. There the work is done here, in order.
    """
    cores = _cores()
    if cores == 1 or len(items) <= together:
        yield from map(work, items)
        return
    # Numbers are handed on, as an item may be what cannot be sent.
    numbers = range(len(items))
    waiting = [numbers[at : at + together] for at in numbers[::together]][::-1]
    gc.freeze()  # else collecting garbage would copy all the memory that is shared
    copies: dict[Connection, BaseProcess] = {}
    turns: dict[Connection, int] = {}

    def start() -> None:
        here, process = _copy(lambda number: work(items[number]), list(copies))
        copies[here], turns[here] = process, TURNS
        here.send(waiting.pop())

    try:
        for _ in range(min(cores, len(waiting))):
            start()
        idle = 0
        while idle < len(copies):
            for ready in wait(list(copies)):
                assert isinstance(ready, Connection)
                yield from _received(ready)
                turns[ready] -= 1
                if not waiting:
                    idle += 1
                elif turns[ready]:
                    ready.send(waiting.pop())
                else:
                    ready.close()
                    copies.pop(ready).join()
                    start()
    finally:
        for here in copies:
            here.close()  # which ends the copy
        for process in copies.values():
            process.join()
        gc.unfreeze()


def _copy(work: Callable[[int], Any], others: list[Connection]) -> tuple[Connection, BaseProcess]:
    """A copy of this process that works on what it is sent, until nobody is there to send."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()

    def serve() -> None:
        for connection in (here, *others):
            connection.close()  # else it would keep the copies waiting when the first process dies
        with suppress(EOFError, ConnectionError):  # which one depends on what was left unread
            while True:
                numbers = there.recv()
                try:
                    answer: tuple[bool, Any] = True, [work(number) for number in numbers]
                except Exception as error:  # noqa: BLE001 - it is raised again where it is waited for
                    answer = False, error
                there.send(answer)

    process = context.Process(target=serve, daemon=True)
    process.start()
    there.close()
    return here, process


def _received(connection: Connection) -> list[Any]:
    """What a copy has done; raises what it raised, and `ChildProcessError` where it was killed."""
    try:
        good, answer = connection.recv()
    except (EOFError, ConnectionError):
        raise ChildProcessError("a process of the build was killed") from None
    if not good:
        raise answer
    return list(answer)


def _cores() -> int:
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return int(os.environ.get("CORES", len(os.sched_getaffinity(0))))
