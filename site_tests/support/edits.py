"""Edits of the data, and the commands that hold what was released against them."""

from __future__ import annotations

from pathlib import Path

from generator.commands import main


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def release(data: Path, date: str = "2020-01-02") -> int:
    return main(["release", "--one-language", "--data", str(data), "--date", date])


def hold(data: Path, *arguments: str) -> int:
    return main(["published", "--data", str(data), *arguments])


def releases(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "releases").iterdir())
