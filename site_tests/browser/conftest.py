"""Fixtures: the served site, and the pages of it that a test opens."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from site_tests.support.browser import BEHIND_NGINX, OpenPage, watch
from site_tests.support.kinds import DESKTOP
from site_tests.support.nightly import some
from site_tests.support.project import LANGS
from site_tests.support.site import PREFIX, BuiltSite
from tools import nginx
from tools.server import serve

expect.set_options(timeout=30_000)  # milliseconds; generous, because CI machines are slow

Watched = tuple[Page, list[str]]
FORGET = "() => { try { localStorage.clear(); sessionStorage.clear(); } catch {} }"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Skip the tests of nginx if another server is used."""
    if collection_path.name == "test_nginx.py" and not config.getoption(BEHIND_NGINX):
        return True
    return None


@pytest.fixture(params=some(LANGS, 2))
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def server(
    site: BuiltSite, pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Yield the URL of the site, served at the root of a host."""
    if pytestconfig.getoption(BEHIND_NGINX):
        yield from nginx.serve(site.folder, tmp_path_factory.mktemp("nginx"))
    else:
        yield from serve(site.folder, "/")


@pytest.fixture(scope="session")
def prefixed_server(prefixed_site: BuiltSite) -> Iterator[str]:
    """Yield the URL of the site, served below a project path."""
    yield from serve(prefixed_site.folder, PREFIX)


@pytest.fixture(scope="session")
def base_url(request: pytest.FixtureRequest) -> str:
    """Return the base of relative URLs: `server`, or the fixture that a test names indirectly.

    Takes the place of pytest-playwright's own, which warns under pytest 9.2.
    """
    return str(request.getfixturevalue(getattr(request, "param", "server")))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Return pytest-playwright's arguments for the browser that is here, without its calls home."""
    from tools import browser

    flags = ["background-networking", "component-update", "gpu", "gpu-compositing", "sync"]
    args = [f"--disable-{flag}" for flag in flags] + ["--no-first-run"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        args.append("--no-sandbox")  # Chromium has no sandbox for root
    return browser_type_launch_args | {
        "executable_path": str(browser.find()),
        "args": [*browser_type_launch_args.get("args", []), *args],
    }


@pytest.fixture(scope="session")
def kept() -> dict[object, Watched]:
    """Return the pages that are kept, by the site and the options of their contexts."""
    return {}


@pytest.fixture
def open_page(browser: Browser, base_url: str, kept: dict[object, Watched]) -> Iterator[OpenPage]:
    """Yield `open_page(path, viewport, scheme, fresh, **options)`, which opens a page of the site.

    The page is one that earlier tests with the same options of a context used, emptied of what they
    stored, as a new context takes a second; `fresh` asks for another page in that context, which a
    test needs that adds scripts to it. It is without animations, so that all is at once where it
    stays. The test fails if anything goes wrong on a page (`watch`).
    """
    opened: list[Watched] = []

    def watched(context: BrowserContext) -> Watched:
        page = context.new_page()
        return page, watch(page, base_url)

    def open_page(
        path: str,
        viewport: ViewportSize = DESKTOP,
        scheme: Literal["light", "dark"] = "light",
        fresh: bool = False,
        locale: str = "en-US",
        **options: Any,
    ) -> Page:
        options["locale"] = locale
        key = (base_url, *sorted(options.items()))
        if key not in kept:
            allowed = ["clipboard-read", "clipboard-write"]
            context = browser.new_context(
                base_url=base_url, reduced_motion="reduce", permissions=allowed, **options
            )
            kept[key] = watched(context)
        opened.append(watched(kept[key][0].context) if fresh else kept[key])
        page, _ = opened[-1]
        page.set_viewport_size(viewport)
        page.emulate_media(media="null", color_scheme=scheme, forced_colors="none")
        if "#" in path:
            page.goto("about:blank")  # else another anchor of the same page would load nothing
        page.goto(path)
        return page

    yield open_page
    trouble = []
    for page, wrong in opened:
        page.unroute_all()
        page.wait_for_load_state()
        page.evaluate(FORGET)
        trouble += wrong
        wrong.clear()
        if (page, wrong) not in kept.values():
            page.close()
    assert trouble == []
