"""Writing a set of files to a folder."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from generator.build.write import LIST, ForeignFileError, WriteSummary, write
from site_tests.support.project import tree_bytes

MINE = ["a/mine.md", "b/mine.md", "mine.md"]
FILES = {"a.md": "one\n", "b/c.md": "two 中文\n", "b/d/index.html": "three\n"}


def content(folder: Path) -> dict[str, str]:
    return {name: data.decode() for name, data in tree_bytes(folder).items() if name != LIST}


def test_missing_folder_is_created_with_files_and_their_list(tmp_path: Path) -> None:
    folder = tmp_path / "some" / "docs"
    assert write(folder, FILES.items()) == WriteSummary(3, 0, 0)
    assert content(folder) == FILES
    _, *listed = (folder / LIST).read_text("utf-8").splitlines()
    assert listed == [f"/{LIST}", "/a.md", "/b/c.md", "/b/d/index.html"]


@pytest.mark.skipif(not which("git"), reason="git is not installed")
def test_git_ignores_what_was_written_and_nothing_else(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write(docs, FILES.items())
    for name in MINE:
        (docs / name).parent.mkdir(exist_ok=True)
        (docs / name).write_text("mine\n", "utf-8")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    seen = subprocess.run(
        ["git", "-C", str(tmp_path), "status", "--porcelain", "-uall", "docs"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert sorted(seen.stdout.splitlines()) == [f"?? docs/{name}" for name in MINE]


def test_empty_folder_is_accepted(tmp_path: Path) -> None:
    write(tmp_path, FILES.items())
    assert content(tmp_path) == FILES


def test_second_write_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, FILES.items())
    before = {path: path.stat() for path in sorted(tmp_path.rglob("*"))}
    assert write(tmp_path, FILES.items()) == WriteSummary(0, 3, 0)
    after = {path: path.stat() for path in sorted(tmp_path.rglob("*"))}
    assert [(p, s.st_mtime_ns, s.st_ino) for p, s in after.items()] == [
        (p, s.st_mtime_ns, s.st_ino) for p, s in before.items()
    ]


def test_only_changed_files_are_written_and_stale_ones_removed(tmp_path: Path) -> None:
    write(tmp_path, FILES.items())
    untouched = (tmp_path / "a.md").stat().st_mtime_ns
    assert write(tmp_path, {"a.md": "one\n", "b/c.md": "new\n"}.items()) == WriteSummary(1, 1, 1)
    assert content(tmp_path) == {"a.md": "one\n", "b/c.md": "new\n"}
    assert (tmp_path / "a.md").stat().st_mtime_ns == untouched
    assert not (tmp_path / "b" / "d").exists()


def test_file_and_folder_replace_each_other(tmp_path: Path) -> None:
    write(tmp_path, {"a": "file\n", "b/c/d": "deep\n", "b/e": "x\n"}.items())
    files = {"a/x/y": "deep\n", "b": "file\n"}
    write(tmp_path, files.items())
    assert content(tmp_path) == files


def test_files_of_others_are_kept(tmp_path: Path) -> None:
    for name in MINE:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mine\n", "utf-8")
    (tmp_path / "empty").mkdir()
    write(tmp_path, FILES.items())
    assert write(tmp_path, {"a.md": "one\n"}.items()) == WriteSummary(0, 1, 2)
    assert content(tmp_path) == {"a.md": "one\n"} | dict.fromkeys(MINE, "mine\n")
    assert (tmp_path / "empty").is_dir()


@pytest.mark.parametrize(
    "mine, wanted",
    [("b/c.md", "b/c.md"), ("b", "b/c.md"), ("b/c.md/mine", "b/c.md"), (LIST, LIST)],
    ids=["same path", "file for a folder", "folder for a file", "list"],
)
def test_a_file_of_others_is_never_replaced(mine: str, wanted: str, tmp_path: Path) -> None:
    (tmp_path / mine).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / mine).write_text("mine\n", "utf-8")
    for _ in range(2):
        with pytest.raises(ForeignFileError, match=f"{wanted}.* move or delete it"):
            write(tmp_path, FILES.items())
        assert (tmp_path / mine).read_text("utf-8") == "mine\n"
    (tmp_path / mine).unlink()
    write(tmp_path, FILES.items())
    assert content(tmp_path) == FILES


def test_files_that_are_what_is_written_become_the_generators(tmp_path: Path) -> None:
    write(tmp_path, FILES.items())
    (tmp_path / LIST).unlink()
    assert write(tmp_path, FILES.items()) == WriteSummary(0, 3, 0)
    assert write(tmp_path, []) == WriteSummary(0, 0, 3)


def test_many_files_in_the_way_are_told_in_short(tmp_path: Path) -> None:
    for number in range(7):
        (tmp_path / f"{number}.md").write_text("mine\n", "utf-8")
    with pytest.raises(ForeignFileError, match=r"/4\.md and 2 more: "):
        write(tmp_path, {f"{number}.md": "ours\n" for number in range(7)}.items())


def test_a_cut_line_of_the_list_is_no_name(tmp_path: Path) -> None:
    """Cut the last line, as a full disk may: it then could be the name of another file."""
    write(tmp_path, FILES.items())
    with (tmp_path / LIST).open("a", encoding="utf-8") as listed:
        listed.write("/mine.md")
    (tmp_path / "mine.md").write_text("mine\n", "utf-8")
    write(tmp_path, {"d.md": "four\n"}.items())
    assert content(tmp_path) == {"d.md": "four\n", "mine.md": "mine\n"}


def test_failed_replace_leaves_whole_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, FILES.items())
    replace, calls = os.replace, []

    def full_disk(*arguments: Any) -> None:
        calls.append(arguments)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        replace(*arguments)

    monkeypatch.setattr(os, "replace", full_disk)
    new = {name: text.upper() for name, text in FILES.items()}
    with pytest.raises(OSError, match="No space left"):
        write(tmp_path, new.items())
    written = content(tmp_path)
    assert set(written) == set(FILES)
    assert all(text in (FILES[name], new[name]) for name, text in written.items())
    monkeypatch.undo()
    write(tmp_path, new.items())
    assert content(tmp_path) == new


def test_temporary_file_of_a_killed_build_is_removed(tmp_path: Path) -> None:
    write(tmp_path, FILES.items())
    (tmp_path / "b" / ".writing-abc").write_text("half", "utf-8")
    assert write(tmp_path, FILES.items()) == WriteSummary(0, 3, 1)
    assert content(tmp_path) == FILES


@pytest.mark.parametrize("link", ["a.md", "b", "mine"])
def test_a_link_and_its_target_are_unchanged(link: str, tmp_path: Path) -> None:
    folder, outside = tmp_path / "docs", tmp_path / "outside"
    (outside / "deep").mkdir(parents=True)
    (outside / "deep" / "file.md").write_text("one\n", "utf-8")
    write(folder, {} if link == "mine" else FILES.items())
    if link == "b":
        shutil.rmtree(folder / link)
    (folder / link).unlink(missing_ok=True)
    target = outside / "deep" / "file.md" if link.endswith(".md") else outside
    (folder / link).symlink_to(target, target_is_directory=target == outside)
    if link == "mine":
        write(folder, FILES.items())
        write(folder, {"a.md": "one\n"}.items())
    else:
        with pytest.raises(ForeignFileError, match=f"docs/{link}"):
            write(folder, FILES.items())
    assert (folder / link).is_symlink()
    assert tree_bytes(outside) == {"deep/file.md": b"one\n"}


def test_folder_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "docs").symlink_to(tmp_path / "real", target_is_directory=True)
    write(tmp_path / "docs", FILES.items())
    assert (tmp_path / "docs").is_symlink()
    assert content(tmp_path / "real") == FILES


def test_line_endings_are_kept(tmp_path: Path) -> None:
    write(tmp_path, {"a": "unix\nlines\n"}.items())
    assert (tmp_path / "a").read_bytes() == b"unix\nlines\n"


@pytest.mark.skipif(os.name == "nt", reason="file modes are POSIX")
def test_files_are_readable_by_a_web_server(tmp_path: Path) -> None:
    write(tmp_path, FILES.items())
    assert all(p.stat().st_mode & 0o777 == 0o644 for p in tmp_path.rglob("*.md"))
