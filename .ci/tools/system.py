"""The machine that runs the tests: its commands, packages and user."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

# The commands of each package manager; the last one takes the name of a package.
MANAGERS = {
    "apt-get": (("update",), ("install", "--yes", "--no-install-recommends")),
    "dnf": (("install", "--assumeyes"),),
    "pacman": (("--sync", "--refresh", "--noconfirm"),),
}


def install(package: str) -> None:
    """Install a system package, if there is a known package manager.

    A failed command is only reported: the caller checks the result.
    """
    manager = next(filter(shutil.which, MANAGERS), None)
    if not manager:
        return
    say(f"Installing {package} with {manager}.")
    for command in commands(manager, package):
        do(command, seconds=1200)


def commands(manager: str, package: str) -> list[list[str]]:
    """Return the commands that install a package, with sudo for others than root."""
    as_root = [] if is_root() else ["sudo", "--non-interactive"]
    *before, last = MANAGERS[manager]
    return [[*as_root, manager, *arguments] for arguments in (*before, (*last, package))]


def output(command: list[str]) -> str:
    """Return the output of a command, or nothing if it fails."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def do(command: list[str], *, seconds: int) -> None:
    """Run a command; only report a failure, as the caller checks the result."""
    say(f"$ {' '.join(command)}")
    try:
        subprocess.run(
            command,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            timeout=seconds,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        say(str(error))


def is_root() -> bool:
    """Return whether root runs this; False on Windows."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def is_ci() -> bool:
    """Return whether the variable CI is set, as continuous integration does."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def say(text: str) -> None:
    """Print on standard error."""
    print(text, file=sys.stderr, flush=True)
