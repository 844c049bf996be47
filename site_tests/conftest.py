"""Fixtures: the dataset, its outputs, and the built site, each made once a run."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from coverage import Coverage
from filelock import FileLock
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

from generator.build.dry_run import Finding, RecordingLabels
from generator.build.offline import NAME
from generator.build.write import foreign
from generator.catalog.model import Catalog
from generator.catalog.resolve import resolve
from generator.commands import main
from generator.dataset.reader import read
from generator.dataset.schema import Dataset
from generator.outputs import frame, packed, render
from generator.outputs.addresses import OFFLINE, Site
from site_tests.support import articles
from site_tests.support import dataset as shared
from site_tests.support.browser import BEHIND_NGINX
from site_tests.support.nightly import NIGHTLY
from site_tests.support.project import ROOT, copy, run, small_data
from site_tests.support.site import HOOKS, PREFIX, STAMP, BuiltSite, SiteBuilder

# The same cases in every run, more of them at night; `nox -s fuzz` looks for new ones and keeps those that failed.
set_hypothesis_home_dir(ROOT / ".cache" / "hypothesis")
_SLOW: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile(
    "tests", derandomize=True, database=None, max_examples=20 if NIGHTLY else 4, **_SLOW
)
settings.register_profile("fuzz", max_examples=300, print_blob=True, **_SLOW)
settings.load_profile("tests")

MEASURED_BY_DAY = {"test_mistakes", "test_texts", "test_load", "test_cli"}
"""Modules that reach much in little time, as measuring doubles the time."""
MEASURING = pytest.StashKey[Coverage]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that `nox -s nginx` uses."""
    parser.addoption(
        BEHIND_NGINX, action="store_true", help="serve the site with nginx, as deploy/ says"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Measure by day neither the collection nor the commands that the workers start, at night those in copies too."""
    # A process in the background ignores SIGINT, and so would the commands that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    measuring = Coverage.current()
    if measuring is None or "PYTEST_XDIST_WORKER" not in os.environ:
        return
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)  # has the generator's absolute path
    if NIGHTLY:
        os.environ["COVERAGE_PROCESS_START"] = str(ROOT / "pyproject.toml")
        os.environ["COVERAGE_FILE"] = str(ROOT / ".cache" / "coverage")
    else:
        measuring.stop()
        config.stash[MEASURING] = measuring


@pytest.fixture(scope="module", autouse=True)
def _measured(request: pytest.FixtureRequest) -> Iterator[None]:
    """Measure by day what some modules reach."""
    measuring = request.config.stash.get(MEASURING, None)
    if measuring is None or request.path.stem not in MEASURED_BY_DAY:
        yield
        return
    measuring.start()
    yield
    measuring.stop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start with the rooms that take longest, so that all cores end at the same time.

    Those of `build` come before those of `browser`: some need no site while another core builds it.
    """
    order = {"build": 0, "browser": 1}
    items.sort(key=lambda item: order.get(item.path.parent.name, len(order)))


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """Return the project's dataset."""
    return shared.dataset()


@pytest.fixture(scope="session")
def catalogs() -> dict[str, Catalog]:
    """Return one catalog a language."""
    return shared.catalogs()


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder for what is made once a run, for all workers."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def rendered(dataset: Dataset, made_once: Path) -> tuple[dict[str, str], set[str]]:
    """Return every rendered file by path, and the labels that are used in all that is made of the data."""
    kept = made_once / "rendered.json"
    with FileLock(made_once / "rendered.lock"):
        if not kept.exists():
            used: set[str] = set()
            unknown: set[Finding] = set()
            catalogs = resolve(dataset, lambda texts: RecordingLabels(texts, used, unknown))
            files = render(catalogs, Site(dataset.dataset.url, dataset.dataset.repository))
            frame.words(catalogs)
            for catalog in catalogs.values():
                packed.words(catalog)
            assert unknown == set()
            kept.write_text(json.dumps([files, sorted(used)]), "utf-8")
    files, labels = json.loads(kept.read_text("utf-8"))
    return files, set(labels)


@pytest.fixture(scope="session")
def docs(rendered: tuple[dict[str, str], set[str]]) -> dict[str, str]:
    """Return every rendered file, by path."""
    return rendered[0]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a copy of the smallest valid dataset, with the project's labels."""
    return small_data(tmp_path / "data")


@pytest.fixture
def project(small: Path, tmp_path: Path) -> Path:
    """Copy the project with the small dataset into its own folder."""
    return copy(tmp_path / "project", data=small)


@pytest.fixture(scope="session")
def build_site(made_once: Path) -> SiteBuilder:
    """Return a function that builds a site, and finds it by its name."""

    def build(
        name: str, data: Path = ROOT / "data", hooks: Path = HOOKS, **environment: str
    ) -> BuiltSite:
        folder = made_once / f"site-{name}"
        config, built = folder / "mkdocs.yml", folder / "built"
        (folder / "docs").mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "lock"):
            if not built.exists():
                by_hand = foreign(ROOT / "docs") - {".gitkeep"} if data == ROOT / "data" else ()
                for path in by_hand:
                    (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(ROOT / "docs" / path, folder / "docs" / path)
                config.write_text(
                    f"INHERIT: '{ROOT / 'mkdocs.yml'}'\n"
                    f"docs_dir: '{folder / 'docs'}'\n"
                    f"site_dir: '{folder / 'site'}'\n"
                    f"theme: {{custom_dir: '{ROOT / 'templates' / 'theme'}'}}\n"
                    f"hooks: ['{hooks}']\n"
                    f"extra: {{data: '{data}'}}\n"
                    "watch: []\n",
                    "utf-8",
                )
                command = ["mkdocs", "build", "--config-file", str(config)]
                strict = ["--strict"] if hooks == HOOKS else []  # attacked links lack their anchors
                done = run(*command, *strict, folder=ROOT, **environment)
                if done.returncode:
                    pytest.fail(f"{done.stdout}{done.stderr}", pytrace=False)
                built.touch()
        return BuiltSite(folder / "site")

    return build


@pytest.fixture(scope="session")
def site(build_site: SiteBuilder) -> BuiltSite:
    """Return the built site."""
    return build_site("plain")


@pytest.fixture(scope="session")
def article_project(made_once: Path) -> Path:
    """Return a copy of the project with a page written by hand, generated twice and built."""
    folder = made_once / "articles"
    project = folder / "project"
    folder.mkdir(exist_ok=True)
    with FileLock(folder / "lock"):
        if not project.exists():
            copy(project, data=small_data(folder / "data"))
            articles.write(project, articles.FAQ)
            folders = ("--data", str(project / "data"), "--docs", str(project / "docs"))
            assert main(["build", *folders]) == 0
            done = run("mkdocs", "build", "--strict", folder=project)
            if done.returncode:
                pytest.fail(f"{done.stdout}{done.stderr}", pytrace=False)
    return project


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the dataset of sites that are built in several ways: the smallest one, nightly the project's."""
    return ROOT / "data" if NIGHTLY else small_data(tmp_path_factory.mktemp("small") / "data")


@pytest.fixture(scope="session")
def sample(sample_data: Path) -> Dataset:
    """Return the dataset at `sample_data`."""
    return read(sample_data)


@pytest.fixture(scope="session")
def sample_site(build_site: SiteBuilder, sample_data: Path) -> BuiltSite:
    """Return the sample's site."""
    return build_site("plain" if NIGHTLY else "small", sample_data)


@pytest.fixture(scope="session")
def prefixed_site(build_site: SiteBuilder, sample_data: Path) -> BuiltSite:
    """Return the sample's site for a project path, as GitHub Pages serves one, with another time stamp."""
    url = f"https://example.org{PREFIX}".removesuffix("/")
    return build_site("prefixed", sample_data, SITE_URL=url, SOURCE_DATE_EPOCH=str(STAMP))


@pytest.fixture(scope="session")
def unpacked(sample_site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that is in the zip, at a place with a name that needs escaping."""
    place = tmp_path_factory.mktemp("离线 100%#1")
    with ZipFile(sample_site.folder / OFFLINE) as archive:
        archive.extractall(place)
    return place / NAME
