"""The maintainers' commands: output and exit codes (0 success, 1 problems, 2 wrong usage)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator import commands
from generator.commands import main
from generator.dataset.schema import json_schemas
from site_tests.support.project import ROOT, environment, run, tree_bytes

Capture = pytest.CaptureFixture[str]


def command(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments])


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SITE_URL", "REPO_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def docs(small: Path) -> Path:
    """Return the folder with the generated pages of the small dataset."""
    docs = small.with_name("docs")
    assert command("build", "--data", small, "--docs", docs) == 0
    return docs


def break_data(small: Path) -> None:
    (small / "remedies.yaml").write_text("check-network: {zh: 检查。}\n", "utf-8")


# --- every command ------------------------------------------------------------------------------


def test_interrupted_command_exits_with_130(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "read", interrupted)
    assert command("check", "--data", small) == 130
    assert capsys.readouterr() == ("", "")


def test_program_error_is_not_reported_as_a_data_problem(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def broken(_: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(commands, "read", broken)
    assert command("check", "--data", small) == 2
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said and "problem" not in said


# --- check ---------------------------------------------------------------------------------------


def test_check_counts_the_codes_of_valid_data(small: Path, capsys: Capture) -> None:
    assert command("check", "--data", small) == 0
    assert capsys.readouterr() == ("7 codes, no problems\n", "")


def test_check_prints_problems_and_count_to_stderr(small: Path, capsys: Capture) -> None:
    break_data(small)
    (small / "platforms.yaml").unlink()
    assert command("check", "--data", small) == 1
    out, err = capsys.readouterr()
    *problems, summary = err.splitlines()
    assert out == ""
    assert len(problems) >= 2
    assert summary == f"{len(problems)} problems in the data"
    assert all(re.match(r".+\.yaml:\d+:\d+: .+ \[[a-z-]+\]$", line) for line in problems)


def test_one_problem_is_counted_in_the_singular(small: Path, capsys: Capture) -> None:
    (small / "notes.txt").write_text("", "utf-8")
    assert command("check", "--data", small) == 1
    assert capsys.readouterr().err.endswith("\n1 problem in the data\n")


# --- build ---------------------------------------------------------------------------------------


def test_build_prints_a_summary(small: Path, capsys: Capture) -> None:
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


def test_pages_of_a_deleted_record_are_removed(small: Path, docs: Path) -> None:
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


def test_failed_build_keeps_the_previous_output(small: Path, docs: Path, capsys: Capture) -> None:
    before = [(path, path.stat().st_mtime_ns) for path in sorted(docs.rglob("*"))]
    break_data(small)
    assert command("build", "--data", small, "--docs", docs) == 1
    assert [(path, path.stat().st_mtime_ns) for path in sorted(docs.rglob("*"))] == before
    assert "[schema-missing]" in capsys.readouterr().err


def test_failed_first_build_creates_no_folder(small: Path) -> None:
    break_data(small)
    docs = small.with_name("docs")
    assert command("build", "--data", small, "--docs", docs) == 1
    assert not docs.exists()


def test_file_as_docs_folder_is_reported_in_one_line(small: Path, capsys: Capture) -> None:
    docs = small.with_name("docs")
    docs.write_text("a file\n", "utf-8")
    assert command("build", "--data", small, "--docs", docs) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_build_uses_site_url(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs, url = small.with_name("docs"), "https://elsewhere.example/below/"
    monkeypatch.setenv("SITE_URL", url)
    assert command("build", "--data", small, "--docs", docs) == 0
    permalink = (docs / "20000001" / "index.html").read_text("utf-8")
    assert f"{url}20000001/" in permalink
    assert "small.example" not in permalink


# --- schema and links ----------------------------------------------------------------------------


def test_schema_writes_a_file_per_kind_of_data(small: Path) -> None:
    assert command("schema", "--data", small) == 0
    written = {p.stem: json.loads(p.read_text("utf-8")) for p in (small / "schema").iterdir()}
    assert written == json_schemas()
    assert command("check", "--data", small) == 0


def test_links_reports_broken_links_and_fails(tmp_path: Path, capsys: Capture) -> None:
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
        ["check", "--color"],
        ["check", "--data", "no/such/folder"],
        ["build", "--data", "no/such/folder"],
        ["build", "--docs"],
        ["release", "--date", "2026-02-30"],
        ["links"],
        ["links", "no/such/folder"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_exit_code_reaches_the_shell(small: Path) -> None:
    break_data(small)
    assert run("generator", "check", "--data", str(small)).returncode == 1


def without(module: str) -> subprocess.CompletedProcess[str]:
    """Run `check` where a module cannot be found."""
    code = f"import runpy, sys; sys.modules['{module}'] = None; runpy.run_module('generator')"
    return subprocess.run(
        [sys.executable, "-c", code, "check"],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def test_packages_that_a_checkout_lacks_are_reported_in_a_sentence() -> None:
    done = without("yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"the package yaml is not installed; install .+\n", done.stderr)


def test_a_module_that_a_checkout_lacks_is_no_package_to_install() -> None:
    done = without("generator.outputs")
    assert done.returncode == 1
    assert "generator.outputs" in done.stderr.splitlines()[-1]
