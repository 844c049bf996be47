"""Problems that no committed file can have, many problems at once, and arbitrary content."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build import dry_run, generate, template_words
from generator.commands import main
from generator.dataset.reader import read
from generator.outputs import environment
from site_tests.support.each import each
from site_tests.support.edits import edit
from site_tests.support.mistakes import MADE
from site_tests.support.nightly import some
from site_tests.support.problems import FORM, INVALID, problems
from site_tests.support.project import SMALL


@pytest.mark.parametrize("rule", MADE)
def test_file_system_mistake_is_reported(rule: str, small: Path) -> None:
    expected = MADE[rule](small)
    found = problems(small)
    assert set(expected) <= {(p.path, p.rule) for p in found}
    assert {p.rule for p in found} <= {rule, "reference-unknown", "legacy-mask", "name-erratum"}
    assert all(FORM.fullmatch(str(problem)) for problem in found)


def _forget() -> None:
    for name in ("_markdown", "_html", "compiled"):
        getattr(environment, name).cache_clear()


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield a copy of the templates, which is rendered instead of the project's."""
    folder = tmp_path / "templates"
    shutil.copytree(environment.TEMPLATES, folder)
    for module in (environment, generate, dry_run):
        monkeypatch.setattr(module, "TEMPLATES", folder)
    monkeypatch.chdir(tmp_path)
    yield folder
    _forget()


def test_template_mistake_is_reported_at_its_line(
    templates: Path, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = templates / "pages" / "code.md.jinja"
    lines = template.read_text("utf-8").splitlines(keepends=True)
    body = lines.index("{% block body %}\n") + 2
    for line, wrong in ((body, "{{ code.nothing }}\n"), (5, "{% if %}\n"), (5, "{{ 'x }}\n")):
        template.write_text("".join([*lines[: line - 1], wrong, *lines[line - 1 :]]), "utf-8")
        _forget()
        assert main(["build", "--data", str(small)]) == 1
        told = capsys.readouterr().err
        place = rf"templates/pages/code\.md\.jinja:{line}:1: the template: cannot be rendered: "
        assert re.fullmatch(rf"{place}.+ \[template-error\]\n1 problem in the data\n", told)
    assert list(template_words.problems(read(small), templates)) == []


def test_all_wrong_labels_are_reported_at_once(small: Path) -> None:
    path = small / "labels.yaml"
    text = path.read_text("utf-8")
    text = text.replace("column-mark:", "colum-mark:", 1).replace("explain-page:", "page:", 1)
    text = re.sub(r"(?m)^(header-span:.*)$", lambda line: line[1].replace("{last}", "{x}"), text)
    path.write_text(text, "utf-8")
    first, line = (
        1 + text[: text.index(id_)].count("\n") for id_ in ("site-name:", "header-span:")
    )
    assert [(p.line, p.subject, p.hint, p.rule) for p in problems(small)] == [
        (first, "column-mark", "did you mean `colum-mark`?", "label-missing"),
        (first, "explain-page", "add it in both languages", "label-missing"),
        (line, "header-span", "use {first}, {last}", "label-placeholder"),
    ]


MISTAKES = {  # file, original text, replacement, subject, message and rule
    "a code of ten digits": (
        *("codes/config.yaml", "  20000002:", "  2000000200:"),
        ("codes.2000000200", "is not a valid code", "schema-value"),
    ),
    "a code of letters": (
        *("codes/config.yaml", "  20000002:", "  offline:"),
        ("codes.offline", "is not a valid code", "schema-value"),
    ),
    "a former name twice": (
        *(
            "codes/liveroom.yaml",
            "[kLiveRoomAuthError]",
            "[kLiveRoomAuthError, kLiveRoomAuthError]",
        ),
        ("aliases", "lists 'kLiveRoomAuthError' twice", "schema-value"),
    ),
    "a source that is a number": (
        *("codes/config.yaml", "{check-network: common-codes", "{check-network: 5"),
        ("check-network", "should be a valid string", "schema-type"),
    ),
    "a date that is a number": (
        *("dataset.yaml", "date: 2019-06-10", "date: 20190610"),
        ("date", "is not a date, such as 2019-06-10", "schema-value"),
    ),
    "a remedy twice": (
        *(
            "codes/config.yaml",
            "{check-network: common-codes, contact-support",
            "{check-network: common-codes, check-network",
        ),
        ("check-network", "is a duplicate key", "yaml-duplicate-key"),
    ),
    "a placeholder that reads an index": (
        *("labels.yaml", "{code}", "{code[0]}"),
        ("zh", "has a brace outside of a placeholder", "label-placeholder"),
    ),
    "a repository with a user": (
        *("dataset.yaml", "repository: https://", "repository: https://zego.im@"),
        ("repository", "has a user before its host", "schema-value"),
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


@pytest.mark.parametrize(
    "name", [".labels.yaml.swp", "labels.yaml~", "codes/.#config.yaml", ".DS_Store"]
)
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
    text = path.read_text("utf-8").replace(
        "    tier: common\n    stages: {init: common-codes}\n", "", 1
    )
    path.write_text(text.replace("contact-support: ", "contact-suport: "), "utf-8")
    found = problems(small)
    assert {"schema-missing", "reference-unknown"} == {problem.rule for problem in found}


def test_module_digit_matches_nothing_without_modules(small: Path) -> None:
    path = small / "modules.yaml"
    path.write_text(path.read_text("utf-8").replace("{from: ", "{fro: "), "utf-8")
    assert "schema-unknown" in {problem.rule for problem in problems(small)}
    path.write_text(path.read_text("utf-8").replace("{fro: ", "{from: 1"), "utf-8")
    assert "anatomy-contradiction" in {problem.rule for problem in problems(small)}


@pytest.fixture
def referring(small: Path) -> Path:
    """Return the small dataset, where a retired code has its successor in another file."""
    edit(small / "codes" / "liveroom.yaml", "successor: 52000104", "successor: 20000002")
    return small


@each("name", sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*.yaml")))
def test_a_reference_to_an_unreadable_file_is_no_problem(name: str, referring: Path) -> None:
    good = (referring / name).read_bytes()
    (referring / name).write_text("a: [\n", "utf-8")
    found = {problem.rule for problem in problems(referring)}
    (referring / name).write_bytes(good)
    assert found == {"yaml-syntax"}


def test_hint_suggests_a_similar_id(small: Path) -> None:
    path = small / "codes" / "config.yaml"
    path.write_text(
        path.read_text("utf-8").replace("{check-app-sign: ", "{check-app-sgin: "), "utf-8"
    )
    messages = [str(p) for p in problems(small) if p.rule == "reference-unknown"]
    assert len(messages) == 1
    assert "did you mean `check-app-sign`?" in messages[0]


@each(
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
@each("name", some(["codes/config.yaml", "dataset.yaml", "anatomy.yaml"], 3))
def test_any_file_content_is_a_problem_and_no_traceback(name: str, text: str, small: Path) -> None:
    good = (small / name).read_bytes()
    (small / name).write_text(text, "utf-8")
    found = problems(small)
    (small / name).write_bytes(good)
    assert f"data/{name}" in {problem.path for problem in found}
    assert all(FORM.fullmatch(str(problem)) for problem in found)
