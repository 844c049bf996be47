"""Run a module as `python -m` does, and interrupt it at a change of the file system.

`python -m tools.interrupted HOW AT FOLDER MODULE [ARGUMENT]…` counts the changes of paths that start
with `FOLDER`. At number `AT` the process is killed (`kill`), or from there on the disk is full (`full`)
or changes are denied (`denied`).
"""

from __future__ import annotations

import errno
import os
import runpy
import signal
import sys
from typing import Any

CHANGES = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir"}
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
NEEDS_SPACE = {"open", "os.mkdir"}


def arm(how: str, at: int, folder: str) -> None:
    """Add the audit hook that interrupts, which cannot be removed."""
    count = 0

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if event not in CHANGES or not str(arguments[0]).startswith(folder):
            return
        if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            return
        count += 1
        if how == "kill" and count == at:
            os.kill(os.getpid(), KILL)
        if how == "full" and count >= at and event in NEEDS_SPACE:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if how == "denied" and count >= at:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(arguments[0]))

    sys.addaudithook(audit)


if __name__ == "__main__":
    how, at, folder, module, *arguments = sys.argv[1:]
    sys.argv = [module, *arguments]
    arm(how, int(at), folder)
    runpy.run_module(module, run_name="__main__", alter_sys=True)
