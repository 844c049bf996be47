"""Releases: no change of the dataset goes without one, and the command writes what is new."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.catalog.changes import newest
from generator.commands import main
from generator.dataset.reader import read
from generator.dataset.schema import PUBLISHED, Dataset
from generator.dataset.schema_releases import ReleaseFile
from generator.releases import snapshot
from generator.releases.snapshot import to_yaml
from site_tests.support.edits import edit, hold, release, releases
from site_tests.support.project import differing, tree_bytes

Capture = pytest.CaptureFixture[str]


def test_the_newest_release_is_the_dataset_as_it_stands(dataset: Dataset) -> None:
    new = snapshot.difference(newest(dataset.releases), snapshot.take(dataset))
    assert not new.said and not new.gone, "run `python -m generator release`"


def test_a_release_reads_back_as_what_was_written(small: Path) -> None:
    release_ = snapshot.difference({}, snapshot.take(read(small)))
    (small / "releases").mkdir()
    (small / PUBLISHED).touch()
    (small / "releases" / "2026-01-01-1-0123abcd.yaml").write_text(to_yaml(release_), "utf-8")
    assert read(small).releases == {"2026-01-01-1-0123abcd": release_}


def test_a_release_has_only_what_is_new_and_what_is_gone(small: Path, capsys: Capture) -> None:
    assert release(small) == 0
    edit(small / "remedies.yaml", "Check the network.", "Check the whole network.")
    edit(small / "codes/config.yaml", "The app is offline.", "The app has gone offline.")
    edit(small / "codes/liveroom.yaml", "    aliases: [kLiveRoomAuthError]\n", "")
    edit(small / "published.txt", "/kLiveRoomAuthError/ codes/52000123/\n", "")
    edit(small / "stages.yaml", "    interval: 3\n", "    interval: 3\n    wait: 4\n")
    capsys.readouterr()
    assert release(small, "2020-02-01") == 0
    name, newest_ = list(read(small).releases.items())[-1]
    assert newest_ == ReleaseFile(
        said={
            "codes/20000002/cause": {
                "zh": "应用已下线。",
                "en": "The app has gone offline.",
                "source": "common-codes",
            },
            "remedies/check-network": {"zh": "检查网络。", "en": "Check the whole network."},
            "stages/login/retry/wait": 4,
        },
        gone=["codes/52000123/aliases"],
    )
    assert re.fullmatch(r"2020-02-01-1-[0-9a-f]{8}", name)
    assert len((small / "releases" / f"{name}.yaml").read_text("utf-8").splitlines()) == 7
    assert capsys.readouterr().out.splitlines() == [
        f"releases/{name}.yaml has 4 changes",
        "  changed codes/20000002/cause: en",
        "  changed remedies/check-network: en",
        "  new stages/login/retry/wait",
        "  gone codes/52000123/aliases",
        "published.txt has 0 more addresses",
    ]


def test_several_releases_of_a_day_follow_each_other(small: Path) -> None:
    """Work without git, so that every release is published; the last one is not the last by its digest."""
    assert release(small) == 0
    for number in range(2):
        edit(small / "remedies.yaml", "Check the", "Check the whole")
        assert release(small) == 0
        names = list(read(small).releases)
        assert [name.split("-")[3] for name in names] == [str(n) for n in range(1, number + 3)]
        assert newest(read(small).releases) == snapshot.take(read(small))
    assert read(small).date.isoformat() == "2020-01-02"


def test_a_text_that_changes_in_one_language_only_is_refused(small: Path, capsys: Capture) -> None:
    command = ["release", "--data", str(small), "--date", "2020-01-02"]
    assert main(command) == 0
    before = tree_bytes(small)
    edit(small / "remedies.yaml", "Check the network.", "Check the whole network.")
    assert main(command) == 1
    told = capsys.readouterr().err
    assert "remedies/check-network: English only: Check the whole network.\n" in told
    assert "--one-language" in told
    assert differing(before, tree_bytes(small)) == ["remedies.yaml"]
    assert main([*command, "--one-language"]) == 0
    edit(small / "remedies.yaml", "Check the whole network.", "Check every network.")
    edit(small / "remedies.yaml", "检查网络。", "检查每个网络。")
    assert main(command) == 0


def test_the_text_of_another_in_one_language_is_refused(small: Path, capsys: Capture) -> None:
    first, second = "{zh: 错误码, en: the code}", "{zh: 房间, en: the room}"
    edit(small / "support.yaml", first, f"{first}\n  - {second}")
    command = ["release", "--data", str(small), "--date", "2020-01-02"]
    assert main(command) == 0
    edit(small / "support.yaml", second, "{zh: 错误码, en: the room}")
    assert main(command) == 1
    assert "Chinese only: 错误码\n" in capsys.readouterr().err


def test_a_published_text_is_held_to_no_rule_of_today(small: Path) -> None:
    assert release(small) == 0
    (name,) = releases(small)
    edit(small / "releases" / name, "Check the network.", "Check the  <b> network")
    assert read(small).releases


def test_nothing_new_is_no_release_and_the_command_says_why(small: Path, capsys: Capture) -> None:
    assert release(small) == 0
    before = releases(small)
    capsys.readouterr()
    assert release(small, "2020-02-01") == 0
    assert releases(small) == before
    said = capsys.readouterr().out
    assert said.startswith("nothing that a reader sees differs from 2020-01-02-1-")


def test_a_release_has_the_date_of_today_and_none_before_the_last(
    small: Path, capsys: Capture
) -> None:
    assert main(["release", "--one-language", "--data", str(small)]) == 0
    assert abs((datetime.now(UTC).date() - read(small).date).days) <= 1
    edit(small / "remedies.yaml", "Check the network.", "Check the whole network.")
    assert release(small, "2020-01-02") == 1
    assert "the date 2020-01-02 is before the newest release" in capsys.readouterr().err
    assert release(small, "2999-01-01") == 0
    edit(small / "remedies.yaml", "Check the whole network.", "Check the network.")
    assert (
        main(["release", "--one-language", "--data", str(small)]) == 0
    )  # by a clock behind that of the last
    assert list(read(small).releases)[-1].startswith("2999-01-01-2-")


def test_a_date_in_the_dataset_is_refused_with_who_sets_it(small: Path, capsys: Capture) -> None:
    edit(small / "dataset.yaml", "product:", "date: 2020-01-02\nproduct:")
    assert main(["check", "--data", str(small)]) == 1
    assert (
        "date: is not a known field; delete it, as `release` sets the date [schema-unknown]"
        in capsys.readouterr().err
    )


def test_a_file_that_is_no_release_is_reported(small: Path, capsys: Capture) -> None:
    names = ["2020-02-30.yaml", "2020-01-02-1.yaml", "2020-01-02-1-xyz.yaml"]
    (small / "releases").mkdir()
    for name in names:
        (small / "releases" / name).write_text("said: {}\n", "utf-8")
    assert main(["check", "--data", str(small)]) == 1
    told = capsys.readouterr().err
    assert all(f"releases/{name}:1:1: the file: is not a data file" in told for name in names)


def test_a_change_without_a_release_fails_when_published_and_not_before(
    small: Path, capsys: Capture
) -> None:
    assert release(small) == 0
    edit(small / "stages.yaml", "onLoginCompletion]", "onLogin]")
    assert main(["check", "--data", str(small)]) == 0
    capsys.readouterr()
    assert hold(small) == 1
    assert capsys.readouterr().err.splitlines() == [
        "no release has 1 change of the data; run `nox -s release`",
        "  changed stages/login/callbacks/java/names",
    ]
    assert release(small) == 0
    assert hold(small) == 0


@pytest.mark.parametrize("marker", ["<<<<<<< HEAD", "|||||||", "=======", ">>>>>>> 0a1b2c3 (x)"])
def test_a_conflict_marker_is_reported_at_its_line(
    marker: str, small: Path, capsys: Capture
) -> None:
    assert release(small) == 0
    path = small / "published.txt"
    path.write_text(f"# The list\n{marker}\n", "utf-8")
    for command in ("check", "release", "published"):
        capsys.readouterr()
        assert main([command, "--data", str(small)]) == 1
        problem, _ = capsys.readouterr().err.splitlines()
        assert problem == (
            f"{path.as_posix()}:2:1: the file: has a conflict marker; resolve the conflict, and "
            "delete its markers [file-conflict]"
        )
