"""The machine that the tests run on: whose it is, what its commands say, its packages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

# By package manager: its commands, the last of which takes the name of a package.
MANAGERS = {
    "apt-get": (("update",), ("install", "--yes", "--no-install-recommends")),
    "dnf": (("install", "--assumeyes"),),
    "pacman": (("--sync", "--refresh", "--noconfirm"),),
}


def install(package: str) -> None:
    """Installs a package of the system, where it has a package manager that is known here.

    A command that fails is told: whether it brought what it was for, the caller sees.
    """
    manager = next(filter(shutil.which, MANAGERS), None)
    if not manager:
        return
    say(f"Installing the system's {package} by {manager}.")
    for command in commands(manager, package):
        do(command, seconds=1200)


def commands(manager: str, package: str) -> list[list[str]]:
    """What installs a package; who is not root has it done by root."""
    as_root = [] if is_root() else ["sudo", "--non-interactive"]
    *before, last = MANAGERS[manager]
    return [[*as_root, manager, *arguments] for arguments in (*before, (*last, package))]


def output(command: list[str]) -> str:
    """What a command prints; nothing where it fails."""
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
    """Runs a command and tells how it failed, if it did: what it was for is looked for anyway."""
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
    """Whether root runs this; on Windows nobody is."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def is_ci() -> bool:
    """Whether the variable CI says so, as continuous integration sets it."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def say(text: str) -> None:
    """Tells on standard error what is done."""
    print(text, file=sys.stderr, flush=True)
