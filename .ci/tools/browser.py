"""Finds the browser of the tests, or gets one: `python -m tools.browser` prints its path.

An installed Chromium, Chrome or Edge will do. Where there is none, Playwright downloads its own;
where that fails, root and CI install their system's. What is done is told on standard error.
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
_TELLS_ITS_VERSION = os.name != "nt"  # on Windows it opens a window instead
_PLAYWRIGHTS_OWN = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


class NoBrowser(Exception):
    """There is no browser; the message says what to do about it."""


def find() -> Path:
    """A browser that is installed: the one that `CHROME_PATH` names, or else the first that runs.

    Raises `NoBrowser` where there is none; nothing is installed.
    """
    if chosen := os.environ.get(CHOICE):
        if _runs(Path(chosen)):
            return Path(chosen)
        raise NoBrowser(f"{CHOICE} names {chosen}, which does not run.")
    for path in _candidates():
        if _runs(path):
            return path
    raise NoBrowser(ADVICE)


def get() -> Path:
    """A browser, installed now if need be. Raises `NoBrowser` where none can be had."""
    try:
        return find()
    except NoBrowser:
        if os.environ.get(CHOICE):
            raise
    system.say("No Chromium, Chrome or Edge is installed: downloading Playwright's Chromium.")
    # It fails by itself where there is no network; the limit is for one that only trickles.
    system.do(
        [sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"], seconds=600
    )
    try:
        return find()
    except NoBrowser:
        if not (system.is_root() or system.is_ci()):
            raise
    system.say("Playwright's cannot be had or does not run.")
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
    # In a process of its own, as Playwright may be running in this one.
    asked = system.output([sys.executable, "-c", _PLAYWRIGHTS_OWN])
    if asked:
        yield Path(asked)


def _runs(path: Path) -> bool:
    """Whether it starts: Ubuntu's may be a mere hint to install a snap, or libraries be missing."""
    if not path.is_file():
        return False
    return not _TELLS_ITS_VERSION or bool(system.output([str(path), "--version"]))


def main() -> int:
    """Prints the path of a browser."""
    try:
        print(get())
    except NoBrowser as error:
        system.say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
