"""Drive Firefox and WebKitGTK as systems ship them, which Playwright does not: by their own protocols.

Both take the commands of WebDriver: Firefox over a socket (Marionette), WebKitGTK over HTTP.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path
from typing import Any

from tools import system

ENTER = "\ue007"
SECONDS = 60  # until what is awaited must have come
_PREFERENCES = {
    "marionette.port": 0,  # a free one, told in a file of the profile
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.normandy.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}


class NoDriver(Exception):
    """The browser is not installed."""


class Driver:
    """A browser with one page."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call  # name in Marionette, path in WebDriver, parameters

    def open(self, url: str) -> None:
        self._call("Navigate", "url", url=url)

    def run(self, script: str) -> Any:
        """Return what the body of a function returns in the page."""
        return self._call("ExecuteScript", "execute/sync", script=script, args=[])

    def wait(self, condition: str) -> None:
        """Wait until an expression is true in the page."""
        _wait(lambda: self.run(f"return Boolean({condition})"), condition)

    def click(self, css: str) -> None:
        id_ = self._find(css)
        self._call("ElementClick", f"element/{id_}/click", id=id_)

    def type(self, css: str, text: str) -> None:
        id_ = self._find(css)
        self._call("ElementSendKeys", f"element/{id_}/value", id=id_, text=text)

    def _find(self, css: str) -> str:
        found = self._call("FindElement", "element", using="css selector", value=css)
        return str(next(iter(found.values())))


@contextmanager
def firefox(folder: Path) -> Iterator[Driver]:
    """Start Firefox with a profile in an empty folder."""
    program = _program("firefox", "firefox-esr")
    lines = (f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in _PREFERENCES.items())
    (folder / "user.js").write_text("".join(lines), "utf-8")
    command = [program, "--headless", "--marionette", "--no-remote", "--profile", str(folder)]
    with _running(command, HOME=str(folder)):
        port = int(_wait((folder / "MarionetteActivePort").read_text, "Firefox"))
        with socket.create_connection(("127.0.0.1", port)) as connection:
            stream = connection.makefile("rb")

            def receive() -> Any:
                size = b"".join(iter(lambda: stream.read(1), b":"))
                return json.loads(stream.read(int(size)))

            def call(name: str, _: str, **parameters: object) -> Any:
                message = json.dumps([0, 1, f"WebDriver:{name}", parameters]).encode()
                connection.sendall(b"%d:%s" % (len(message), message))
                *_, error, result = receive()
                assert error is None, error
                return result.get("value", result)

            receive()  # which protocol it speaks
            call("NewSession", "")
            yield Driver(call)


@contextmanager
def webkit(folder: Path) -> Iterator[Driver]:
    """Start WebKitGTK's example browser on a display of its own."""
    driver, screen = _program("WebKitWebDriver", "webkit2gtk-driver"), _program("Xvfb", "xvfb")
    browser = max(glob("/usr/lib*/*/webkit2gtk-*/MiniBrowser"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    reading, writing = os.pipe()
    with (
        _running([screen, "-displayfd", str(writing), "-screen", "0", "1280x900x24"], keep=writing),
        os.fdopen(reading) as displays,
        _running(
            [driver, f"--port={port}"], HOME=str(folder), DISPLAY=f":{displays.readline()}".strip()
        ),
    ):
        base = f"http://127.0.0.1:{port}/session"

        def send(url: str, parameters: object) -> Any:
            body = json.dumps(parameters).encode()
            with urllib.request.urlopen(url, body, timeout=SECONDS) as answer:
                return json.load(answer)["value"]

        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        session = _wait(lambda: send(base, wanted), "WebKit")["sessionId"]
        yield Driver(lambda _, path, **parameters: send(f"{base}/{session}/{path}", parameters))
        with urllib.request.urlopen(urllib.request.Request(f"{base}/{session}", method="DELETE")):
            pass


def _program(name: str, package: str) -> str:
    """Return the path of a program, which root and CI install if necessary."""
    if not shutil.which(name) and (system.is_root() or system.is_ci()):
        system.install(package)
    if path := shutil.which(name) or shutil.which(package):
        return path
    raise NoDriver(
        f"{name} is not installed; install it, for example with `apt install {package}`."
    )


@contextmanager
def _running(command: list[str], keep: int | None = None, **environment: str) -> Iterator[None]:
    process = subprocess.Popen(
        command,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=() if keep is None else (keep,),
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _wait(ask: Callable[[], Any], what: str) -> Any:
    """Return the first answer that is none of false, empty and an error of the system's."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            if answer := ask():
                return answer
        except OSError:
            pass  # not there yet
        time.sleep(0.1)
    raise TimeoutError(f"{what} has not come in {SECONDS} s")
