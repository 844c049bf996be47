"""Every rule reports its example, with its place and what to do, and nothing else.

`invalid/<rule>/` is laid over the valid dataset `small/`. A comment `# problem: <rule>, …` in a line
says what has to be reported there. What no committed file can show is in `test_mistakes.py`.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.build import dry_run
from generator.catalog.resolve import resolve
from generator.dataset.reader import read
from generator.dataset.rules import RULES
from generator.outputs import render
from generator.outputs.addresses import Site
from site_tests.support.mistakes import IN_TEMPLATES, MADE, with_a_placeholder_too_many
from site_tests.support.problems import FORM, INVALID, problems
from site_tests.support.project import ROOT, run

EXAMPLES = sorted(path.name for path in INVALID.iterdir())

_MARK = re.compile(r"# problem: ([a-z, -]+)$", re.MULTILINE)


def marked(folder: Path) -> list[tuple[str, int, str]]:
    """What the comments of an example say has to be reported: path, line, rule."""
    return sorted(
        (f"data/{path.relative_to(folder).as_posix()}", number, rule)
        for path in folder.rglob("*")
        if path.is_file()
        for number, line in enumerate(path.read_bytes().split(b"\n"), 1)
        for found in _MARK.findall(line.decode("utf-8", "replace"))
        for rule in found.split(", ")
    )


def test_the_smallest_dataset_has_no_problems(small: Path) -> None:
    assert problems(small) == []


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_rule_reports_its_example_and_nothing_else(rule: str, small: Path) -> None:
    shutil.copytree(INVALID / rule, small, dirs_exist_ok=True)
    expected = marked(INVALID / rule)
    assert rule in {found for _, _, found in expected}
    assert sorted((p.path, p.line, p.rule) for p in problems(small)) == expected


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_problem_says_where_it_is_what_it_is_and_what_to_do(rule: str, small: Path) -> None:
    shutil.copytree(INVALID / rule, small, dirs_exist_ok=True)
    for problem in problems(small):
        assert FORM.fullmatch(str(problem))
        assert "\n" not in str(problem)
        lines = (small / Path(problem.path).relative_to("data")).read_bytes().split(b"\n")
        line = lines[problem.line - 1].decode("utf-8", "replace")
        assert problem.column <= len(line) + 1


def test_check_and_build_tell_of_the_same(small: Path, tmp_path: Path) -> None:
    with_a_placeholder_too_many(small)
    build = ("build", "--docs", str(tmp_path / "docs"), "--data", str(small))
    told = [run("generator", *command) for command in (("check", "--data", str(small)), build)]
    assert {(done.returncode, done.stdout) for done in told} == {(1, "")}
    assert told[0].stderr == told[1].stderr
    assert "[label-placeholder]" in told[0].stderr


def test_no_label_is_left_over() -> None:
    used: set[str] = set(dry_run.CONDITIONAL_LABELS)
    dataset = read(ROOT / "data")
    catalogs = resolve(dataset, lambda texts: dry_run.RecordingLabels(texts, used, set()))
    render(catalogs, Site(dataset.dataset.url, dataset.dataset.repository))
    assert used == set(dataset.labels.root)


def test_every_rule_has_an_example_and_every_example_a_rule() -> None:
    assert {*EXAMPLES, *MADE, *IN_TEMPLATES} == set(RULES)


def test_check_prints_every_problem_as_compilers_do_and_fails(small: Path) -> None:
    shutil.copytree(INVALID / "text-end", small, dirs_exist_ok=True)
    done = run("generator", "check", "--data", str(small))
    *lines, summary = done.stderr.splitlines()
    assert done.returncode == 1
    assert done.stdout == ""
    assert summary == "2 problems in the data"
    assert [line.rsplit(" ", 1)[1] for line in lines] == ["[text-end]"] * 2
    assert all(line.startswith(f"{small.as_posix()}/remedies.yaml:") for line in lines)
