"""Read a log of any size in blocks, in UTF-8, UTF-16 or GB18030, also packed with gzip.

A line that is not UTF-8 is decoded as GB18030, the encoding of Chinese Windows. Bytes that are valid in
neither are replaced. `templates/theme/js/decode.js` reads the same files.
"""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

LONGEST = 1 << 14  # characters; longer lines are scanned in pieces
_CHUNK = 1 << 18  # bytes per read
_HEAD = 4096  # bytes that tell what a file is
_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_GZIP = b"\x1f\x8b"
_SIGNATURES = (
    *(b"PK\3\4", b"PK\5\6", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"Rar!"),
    *(b"7z\xbc\xaf", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"BZh", b"\x7fELF", _GZIP),
)
"""The beginnings of archives, pictures and documents."""
_CONTROLS = frozenset(range(32)) - frozenset(b"\b\t\n\v\f\r\x1b")


class NotText(Exception):
    """A file is no text: an archive, a picture, or encrypted."""


class Damaged(Exception):
    """A packed file ends or breaks before its end."""


def blocks(log: BinaryIO) -> Iterator[str]:
    """Yield the text of a log; each block is any number of whole lines, or a piece of a long line."""
    rest = ""
    for text in _texts(log):
        rest += text
        if end := rest.rfind("\n") + 1:
            yield rest[:end]
            rest = rest[end:]
        while len(rest) > LONGEST + 1:  # one more, as the last may be the first half of "\r\n"
            end = _piece_end(rest)
            yield rest[:end]
            rest = rest[end:]
    if rest:
        yield rest


def pieces(line: str) -> Iterator[str]:
    """Yield the pieces of a line that are scanned separately; most lines are one piece."""
    while len(line) > LONGEST:
        end = _piece_end(line)
        yield line[:end]
        line = line[end:]
    yield line


def _piece_end(line: str) -> int:
    """Return the end of a long line's first piece: after its last space or comma, if it has one."""
    return max(line.rfind(" ", 0, LONGEST), line.rfind(",", 0, LONGEST)) + 1 or LONGEST


def _texts(log: BinaryIO) -> Iterator[str]:
    head = _head(log)
    if head.startswith(_GZIP):
        with gzip.GzipFile(fileobj=_Joined(head, log)) as packed:
            try:
                yield from _decoded(_head(packed), packed)  # type: ignore[arg-type]
            except (EOFError, gzip.BadGzipFile, zlib.error) as error:
                raise Damaged from error
        return
    yield from _decoded(head, log)


def _head(log: BinaryIO) -> bytes:
    """Read the first bytes of a log, which may come in parts."""
    head = b""
    while len(head) < 4 and (chunk := _read(log)):
        head += chunk
    return head


def _read(log: BinaryIO) -> bytes:
    """Read what is there, as a log may be one that still grows."""
    read = getattr(log, "read1", log.read)
    return bytes(read(_CHUNK))


def encoding_of(head: bytes) -> str | None:
    """Return the encoding that a file's first bytes show: UTF-16 by mark or zeros, else UTF-8; None for no text."""
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            return encoding
    head = head[:_HEAD]
    if head.startswith(_SIGNATURES):
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    few, many = sorted((even, odd))
    # Of a log in UTF-16, digits, spaces and line ends have a zero byte.
    if many * 20 > len(head) and few * 8 <= many:
        return "utf-16-be" if even > odd else "utf-16-le"
    counts = Counter(head)
    return None if sum(counts[byte] for byte in _CONTROLS) * 16 > len(head) else "utf-8"


def _decoded(head: bytes, log: BinaryIO) -> Iterator[str]:
    encoding = encoding_of(head)
    if encoding is None:
        raise NotText
    if encoding != "utf-8":
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        yield decoder.decode(head).removeprefix("\ufeff")
        while chunk := _read(log):
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)
        return
    rest = head.removeprefix(codecs.BOM_UTF8)
    while True:
        end = rest.rfind(b"\n") + 1 or (_character_end(rest) if len(rest) > _CHUNK else 0)
        if end:
            yield _decode(rest[:end])
        if not (chunk := _read(log)):
            yield _decode(rest[end:])
            return
        rest = rest[end:] + chunk


class _Joined(io.RawIOBase):
    """A stream of bytes that were read already and of those that follow."""

    def __init__(self, head: bytes, log: BinaryIO) -> None:
        self._head = head
        self._log = log

    def read(self, size: int = -1) -> bytes:
        if self._head:
            given, self._head = self._head[:size], self._head[size:]
            return given
        return self._log.read(size)


def _character_end(text: bytes) -> int:
    """Return the length of UTF-8 text without a last character that may be incomplete."""
    end = len(text)
    while end > len(text) - 3 and text[end - 1] & 0xC0 == 0x80:
        end -= 1
    return end - 1 if text[end - 1] >= 0xC0 else len(text)


def _decode(text: bytes) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError:
        return "\n".join(map(_decode_line, text.split(b"\n")))


def _decode_line(line: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            pass
    return line.decode(errors="replace")
