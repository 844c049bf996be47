"""Mistakes that no committed file can have; each function returns path and rule of its problems."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path


def unreadable(data: Path) -> list[tuple[str, str]]:
    """Add a link to itself, which not even root can read, and a pipe, whose end never comes."""
    for name in ("remedies.yaml", "retries.yaml"):
        (data / name).unlink()
    (data / "remedies.yaml").symlink_to("remedies.yaml")
    if not hasattr(os, "mkfifo"):  # Windows
        return [("data/remedies.yaml", "file-read")]
    os.mkfifo(data / "retries.yaml")
    return [("data/remedies.yaml", "file-read"), ("data/retries.yaml", "file-read")]


def missing(data: Path) -> list[tuple[str, str]]:
    (data / "remedies.yaml").unlink()
    return [("data/remedies.yaml", "file-missing")]


def link_out_of_the_folder(data: Path) -> list[tuple[str, str]]:
    outside = data.with_name("outside.yaml")
    (data / "codes" / "liveroom.yaml").rename(outside)
    (data / "codes" / "liveroom.yaml").symlink_to(outside)
    (data / "schema").symlink_to(data.parent)
    (data / "published.txt").symlink_to(__file__)
    return [
        (f"data/{name}", "file-link") for name in ("codes/liveroom.yaml", "schema", "published.txt")
    ]


def hidden(data: Path) -> list[tuple[str, str]]:
    """Add files whose names hide them, and one that a terminal would obey."""
    names = [".labels.yaml", "codes/.room.yaml", "codes/a\x1b[2Jb.yml", "releases/2026-99-99.yaml"]
    for name in names:
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_text("a: b\n", "utf-8")
    return [(f"data/{name}".replace("\x1b", "\\x1b"), "file-unknown") for name in names]


def malformed_list(data: Path) -> list[tuple[str, str]]:
    lines = (b"# comment", b"/zh/", b"/1/ codes/1/", b"/1/ codes/1/ x", b"zh/", b"\xff\xfe")
    (data / "published.txt").write_bytes(b"\n".join(lines))
    return [("data/published.txt", "published-line")]


def too_long(data: Path) -> list[tuple[str, str]]:
    """Lengthen a text, and make a file huge without a byte on the disk."""
    with (data / "retries.yaml").open("r+b") as file:
        file.truncate(3_000_000_000)
    text = (data / "remedies.yaml").read_text("utf-8")
    (data / "remedies.yaml").write_text(text.replace("网络。", "网络。" * 4_100_000), "utf-8")
    return [("data/remedies.yaml", "file-size"), ("data/retries.yaml", "file-size")]


def without_a_label(data: Path) -> list[tuple[str, str]]:
    """Delete labels that a page, a retired code and a command need."""
    path = data / "labels.yaml"
    gone = "(column-tier|retired-remark|explain-page)"
    path.write_text(re.sub(f"(?m)^{gone}:.*\n", "", path.read_text("utf-8")), "utf-8")
    return [("data/labels.yaml", "label-missing")]


def without_an_example(data: Path) -> list[tuple[str, str]]:
    """Move a call to a stage without an example."""
    stages, calls = data / "stages.yaml", data / "calls.yaml"
    text = stages.read_text("utf-8")
    rule = text[text.index("  retry:") :].rstrip() + "\n"
    stages.write_text(text.replace("login:\n", f"{rule}login:\n", 1), "utf-8")
    calls.write_text(calls.read_text("utf-8").replace("stage: login", "stage: init"), "utf-8")
    return [("data/calls.yaml", "call-example")]


def with_a_placeholder_too_many(data: Path) -> list[tuple[str, str]]:
    path = data / "labels.yaml"
    path.write_text(path.read_text("utf-8").replace("{code}", "{number}"), "utf-8")
    return [("data/labels.yaml", "label-placeholder")]


def unmerged(data: Path) -> list[tuple[str, str]]:
    """Leave git's markers, which no example has: tools refuse to commit them."""
    for name in ("published.txt", "remedies.yaml"):
        path = data / name
        text = path.read_text("utf-8") if path.is_file() else ""
        path.write_text(f"<<<<<<< HEAD\n=======\n{text}>>>>>>> topic\n", "utf-8")
    return [("data/published.txt", "file-conflict"), ("data/remedies.yaml", "file-conflict")]


MADE: dict[str, Callable[[Path], list[tuple[str, str]]]] = {
    "file-read": unreadable,
    "file-unknown": hidden,
    "published-line": malformed_list,
    "file-missing": missing,
    "file-link": link_out_of_the_folder,
    "file-size": too_long,
    "file-conflict": unmerged,
    "call-example": without_an_example,
    "label-missing": without_a_label,
    "label-placeholder": with_a_placeholder_too_many,
}
"""Mistakes in the data, by rule."""
