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
    said = "not compared with earlier lists" if options else "compared with the commit before"
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
    assert "not compared with earlier lists" in capsys.readouterr().out
