"""Fixtures: the dataset, what is made of it, and the built site, each made once a run."""

from __future__ import annotations

import os
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
from site_tests.support.nightly import NIGHTLY
from site_tests.support.project import ROOT, copy, run, small_data
from site_tests.support.site import HOOKS, PREFIX, STAMP, BuiltSite, SiteBuilder

# The same cases in every run, more of them at night; `nox -s fuzz` looks for new ones and keeps those that failed.
set_hypothesis_home_dir(ROOT / ".cache" / "hypothesis")
_SLOW: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile(
    "tests", derandomize=True, database=None, max_examples=20 if NIGHTLY else 8, **_SLOW
)
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
    return small_data(tmp_path / "data")


@pytest.fixture
def project(small: Path, tmp_path: Path) -> Path:
    """Copy the project with the small dataset into its own folder."""
    return copy(tmp_path / "project", data=small)


@pytest.fixture(scope="session")
def build_site(tmp_path_factory: pytest.TempPathFactory) -> SiteBuilder:
    """Return a function that builds a site once a run, for all workers, and finds it by its name."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent

    def build(name: str, hooks: Path = HOOKS, **environment: str) -> BuiltSite:
        folder = shared / f"site-{name}"
        config, built = folder / "mkdocs.yml", folder / "built"
        (folder / "docs").mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "lock"):
            if not built.exists():
                config.write_text(
                    f"INHERIT: '{ROOT / 'mkdocs.yml'}'\n"
                    f"docs_dir: '{folder / 'docs'}'\n"
                    f"site_dir: '{folder / 'site'}'\n"
                    f"theme: {{custom_dir: '{ROOT / 'templates' / 'theme'}'}}\n"
                    f"hooks: ['{hooks}']\n"
                    "watch: []\n",
                    "utf-8",
                )
                command = ("mkdocs", "build", "--strict", "--config-file", str(config))
                done = run(*command, folder=ROOT, **environment)
                if done.returncode:
                    pytest.fail(f"{done.stdout}{done.stderr}", pytrace=False)
                built.touch()
        return BuiltSite(folder / "site")

    return build


@pytest.fixture(scope="session")
def site(build_site: SiteBuilder) -> BuiltSite:
    """The built site."""
    return build_site("plain")


@pytest.fixture(scope="session")
def prefixed_site(build_site: SiteBuilder) -> BuiltSite:
    """The site built for a project path, as GitHub Pages serves one, with another time stamp."""
    url = f"https://example.org{PREFIX}".removesuffix("/")
    return build_site("prefixed", SITE_URL=url, SOURCE_DATE_EPOCH=str(STAMP))


@pytest.fixture(scope="session")
def unpacked(site: BuiltSite, dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that is in the zip, at a place with a name that needs escaping."""
    place = tmp_path_factory.mktemp("离线 100%#1")
    pack(site.folder, place / "site.zip", dataset.date)
    with ZipFile(place / "site.zip") as archive:
        archive.extractall(place)
    return place / NAME
