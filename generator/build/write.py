"""Write a set of files into a folder, beside files that people wrote.

Only changed files are written. The folder's `.gitignore` lists the files that are the generator's: those
alone are overwritten, and deleted when stale, and git sees all others. A name is listed before its file is
written, so a build that is killed leaves whole files, some old and some new, all of them listed, and perhaps
a temporary one, which the next build removes. Simultaneous builds wait for each other.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TextIO

LIST = ".gitignore"
TEMP_PREFIX = ".writing-"
_HEAD = (
    f"# Written by `python -m generator build`, which replaces and deletes these files.\n/{LIST}\n"
)


class ForeignFileError(Exception):
    """Files that the generator did not write are in its way."""


@dataclass(frozen=True, slots=True)
class WriteSummary:
    """The number of files that were written, unchanged and removed."""

    written: int
    unchanged: int
    removed: int


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Lock out other builds of a folder; wait, with a message, while one is running.

    The operating system releases the lock of a process that is killed. The lock file stays beside the
    folder, whose files are listed. Within a process the lock can be taken again.
    """
    from filelock import FileLock, Timeout  # only a build needs it

    real = Path(os.path.realpath(folder))
    real.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(real.with_name(f".{real.name}.lock"), is_singleton=True)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        print(f"waiting for another build of {folder}", file=sys.stderr, flush=True)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def write(folder: Path, files: Iterable[tuple[str, str]]) -> WriteSummary:
    """Write `files` (POSIX paths and texts, as UTF-8) into `folder`, and delete the stale ones.

    Each file is replaced atomically. Raises `ForeignFileError` if files of others are in the way, which stay
    as they are, as all stale ones do then, and `OSError` if a file cannot be written.
    """
    with locked(folder):
        folder.mkdir(parents=True, exist_ok=True)  # fails if it is a file, which no parent is then
        in_the_way: list[str] = []
        named: set[str] = set()
        written = 0
        with closing(_List(folder)) as listed:
            present = _files(folder)
            others = _foreign(listed, present)
            with_others = {above for name in others for above in _above(name)}
            for name, text in files:
                data = text.encode()
                is_link = present.get(name, True)
                is_there = not is_link and (folder / name).read_bytes() == data
                is_foreign = name in others or name in with_others
                if (is_foreign and not is_there) or not others.isdisjoint(_above(name)):
                    in_the_way.append(name)
                    continue
                named.add(name)
                listed.add(name)
                if not is_there:
                    _replace(folder / name, data)
                    written += 1
            if in_the_way:
                raise ForeignFileError(_told(folder, in_the_way))
            stale = present.keys() - others - named - {LIST}
            for name in stale:
                _delete(folder, name)
            listed.keep(named)
        return WriteSummary(written, len(named) - written, len(stale))


def foreign(folder: Path) -> set[str]:
    """Return the files below a folder that the generator did not write, and all links, as it makes none."""
    return _foreign(_List(folder), _files(folder)) if folder.is_dir() else set()


def _foreign(listed: _List, present: dict[str, bool]) -> set[str]:
    ours = listed.names | {LIST}
    return {
        name
        for name, is_link in present.items()
        if is_link or not (name in ours or _is_temporary(name))
    }


class _List:
    """The names of the generator's files, in a file that git reads as those to ignore."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / LIST
        self.names: set[str] = set()
        self._text = ""
        self._added: TextIO | None = None
        if os.path.lexists(self.path):
            self._text = self.path.read_text("utf-8")
            if not self._text.startswith(_HEAD):
                raise ForeignFileError(_told(folder, [LIST]))
            whole, _, _ = self._text.rpartition("\n")  # without a line that a full disk cut
            self.names = {line[1:] for line in whole.splitlines()[2:]}

    def add(self, name: str) -> None:
        """List a name, at once."""
        if name in self.names:
            return
        self.names.add(name)
        if not self._added:
            _replace(self.path, self._sorted().encode())
            self._added = self.path.open("a", encoding="utf-8", newline="\n")
        else:
            self._added.write(f"/{name}\n")
            self._added.flush()

    def keep(self, names: set[str]) -> None:
        """List these names alone, in order."""
        self.names = names
        if self._added or self._text != self._sorted():
            self.close()
            _replace(self.path, self._sorted().encode())

    def close(self) -> None:
        if self._added:
            self._added.close()

    def _sorted(self) -> str:
        return _HEAD + "".join(f"/{name}\n" for name in sorted(self.names))


def _told(folder: Path, names: list[str]) -> str:
    shown = ", ".join(f"{folder.as_posix()}/{name}" for name in names[:5])
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return f"{shown}{more}: not written by this version of `build`, which needs the place; move or delete it"


def _above(name: str) -> list[str]:
    return [str(parent) for parent in PurePosixPath(name).parents[:-1]]


def _is_temporary(name: str) -> bool:
    return name.rpartition("/")[2].startswith(TEMP_PREFIX)


def _files(folder: Path, above: str = "") -> dict[str, bool]:
    """Return the POSIX paths of every file and link below a folder, and which are links."""
    found: dict[str, bool] = {}
    with os.scandir(folder / above) as entries:
        for entry in entries:
            name = above + entry.name
            if entry.is_dir(follow_symlinks=False):
                found |= _files(folder, f"{name}/")
            else:
                found[name] = entry.is_symlink()
    return found


def _replace(target: Path, data: bytes) -> None:
    """Write a file atomically; remove a folder at its path, or a file at that of a parent."""
    _make_folder(target.parent)
    temporary = target.with_name(f"{TEMP_PREFIX}{os.getpid()}")
    try:
        temporary.write_bytes(data)
        temporary.chmod(0o644)
        if target.is_dir():
            shutil.rmtree(target)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        next(path for path in (folder, *folder.parents) if path.is_file()).unlink()
        folder.mkdir(parents=True, exist_ok=True)


def _delete(folder: Path, name: str) -> None:
    """Delete a file, unless something took its place, and the folders that are empty then."""
    if (folder / name).is_file():
        (folder / name).unlink()
    for above in _above(name):
        if (folder / above).is_dir() and not os.listdir(folder / above):
            os.rmdir(folder / above)
