"""Help, usage and errors of the commands, in the reader's language."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from generator.catalog.model import Catalog
from generator.commands import main
from generator.outputs.packed import LABELS
from site_tests.support.lookup import run_command
from site_tests.support.project import LANGS, ROOT

Capture = pytest.CaptureFixture[str]
OTHER = {"zh": "en", "en": "zh"}
HELP = {
    "explain": ("query-help", "full", "json", "stage", "lang", "help", "options", "arguments"),
    "scan": ("files", "exit-zero", "format", "lang", "help", "options", "arguments"),
}


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("command", HELP)
def test_help_is_in_the_language_asked_for(
    command: str, lang: str, catalogs: dict[str, Catalog], capsys: Capture
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run_command(command, "--help", "--lang", lang)
    assert not stopped.value.code
    out = squeezed(capsys.readouterr().out)
    ours, theirs = catalogs[lang].labels, catalogs[OTHER[lang]].labels
    assert out.startswith(ours["command-usage"])
    for id_ in HELP[command]:
        assert squeezed(ours[f"command-{id_}"]) in out
        assert squeezed(theirs[f"command-{id_}"]) not in out


def test_the_locale_decides_where_no_language_is_asked_for(
    catalogs: dict[str, Catalog], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    with pytest.raises(SystemExit):
        run_command("scan", "--help")
    assert squeezed(catalogs["zh"].labels["command-files"]) in squeezed(capsys.readouterr().out)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "arguments, label, values",
    [
        (["explain"], "query-missing", {}),
        (["scan", "--color"], "unrecognized", {"words": "--color"}),
        (
            ["scan", "--format", "x\x1b"],
            "value",
            {"option": "--format", "value": "x\\x1b", "known": "text, json, markdown"},
        ),
        (["lunch"], "unknown", {"word": "lunch", "known": "explain, scan"}),
        ([], "missing", {"known": "explain, scan"}),
    ],
)
def test_wrong_usage_is_reported_in_the_readers_language(
    arguments: list[str],
    label: str,
    values: dict[str, str],
    lang: str,
    catalogs: dict[str, Catalog],
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    monkeypatch.setenv("LANG", lang)
    with pytest.raises(SystemExit) as stopped:
        run_command(*arguments)
    assert stopped.value.code == 2
    labels = catalogs[lang].labels
    problem = labels[f"command-{label}"].format(**values)
    err = capsys.readouterr().err
    assert err.startswith(labels["command-usage"])
    assert err.endswith(f": {labels['command-error']}: {problem}\n")


def test_a_wrong_stage_is_reported_in_chinese_too(
    catalogs: dict[str, Catalog], capsys: Capture
) -> None:
    labels = catalogs["zh"].labels
    assert run_command("explain", "1", "--stage", "login", "--lang", "zh") == 2
    assert capsys.readouterr().err == f"{labels['command-stage-json']}\n"
    assert run_command("explain", "1", "--json", "--stage", "lunch", "--lang", "zh") == 2
    known = ", ".join(stage.id for stage in catalogs["zh"].stages)
    told = labels["command-stage-unknown"].format(stage="lunch", known=known)
    assert capsys.readouterr().err == f"{told}\n"


def test_every_label_of_the_commands_is_packed_and_none_besides() -> None:
    sources = (ROOT / "generator" / "lookup").glob("*.py")
    text = "".join(path.read_text("utf-8") for path in sources)
    read = re.findall(r"words\[['\"]([a-z-]+)['\"]\]|fail\(\s*\"([a-z-]+)\"", text)
    assert {a or b for a, b in read} == set(LABELS)


def test_a_command_runs_where_the_labels_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr("generator.commands.LABELS", tmp_path / "labels.yaml")
    with pytest.raises(SystemExit) as stopped:
        main(["check", "--data", "no/such/folder"])
    assert stopped.value.code == 2
    assert "no/such/folder is not a folder" in capsys.readouterr().err


def test_a_query_needs_no_command(capsys: Capture) -> None:
    for query in ("21200007", "-21200007", "kConfigServerCouldntConnectError"):
        assert run_command(query, "--lang", "en") == 0
        assert "21200007" in capsys.readouterr().out


@pytest.mark.parametrize("stream", ["stdin", "stdout"])
def test_a_closed_stream_is_no_result(
    stream: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture, catalogs: dict[str, Catalog]
) -> None:
    monkeypatch.setattr(sys, stream, None)
    assert run_command("scan", "--lang", "en") == 2
    assert capsys.readouterr().err == f"{catalogs['en'].labels['command-closed']}\n"


def test_a_fault_of_the_program_is_no_result(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def fail(*_: object) -> int:
        raise LookupError("x\x1b")

    monkeypatch.setattr("generator.lookup.explain.run", fail)
    assert main(["explain", "1", "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert "LookupError: x\\x1b (test_usage.py:" in said and said.count("\n") == 1
