"""Writing a set of files to a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from generator.build.write import MARKER, ForeignFolderError, WriteSummary, write
from site_tests.support.project import tree_bytes

FILES = {"a.md": "one\n", "b/c.md": "two 中文\n", "b/d/index.html": "three\n"}


def content(folder: Path) -> dict[str, str]:
    return {name: data.decode() for name, data in tree_bytes(folder).items() if name != MARKER}


def test_missing_folder_is_created_with_files_and_marker(tmp_path: Path) -> None:
    folder = tmp_path / "some" / "docs"
    assert write(folder, FILES.items()) == WriteSummary(3, 0, 0)
    assert content(folder) == FILES
    assert (folder / MARKER).read_text("utf-8").endswith("*\n!.gitignore\n")


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


@pytest.mark.parametrize("name", ["notes.txt", ".gitignore", "sub/file"])
def test_foreign_folder_is_refused_and_unchanged(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine\n", "utf-8")
    with pytest.raises(ForeignFolderError, match="not the generator's"):
        write(tmp_path, FILES.items())
    assert tree_bytes(tmp_path) == {name: b"mine\n"}


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


def test_target_of_a_link_in_the_folder_is_unchanged(tmp_path: Path) -> None:
    folder, outside = tmp_path / "docs", tmp_path / "outside"
    write(folder, FILES.items())
    (outside / "deep").mkdir(parents=True)
    (outside / "deep" / "file.md").write_text("mine\n", "utf-8")
    for link in (folder / "stale", folder / "now-a-file.md", folder / "now-a-folder"):
        link.symlink_to(outside, target_is_directory=True)
    (folder / "a.md").unlink()
    (folder / "a.md").symlink_to(outside / "deep" / "file.md")
    files = FILES | {"now-a-file.md": "four\n", "now-a-folder/file.md": "five\n"}
    write(folder, files.items())
    assert content(folder) == files
    assert not any(path.is_symlink() for path in folder.rglob("*"))
    assert tree_bytes(outside) == {"deep/file.md": b"mine\n"}


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
