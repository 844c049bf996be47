"""Find and load the files of the folder `data/`, and report everything in it that is not data."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.dataset.diagnostics import Diagnostic, did_you_mean, of_file
from generator.dataset.rules.declarations import (
    FILE_LINK,
    FILE_MISSING,
    FILE_UNKNOWN,
    PUBLISHED_LINE,
)
from generator.dataset.schema import FILES, PUBLISHED
from generator.dataset.schema_releases import released
from generator.dataset.source_file import SourceFile
from generator.dataset.yaml_reader import conflicts, is_conflict, load, read_bytes, unreadable

# A comment, or an address and the target of a permalink; the whole is ASCII and without spaces.
_PUBLISHED_LINE = re.compile(r"(#.*|/[!-~]*( [!-~]+)?)?")


def load_all(data: Path, files: dict[str, SourceFile]) -> Iterator[Diagnostic]:
    """Add the files of the folder `data` to `files`, by name without `.yaml`; report what cannot be one."""
    blocked: list[OSError] = []
    found = sorted(
        Path(folder, name)
        for folder, folders, names in os.walk(data, onerror=blocked.append)
        for name in [*names, *(name for name in folders if Path(folder, name).is_symlink())]
    )
    for error in blocked:
        yield unreadable(Path(error.filename).as_posix(), error)
    names = {path.relative_to(data).as_posix() for path in found}
    wanted = {f"{stem}.yaml" for stem in FILES}
    if any(name.startswith("releases/") and _is_data(name) for name in names):
        wanted.add(PUBLISHED)
    for name in sorted(wanted - names):
        yield of_file((data / name).as_posix(), "is missing", "add it", FILE_MISSING)
    for path in found:
        name = path.relative_to(data).as_posix()
        file, problems = _load(path, name, data)
        yield from problems
        if file:
            files[name.removesuffix(".yaml")] = file


def _load(path: Path, name: str, data: Path) -> tuple[SourceFile | None, Iterable[Diagnostic]]:
    """Return a file of data, or None, and its problems; `name` is its path below `data`."""
    if _is_temporary(path.name):
        return None, []
    shown = path.as_posix()
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(data)):
        hint = "replace it with a copy of the file"
        return None, [of_file(shown, "is a link out of the folder", hint, FILE_LINK)]
    if name.startswith("schema/"):
        return None, []  # generated
    if name == PUBLISHED:
        return None, _published(path, shown)
    if not _is_data(name):
        wanted = [f"{stem}.yaml" for stem in FILES]
        hint = did_you_mean(name, wanted, "move it out of the folder")
        return None, [of_file(shown, "is not a data file", hint, FILE_UNKNOWN)]
    return load(path, shown)


def _is_temporary(name: str) -> bool:
    """Return whether an editor or a desktop writes and deletes the file of this name."""
    return name.endswith("~") or name.startswith(".#") or (name[0] == "." and name[-5:] != ".yaml")


def _is_data(name: str) -> bool:
    stem, _, suffix = name.rpartition(".")
    folder, _, last = stem.rpartition("/")
    if suffix != "yaml" or last.startswith("."):
        return False
    return stem in FILES or folder == "codes" or (folder == "releases" and _is_release(last))


def _published(path: Path, shown: str) -> Iterator[Diagnostic]:
    """Report the conflicts and the malformed lines of the list of published addresses."""
    raw, problems = read_bytes(path, shown)
    yield from problems
    text = (raw or b"").decode("utf-8", "replace")
    yield from conflicts(text, shown)
    for line, words in enumerate(text.split("\n"), 1):
        if not _PUBLISHED_LINE.fullmatch(words) and not is_conflict(words):
            hint = "restore what git has; only `release` writes the file"
            yield of_file(shown, "has a line that is no address", hint, PUBLISHED_LINE, line)


def _is_release(name: str) -> bool:
    try:
        return bool(released(name))
    except ValueError:
        return False
