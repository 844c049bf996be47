"""The list of what was published against earlier commits."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.dataset.schema import PUBLISHED
from site_tests.support.edits import edit, hold, release

Capture = pytest.CaptureFixture[str]


class Repository:
    """A repository with the small dataset, released on its main branch."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.data = folder / "data"
        shutil.move(data, self.data)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.name", "T")
        self.git("config", "user.email", "t@example.org")
        assert release(self.data) == 0
        self.commit()

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def commit(self) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=x", "--allow-empty")
        return self.git("rev-parse", "HEAD")

    def lose(self) -> None:
        """Remove a code, its lines and its release, so that only git has it."""
        edit(self.data / "codes" / "config.yaml", "  20000002:", "  20000009:")
        edit(self.data / "dataset.yaml", "date: 2020-01-02", "date: 2020-01-03")
        shutil.rmtree(self.data / "releases")
        (self.data / PUBLISHED).unlink()
        assert release(self.data) == 0

    def clone(self, folder: Path, *options: str) -> Path:
        self.git("clone", "--quiet", *options, self.folder.as_uri(), str(folder))
        return folder / "data"


@pytest.fixture
def repository(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> Repository:
    for name in ("GITHUB_BASE_REF", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    made = Repository(tmp_path / "repository", small)
    capsys.readouterr()
    return made


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


@pytest.mark.parametrize("where", LOSSES)
def test_a_line_that_went_together_with_its_record_is_found_by_git(
    where: str, repository: Repository, capsys: Capture
) -> None:
    lose, remembered = LOSSES[where]
    arguments = lose(repository)
    assert hold(repository.data, *arguments) == 1
    lines = capsys.readouterr().err.splitlines()
    assert any(
        line.startswith(
            "published.txt: /20000002/ codes/20000002/ was removed, but is on the list of"
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


def test_a_commit_that_git_does_not_know_falls_back_to_the_defaults(
    repository: Repository, capsys: Capture
) -> None:
    on_the_main_branch(repository)
    assert hold(repository.data, "--base", "0" * 40) == 1
    assert "the commit before" in capsys.readouterr().err


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


# --- a published release


def reworded(it: Repository, date: str) -> None:
    """Release a reworded remedy under a new date."""
    edit(it.data / "dataset.yaml", "date: 2020-01-02", f"date: {date}")
    edit(it.data / "remedies.yaml", "Contact support.", "Ask support.")
    assert release(it.data) == 0


def rewrite(it: Repository, date: str) -> None:
    """Edit a text of a release."""
    edit(it.data / "releases" / f"{date}.yaml", "Check the network.", "Check the whole network.")


def test_a_published_release_that_was_edited_is_refused(
    repository: Repository, capsys: Capture
) -> None:
    reworded(repository, "2020-02-01")
    repository.commit()
    rewrite(repository, "2020-01-02")
    repository.commit()
    capsys.readouterr()
    assert hold(repository.data) == 1
    told = capsys.readouterr().err
    assert told.startswith(
        "releases/2020-01-02.yaml: is published and differs from the commit before"
    )
    assert "restore it" in told


def test_a_tagged_release_is_neither_edited_nor_made_again(
    repository: Repository, capsys: Capture
) -> None:
    repository.git("tag", "v1")
    edit(repository.data / "remedies.yaml", "Contact support.", "Ask support.")
    before = (repository.data / "releases/2020-01-02.yaml").read_bytes()
    assert release(repository.data) == 1
    assert "2020-01-02 is already published as the release v1" in capsys.readouterr().err
    assert (repository.data / "releases/2020-01-02.yaml").read_bytes() == before
    rewrite(repository, "2020-01-02")
    assert hold(repository.data) == 1
    assert "releases/2020-01-02.yaml: is published" in capsys.readouterr().err


def test_the_last_release_is_made_again_and_told_until_it_has_a_tag(
    repository: Repository, capsys: Capture
) -> None:
    repository.commit()
    edit(repository.data / "remedies.yaml", "Contact support.", "Ask support.")
    assert release(repository.data) == 0
    repository.commit()
    assert "release 2020-01-02 made again" in capsys.readouterr().out
    assert hold(repository.data) == 0
    assert (
        "releases/2020-01-02.yaml was made again after the commit before" in capsys.readouterr().out
    )


def test_a_release_of_another_form_is_not_compared(repository: Repository, capsys: Capture) -> None:
    path = repository.data / "releases" / "2020-01-02.yaml"
    written = path.read_text("utf-8")
    reworded(repository, "2020-02-01")
    path.write_text("codes: {1: {names: [kA], meaning: aaaa, remedies: bbbb}}\n", "utf-8")
    repository.commit()
    path.write_text(written, "utf-8")
    repository.commit()
    assert hold(repository.data) == 0
    assert "releases/2020-01-02.yaml has another format in" in capsys.readouterr().out
