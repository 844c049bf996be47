"""The same bytes on another day, in another folder, language and time zone."""

from __future__ import annotations

import calendar
import gzip
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.dataset.schema import Dataset
from site_tests.support.nightly import some
from site_tests.support.project import ROOT, copy, differing, tree_bytes
from site_tests.support.site import STAMP, BuiltSite

ANOTHER_DAY = """
import datetime, time

ahead = datetime.timedelta(days=500)


class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + ahead

    @classmethod
    def utcnow(cls):
        return cls.now(datetime.timezone.utc).replace(tzinfo=None)

    @classmethod
    def today(cls):
        return cls.now()


class LaterDay(datetime.date):
    @classmethod
    def today(cls):
        return super().today() + ahead


def later(function):
    return lambda seconds=None: function(clock() if seconds is None else seconds)


real = time.time
clock = lambda: real() + ahead.total_seconds()
time.time, time.gmtime, time.localtime = clock, later(time.gmtime), later(time.localtime)
datetime.datetime, datetime.date = Later, LaterDay
"""

CIRCUMSTANCES = {
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "0"},
    "zh": {"LC_ALL": "zh_CN.UTF-8", "TZ": "America/Adak", "PYTHONHASHSEED": "31337"},
}


@pytest.fixture
def elsewhere(tmp_path: Path, sample_data: Path) -> Path:
    """Return a copy of the project in a folder with a space and Chinese in its name."""
    folder = copy(tmp_path / "另 一个", data=sample_data)
    (tmp_path / "sitecustomize.py").write_text(ANOTHER_DAY, "utf-8")
    return folder


def run(folder: Path, *arguments: str, **circumstances: str) -> str:
    """Run Python in `folder` with a clean environment; return its output."""
    inherited = {"PATH", "SYSTEMROOT", "TEMP", "TMP", "NO_MKDOCS_2_WARNING"}
    environment = {name: value for name, value in os.environ.items() if name in inherited}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment | circumstances | {"PYTHONPATH": str(folder.parent)},
        capture_output=True,
        check=False,
        umask=0o077 if os.name == "posix" else -1,
    )
    assert done.returncode == 0, (done.stdout + done.stderr).decode("utf-8", "replace")
    return done.stdout.decode("utf-8", "replace")


@pytest.mark.parametrize("where", some(list(CIRCUMSTANCES), 2))
def test_site_has_the_same_bytes_in_another_environment(
    where: str, elsewhere: Path, sample_site: BuiltSite
) -> None:
    circumstances = CIRCUMSTANCES[where]
    today = "import datetime, time; print(datetime.date.today().year, time.gmtime().tm_year)"
    assert run(elsewhere, "-c", today).split() != run(ROOT, "-I", "-c", today).split()
    run(elsewhere, "-m", "mkdocs", "build", "--strict", **circumstances)
    for ours in (sample_site.folder, sample_site.folder.with_name("docs")):
        assert differing(tree_bytes(ours), tree_bytes(elsewhere / ours.name)) == []
    if os.name == "posix":  # a server may run as another user
        modes = {oct(path.stat().st_mode & 0o777) for path in (elsewhere / "site").rglob("*")}
        assert modes == {"0o644", "0o755"}


def test_site_contains_no_local_paths(site: BuiltSite) -> None:
    for name, content in tree_bytes(site.folder).items():
        text = gzip.decompress(content) if name.endswith(".gz") else content
        assert str(ROOT).encode() not in text, name
        assert str(site.folder.parent).encode() not in text, name


def test_dates_come_from_the_data_or_source_date_epoch(
    sample_site: BuiltSite, prefixed_site: BuiltSite, sample: Dataset
) -> None:
    def stamp(built: BuiltSite) -> int:
        return int.from_bytes((built.folder / "sitemap.xml.gz").read_bytes()[4:8], "little")

    day = sample.date
    sitemap = (sample_site.folder / "sitemap.xml").read_text("utf-8")
    assert set(re.findall(r"<lastmod>(.*?)</lastmod>", sitemap)) == {day.isoformat()}
    assert stamp(sample_site) == calendar.timegm(day.timetuple())
    assert stamp(prefixed_site) == STAMP
