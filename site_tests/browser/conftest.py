"""Fixtures: the served site, and the pages of it that a test opens."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from site_tests.support.browser import BEHIND_NGINX, OpenPage
from site_tests.support.project import LANGS
from site_tests.support.site import PREFIX, BuiltSite
from tools import nginx
from tools.server import serve

expect.set_options(timeout=30_000)  # what is awaited comes; how soon is up to the machine


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Skip the tests of nginx if another server is used."""
    if collection_path.name == "test_nginx.py" and not config.getoption(BEHIND_NGINX):
        return True
    return None


@pytest.fixture(scope="session")
def server(
    site: BuiltSite, pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The URL of the site, served at the root of a host."""
    if pytestconfig.getoption(BEHIND_NGINX):
        yield from nginx.serve(site.folder, tmp_path_factory.mktemp("nginx"))
    else:
        yield from serve(site.folder, "/")


@pytest.fixture(autouse=True)
def policy_kept(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Fail a test if a page broke the server's Content-Security-Policy."""
    refused: list[str] = []
    if "context" in request.fixturenames:
        request.getfixturevalue("context").on(
            "console",
            lambda message: (
                refused.append(message.text) if "Content Security Policy" in message.text else None
            ),
        )
    yield refused
    assert not refused, "\n".join(refused)


@pytest.fixture(scope="session")
def prefixed_server(prefixed_site: BuiltSite) -> Iterator[str]:
    """The URL of the site, served below a project path."""
    yield from serve(prefixed_site.folder, PREFIX)


@pytest.fixture(scope="session")
def base_url(request: pytest.FixtureRequest) -> str:
    """Return the base of relative URLs: `server`, or the fixture that a test names indirectly.

    Takes the place of pytest-playwright's own, which warns under pytest 9.2.
    """
    return str(request.getfixturevalue(getattr(request, "param", "server")))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """pytest-playwright's, with the browser that is here and without its calls home."""
    from tools import browser

    flags = ["background-networking", "component-update", "sync"]
    args = [f"--disable-{flag}" for flag in flags] + ["--no-first-run"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        args.append("--no-sandbox")  # Chromium has no sandbox for root
    return browser_type_launch_args | {
        "executable_path": str(browser.find()),
        "args": [*browser_type_launch_args.get("args", []), *args],
    }


@pytest.fixture
def open_page(new_context: CreateContextCallback, base_url: str) -> Iterator[OpenPage]:
    """`open_page(path, **options)`: a page of the site in a new browser context."""
    trouble: list[str] = []

    def open_page(path: str, **options: Any) -> Page:
        # Without animations all is at once where it stays.
        page = new_context(reduced_motion="reduce", **options).new_page()

        def on_request(request: Request) -> None:
            if not request.url.startswith((base_url, "data:", "blob:")):
                trouble.append(f"asks for {request.url}")

        def on_failed(request: Request) -> None:
            # A page that is left drops what it was loading.
            if request.failure != "net::ERR_ABORTED":
                trouble.append(f"{request.url}: {request.failure}")

        def on_response(response: Response) -> None:
            # Of a page that is missing on purpose, the test knows.
            if response.status >= 400 and not response.request.is_navigation_request():
                trouble.append(f"{response.url}: {response.status}")

        def on_console(message: ConsoleMessage) -> None:
            of_this_page = message.location["url"] == page.url and "404" in message.text
            if message.type in ("error", "warning") and not of_this_page:
                trouble.append(f"{message.type}: {message.text} ({message.location['url']})")

        page.on("request", on_request)
        page.on("requestfailed", on_failed)
        page.on("response", on_response)
        page.on("console", on_console)
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        page.goto(path)
        return page

    yield open_page
    assert not trouble, "\n".join(trouble)


@pytest.fixture(scope="module")
def pages(browser: Browser, server: str) -> Iterator[dict[str, Page]]:
    """A page a language, whose box takes one query after another."""
    context = browser.new_context(base_url=server)
    opened = {lang: context.new_page() for lang in LANGS}
    for lang, page in opened.items():
        page.goto(f"{lang}/about/")
    yield opened
    context.close()
