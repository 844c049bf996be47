"""Find or install the browser for the tests; `python -m tools.browser` prints its path.

An installed Chromium, Chrome or Edge is used. If there is none, Playwright downloads its own; if that
fails, root and CI install the system's. Progress is reported on standard error.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import system

CHOICE = "CHROME_PATH"
ADVICE = (
    "The browser tests need Chromium, Chrome or Edge. Install one, for example with "
    "`apt install chromium`, `brew install --cask google-chrome` or "
    f"`winget install Google.Chrome`, or name the executable in {CHOICE}."
)

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
_PLACES = (  # off the PATH, where the installers put them
    "/Applications/{app}.app/Contents/MacOS/{app}",
    "~/Applications/{app}.app/Contents/MacOS/{app}",
)
_APPS = ("Chromium", "Google Chrome", "Microsoft Edge")
_WINDOWS_ROOTS = ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
_WINDOWS_PATHS = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
_PRINTS_VERSION = os.name != "nt"  # on Windows it opens a window instead
_PLAYWRIGHTS_OWN = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


class NoBrowser(Exception):
    """No browser is installed; the message says what to do."""


def find() -> Path:
    """Return the browser in `CHROME_PATH`, or the first installed one that runs.

    Raises `NoBrowser` if there is none.
    """
    if chosen := os.environ.get(CHOICE):
        if _runs(Path(chosen)):
            return Path(chosen)
        raise NoBrowser(
            f"{CHOICE} is {chosen}, which does not run; unset it or set it to a browser."
        )
    for path in _candidates():
        if _runs(path):
            return path
    raise NoBrowser(ADVICE)


def get() -> Path:
    """Return a browser, installed now if necessary; raise `NoBrowser` if that fails."""
    try:
        return find()
    except NoBrowser:
        if os.environ.get(CHOICE):
            raise
    system.say("No Chromium, Chrome or Edge is installed: downloading Playwright's Chromium.")
    # Without a network it fails by itself; the limit is for a slow one.
    system.do(
        [sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"], seconds=600
    )
    try:
        return find()
    except NoBrowser:
        if not (system.is_root() or system.is_ci()):
            raise
    system.say("Playwright's Chromium cannot be installed or does not run.")
    system.install("chromium")
    return find()


def _candidates() -> Iterator[Path]:
    for name in _NAMES:
        if path := shutil.which(name):
            yield Path(path)
    for app in _APPS:
        for place in _PLACES:
            yield Path(place.format(app=app)).expanduser()
    for root in _WINDOWS_ROOTS:
        if folder := os.environ.get(root):
            yield from (Path(folder, path) for path in _WINDOWS_PATHS)
    # In a separate process, as Playwright may be running in this one.
    asked = system.output([sys.executable, "-c", _PLAYWRIGHTS_OWN])
    if asked:
        yield Path(asked)


def _runs(path: Path) -> bool:
    """Return whether it starts: it may be Ubuntu's hint to install a snap, or lack libraries."""
    if not path.is_file():
        return False
    return not _PRINTS_VERSION or bool(system.output([str(path), "--version"]))


def main() -> int:
    """Print the path of a browser."""
    try:
        print(get())
    except NoBrowser as error:
        system.say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
