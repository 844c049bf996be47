"""Mutation tests: report the mutants that no test kills.

`python -m tools.mutation [--count N] [--seed N] [pattern …]` checks a sample of mutmut's mutants of the
modules in `[tool.mutmut]`, or those whose names match the patterns.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
from collections import Counter, defaultdict

_LINE = re.compile(r"^ +(generator\.([\w.]+)\.\S+): (.+)$", re.MULTILINE)
_OPEN = "not checked"


def main() -> int:
    """Print the score of each module and every surviving mutant."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("patterns", nargs="*", metavar="pattern")
    parser.add_argument("--count", type=int, default=300, help="size of the sample")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    arguments = parser.parse_args()
    # This creates all mutants, and checks these.
    _mutmut("run", *(arguments.patterns or ["generator.dataset.numbering*"]))
    if not arguments.patterns:
        left = [name for name, _, status in _results() if status == _OPEN]
        sample = random.Random(arguments.seed).sample(left, min(arguments.count, len(left)))
        print(f"{len(sample)} of {len(left)} mutants, --seed {arguments.seed}", flush=True)
        _mutmut("run", *sample)
    scores: dict[str, Counter[str]] = defaultdict(Counter)
    for name, module, status in _results():
        if status != _OPEN:
            scores[module][status] += 1
            if status != "killed":
                print(f"{name}: {status}")
    for module, found in scores.items():
        score = 100 * (found["killed"] + found["timeout"]) / found.total()
        print(f"{module}: {score:.0f} % of {found.total()} ({dict(found)})")
    return 0


def _mutmut(*arguments: str) -> None:
    """Run mutmut; hide its progress display, and print its output only if it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        sys.exit(done.stdout[-5000:].replace("\r", "\n"))


def _results() -> list[tuple[str, str, str]]:
    """Return name, module and status of every mutant."""
    command = [sys.executable, "-m", "mutmut", "results", "--all", "true"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return _LINE.findall(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
