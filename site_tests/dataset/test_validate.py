"""Every rule reports exactly its example.

`invalid/<rule>/` is copied over the valid dataset `small/`; an example's templates and pages, in its
`templates/` and `docs/`, are looked at where they are. A comment `# problem: <rule>, …` lists the rules that must be reported at its
line. `test_mistakes.py` has the other problems.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from pathlib import Path

import pytest

from generator.build import dry_run
from generator.commands import main
from generator.dataset.diagnostics import Diagnostic
from generator.dataset.rules import RULES
from generator.dataset.schema import Dataset
from generator.outputs.environment import TEMPLATES
from site_tests.support.each import each
from site_tests.support.mistakes import MADE, with_a_placeholder_too_many
from site_tests.support.problems import FORM, INVALID, problems

EXAMPLES = sorted(path.name for path in INVALID.iterdir())
BESIDE = {"templates", "docs"}  # folders that are not data
OF_DATA = [rule for rule in EXAMPLES if {*os.listdir(INVALID / rule)} - BESIDE]

_MARK = re.compile(r"# problem: ([a-z-]+(?:, [a-z-]+)*)(?: #\})?$", re.MULTILINE)


def marked(folder: Path, shown_as: str) -> list[tuple[str, int, str]]:
    """Return path, line and rule of each problem that the comments of an example list."""
    return sorted(
        (f"{shown_as}/{path.relative_to(folder).as_posix()}", number, rule)
        for path in folder.rglob("*")
        if path.is_file() and not BESIDE & {*path.relative_to(folder).parts}
        for number, line in enumerate(path.read_bytes().split(b"\n"), 1)
        for found in _MARK.findall(line.decode("utf-8", "replace"))
        for rule in found.split(", ")
    )


def test_small_dataset_has_no_problems(small: Path) -> None:
    assert problems(small, TEMPLATES) == []


def test_a_folder_that_cannot_be_read_is_one_problem(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir  # as root may read every folder

    def refuse(path: str) -> object:
        if Path(path).name == "codes":
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert [(problem.path, problem.rule) for problem in problems(small)] == [
        ("data/codes", "file-read")
    ]


@pytest.mark.parametrize("rule", OF_DATA)
def test_rule_reports_exactly_its_example(rule: str, small: Path) -> None:
    ignored = shutil.ignore_patterns(*BESIDE)
    shutil.copytree(INVALID / rule, small, dirs_exist_ok=True, ignore=ignored)
    expected = marked(INVALID / rule, "data")
    assert rule in {found for _, _, found in expected}
    _are_reported(problems(small), expected, small.parent)


@each("rule", [path.parent.name for path in INVALID.glob("*/templates")])
def test_rule_reports_exactly_its_example_in_templates(rule: str, small: Path) -> None:
    templates = INVALID / rule / "templates"
    expected = marked(templates, Path(os.path.relpath(templates)).as_posix())
    assert rule in {found for _, _, found in expected}
    found = problems(small, templates)
    _are_reported(found, expected, Path())
    for problem in found:
        line = Path(problem.path).read_text("utf-8").splitlines()[problem.line - 1]
        assert f"uses `{line[problem.column - 1 :][: len(problem.message) - 7]}`" == problem.message


@each("rule", [path.parent.name for path in INVALID.glob("*/docs")])
def test_rule_reports_exactly_its_example_in_pages(rule: str, small: Path) -> None:
    docs = Path(os.path.relpath(INVALID / rule / "docs"))
    expected = marked(docs, docs.as_posix())
    assert rule in {found for _, _, found in expected}
    _are_reported(problems(small, docs=docs), expected, Path())


def _are_reported(
    found: list[Diagnostic], expected: list[tuple[str, int, str]], folder: Path
) -> None:
    """Assert that the expected problems are found, each in its form and within a line of its file."""
    assert sorted((p.path, p.line, p.rule) for p in found) == expected
    for problem in found:
        assert FORM.fullmatch(str(problem))
        assert "\n" not in str(problem)
        lines = (folder / problem.path).read_bytes().split(b"\n")
        line = lines[problem.line - 1].decode("utf-8", "replace")
        assert problem.column <= len(line) + 1


def test_check_and_build_report_the_same(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_a_placeholder_too_many(small)
    assert main(["check", "--data", str(small)]) == 1
    told = capsys.readouterr()
    assert main(["build", "--docs", str(tmp_path / "docs"), "--data", str(small)]) == 1
    assert capsys.readouterr() == told
    assert told.out == "" and "[label-placeholder]" in told.err


def test_every_label_is_used(dataset: Dataset, rendered: tuple[dict[str, str], set[str]]) -> None:
    _, used = rendered
    told = {id_ for id_ in dataset.labels.root if id_.startswith("said-")}  # in changes
    assert used | told | {*dry_run.CONDITIONAL_LABELS} == set(dataset.labels.root)


def test_examples_and_rules_correspond() -> None:
    assert {*EXAMPLES, *MADE, "template-error"} == set(RULES)
