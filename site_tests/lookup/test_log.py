"""Reading logs for `scan`: encodings, long lines, and the memory that a large one takes."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from generator.lookup import log
from generator.lookup.scanner import FIRST_LINES, MOST_UNKNOWN, Scanner
from site_tests.support.each import each
from site_tests.support.log_files import READ
from site_tests.support.lookup import store


class Scanned:
    """The findings of a scanner in a log."""

    def __init__(self, content: bytes) -> None:
        scanner = Scanner(store().index("en"))
        scanner.read("a.log", log.blocks(io.BytesIO(content)))
        self.lines = scanner.lines
        found = scanner.findings()
        self.unlisted = found["unlisted"]
        self.entries: list[dict[str, Any]] = [e for _, group in found["groups"] for e in group]

    def certain(self) -> dict[int, list[int]]:
        """Return the codes that are certain, each with its first lines."""
        return {
            entry["code"]: [hit["number"] + 1 for hit in entry["hits"]]
            for entry in self.entries
            if entry["certain"]
        }


Scan = Callable[[bytes], Scanned]


@pytest.fixture
def scan() -> Scan:
    """Return `scan(log)`, which returns the findings in a log."""
    return Scanned


# --- encodings


@each(
    "written",
    [
        *READ.values(),
        b"\xff\xfa\n\x80 errorCode=62001001 \xc3(",
        "登录失败\r\n错误码：62001001\r\n".encode(),
        "登录失败\n".encode() + "错误码：62001001".encode("gb18030"),
    ],
)
def test_a_log_is_read_in_the_encodings_that_logs_have(written: bytes, scan: Scan) -> None:
    scanner = scan(written)
    assert scanner.certain() == {62001001: [2]}
    assert scanner.lines == 2
    [entry] = scanner.entries
    assert "62001001" in entry["hits"][0]["text"]
    assert not entry["hits"][0]["text"].endswith("\r")


class Trickle(io.RawIOBase):
    """A stream that gives a few bytes at a time, whatever is asked for."""

    def __init__(self, content: bytes, size: int) -> None:
        self.content = content
        self.size = size

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        given, self.content = self.content[: self.size], self.content[self.size :]
        return given


@pytest.mark.parametrize("size", [3, 4, 5, 1000])  # a mark comes whole
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_log_may_arrive_in_parts_of_any_size(size: int, encoding: str) -> None:
    text = "错误码：62001001 é😀\r\n\nerror 21200007\n最后一行"
    arriving = log.blocks(Trickle(text.encode(encoding), size))  # type: ignore[arg-type]
    assert "".join(arriving) == text


def long_lines() -> list[str]:
    at = log.LONGEST
    return [
        "x" * (3 * at),
        "word " * at,
        '{"a":1,"b":[2,3],' * (at // 8),
        "a b" + "x" * (2 * at),
        "é" * at + "\u3000" + "字" * at,
        " " * (2 * at),
        "x" * at,
        "x" * at + "y",
    ]


@each("line", long_lines())
@each("end", ["", "\n", "\r\n"])
def test_a_long_line_comes_in_the_same_pieces_however_it_is_read(line: str, end: str) -> None:
    expected = list(log.pieces(line))
    assert "".join(expected) == line
    assert all(0 < len(piece) <= log.LONGEST for piece in expected)
    read: list[str] = []
    for block in log.blocks(io.BytesIO((line + end).encode())):
        first, *rest = block.split("\n")
        assert rest in ([], [""])
        read += log.pieces(first.removesuffix("\r"))
    assert [piece for piece in read if piece] == expected


def test_a_code_is_found_anywhere_in_a_long_line(scan: Scan) -> None:
    scanner = scan(b"x\n" + b'{"seq":1}, ' * 50_000 + b"errorCode=21200007, " + b"word " * 50_000)
    assert scanner.certain() == {21200007: [2]}
    [entry] = scanner.entries
    assert "errorCode=21200007" in entry["hits"][0]["text"]
    assert len(entry["hits"][0]["text"]) < 300
    assert scanner.lines == 2


def test_only_so_much_is_held_of_a_line_without_end() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            """Return more of the same."""
            self.given += size
            return b"x" * size

    endless = Endless()
    blocks = log.blocks(endless)  # type: ignore[arg-type]
    for _ in range(5):
        assert len(next(blocks)) == log.LONGEST
    assert endless.given < 100 * log.LONGEST


@pytest.mark.parametrize("size", range(4, 10))
def test_no_character_is_cut_where_a_line_is_longer_than_what_is_read_at_once(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "é错误码𝄞, " * 30
    monkeypatch.setattr("generator.lookup.log._CHUNK", size)
    assert "".join(log.blocks(io.BytesIO(line.encode()))) == line


def test_words_that_are_no_names_are_forgotten_in_time(
    monkeypatch: pytest.MonkeyPatch, scan: Scan
) -> None:
    monkeypatch.setattr("generator.lookup.prefilter._WORDS_KEPT", 3)
    words = "".join(f"word{letter}x other{letter}y\n" for letter in "abcdef")
    assert list(scan((words + "kNotLoginError\n").encode()).certain()) == [10000105]


def test_a_finding_keeps_its_first_lines_and_counts_all(scan: Scan) -> None:
    scanner = scan(b"errorCode=21200007 21200007\n" * 1000)
    [entry] = scanner.entries
    assert entry["count"] == 2000
    assert scanner.certain()[21200007] == list(range(1, FIRST_LINES + 1))


def test_only_so_many_unknown_numbers_are_kept(scan: Scan) -> None:
    numbers = range(71_200_100, 71_200_100 + 2 * MOST_UNKNOWN)
    scanner = scan("\n".join(f"errorCode={number} error" for number in numbers).encode())
    assert len(scanner.entries) == MOST_UNKNOWN
    assert scanner.unlisted == MOST_UNKNOWN


def test_a_sign_speaks_for_the_next_lines_across_blocks(scan: Scan) -> None:
    filler = b"x" * (log.LONGEST * 4 - 100) + b"\n"
    assert scan(filler + b"onPlayStateUpdate\n\n\nstate: 7").certain() == {7: [5]}
    assert scan(filler + b"onPlayStateUpdate\n\n\n\nstate: 7").certain() == {}
