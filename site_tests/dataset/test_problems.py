"""The formats of problems: compiler errors, GitHub's annotations, JSON."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator.commands import main
from generator.dataset.diagnostics import Diagnostic, RuleId, as_github, as_json, as_text
from site_tests.support.problems import INVALID, problems

Capture = pytest.CaptureFixture[str]
TEXT_END = RuleId("text-end")
ODD = Diagnostic("data/a,b:c%.yaml", 3, 7, "zh", "is 50%\n::error::\r\u202e", "fix it", TEXT_END)

_COMMAND = re.compile(
    r"::error file=([^,:]+),line=(\d+),col=(\d+),title=([^,:]+)::([^\r\n]+)", re.ASCII
)


def test_problem_is_one_printable_line() -> None:
    assert str(ODD) == ("data/a,b:c%.yaml:3:7: zh: is 50%\\n::error::\\r\\u202e; fix it [text-end]")
    long = Diagnostic("a.yaml", 1, 1, "x", "9" * 5000, "fix it", TEXT_END)
    assert len(str(long)) < 400
    assert "…" in str(long)


def test_annotation_escapes_its_values() -> None:
    command = as_github([ODD])
    match = _COMMAND.fullmatch(command)
    assert match
    file, line, column, title, message = match.groups()
    assert (unquote(file), line, column, title) == (ODD.path, "3", "7", "text-end")
    assert unquote(message) == f"zh: {ODD.message}; fix it"


def test_line_break_in_a_path_does_not_start_a_command() -> None:
    assert "\n" not in as_github([Diagnostic("a\nb.yaml", 1, 1, "x", "is odd", "fix it", TEXT_END)])


def test_json_has_the_documented_keys() -> None:
    (found,) = json.loads(as_json([ODD]))
    assert found == {
        "path": ODD.path,
        "line": 3,
        "column": 7,
        "where": "zh",
        "what": ODD.message,
        "fix": "fix it",
        "rule": "text-end",
    }
    contributing = (INVALID.parent.parent / "CONTRIBUTING.md").read_text("utf-8")
    (documented,) = re.findall(r"objects with (`path`[^.]*)\.", contributing)
    assert re.findall(r"`(\w+)`", documented) == list(found)


def check(data: Path, style: str) -> int:
    return main(["check", "--data", str(data), "--format", style])


def test_formats_report_the_same_problems(small: Path, capsys: Capture) -> None:
    shutil.copytree(INVALID / "text-end", small, dirs_exist_ok=True)
    expected = [(p.line, p.column, p.rule) for p in problems(small)]
    assert expected
    assert check(small, "json") == 1
    out, err = capsys.readouterr()
    assert [(p["line"], p["column"], p["rule"]) for p in json.loads(out)] == expected
    assert err == f"{len(expected)} problems in the data\n"
    assert check(small, "github") == 1
    commands = [_COMMAND.fullmatch(line) for line in capsys.readouterr().out.splitlines()]
    assert [(int(m[2]), int(m[3]), m[4]) for m in commands if m] == expected
    assert check(small, "text") == 1
    out, err = capsys.readouterr()
    lines = as_text(problems(small)).replace("data/", f"{small.as_posix()}/")
    assert (out, err.splitlines()[:-1]) == ("", lines.splitlines())


def test_valid_data_are_valid_in_every_format(small: Path, capsys: Capture) -> None:
    assert check(small, "json") == 0
    assert json.loads(capsys.readouterr().out) == []
    for style in ("text", "github"):
        assert check(small, style) == 0
        assert capsys.readouterr().out == "7 codes, no problems\n"
