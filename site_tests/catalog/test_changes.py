"""Changes are derived from releases, and no change of the dataset goes without one."""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from _pytest.capture import CaptureFixture

from generator.cli import main
from generator.model import Catalog
from generator.releases import changes, snapshot, to_yaml
from generator.resolve import resolve
from generator.schema import Dataset, ReleaseFile
from generator.validate import read
from site_tests.support.project import LANGS

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_newest_release_is_the_dataset_as_it_stands(dataset: Dataset) -> None:
    assert dataset.releases, "run `python -m generator release`"
    newest = max(dataset.releases)
    assert dataset.releases[newest] == snapshot(dataset), (
        "the dataset changed: change its date and run `python -m generator release`"
    )
    assert newest <= dataset.dataset.date.isoformat()


def edited(small: Path, name: str, old: str, new: str) -> ReleaseFile:
    path = small / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return snapshot(read(small))


def test_an_edit_shows_as_what_it_changed(small: Path) -> None:
    first = snapshot(read(small))
    second = edited(small, "remedies.yaml", "Check the network.", "Check the whole network.")
    third = edited(small, "codes/config.yaml", "zh: 无法", "zh: 现在无法")
    news = changes({"2026-01-01": first, "2026-02-01": second, "2026-03-01": third})
    assert [release.date for release in news] == ["2026-03-01", "2026-02-01", "2026-01-01"]
    assert news[2].first
    assert set(news[2].added) == set(first.codes)
    assert news[1].remedies
    assert not news[1].meaning
    assert not news[1].added
    assert news[0].meaning
    assert not news[0].remedies


def test_a_code_that_is_withdrawn_is_told_as_retired_and_not_as_changed(small: Path) -> None:
    record = (small / "codes" / "liveroom.yaml").read_text("utf-8")
    reason = record[record.index("    retired:") :]
    second = snapshot(read(small))
    first = edited(small, "codes/liveroom.yaml", reason, "")
    newest, _ = changes({"2026-01-01": first, "2026-02-01": second})
    assert newest.retired == (52000123,)
    assert not (newest.added or newest.names or newest.meaning or newest.remedies)
    back, _ = changes({"2026-01-01": second, "2026-02-01": first})
    assert (back.retired, back.meaning) == ((), (52000123,))


def test_a_release_reads_back_as_what_was_written(small: Path) -> None:
    release = snapshot(read(small))
    (small / "releases").mkdir()
    (small / "releases" / "2026-01-01.yaml").write_text(to_yaml(release), "utf-8")
    assert read(small).releases == {"2026-01-01": release}


def test_the_command_writes_a_release_once(small: Path, capsys: CaptureFixture[str]) -> None:
    assert main(["release", "--data", str(small)]) == 0
    (written,) = (small / "releases").iterdir()
    before = written.stat().st_mtime_ns
    assert main(["release", "--data", str(small)]) == 0
    assert written.stat().st_mtime_ns == before
    assert "nothing changed" in capsys.readouterr().out


def test_a_release_cannot_be_older_than_the_last(small: Path, capsys: CaptureFixture[str]) -> None:
    assert main(["release", "--data", str(small)]) == 0
    (written,) = (small / "releases").iterdir()
    shutil.move(written, written.with_name("2999-01-01.yaml"))
    edited(small, "remedies.yaml", "Check the network.", "Check the whole network.")
    assert main(["release", "--data", str(small)]) == 1
    assert "before the last release" in capsys.readouterr().err


@pytest.mark.parametrize("lang", LANGS)
def test_the_feed_is_atom_with_an_entry_a_release(
    lang: str, docs: dict[str, str], catalogs: dict[str, Catalog]
) -> None:
    feed = ET.fromstring(docs[f"{lang}/changes/feed.xml"])
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
        release.date for release in catalogs[lang].releases
    ]
    for element in (feed, *entries):
        for required in ("id", "title", "updated"):
            assert element.findtext(f"{ATOM}{required}")


def test_a_change_stands_on_the_page_and_in_the_feed_of_both_languages(small: Path) -> None:
    (small / "releases").mkdir()
    first = snapshot(read(small))
    (small / "releases" / "2026-01-01.yaml").write_text(to_yaml(first), "utf-8")
    second = edited(small, "codes/config.yaml", "zh: 无法", "zh: 现在无法")
    (small / "releases" / "2026-02-01.yaml").write_text(to_yaml(second), "utf-8")
    for catalog in resolve(read(small)).values():
        newest, oldest = catalog.releases
        assert oldest.first
        ((kind, codes),) = newest.groups
        assert kind == "meaning"
        assert codes
