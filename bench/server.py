"""A server for measurements: the built site with compression and caching, as in production."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tools.browser import find
from tools.server import listen


@cache
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # keep-alive

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        is_missing = not path.is_file()
        if is_missing:
            path = Path(self.directory, "404.html")
        body = _compressed(path)
        self.send_response(HTTPStatus.NOT_FOUND if is_missing else HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=31536000")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Do not log: a benchmark prints its own lines."""


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve the built site in the folder `site` at the yielded URL."""
    with listen(partial(_Handler, directory=str(site))) as url:
        yield f"{url}/"


@contextmanager
def opened(site: Path) -> Iterator[tuple[str, Browser]]:
    """Serve the built site; yield its URL and a browser."""
    with serve(site) as url, sync_playwright() as playwright:
        yield url, playwright.chromium.launch(executable_path=find(), chromium_sandbox=False)
