"""Fixtures: the dataset, what is made of it, and the built site, each made once a run."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

from generator.model import Catalog
from generator.offline import NAME, pack
from generator.render import Site, render
from generator.schema import Dataset
from generator.write import write
from site_tests.support import dataset as shared
from site_tests.support.browser import BEHIND_NGINX
from site_tests.support.project import ROOT, SMALL, run, tree_bytes
from site_tests.support.site import PREFIX, Build, BuiltSite, SiteBuilder

# The same cases in every run; `nox -s fuzz` looks for new ones and keeps those that failed.
set_hypothesis_home_dir(ROOT / ".cache" / "hypothesis")
_SLOW: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("tests", derandomize=True, database=None, max_examples=20, **_SLOW)
settings.register_profile("fuzz", max_examples=300, print_blob=True, **_SLOW)
settings.load_profile("tests")


def pytest_addoption(parser: pytest.Parser) -> None:
    """What `nox -s nginx` adds."""
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
def unpacked(site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that is in the zip, at a place with a name that needs escaping."""
    place = tmp_path_factory.mktemp("离线 100%#1")
    pack(site.folder, place / "site.zip", datetime.date(2026, 11, 23))
    with ZipFile(place / "site.zip") as archive:
        archive.extractall(place)
    return place / NAME
