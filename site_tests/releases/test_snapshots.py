"""Releases: no change of the dataset goes without one, and the command writes it once."""

from __future__ import annotations

import shutil
from pathlib import Path

from _pytest.capture import CaptureFixture

from generator.commands import main
from generator.dataset.reader import read
from generator.dataset.schema import Dataset
from generator.releases import snapshot
from generator.releases.snapshot import to_yaml
from site_tests.support.edits import edited


def test_the_newest_release_is_the_dataset_as_it_stands(dataset: Dataset) -> None:
    assert dataset.releases, "run `python -m generator release`"
    newest = max(dataset.releases)
    assert dataset.releases[newest] == snapshot.take(dataset), (
        "the dataset changed: change its date and run `python -m generator release`"
    )
    assert newest <= dataset.dataset.date.isoformat()


def test_a_release_reads_back_as_what_was_written(small: Path) -> None:
    release = snapshot.take(read(small))
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
