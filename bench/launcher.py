"""Run a command and write its cost: `python -S launcher.py NOTE SECONDS COMMAND …`.

It is a small process of its own because the peak memory of a child includes its parent's at the fork,
and the benchmark is larger than some builds. For Linux and macOS.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time


def main(note: str, timeout: float, command: list[str]) -> None:
    """Write exit code, seconds, processor seconds and bytes; kill the command after `timeout` seconds.

    Processor seconds are user and system, children included; bytes are those of the largest process.
    """
    begin = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ)
    signal.signal(signal.SIGALRM, lambda *_: os.kill(process, signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, timeout)
    _, status, usage = os.wait4(process, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    seconds = time.perf_counter() - begin
    memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    cost = (seconds, usage.ru_utime + usage.ru_stime, memory)
    with open(note, "w", encoding="ascii") as file:
        json.dump((os.waitstatus_to_exitcode(status), *cost), file)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), sys.argv[3:])
