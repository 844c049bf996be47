"""Fixtures: the dataset, what is made of it, and the built site, each made once a run."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from generator.model import Catalog
from generator.render import Site, render
from generator.schema import Dataset
from generator.write import write
from site_tests.support import dataset as shared
from site_tests.support.browser import BEHIND_NGINX, OpenPage
from site_tests.support.project import LANGS, ROOT, SMALL, run, tree_bytes
from site_tests.support.site import PREFIX, Build, BuiltSite, SiteBuilder
from site_tests.support.twin import LOAD
from tools import nginx
from tools.server import serve

# The same cases in every run; `nox -s fuzz` looks for new ones and keeps those that failed.
set_hypothesis_home_dir(ROOT / ".cache" / "hypothesis")
_SLOW: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("tests", derandomize=True, database=None, max_examples=20, **_SLOW)
settings.register_profile("fuzz", max_examples=300, print_blob=True, **_SLOW)
settings.load_profile("tests")
expect.set_options(timeout=30_000)  # what is awaited comes; how soon is up to the machine


def pytest_addoption(parser: pytest.Parser) -> None:
    """What `nox -s nginx` adds."""
    parser.addoption(
        BEHIND_NGINX, action="store_true", help="serve the site with nginx, as deploy/ says"
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leaves out what nginx alone can show where it does not serve."""
    if collection_path.name == "test_nginx.py" and not config.getoption(BEHIND_NGINX):
        return True
    return None


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The project's dataset."""
    return shared.dataset()


@pytest.fixture(scope="session")
def catalogs() -> dict[str, Catalog]:
    """One catalog a language."""
    return shared.catalogs()


@pytest.fixture(scope="session")
def docs(dataset: Dataset, catalogs: dict[str, Catalog]) -> dict[str, str]:
    """What the generator renders, by path."""
    return render(catalogs, Site(dataset.dataset.url, dataset.dataset.repository))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the smallest valid dataset, with the project's labels."""
    data = tmp_path / "data"
    shutil.copytree(SMALL, data)
    shutil.copy(ROOT / "data" / "labels.yaml", data)
    return data


@pytest.fixture
def project(small: Path, tmp_path: Path) -> Path:
    """The settings of a site of the small dataset, with a theme of its own beside them."""
    theme = tmp_path / "theme"
    shutil.copytree(ROOT / "templates" / "theme", theme)
    pages = ("index", "stages/init", "stages/login", "codes/index", "legacy")
    nav = [{lang: [f"{lang}/{page}.md" for page in pages]} for lang in ("zh", "en")]
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(
        f"INHERIT: '{ROOT / 'mkdocs.yml'}'\n"
        f"docs_dir: '{tmp_path / 'docs'}'\n"
        f"site_dir: '{tmp_path / 'site'}'\n"
        f"nav: {json.dumps(nav)}\n"
        "not_in_nav: '/*/*.md\n\n  /*/codes/*.md'\n"
        f"theme: {{custom_dir: '{theme}'}}\n"
        f"extra: {{data: '{small}'}}\n"
        f"hooks: ['{ROOT / 'generator' / 'mkdocs_hooks.py'}']\n",
        "utf-8",
    )
    return settings


@pytest.fixture
def build(project: Path, small: Path, tmp_path: Path) -> Build:
    """Generates from the small dataset, builds, and gives every file of the site."""

    def build(**environment: str) -> dict[str, bytes]:
        for arguments in (
            ["generator", "build", "--data", str(small), "--docs", str(tmp_path / "docs")],
            ["mkdocs", "build", "--strict", "--config-file", str(project)],
        ):
            done = run(*arguments, **environment)
            assert done.returncode == 0, done.stdout + done.stderr
        return tree_bytes(tmp_path / "site")

    return build


@pytest.fixture(scope="session")
def build_site(tmp_path_factory: pytest.TempPathFactory) -> SiteBuilder:
    """Builds the site into a folder of its own, with `environment` set: from `files` or the data."""

    def build(files: Mapping[str, str] | None = None, **environment: str) -> BuiltSite:
        folder = tmp_path_factory.mktemp("site")
        config = folder / "mkdocs.yml"
        config.write_text(
            f"INHERIT: '{ROOT / 'mkdocs.yml'}'\n"
            f"docs_dir: '{folder / 'docs'}'\n"
            f"site_dir: '{folder / 'site'}'\n"
            f"theme: {{custom_dir: '{ROOT / 'templates' / 'theme'}'}}\n"
            f"hooks: ['{ROOT / 'generator' / 'mkdocs_hooks.py'}']\n",
            "utf-8",
        )
        generating = ["generator", "build", "--docs", str(folder / "docs")]
        building = ["mkdocs", "build", "--strict", "--config-file", str(config)]
        if files is not None:
            write(folder / "docs", files)
        for arguments in (generating, building) if files is None else (building,):
            done = run(*arguments, **environment)
            if done.returncode:
                pytest.fail(f"{' '.join(arguments)}\n{done.stdout}{done.stderr}", pytrace=False)
        return BuiltSite(folder / "site")

    return build


@pytest.fixture(scope="session")
def site(build_site: SiteBuilder) -> BuiltSite:
    """The built site."""
    return build_site()


@pytest.fixture(scope="session")
def prefixed_site(build_site: SiteBuilder) -> BuiltSite:
    """The site built for a project path, as GitHub Pages serves one."""
    return build_site(SITE_URL=f"https://example.org{PREFIX}")


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
    """What the server's Content-Security-Policy forbade a page to do; a test fails by it."""
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
    """Where relative URLs lead in the browser: `server`, or what a test asks for indirectly.

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
def twin(browser: Browser, server: str) -> Iterator[Page]:
    """A page with the browser's modules as `twin`."""
    page = browser.new_page()
    page.goto(f"{server}en/")
    page.evaluate(LOAD, LANGS)
    yield page
    page.close()
