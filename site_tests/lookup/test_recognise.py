"""The command line's recognition, on the examples that the browser's is tested with.

`browser/test_agreement.py` runs both side by side on much more.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from generator.catalog.model import Catalog
from generator.lookup import log
from generator.lookup.recognise import distance, known_from, nearest, normalise, recognise
from generator.lookup.scan import FIRST_LINES, MOST_UNKNOWN, Knowledge, Scanner, learn
from generator.lookup.search import Searchable, search, speaks_other
from site_tests.support.project import LANGS
from site_tests.support.queries import QUERIES, Query, Row, each, unmet, words_of
from site_tests.support.recognition import CASES, FOUND, found
from site_tests.support.texts import ODD, strings


@pytest.fixture(scope="module")
def searchable(docs: dict[str, str]) -> dict[str, Searchable]:
    return {lang: Searchable(json.loads(docs[f"search/{lang}.json"])) for lang in LANGS}


@pytest.fixture(scope="module")
def knowledge(docs: dict[str, str]) -> Knowledge:
    return learn(json.loads(docs["search/en.json"]))


Scan = Callable[[bytes], Scanner]


@pytest.fixture
def scan(knowledge: Knowledge) -> Scan:
    """`scan(log)`: the scanner after it has read that."""

    def scan(content: bytes) -> Scanner:
        scanner = Scanner(knowledge)
        scanner.read("a.log", log.blocks(io.BytesIO(content)))
        return scanner

    return scan


# --- the tables


@each(QUERIES)
def test_query(
    query: Query, searchable: dict[str, Searchable], catalogs: dict[str, Catalog]
) -> None:
    lang = query["lang"]
    answer = search(searchable[lang], query["q"])
    if not answer.identified and speaks_other(lang, query["q"]):
        [other] = set(LANGS) - {lang}
        answer = search(searchable[lang], query["q"], searchable[other])
    rows = [Row(r.kind, r.thing["c"], r.why, r.certain, "") for r in answer.results]
    texts = words_of(catalogs[lang]) if "words" in query else {}
    failed = list(unmet(query, rows, texts))
    assert not failed, f"{query['q']!r}: {failed}; the first rows are {rows[:5]}"


@pytest.mark.parametrize("case", CASES, ids=[f"{i} {c['text'][:50]}" for i, c in enumerate(CASES)])
def test_a_text_is_read_as_the_table_says(case: dict[str, Any], scan: Scan) -> None:
    scanner = scan(case["text"].encode())
    for kind in FOUND:
        assert list(found(scanner, kind).items()) == list(case.get(kind, {}).items()), kind
    legacy = {entry.code: list(entry.legacy) for entry in scanner.entries if entry.legacy}
    assert legacy == case.get("legacy", {})


# --- what is read


@pytest.mark.parametrize(
    "written",
    [
        "登录失败\n错误码：62001001".encode(),
        "登录失败\n错误码：62001001".encode("utf-8-sig"),
        "登录失败\n错误码：62001001".encode("utf-16"),
        b"\xfe\xff" + "登录失败\n错误码：62001001".encode("utf-16-be"),
        "登录失败\n错误码：62001001".encode("gb18030"),
        b"\xff\xfa\n\x80 errorCode=62001001 \xc3(",
        "登录失败\r\n错误码：62001001\r\n".encode(),
        "登录失败\n".encode() + "错误码：62001001".encode("gb18030"),
    ],
    ids=["utf-8", "bom", "utf-16-le", "utf-16-be", "gb18030", "broken", "windows", "mixed"],
)
def test_a_log_is_read_in_the_encodings_that_logs_have(written: bytes, scan: Scan) -> None:
    scanner = scan(written)
    assert found(scanner, "certain") == {62001001: [2]}
    assert scanner.lines == 2
    [entry] = scanner.entries
    assert "62001001" in entry.lines[0].text
    assert not entry.lines[0].text.endswith("\r")


class Trickle(io.RawIOBase):
    """A stream that gives a few bytes at a time, whatever is asked for."""

    def __init__(self, content: bytes, size: int) -> None:
        self.content = content
        self.size = size

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        given, self.content = self.content[: self.size], self.content[self.size :]
        return given


@pytest.mark.parametrize("size", [3, 4, 5, 1000])  # a mark comes whole
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_how_a_log_arrives_does_not_matter(size: int, encoding: str) -> None:
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


@pytest.mark.parametrize("line", long_lines(), ids=range(len(long_lines())))
@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
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
    assert found(scanner, "certain") == {21200007: [2]}
    [entry] = scanner.entries
    assert "errorCode=21200007" in entry.lines[0].text
    assert len(entry.lines[0].text) < 300
    assert scanner.lines == 2


def test_only_so_much_is_held_of_a_line_without_end() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            """More of the same."""
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
    monkeypatch.setattr("generator.lookup.scan._WORDS_KEPT", 3)
    words = "".join(f"word{letter}x other{letter}y\n" for letter in "abcdef")
    assert list(found(scan((words + "kNotLoginError\n").encode()), "certain")) == [10000105]


def test_a_finding_keeps_its_first_lines_and_counts_all(scan: Scan) -> None:
    scanner = scan(b"errorCode=21200007 21200007\n" * 1000)
    [entry] = scanner.entries
    assert entry.count == 2000
    assert [line.number for line in entry.lines] == list(range(1, FIRST_LINES + 1))


def test_only_so_many_unknown_numbers_are_kept(scan: Scan) -> None:
    numbers = range(71_200_100, 71_200_100 + 2 * MOST_UNKNOWN)
    scanner = scan("\n".join(f"errorCode={number} error" for number in numbers).encode())
    assert len(scanner.entries) == MOST_UNKNOWN
    assert scanner.unlisted == MOST_UNKNOWN


def test_a_sign_speaks_for_the_next_lines_across_blocks(scan: Scan) -> None:
    filler = b"x" * (log.LONGEST * 4 - 100) + b"\n"
    assert found(scan(filler + b"onPlayStateUpdate\n\n\nstate: 7"), "certain") == {7: [5]}
    assert found(scan(filler + b"onPlayStateUpdate\n\n\n\nstate: 7"), "certain") == {}


# --- the pieces beneath


def test_findings_stand_where_they_say(searchable: dict[str, Searchable]) -> None:
    known = searchable["en"].known
    for text in map(normalise, strings(ODD + "İ0x1f2", 500, 12)):
        for finding in recognise(text, known):
            start, end = finding.start, finding.end
            assert finding.text in (text[start:end], text[max(0, start - 1) : end])


def test_normalise_is_done_after_once() -> None:
    for text in strings(ODD + "İß", 500, 12):
        once = normalise(text)
        assert normalise(once) == once
        assert len(once.lower()) == len(once)


def test_distance_counts_a_slip_once() -> None:
    assert distance("timeout", "timeuot") == 1
    assert distance("", "abc") == distance("abc", "") == 3
    assert distance("timeout", "kroomhbtimouterror", inside=True) == 1


@pytest.mark.parametrize("known", [["collection", "connection"], ["connection", "collection"]])
def test_a_word_is_taken_for_the_most_alike(
    known: list[str], docs: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    searchable = Searchable(json.loads(docs["search/en.json"]))
    monkeypatch.setitem(searchable.__dict__, "vocabulary", {"connection": None})
    expected = search(searchable, "conection failed").results
    monkeypatch.setitem(searchable.__dict__, "vocabulary", dict.fromkeys(known))
    assert search(searchable, "conection failed").results == expected != []


def test_nearest_are_slips_of_the_finger_first() -> None:
    assert nearest(21200070, [21200028, 21200007, 62001001], 1) == [21200007]
    assert nearest(103, [1, 2, 100, 105, 1000], 3) == [105, 100, 2]


def test_a_name_written_twice_has_its_code_once() -> None:
    record = {"c": 1, "n": ["kNameError", "NameError"], "a": ["kOldError"]}
    known = known_from({"records": [record], "legacy": [{"c": 2, "n": None}]})
    assert [owner.code for owner in known.names["name"]] == [1]
    assert {owner.kind for owners in known.names.values() for owner in owners} == {
        "record",
        "alias",
    }


def test_a_name_of_several_codes_has_all_of_them(docs: dict[str, str]) -> None:
    known = known_from(json.loads(docs["search/en.json"]))
    [name] = recognise("kRoomReconnectFailError", known)
    assert [owner.code for owner in name.owners] == [60001007, 60001008]  # type: ignore[union-attr]
