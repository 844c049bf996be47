"""Fixtures: the dataset, what is made of it, and the built site, each made once a run."""

from __future__ import annotations

import datetime
import os
import shutil
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

from generator.build.offline import NAME, pack
from generator.catalog.model import Catalog
from generator.dataset.schema import Dataset
from generator.outputs import render
from generator.outputs.addresses import Site
from site_tests.support import dataset as shared
from site_tests.support.browser import BEHIND_NGINX
from site_tests.support.project import ROOT, SMALL, copy, run
from site_tests.support.site import HOOKS, PREFIX, BuiltSite, SiteBuilder

# The same cases in every run; `nox -s fuzz` looks for new ones and keeps those that failed.
set_hypothesis_home_dir(ROOT / ".cache" / "hypothesis")
_SLOW: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("tests", derandomize=True, database=None, max_examples=20, **_SLOW)
settings.register_profile("fuzz", max_examples=300, print_blob=True, **_SLOW)
settings.load_profile("tests")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that `nox -s nginx` uses."""
    parser.addoption(
        BEHIND_NGINX, action="store_true", help="serve the site with nginx, as deploy/ says"
    )


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
    """Render every file, by path."""
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
    """Copy the project with the small dataset into its own folder."""
    return copy(tmp_path / "project", data=small)


@pytest.fixture(scope="session")
def build_site(tmp_path_factory: pytest.TempPathFactory) -> SiteBuilder:
    """Return a function that builds the site into its own folder, with an environment and hooks."""

    def build(hooks: Path = HOOKS, **environment: str) -> BuiltSite:
        folder = tmp_path_factory.mktemp("site")
        config = folder / "mkdocs.yml"
        config.write_text(
            f"INHERIT: '{ROOT / 'mkdocs.yml'}'\n"
            f"docs_dir: '{folder / 'docs'}'\n"
            f"site_dir: '{folder / 'site'}'\n"
            f"theme: {{custom_dir: '{ROOT / 'templates' / 'theme'}'}}\n"
            f"hooks: ['{hooks}']\n"
            "watch: []\n",
            "utf-8",
        )
        (folder / "docs").mkdir()
        command = ("mkdocs", "build", "--strict", "--config-file", str(config))
        done = run(*command, folder=ROOT, **environment)
        if done.returncode:
            pytest.fail(f"{done.stdout}{done.stderr}", pytrace=False)
        return BuiltSite(folder / "site")

    return build


@pytest.fixture(scope="session")
def shared_site(build_site: SiteBuilder, tmp_path_factory: pytest.TempPathFactory) -> SiteBuilder:
    """Return a function that builds a named site once a run; another process waits for it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # of all the run's processes

    def shared(name: str, **options: Any) -> BuiltSite:
        note = folder / f"{name}.txt"
        with FileLock(f"{note}.lock"):
            if not note.exists():
                note.write_text(str(build_site(**options).folder), "utf-8")
        return BuiltSite(Path(note.read_text("utf-8")))

    return shared


@pytest.fixture(scope="session")
def site(shared_site: SiteBuilder) -> BuiltSite:
    """The built site."""
    return shared_site("site")


@pytest.fixture(scope="session")
def prefixed_site(shared_site: SiteBuilder) -> BuiltSite:
    """The site built for a project path, as GitHub Pages serves one."""
    return shared_site("prefixed", SITE_URL=f"https://example.org{PREFIX}")


@pytest.fixture(scope="session")
def unpacked(site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that is in the zip, at a place with a name that needs escaping."""
    place = tmp_path_factory.mktemp("离线 100%#1")
    pack(site.folder, place / "site.zip", datetime.date(2026, 11, 23))
    with ZipFile(place / "site.zip") as archive:
        archive.extractall(place)
    return place / NAME
