"""Install the fonts in which tests measure pages: `python -m tools.fonts`.

Their widths are like those of a phone's fonts; a minimal Linux has wider ones, and none for Chinese.
"""

from __future__ import annotations

import shutil
import sys

from tools import system

FONTS = {"Liberation Mono": "fonts-liberation", "WenQuanYi Zen Hei": "fonts-wqy-zenhei"}
"""Font families, and their packages in Debian and Ubuntu."""


def missing(families: str) -> list[str]:
    """Return the packages to install; `families` is the output of `fc-list : family`."""
    return [package for family, package in FONTS.items() if family not in families]


def main() -> None:
    """Install missing fonts on Debian and Ubuntu, if this is root or CI."""
    if sys.platform == "linux" and shutil.which("apt-get") and (system.is_root() or system.is_ci()):
        for package in missing(system.output(["fc-list", ":", "family"])):
            system.install(package)


if __name__ == "__main__":
    main()
