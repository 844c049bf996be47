"""Problems that no committed file can have, many problems at once, and arbitrary content."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest

from site_tests.support.mistakes import IN_TEMPLATES, MADE
from site_tests.support.problems import FORM, INVALID, problems
from site_tests.support.project import run


@pytest.mark.parametrize("rule", MADE)
def test_file_system_mistake_is_reported(rule: str, small: Path) -> None:
    expected = MADE[rule](small)
    found = problems(small)
    assert set(expected) <= {(p.path, p.rule) for p in found}
    assert {p.rule for p in found} <= {rule, "reference-unknown", "legacy-mask", "name-erratum"}
    assert all(FORM.fullmatch(str(problem)) for problem in found)


@pytest.mark.parametrize("rule", IN_TEMPLATES)
def test_template_mistake_is_reported(rule: str, project: Path) -> None:
    [(path, id_)] = IN_TEMPLATES[rule](project)
    told = run("generator", "build", folder=project).stderr
    assert re.fullmatch(rf"{re.escape(path)}:\d+:1: .+ \[{id_}\]\n1 problem in the data\n", told)
    assert id_ == rule


def test_all_wrong_labels_are_reported_at_once(small: Path) -> None:
    path = small / "labels.yaml"
    text = path.read_text("utf-8")
    text = text.replace("column-tier:", "colum-tier:", 1).replace("explain-page:", "page:", 1)
    text = re.sub(r"(?m)^(header-count:.*)$", lambda line: line[1].replace("{n}", "{x}"), text)
    path.write_text(text, "utf-8")
    first, line = (
        1 + text[: text.index(id_)].count("\n") for id_ in ("site-name:", "header-count:")
    )
    assert [(p.line, p.subject, p.hint, p.rule) for p in problems(small)] == [
        (first, "column-tier", "did you mean `colum-tier`?", "label-missing"),
        (first, "explain-page", "add it in both languages", "label-missing"),
        (line, "header-count", "use {language}, {n}", "label-placeholder"),
    ]


MISTAKES = {  # file, original text, replacement, subject, message and rule
    "a code of ten digits": (
        *("codes/config.yaml", "  20000002:", "  2000000200:"),
        ("codes.2000000200", "is not a valid code", "schema-value"),
    ),
    "a date that is a number": (
        *("dataset.yaml", "date: 2020-01-02", "date: 20200102"),
        ("date", "is not a date such as 2019-06-10", "schema-value"),
    ),
    "a remedy twice": (
        *(
            "codes/config.yaml",
            "[check-network, contact-support]",
            "[check-network, check-network]",
        ),
        ("remedies.steps", "lists 'check-network' twice", "schema-value"),
    ),
    "an empty translation": (
        *("remedies.yaml", "en: Check the network.", "en: ''"),
        ("en", "", "schema-value"),
    ),
}


@pytest.mark.parametrize("file, original, replacement, expected", MISTAKES.values(), ids=MISTAKES)
def test_wrong_value_is_reported_at_its_line(
    file: str, original: str, replacement: str, expected: tuple[str, str, str], small: Path
) -> None:
    text = (small / file).read_text("utf-8")
    assert original in text
    (small / file).write_text(text.replace(original, replacement, 1), "utf-8")
    subject, message, rule = expected
    line = text[: text.index(original)].count("\n") + 1
    [found] = [p for p in problems(small) if p.line == line and p.rule == rule]
    assert found.path == f"data/{file}"
    assert found.subject.endswith(subject)
    assert message in found.message


@pytest.mark.parametrize("name", [".labels.yaml.swp", "labels.yaml~", "codes/.config.yaml"])
def test_temporary_file_of_an_editor_is_not_read(name: str, small: Path) -> None:
    (small / name).write_text("not: [a dataset\n", "utf-8")
    assert problems(small) == []


# --- many mistakes at once -----------------------------------------------------------------------


def test_all_problems_are_reported_at_once_in_order(small: Path) -> None:
    for rule in ("schema-unknown", "text-end", "legacy-mask"):
        shutil.copytree(INVALID / rule, small, dirs_exist_ok=True)
    found = problems(small)
    assert found == sorted(found)
    assert {"schema-unknown", "text-end", "legacy-mask"} <= {problem.rule for problem in found}
    assert len({problem.path for problem in found}) >= 3


def test_malformed_record_does_not_hide_problems_of_others(small: Path) -> None:
    path = small / "codes" / "config.yaml"
    text = path.read_text("utf-8").replace("    tier: common\n    stages: [init]\n", "", 1)
    path.write_text(text.replace("[check-network, contact-support]", "[check-netwrok]"), "utf-8")
    found = problems(small)
    assert {"schema-missing", "reference-unknown"} == {problem.rule for problem in found}


def test_module_digit_matches_nothing_without_modules(small: Path) -> None:
    path = small / "modules.yaml"
    path.write_text(path.read_text("utf-8").replace("{from: ", "{fro: "), "utf-8")
    assert "schema-unknown" in {problem.rule for problem in problems(small)}
    path.write_text(path.read_text("utf-8").replace("{fro: ", "{from: 1"), "utf-8")
    assert "anatomy-contradiction" in {problem.rule for problem in problems(small)}


def test_unreadable_vocabulary_makes_no_reference_unknown(small: Path) -> None:
    (small / "remedies.yaml").write_text("check-network: [\n", "utf-8")
    assert {problem.rule for problem in problems(small)} == {"yaml-syntax"}


def test_hint_suggests_a_similar_id(small: Path) -> None:
    path = small / "codes" / "config.yaml"
    path.write_text(
        path.read_text("utf-8").replace("[check-app-sign]", "[check-app-sgin]"), "utf-8"
    )
    messages = [str(p) for p in problems(small) if p.rule == "reference-unknown"]
    assert len(messages) == 1
    assert "did you mean `check-app-sign`?" in messages[0]


@pytest.mark.parametrize(
    "text",
    ["", "#\n", "1\n", "text\n", "[]\n", "{}\n", "- 1\n", "codes:\n", "codes: {}\n", "codes: []\n"]
    + [
        "codes: {1: 2}\n",
        "? {a: b}\n: c\n",
        "---\n---\n",
        "%YAML 9.9\n---\na: b\n",
        "\t\n",
        "[" * 9999,
    ],
)
@pytest.mark.parametrize("name", ["codes/config.yaml", "dataset.yaml", "anatomy.yaml"])
def test_any_file_content_is_a_problem_and_no_traceback(name: str, text: str, small: Path) -> None:
    (small / name).write_text(text, "utf-8")
    found = problems(small)
    assert f"data/{name}" in {problem.path for problem in found}
    assert all(FORM.fullmatch(str(problem)) for problem in found)


# Bytes that a slip, a merge or another program may leave in a file.
_SLIPS = (
    [
        b"no",
        b"~",
        b"0123",
        b"[]",
        b"{}",
        b'"',
        b"\t",
        b"\x00",
        b"\xff",
        b"\xef\xbb\xbf",
        b"- ",
        b": ",
    ]
    + [
        b"&a ",
        b"*a",
        b"!!str ",
        b"!!binary x",
        b"<<: ",
        b"{a: b}",
        b"? a\n: b\n",
        b"---\n",
        b"...\n",
    ]
    + [
        b"|\n",
        b">\n",
        b"zh: 1",
        b"en: [a]",
        b"2019-02-30",
        b"=",
        b"@",
        b"`",
        b"%",
        b"{",
        b"]",
        b"}",
    ]
    + [b"\\", b'"\\ud800"', b'"\\0"', b'"a\\nb"', b"9" * 5000, b"-1", b"1e3", b"\xe2\x80\xae"]
    + [b"<<<<<<< HEAD\n", b"=======\n", b"\r", b"\xc2\x85"]
)


def slip(chance: random.Random, content: bytes) -> bytes:
    """Return `content` with lines deleted, repeated, moved, cut, indented or changed."""
    lines = content.split(b"\n")
    for _ in range(chance.choice([1, 1, 2, 5])):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        line = lines[at]
        place = chance.randrange(len(line) + 1)
        end = chance.choice([place, len(line), min(len(line), place + 4)])
        lines[at : at + 1] = chance.choice(
            [
                [],
                [line, line],
                [lines[other], line],
                [line[:place]],
                [b" " * chance.randrange(1, 4) + line],
                [line.lstrip()],
                [line[:place] + chance.choice(_SLIPS) + line[end:]],
                [re.sub(rb"(?<=: )[^,{}]+", lambda _: chance.choice(_SLIPS), line, count=1)],
            ]
        ) or [b""]
    cut = chance.randrange(len(content) + 1) if chance.random() < 0.1 else None
    return b"\n".join(lines)[:cut]


@pytest.mark.parametrize("seed", range(150))
def test_random_slips_are_reported_with_valid_positions(seed: int, small: Path) -> None:
    chance = random.Random(seed)
    files = sorted(small.rglob("*.yaml"))
    for path in chance.sample(files, chance.choice([1, 1, 2])):
        path.write_bytes(slip(chance, path.read_bytes()))
    for problem in problems(small):
        assert FORM.fullmatch(str(problem))
        assert str(problem).isprintable()
        path = small / Path(problem.path).relative_to("data" if "/" in problem.path else "")
        lines = path.read_bytes().decode("utf-8", "replace").split("\n")
        assert problem.line <= len(lines)
        assert problem.column <= len(lines[problem.line - 1]) + 1
