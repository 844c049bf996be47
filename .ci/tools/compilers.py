"""The compilers of the retry examples: `python -m tools.compilers` installs the missing ones."""

from __future__ import annotations

import shutil
import sys

from tools import system

PACKAGES = {"g++": "g++", "javac": "default-jdk-headless"}
"""Commands, and the packages of Debian and Ubuntu that bring them."""
ADVICE = (
    "The retry examples need a C++ compiler as `g++` and a JDK. Install them, for example with "
    f"`apt install {' '.join(PACKAGES.values())}`."
)


def missing() -> list[str]:
    """Return the packages to install."""
    return [package for command, package in PACKAGES.items() if not shutil.which(command)]


def main() -> None:
    """Install the missing ones, if one command does."""
    if sys.platform == "linux" and shutil.which("apt-get") and (system.is_root() or system.is_ci()):
        for package in missing():
            system.install(package)


if __name__ == "__main__":
    main()
