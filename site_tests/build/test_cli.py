"""The commands, their output and exit codes: 0 good, 1 problems in what was given, 2 wrong usage."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator import commands
from generator.commands import main
from generator.dataset.schema import json_schemas
from site_tests.support.project import run, tree_bytes

Capture = pytest.CaptureFixture[str]


def command(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments])


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SITE_URL", "REPO_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def docs(small: Path) -> Path:
    """Where the small dataset is built, and built already."""
    docs = small.with_name("docs")
    assert command("build", "--data", small, "--docs", docs) == 0
    return docs


def break_data(small: Path) -> None:
    (small / "remedies.yaml").write_text("check-network: {zh: 检查。}\n", "utf-8")


# --- what every command does --------------------------------------------------------------------


def test_a_command_that_is_interrupted_ends_as_by_the_signal(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "read", interrupted)
    assert command("check", "--data", small) == 130
    assert capsys.readouterr() == ("", "")


def test_a_mistake_of_the_program_is_not_taken_for_one_of_the_data(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(commands, "read", broken)
    with pytest.raises(ZeroDivisionError):
        command("check", "--data", small)


# --- check ---------------------------------------------------------------------------------------


def test_check_counts_the_codes_of_good_data(small: Path, capsys: Capture) -> None:
    assert command("check", "--data", small) == 0
    assert capsys.readouterr() == ("7 codes, no problems\n", "")


def test_check_prints_all_problems_and_their_number_to_standard_error(
    small: Path, capsys: Capture
) -> None:
    break_data(small)
    (small / "platforms.yaml").unlink()
    assert command("check", "--data", small) == 1
    out, err = capsys.readouterr()
    *problems, summary = err.splitlines()
    assert out == ""
    assert len(problems) >= 2
    assert summary == f"{len(problems)} problems in the data"
    assert all(re.match(r".+\.yaml:\d+:\d+: .+ \[[a-z-]+\]$", line) for line in problems)


def test_one_problem_is_counted_as_one(small: Path, capsys: Capture) -> None:
    (small / "notes.txt").write_text("", "utf-8")
    assert command("check", "--data", small) == 1
    assert capsys.readouterr().err.endswith("\n1 problem in the data\n")


def test_the_projects_data_have_no_problems() -> None:
    done = run("generator", "check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "270 codes, no problems\n", "")


# --- build ---------------------------------------------------------------------------------------


def test_build_prints_one_line_of_what_it_did(small: Path, capsys: Capture) -> None:
    docs = small.with_name("docs")
    command("build", "--data", small, "--docs", docs)
    line = r"7 codes: (\d+) files written, (\d+) unchanged, (\d+) removed\n"
    first = re.fullmatch(line, capsys.readouterr().out)
    assert first
    written = int(first[1])
    assert first.groups() == (str(written), "0", "0")
    command("build", "--data", small, "--docs", docs)
    second = re.fullmatch(line, capsys.readouterr().out)
    assert second
    assert second.groups() == ("0", str(written), "0")


def test_a_build_after_a_build_writes_nothing(small: Path, docs: Path) -> None:
    before = [(path, path.stat().st_mtime_ns) for path in sorted(docs.rglob("*"))]
    assert command("build", "--data", small, "--docs", docs) == 0
    assert [(path, path.stat().st_mtime_ns) for path in sorted(docs.rglob("*"))] == before


def test_the_pages_of_a_deleted_record_go(small: Path, docs: Path) -> None:
    path = small / "codes" / "config.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("  20000002:", "  20000009:"), "utf-8")
    assert any("20000002" in name for name in tree_bytes(docs))
    assert command("build", "--data", small, "--docs", docs) == 0
    names = tree_bytes(docs)
    assert not any("20000002" in name for name in names)
    for name in ("zh/codes/20000009.md", "en/codes/20000009.md", "20000009/index.html"):
        assert name in names
    assert not (docs / "20000002").exists()


def test_a_failed_build_leaves_the_previous_output_untouched(
    small: Path, docs: Path, capsys: Capture
) -> None:
    before = [(path, path.stat().st_mtime_ns) for path in sorted(docs.rglob("*"))]
    break_data(small)
    assert command("build", "--data", small, "--docs", docs) == 1
    assert [(path, path.stat().st_mtime_ns) for path in sorted(docs.rglob("*"))] == before
    assert "[schema-missing]" in capsys.readouterr().err


def test_a_failed_first_build_makes_no_folder(small: Path) -> None:
    break_data(small)
    docs = small.with_name("docs")
    assert command("build", "--data", small, "--docs", docs) == 1
    assert not docs.exists()


def test_a_folder_of_somebody_else_is_refused(small: Path, capsys: Capture) -> None:
    docs = small.with_name("docs")
    docs.mkdir()
    (docs / "thesis.txt").write_text("mine\n", "utf-8")
    assert command("build", "--data", small, "--docs", docs) == 2
    assert "not the generator's" in capsys.readouterr().err
    assert tree_bytes(docs) == {"thesis.txt": b"mine\n"}


def test_a_path_that_cannot_be_a_folder_is_told_without_a_traceback(
    small: Path, capsys: Capture
) -> None:
    docs = small.with_name("docs")
    docs.write_text("a file\n", "utf-8")
    assert command("build", "--data", small, "--docs", docs) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_url_of_the_site_is_an_input(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs, url = small.with_name("docs"), "https://elsewhere.example/below/"
    monkeypatch.setenv("SITE_URL", url)
    assert command("build", "--data", small, "--docs", docs) == 0
    permalink = (docs / "20000001" / "index.html").read_text("utf-8")
    assert f"{url}20000001/" in permalink
    assert "small.example" not in permalink


# --- schema and links ----------------------------------------------------------------------------


def test_schema_writes_one_file_for_each_kind_of_data(small: Path) -> None:
    assert command("schema", "--data", small) == 0
    written = {p.stem: json.loads(p.read_text("utf-8")) for p in (small / "schema").iterdir()}
    assert written == json_schemas()
    assert command("check", "--data", small) == 0


def test_links_reports_each_broken_link_and_fails(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "index.html").write_text('<a href="gone/">x</a><a href="#no">x</a>', "utf-8")
    assert command("links", tmp_path) == 1
    assert capsys.readouterr().err.splitlines() == [
        "index.html: gone/ has no target",
        "index.html: #no has no such anchor",
    ]
    (tmp_path / "index.html").write_text("good", "utf-8")
    assert command("links", tmp_path) == 0


# --- wrong usage ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["publish"],
        ["check", "--colour"],
        ["check", "--data", "no/such/folder"],
        ["build", "--data", "no/such/folder"],
        ["build", "--docs"],
        ["links"],
        ["links", "no/such/folder"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_with_exit_code_2(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_the_exit_code_reaches_the_shell(small: Path) -> None:
    break_data(small)
    assert run("generator", "check", "--data", str(small)).returncode == 1
    assert run("generator", "nonsense").returncode == 2
