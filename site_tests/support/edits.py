"""Edits of the data, and the commands that hold what was released against them."""

from __future__ import annotations

from pathlib import Path

from generator.commands import main
from generator.dataset.reader import read
from generator.dataset.schema_releases import ReleaseFile
from generator.releases import snapshot


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def release(data: Path) -> int:
    return main(["release", "--one-language", "--data", str(data)])


def hold(data: Path, *arguments: str) -> int:
    return main(["published", "--data", str(data), *arguments])


def edited(small: Path, name: str, old: str, new: str) -> ReleaseFile:
    path = small / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return snapshot.take(read(small))
