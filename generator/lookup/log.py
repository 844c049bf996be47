"""Read a log of any size in blocks, in UTF-8, UTF-16 with a byte order mark, or GB18030.

A line that is not UTF-8 is decoded as GB18030, the encoding of Chinese Windows. Bytes that are valid in
neither are replaced.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

LONGEST = 1 << 16  # characters; longer lines are scanned in pieces
_CHUNK = 1 << 18  # bytes per read
_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


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
    head = log.read(_CHUNK)
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            decoder = codecs.getincrementaldecoder(encoding)("replace")
            yield decoder.decode(head[len(mark) :])
            while chunk := log.read(_CHUNK):
                yield decoder.decode(chunk)
            yield decoder.decode(b"", final=True)
            return
    rest = head.removeprefix(codecs.BOM_UTF8)
    while chunk := log.read(_CHUNK):
        end = rest.rfind(b"\n") + 1 or (_character_end(rest) if len(rest) > _CHUNK else 0)
        if end:
            yield _decode(rest[:end])
        rest = rest[end:] + chunk
    yield _decode(rest)


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
