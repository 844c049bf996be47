"""The fonts that the tests' pages are measured in: `python -m tools.fonts` gets what is missing.

A phone has fonts of such widths; a bare Linux has wider ones, and none for Chinese.
"""

from __future__ import annotations

import shutil
import sys

from tools import system

FONTS = {"Liberation Mono": "fonts-liberation", "WenQuanYi Zen Hei": "fonts-wqy-zenhei"}
"""Families, and the packages of Debian and Ubuntu that bring them."""


def missing(families: str) -> list[str]:
    """The packages to install, by what `fc-list : family` prints."""
    return [package for family, package in FONTS.items() if family not in families]


def main() -> None:
    """Install what is missing, where that is a matter of one command."""
    if sys.platform == "linux" and shutil.which("apt-get") and (system.is_root() or system.is_ci()):
        for package in missing(system.output(["fc-list", ":", "family"])):
            system.install(package)


if __name__ == "__main__":
    main()
