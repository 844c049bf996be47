"""Keeps Jinja's templates as Python in `.cache/`, as Python itself keeps its modules.

Compiling them takes as long as rendering hundreds of pages.
"""

from __future__ import annotations

import hashlib
import pickle
from contextlib import suppress
from functools import cache
from importlib.metadata import version

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from generator.places import CHECKOUT, PACKAGE, PACKAGED

FOLDER = CHECKOUT / ".cache" / "templates"
UNREADABLE = (OSError, EOFError, ValueError, pickle.UnpicklingError)


class Compiled(FileSystemBytecodeCache):
    """Compiled templates; where they cannot be kept or read, they are compiled each time."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """A digest, as Jinja's own, but also of a path that is no text."""
        return _digest(f"{name}|{filename}".encode("utf-8", "surrogateescape"))

    def get_source_checksum(self, source: str) -> str:
        """A digest also of what the constants in a template were computed with."""
        return _digest(source.encode("utf-8", "surrogateescape") + _programs())

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(*UNREADABLE):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def compiled() -> Compiled | None:
    """Where an environment of Jinja keeps its templates; nowhere in what was installed."""
    if PACKAGED.is_dir():
        return None
    with suppress(OSError):
        FOLDER.mkdir(parents=True, exist_ok=True)
    return Compiled(str(FOLDER))


@cache
def _programs() -> bytes:
    """What decides how a template is compiled beside its own text."""
    sources = b"".join(path.read_bytes() for path in sorted(PACKAGE.glob("*.py")))
    return _digest(sources + version("jinja2").encode()).encode()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
