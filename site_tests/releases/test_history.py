"""The list of what was published against earlier commits."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import JsonValue

from generator.commands import main
from generator.dataset.schema import PUBLISHED
from generator.dataset.schema_releases import ReleaseFile
from generator.outputs.exports.spreadsheet import COLUMNS
from generator.releases import snapshot
from site_tests.support.edits import edit, hold, release, releases
from site_tests.support.nightly import some
from site_tests.support.project import small_data
from site_tests.support.repository import Repository

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield a repository with the small dataset, released on its main branch."""
    made = Repository(tmp_path_factory.mktemp("released"))
    small_data(made.data)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("GITHUB_BASE_REF", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
            patch.delenv(name, raising=False)
        made.git("init", "--quiet", "--initial-branch=main")
        made.git("config", "user.name", "T")
        made.git("config", "user.email", "t@example.org")
        assert release(made.data) == 0
        made.commit()
        yield made.folder


@pytest.fixture
def repository(released: Path, tmp_path: Path) -> Repository:
    """Return a copy of that repository."""
    return Repository(Path(shutil.copytree(released, tmp_path / "repository")))


def on_a_branch(it: Repository) -> list[str]:
    it.git("checkout", "--quiet", "-b", "topic")
    it.lose()
    it.commit()
    it.git("checkout", "--quiet", "main")
    it.commit()  # the target goes on; the merge base is what counts
    it.git("checkout", "--quiet", "topic")
    return []


def on_the_main_branch(it: Repository) -> list[str]:
    it.lose()
    it.commit()
    return []


def in_a_push_of_several_commits(it: Repository) -> list[str]:
    before = it.git("rev-parse", "HEAD")
    it.lose()
    it.commit()
    it.commit()
    return ["--base", before]


def since_a_tag(it: Repository) -> list[str]:
    it.git("tag", "v1")
    it.lose()
    it.commit()
    it.commit()
    it.commit()
    return []


LOSSES: dict[str, tuple[Callable[[Repository], list[str]], str]] = {
    "on a branch": (on_a_branch, "the merge base with main"),
    "on the main branch": (on_the_main_branch, "the commit before"),
    "in a push": (in_a_push_of_several_commits, "the merge base with"),
    "since a tag": (since_a_tag, "the release v1"),
}


@pytest.mark.parametrize("where", some(list(LOSSES), 3))
def test_a_line_that_went_together_with_its_record_is_found_by_git(
    where: str, repository: Repository, capsys: Capture
) -> None:
    lose, remembered = LOSSES[where]
    arguments = lose(repository)
    assert hold(repository.data, *arguments) == 1
    lines = capsys.readouterr().err.splitlines()
    assert any(
        line.startswith(
            "published.txt: /kLiveRoomAuthError/ codes/52000123/ was removed, but is on the list of"
        )
        and remembered in line
        for line in lines
    )


def test_the_branch_of_a_pull_request_is_compared_with_its_target(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    repository.git("checkout", "--quiet", "-b", "stable")
    repository.git("checkout", "--quiet", "main")
    repository.lose()
    repository.commit()
    repository.commit()
    data = repository.clone(tmp_path / "clone")
    assert hold(data) == 0
    monkeypatch.setenv("GITHUB_BASE_REF", "stable")
    assert hold(data) == 1
    assert "the merge base with origin/stable" in capsys.readouterr().err


@pytest.mark.parametrize("options", [[], ["--depth=1"]], ids=["whole", "shallow"])
def test_a_fresh_clone_of_main_is_good(
    options: list[str], repository: Repository, tmp_path: Path, capsys: Capture
) -> None:
    repository.commit()
    assert hold(repository.clone(tmp_path / "clone", *options)) == 0
    said = "not compared with an earlier list" if options else "compared with the commit before"
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    "name, before, is_kept",
    [
        ("code.old", "string", False),
        ("code.tier", "integer", False),
        ("feed.entry.id", "{language}/feed/#{date}", False),
        ("codes.csv", ["code", "old"], False),
        ("codes.csv", list(COLUMNS[1::-1]), False),
        ("codes.csv", list(COLUMNS[:3]), True),
    ],
)
def test_fields_that_programs_rely_on_are_held_against_git(
    name: str, before: JsonValue, is_kept: bool, repository: Repository, capsys: Capture
) -> None:
    old = ReleaseFile(said={f"api/{name}": before})
    path = repository.data / "releases" / "2020-01-03-1-00000000.yaml"
    path.write_text(snapshot.to_yaml(old), "utf-8")
    repository.commit()
    repository.record("2020-01-04-1-00000000")
    repository.commit()
    assert hold(repository.data) == (0 if is_kept else 1)
    told = f"the field {name} ({before}) of the commit before"
    assert (told in capsys.readouterr().err) != is_kept


@pytest.mark.parametrize("base", ["0" * 40, "nope", "HEAD;id"])
def test_a_commit_that_git_does_not_know_is_an_error(
    base: str, repository: Repository, capsys: Capture
) -> None:
    repository.commit()
    assert hold(repository.data, "--base", base) == 2
    said = f"{base} is not a revision that git knows; use a commit, branch or tag\n"
    assert capsys.readouterr() == ("", said)


def test_the_first_commit_with_a_list_has_nothing_to_lose(
    repository: Repository, capsys: Capture
) -> None:
    repository.git("rm", "--quiet", "--cached", f"data/{PUBLISHED}")
    repository.git("commit", "--quiet", "--amend", "--message=x")
    repository.commit()
    assert hold(repository.data) == 0
    assert "no list in the commit before" in capsys.readouterr().out


def test_without_git_there_is_nothing_to_compare_with(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("PATH", "")
    assert hold(repository.data) == 0
    assert "not compared with an earlier list" in capsys.readouterr().out


# --- published releases


def reworded(it: Repository, date: str, new: str = "Ask support.") -> str:
    """Release a reworded remedy, and return the name of the new file."""
    before = releases(it.data)
    edit(it.data / "remedies.yaml", "Contact support.", new)
    assert release(it.data, date) == 0
    (name,) = set(releases(it.data)) - {*before}
    return name


def topic(it: Repository) -> None:
    it.git("checkout", "--quiet", "-b", "topic")


WHERE = ["on main", "on a branch", "tagged"]


@pytest.mark.parametrize(
    "where, change",
    some([(where, change) for where in WHERE for change in ("edited", "deleted")], 3),
)
def test_a_published_release_is_never_touched(
    where: str, change: str, repository: Repository, capsys: Capture
) -> None:
    if where == "tagged":
        repository.git("tag", "v1")
    if where != "on main":
        topic(repository)
    (name,) = releases(repository.data)
    path = repository.data / "releases" / name
    if change == "edited":
        edit(path, "Check the network.", "Check the whole network.")
    else:
        path.unlink()
    before = releases(repository.data)
    edit(repository.data / "remedies.yaml", "Contact support.", "Ask support.")
    capsys.readouterr()
    assert release(repository.data) == 1
    assert capsys.readouterr().err.startswith(
        f"releases/{name}: was published and differs from the published commit"
    )
    assert releases(repository.data) == before
    repository.commit()
    assert hold(repository.data) == 1
    assert f"releases/{name}: was published and differs from" in capsys.readouterr().err


@pytest.mark.parametrize("where", some(WHERE, 3))
def test_a_release_of_the_same_day_is_written_beside_the_published_one(
    where: str, repository: Repository
) -> None:
    if where == "tagged":
        repository.git("tag", "v1")
    if where != "on main":
        topic(repository)
    (published,) = releases(repository.data)
    before = (repository.data / "releases" / published).read_bytes()
    assert reworded(repository, "2020-01-02").startswith("2020-01-02-2-")
    repository.commit()
    assert (repository.data / "releases" / published).read_bytes() == before
    assert hold(repository.data) == 0


def test_a_release_that_only_the_branch_has_is_made_again(
    repository: Repository, capsys: Capture
) -> None:
    topic(repository)
    published = releases(repository.data)
    first = reworded(repository, "2020-02-01")
    edit(repository.data / "codes/liveroom.yaml", "aliases: [", "aliases: [kLiveRoomOldError, ")
    assert release(repository.data, "2020-02-01") == 0
    repository.commit()
    edit(repository.data / "codes/liveroom.yaml", "kLiveRoomOldError, ", "")
    edit(repository.data / "remedies.yaml", "Ask support.", "Write to support.")
    assert release(repository.data, "2020-02-03") == 0
    (last,) = set(releases(repository.data)) - {*published}
    assert last.startswith("2020-02-03-1-")
    assert "which was not published, is replaced" in capsys.readouterr().out
    assert release(repository.data, "2020-02-03") == 0
    assert capsys.readouterr().out.startswith(f"releases/{last} still has 1 change\n")
    assert "kLiveRoomOldError" not in (repository.data / PUBLISHED).read_text("utf-8")
    assert hold(repository.data) == 0
    edit(repository.data / "remedies.yaml", "Write to support.", "Contact support.")
    assert release(repository.data) == 0
    assert releases(repository.data) == published
    assert first not in published


@pytest.mark.parametrize(
    "days", some([("2020-02-01", "2020-02-01"), ("2020-02-01", "2020-02-05")], 2)
)
def test_two_branches_with_releases_do_not_conflict(
    days: tuple[str, str], repository: Repository
) -> None:
    topic(repository)
    ours = reworded(repository, days[0])
    repository.commit()
    repository.git("checkout", "--quiet", "main")
    edit(repository.data / "codes/config.yaml", "The app is offline.", "The app has gone offline.")
    assert release(repository.data, days[1]) == 0
    repository.commit()
    repository.git("merge", "--quiet", "--no-edit", "topic")
    assert ours in releases(repository.data)
    assert len(releases(repository.data)) == 3
    assert hold(repository.data) == 0


# --- the changes since a revision


def test_changes_are_told_in_words_of_both_languages(
    repository: Repository, capsys: Capture
) -> None:
    edit(repository.data / "retries.yaml", 'verdict: "no"', "verdict: once")
    edit(repository.data / "codes/liveroom.yaml", "房间不存在。", "没有这个房间。")
    capsys.readouterr()
    for base in ([], ["--base", "main"]):
        assert main(["changes", "--data", str(repository.data), *base]) == 0
        told = capsys.readouterr().out
        assert told == CHANGES
    assert release(repository.data) == 0
    repository.commit()
    capsys.readouterr()
    assert main(["changes", "--data", str(repository.data), "--base", "HEAD~1"]) == 0
    assert capsys.readouterr().out == CHANGES
    assert main(["changes", "--data", str(repository.data), "--base", "HEAD"]) == 0
    assert capsys.readouterr().out == "Nothing that a reader sees differs from HEAD.\n"


CHANGES = """\
## 中文

含义有变化（1）

- 52000104 `kLiveRoomRoomNotExistError`
    - 此前：房间不存在。（本站推断）
    - 现在：没有这个房间。（本站推断）

多个错误码共用的文字有变化（1）

- 20000001 `kConfigDecryptError`、20000002 `kConfigOfflineError`
    - 此前：不要重试。先改正参数。
    - 现在：可重试一次。先改正参数。

## English

Shared wording changed (1)

- 20000001 `kConfigDecryptError`, 20000002 `kConfigOfflineError`
    - Before: Don't retry. Correct the parameters first.
    - Now: Retry once. Correct the parameters first.

"""


def test_changes_since_a_revision_that_git_does_not_know_are_wrong_usage(
    repository: Repository, capsys: Capture
) -> None:
    assert main(["changes", "--data", str(repository.data), "--base", "nowhere"]) == 2
    assert "nowhere is not a revision that git knows" in capsys.readouterr().err


def test_changes_since_releases_of_another_form_are_wrong_usage(
    repository: Repository, capsys: Capture
) -> None:
    path = repository.data / "releases" / "2019-01-01.yaml"
    path.write_text("codes: {1: {names: [kA], meaning: aaaa, remedies: bbbb}}\n", "utf-8")
    repository.commit()
    path.unlink()
    assert main(["changes", "--data", str(repository.data), "--base", "HEAD"]) == 2
    assert "releases/2019-01-01.yaml at HEAD has an older form" in capsys.readouterr().err
    assert hold(repository.data, "--base", "HEAD") == 1  # though nothing is known of its fields
    assert "releases/2019-01-01.yaml: was published" in capsys.readouterr().err


def test_releases_of_the_first_form_alone_are_nothing_to_compare_with(
    repository: Repository, capsys: Capture
) -> None:
    for path in (repository.data / "releases").iterdir():
        path.unlink()
    first = repository.data / "releases" / "2019-01-01.yaml"
    first.write_text("remedies: {}\nretries: {}\ncodes: {}\n", "utf-8")
    repository.commit()
    capsys.readouterr()
    assert main(["changes", "--data", str(repository.data), "--base", "HEAD"]) == 0
    assert "there is nothing to compare with" in capsys.readouterr().out
