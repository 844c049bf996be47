"""A file is read into plain values with positions, or its problems are reported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.dataset.diagnostics import Diagnostic, RuleId
from generator.dataset.source_file import SourceFile
from generator.dataset.yaml_reader import load


def read(tmp_path: Path, content: str | bytes) -> tuple[SourceFile | None, list[Diagnostic]]:
    path = tmp_path / "file.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load(path, "data/file.yaml")


def good(tmp_path: Path, content: str) -> SourceFile:
    document, problems = read(tmp_path, content)
    assert problems == []
    assert document
    return document


def places(tmp_path: Path, content: str | bytes) -> list[tuple[int, int, str]]:
    _, problems = read(tmp_path, content)
    return [(problem.line, problem.column, problem.rule) for problem in problems]


@pytest.mark.parametrize(
    "text, value",
    [
        ("a: b", {"a": "b"}),
        ("a: 1", {"a": 1}),
        ("a: -1", {"a": -1}),
        ("a: 0", {"a": 0}),
        ("-1: a", {-1: "a"}),
        ("20000001: a", {20000001: "a"}),
        ('a: "1"', {"a": "1"}),
        ("a: 'no'", {"a": "no"}),
        ('a: ""', {"a": ""}),
        ("a: 2019-06-10", {"a": "2019-06-10"}),
        ("a: [b, {c: d}]", {"a": ["b", {"c": "d"}]}),
        ("a: >\n  one\n  line", {"a": "one line"}),
        ("a: |\n  1\n", {"a": "1\n"}),
        ("a: 12345678901234567890", {"a": "12345678901234567890"}),
        ("a: 中文", {"a": "中文"}),
        ("a: 😀", {"a": "😀"}),
        ("- a\r\n- b\r\n", ["a", "b"]),
    ],
)
def test_subset_is_read_into_plain_values(text: str, value: Any, tmp_path: Path) -> None:
    document, _ = read(tmp_path, text)
    assert document
    assert document.value == value


@pytest.mark.parametrize(
    "text",
    ["no", "Yes", "on", "y", "null", "~", "true", "FALSE", "0123", "0x1F", "0o17", "1_000", "+1"]
    + ["1.5", ".5", "1e3", ".inf", ".nan", "-0", "007"],
)
def test_ambiguous_scalar_is_a_problem_unless_quoted(text: str, tmp_path: Path) -> None:
    assert places(tmp_path, f"a: {text}") == [(1, 4, "yaml-scalar")]
    assert places(tmp_path, f"{text}: a")[0][2] == "yaml-scalar"
    assert good(tmp_path, f'a: "{text}"').value == {"a": text}


def test_key_without_a_value_is_a_problem(tmp_path: Path) -> None:
    assert places(tmp_path, "a: 1\nb:\n") == [(2, 3, "yaml-scalar")]


def test_key_and_item_have_positions(tmp_path: Path) -> None:
    document = good(tmp_path, "a:\n  b: [c, {d: e}]\n1:\n  - f\n")
    assert document.position(()) == (1, 1)
    assert document.position(("a", "b")) == (2, 3)
    assert document.position(("a", "b", 0)) == (2, 7)
    assert document.position(("a", "b", 1, "d")) == (2, 11)
    assert document.position((1, 0)) == (4, 5)


def test_missing_location_has_the_position_of_its_parent(tmp_path: Path) -> None:
    document = good(tmp_path, "a: 1\nb: {c: 2}\n")
    assert document.position(("b", "missing", 3)) == (2, 1)
    assert document.position(("missing",)) == (1, 1)
    problem = document.problem(("b", "c"), "is odd", "fix it", RuleId("some-rule"))
    assert str(problem) == "data/file.yaml:2:5: b.c: is odd; fix it [some-rule]"
    assert document.problem((), "is odd", "fix it", RuleId("some-rule")).subject == "the file"


def test_duplicate_key_is_reported_and_the_first_kept(tmp_path: Path) -> None:
    document, problems = read(tmp_path, "a: 1\nb: 2\na: 3\n")
    assert [(p.line, p.column, p.subject, p.rule) for p in problems] == [
        (3, 1, "a", "yaml-duplicate-key")
    ]
    assert document
    assert document.value == {"a": 1, "b": 2}


@pytest.mark.parametrize(
    "text, place",
    [
        ("a: &x 1\n", (1, 4)),
        ("a: !!str 1\n", (1, 4)),
        ("a: !<tag:yaml.org,2002:int> 1\n", (1, 4)),
        ("{a: 1}: 2\n", (1, 1)),
        ("? [a]\n: 2\n", (1, 3)),
        ("a: 1\n---\nb: 1\n", (2, 1)),
    ],
)
def test_yaml_feature_outside_the_subset_is_refused(
    text: str, place: tuple[int, int], tmp_path: Path
) -> None:
    assert places(tmp_path, text) == [(*place, "yaml-subset")]


def test_alias_is_reported_and_not_expanded(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    document, problems = read(tmp_path, bomb)
    assert document is None
    assert {problem.rule for problem in problems} == {"yaml-subset"}
    assert len(problems) == 9 + 16


@pytest.mark.parametrize(
    "depth, rules", [(32, []), (33, ["yaml-subset"]), (50_000, ["yaml-subset"])]
)
def test_deep_nesting_is_refused(depth: int, rules: list[str], tmp_path: Path) -> None:
    assert [rule for *_, rule in places(tmp_path, "[" * depth + "]" * depth)] == rules


@pytest.mark.parametrize(
    "text, line",
    [("a: [1\nb: 2\n", 2), ("a: 1\n\tb: 2\n", 2), ("a: b: c\n", 1), ('a: "b\n', 1), ("a: @b\n", 1)],
)
def test_syntax_error_is_reported_at_its_line(text: str, line: int, tmp_path: Path) -> None:
    assert [(found, rule) for found, _, rule in places(tmp_path, text)] == [(line, "yaml-syntax")]


@pytest.mark.parametrize("text", ["", "\n", "# a comment\n", "---\n"])
def test_empty_file_is_reported(text: str, tmp_path: Path) -> None:
    _, problems = read(tmp_path, text)
    assert len(problems) == 1
    assert problems[0].rule in ("file-empty", "yaml-scalar")


@pytest.mark.parametrize(
    "content, line",
    [
        ("a: 中文\n".encode("gb18030"), 1),
        ("a: 1\nb: 中文\n".encode("gb18030"), 2),
        ("a: 1\n".encode("utf-16"), 1),
        (b"a: \xed\xa0\x80\n", 1),
        (b"\xef\xbb\xbfa: 1\n", 1),
    ],
)
def test_other_encoding_is_reported_with_its_line(
    content: bytes, line: int, tmp_path: Path
) -> None:
    assert places(tmp_path, content) == [(line, 1, "file-encoding")]


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u200b", "\u200e", "\u2028", "\u202e", "\u2066"],
)
def test_invisible_character_is_reported_with_its_number(character: str, tmp_path: Path) -> None:
    _, problems = read(tmp_path, f"a: 1\nb: 中{character}文{character}\n")
    assert [(p.line, p.column, p.rule) for p in problems] == [(2, 5, "file-characters")]
    assert f"U+{ord(character):04X}" in problems[0].message


def test_oversized_file_is_not_parsed(tmp_path: Path) -> None:
    assert places(tmp_path, "a: " + "b" * 12_000_000) == [(1, 1, "file-size")]


def test_unreadable_file_is_reported(tmp_path: Path) -> None:
    document, problems = load(tmp_path, "data/folder.yaml")
    assert document is None
    assert [(p.path, p.rule) for p in problems] == [("data/folder.yaml", "file-read")]


def test_all_problems_of_a_file_are_reported_at_once(tmp_path: Path) -> None:
    text = "a: no\nb: 0123\na: 1\nc:\n"
    assert [(line, rule) for line, _, rule in places(tmp_path, text)] == [
        (1, "yaml-scalar"),
        (2, "yaml-scalar"),
        (3, "yaml-duplicate-key"),
        (4, "yaml-scalar"),
    ]
