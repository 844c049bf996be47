"""Releases: no change of the dataset goes without one, and the command writes it once."""

from __future__ import annotations

import shutil
from pathlib import Path

from _pytest.capture import CaptureFixture

from generator.catalog.changes import states
from generator.commands import main
from generator.dataset.reader import read
from generator.dataset.schema import Dataset
from generator.releases import snapshot
from generator.releases.snapshot import to_yaml
from site_tests.support.edits import edit, edited, release
from site_tests.support.project import differing, tree_bytes


def test_the_newest_release_is_the_dataset_as_it_stands(dataset: Dataset) -> None:
    assert dataset.releases, "run `python -m generator release`"
    newest = max(dataset.releases)
    state = states(dataset.releases)[newest]
    assert snapshot.is_same(state, snapshot.take(dataset)), (
        "the dataset changed: change its date and run `python -m generator release`"
    )
    assert newest <= dataset.dataset.date.isoformat()


def test_a_release_reads_back_as_what_was_written(small: Path) -> None:
    release = snapshot.take(read(small))
    (small / "releases").mkdir()
    (small / "releases" / "2026-01-01.yaml").write_text(to_yaml(release), "utf-8")
    assert read(small).releases == {"2026-01-01": release}


def test_a_release_has_only_what_is_new_since_the_one_before(small: Path) -> None:
    assert main(["release", "--data", str(small)]) == 0
    edit(small / "dataset.yaml", "date: 2020-01-02", "date: 2020-02-01")
    edit(small / "remedies.yaml", "Check the network.", "Check the whole network.")
    edit(small / "codes/config.yaml", "The app is offline.", "The app is switched off.")
    assert release(small) == 0
    newest = read(small).releases["2020-02-01"]
    assert {id_: text.en for id_, text in newest.remedies.items()} == {
        "check-network": "Check the whole network."
    }
    assert not newest.retries
    assert [(c, said.guidance[0].meaning.en) for c, said in newest.codes.items()] == [
        (20000002, "The app is switched off.")
    ]


def test_a_text_that_changes_in_one_language_only_is_refused(
    small: Path, capsys: CaptureFixture[str]
) -> None:
    command = ["release", "--data", str(small)]
    assert main(command) == 0
    before = tree_bytes(small)
    edit(small / "remedies.yaml", "Check the network.", "Check the whole network.")
    assert main(command) == 1
    told = capsys.readouterr().err
    assert "remedies check-network: English only: Check the whole network.\n" in told
    assert "--one-language" in told
    assert differing(before, tree_bytes(small)) == ["remedies.yaml"]
    assert main([*command, "--one-language"]) == 0
    edit(small / "remedies.yaml", "Check the whole network.", "Check every network.")
    edit(small / "remedies.yaml", "检查网络。", "检查每个网络。")
    assert main(command) == 0


def test_a_published_text_is_held_to_no_rule_of_today(small: Path) -> None:
    assert main(["release", "--data", str(small)]) == 0
    edit(small / "releases/2020-01-02.yaml", "Check the network.", "Check the  <b> network")
    assert read(small).releases


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
