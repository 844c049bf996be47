"""The command `scan`: its report in each format, its exit codes, and odd input."""

from __future__ import annotations

import errno
import gzip
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.catalog.model import Catalog
from generator.lookup.scanner import MOST_UNKNOWN
from generator.lookup.terminal import fill
from generator.outputs.escape import plain
from site_tests.support.dataset import dataset
from site_tests.support.each import each
from site_tests.support.log_files import NO_TEXT
from site_tests.support.lookup import run_command, store
from site_tests.support.project import LANGS, ROOT
from site_tests.support.reader import LOG
from site_tests.support.stages import cause_of, retry_of

Capture = pytest.CaptureFixture[str]
Scan = Callable[..., tuple[int, str, str]]
URL = dataset().dataset.url


@pytest.fixture
def scan(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> Scan:
    """Return `scan(log, *arguments)`, which returns exit code, output and errors for a file `app.log`."""
    monkeypatch.chdir(tmp_path)

    def scan(log: str | bytes, *arguments: str) -> tuple[int, str, str]:
        Path("app.log").write_bytes(log if isinstance(log, bytes) else log.encode())
        status = run_command("scan", "app.log", *arguments)
        return (status, *capsys.readouterr())

    return scan


# --- the report


@pytest.mark.parametrize("lang", LANGS)
def test_the_report_says_what_each_code_means(
    lang: str, scan: Scan, catalogs: dict[str, Catalog]
) -> None:
    status, out, err = scan(LOG, "--lang", lang)
    catalog = catalogs[lang]
    code = catalog.by_code[21200007]
    [value] = [v for v in catalog.legacy_values()[105] if v.family == "publish-state"]
    assert (status, err) == (1, "")
    for text in (
        f"\n  21200007 {code.name}{catalog.language.colon}{catalog.stages[0].title}\n",
        f"    {cause_of(catalog, code.guidance[0])}\n",
        *(plain(remedy.text) for remedy in code.guidance[0].steps),
        f"{value.family_title}{catalog.language.colon}{plain(catalog.language.marked(value.meaning, value.source))}",
        "/21200007/\n",
        "app.log:1: 07-10 11:12:13.100 E zego: onInitSDK errorCode=-21200007\n",
        "app.log:4: 07-10 11:12:13.400 E zego: 初始化失败，错误码：２１２００００７\n",
        "app.log:5: ",
        "\n  10000105 kNotLoginError",
        "\n  51200006",
        "12000",
    ):
        assert text in out
    heads = [catalog.labels[f"lookup-{kind}"] for kind in ("certain", "possible", "unknown")]
    assert [line for line in out.splitlines() if line in heads] == heads


@pytest.mark.parametrize("lang", LANGS)
def test_successes_are_counted_and_errors_come_before_statuses(
    lang: str, scan: Scan, catalogs: dict[str, Catalog]
) -> None:
    log = "onPublishStateUpdate stateCode=0\n" * 3 + "errorCode=50001008\nerrorCode=62001001\n"
    _, out, _ = scan(log, "--lang", lang)
    labels = catalogs[lang].labels
    assert fill(labels["lookup-count-success"], n=3) in out
    summary = out[out.index(labels["lookup-certain"]) :]
    codes = re.findall(r"^  (\d+) ", summary, re.MULTILINE)
    assert codes == ["62001001", "50001008"]


def test_a_finding_is_reported_when_it_is_first_seen(small: Path) -> None:
    process = command("scan", small, "--lang", "en")
    assert process.stdin and process.stdout and process.stderr
    process.stdin.write(b"onInitSDK errorCode=21200007\n")
    process.stdin.flush()
    assert process.stdout.readline() == b"-:1: onInitSDK errorCode=21200007\n"
    process.send_signal(signal.SIGINT)
    rest = process.stdout.read().decode()
    assert "Codes found" in rest
    assert process.wait() == 130
    for stream in (process.stdin, process.stdout, process.stderr):
        stream.close()


def test_json_has_all_of_it(scan: Scan, catalogs: dict[str, Catalog]) -> None:
    status, out, _ = scan(LOG, "--json")
    report = json.loads(out)
    catalog = catalogs["en"]
    code = catalog.by_code[21200007]
    at_init = code.at(catalog.stages[0])
    assert status == 1
    assert report["language"] == "en"
    assert report["lines"] == 5
    assert report["unlisted"] == 0
    assert report["not_scanned"] == []
    found = {(f["kind"], f["code"]): f for f in report["findings"]}
    assert list(found) == [
        *(("certain", 21200007), ("possible", 10000105), ("unknown", 51200006), ("certain", 105))
    ]
    first = found["certain", 21200007]
    lines = LOG.splitlines()
    assert first == {
        "kind": "certain",
        "code": 21200007,
        "stage": "init",
        "names": [code.name],
        "legacy": [],
        "count": 2,
        "meanings": [cause_of(catalog, code.guidance[0])],
        "remedies": [plain(step.text) for step in at_init.steps],
        "retries": [retry_of(catalog, at_init)],
        "verdicts": [at_init.retry.verdict],
        "permalink": f"{URL}21200007/",
        "first_lines": [
            {"file": "app.log", "line": 1, "text": lines[0]},
            {"file": "app.log", "line": 4, "text": lines[3]},
        ],
    }
    # A login, too, is among the lines before.
    assert found["certain", 105]["legacy"] == ["publish-state-105", "room-error-105"]
    assert found["unknown", 51200006]["permalink"] is None
    assert {frozenset(finding) for finding in report["findings"]} == {frozenset(first)}


@pytest.mark.parametrize("lang", LANGS)
def test_markdown_is_what_the_log_reader_copies(lang: str, scan: Scan) -> None:
    _, out, _ = scan(LOG, "--markdown", "--lang", lang)
    rows = [line for line in out.splitlines() if line.startswith("| ")]
    assert any(row.startswith(f"| [21200007]({URL}21200007/) | `kConfigS") for row in rows)
    assert any("| 2 | 1 |" in row for row in rows)
    assert any(row.startswith("| 51200006 |") and "libcurl" in row for row in rows)
    assert len(re.findall("^### ", out, re.MULTILINE)) == 3
    assert "zego:" not in out  # the log itself stays out


def test_formats_have_a_short_and_a_long_way(scan: Scan) -> None:
    for form in ("json", "markdown"):
        assert scan(LOG, f"--{form}") == scan(LOG, "--format", form)
    assert scan(LOG) == scan(LOG, "--format", "text")


def test_several_logs_have_one_report(scan: Scan) -> None:
    Path("other.log").write_text("errorCode=62001001\nonInitSDK errorCode=21200007\n", "utf-8")
    _, out, _ = scan(LOG, "other.log", "--json")
    report = json.loads(out)
    assert report["lines"] == 7
    first, *_ = report["findings"]
    assert first["count"] == 3
    assert [(line["file"], line["line"]) for line in first["first_lines"]] == [
        *(("app.log", 1), ("app.log", 4), ("other.log", 2))
    ]


def test_a_folder_stands_for_the_files_in_it(scan: Scan) -> None:
    Path("logs/old").mkdir(parents=True)
    Path("logs/b.log").write_text("errorCode=62001001\n", "utf-8")
    Path("logs/old/a.log.gz").write_bytes(gzip.compress(b"errorCode=62001001\n"))
    _, out, _ = scan("", "logs", "--json")
    [finding] = json.loads(out)["findings"]
    assert [line["file"] for line in finding["first_lines"]] == [
        str(Path("logs/b.log")),
        str(Path("logs/old/a.log.gz")),
    ]


# --- exit codes


@pytest.mark.parametrize(
    "log, status",
    [
        ("errorCode=21200007", 1),
        ("case kNotLoginError:", 1),
        ("errorCode=51200006", 1),  # nobody knows it, but it is one
        ("onPublishStateUpdate stateCode=105", 1),
        ("call 10000105 for help", 0),  # possibly
        ("errorCode=50001008", 0),  # no error, but a status
        ("onPublishStateUpdate stateCode=0", 0),
        ("all is well", 0),
        ("", 0),
        ("\n", 0),
    ],
)
def test_the_exit_code_is_1_where_a_code_was_found(log: str, status: int, scan: Scan) -> None:
    assert scan(log)[0] == status


def test_a_file_that_is_missing_is_reported_and_the_others_are_read(scan: Scan) -> None:
    status, out, err = scan(LOG, "no\x1bsuch.log")
    assert status == 2
    assert "21200007" in out
    assert err == "no\\x1bsuch.log: No such file or directory\n"


@pytest.mark.parametrize("form", ["text", "markdown"])
@each("written", NO_TEXT.values())
def test_no_text_is_reported_and_never_without_a_code(
    written: bytes, form: str, scan: Scan, catalogs: dict[str, Catalog]
) -> None:
    status, out, err = scan(written, "--lang", "en", "--format", form)
    assert (status, out) == (2, "")
    assert err == f"app.log: {catalogs['en'].labels['command-no-text']}\n"


def test_unscanned_files_are_in_the_json(scan: Scan) -> None:
    status, out, _ = scan(NO_TEXT["zip"], "--json")
    assert (status, json.loads(out)["not_scanned"]) == (2, ["app.log"])


def test_a_damaged_gzip_is_scanned_as_far_as_it_goes(
    scan: Scan, catalogs: dict[str, Catalog]
) -> None:
    log = LOG + "nothing\n" * 90_000
    status, out, err = scan(gzip.compress(log.encode())[:-9], "--lang", "en")
    assert status == 2
    assert "21200007" in out
    assert err == f"app.log: {catalogs['en'].labels['command-bad-gzip']}\n"


@pytest.mark.parametrize("log, status", [(LOG, 0), ("", 0), (NO_TEXT["zip"], 2)])
def test_codes_need_not_fail_a_build(log: str | bytes, status: int, scan: Scan) -> None:
    assert scan(log, "--exit-zero")[0] == status


@pytest.mark.parametrize("arguments", [["--color"], ["--format", "xml"], ["--json", "--markdown"]])
def test_wrong_usage_is_reported_with_exit_code_2(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        run_command("scan", *arguments)
    assert stopped.value.code == 2
    assert "usage:" in capsys.readouterr().err


# --- input and output


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_standard_input_is_read(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LOG.encode())))
    assert run_command("scan", *arguments, "--json") == 1
    first, *_ = json.loads(capsys.readouterr().out)["findings"]
    assert first["first_lines"][0]["file"] == "-"


def test_input_that_fails_is_reported_with_what_was_read(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(io.BytesIO):
        def read1(self, size: int | None = -1, /) -> bytes:
            if read := super().read1(size):
                return read
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Failing(LOG.encode())))
    assert run_command("scan") == 2
    out, err = capsys.readouterr()
    assert "21200007" in out
    assert err == "-: Input/output error\n"


def test_a_reader_who_types_is_told_how_to_end(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal(io.BytesIO(b"code=21200007\n")))
    assert run_command("scan") == 1
    out, err = capsys.readouterr()
    assert "21200007" in out
    assert err == "reading standard input; end it with Ctrl-D (Ctrl-Z on Windows)\n"


def test_numbers_beyond_those_that_are_listed_are_counted(scan: Scan) -> None:
    numbers = range(61300000, 61300000 + 2 * MOST_UNKNOWN)
    _, out, _ = scan("".join(f"error code {number}\n" for number in numbers), "--lang", "en")
    index = json.loads(store().index("en"))
    assert fill(index["strings"]["lookup_more"], n=MOST_UNKNOWN) in out


def test_windows_newlines_stay_out_of_the_report(scan: Scan) -> None:
    windows = scan(LOG.replace("\n", "\r\n"), "--json")
    assert windows == scan(LOG, "--json")


HOSTILE = (
    b"\x1b]0;title\x07\x1b[2J\x1b[31m \x9b31m \xc2\x9b2J errorCode=21200007 \x00\x08\x08\x7f "
    + "\u202egnp.exe\u2066 \u2028 \ufeff".encode()
    + b" \rerrorCode=0 all is well\r\n"
)


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_a_log_cannot_command_the_terminal(form: str, scan: Scan) -> None:
    status, out, _ = scan(HOSTILE, "--format", form)
    assert status == 1
    assert "21200007" in out
    unsafe = "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
    assert re.findall(unsafe, out) == []
    if form == "json":
        [finding] = json.loads(out)["findings"]
        [line] = finding["first_lines"]
        assert line["text"].startswith("\x1b]0;title\x07")
        assert "\u202egnp.exe" in line["text"]


def command(name: str, data: Path, *arguments: str, **options: object) -> subprocess.Popen[bytes]:
    """Start a command of its own, on the small dataset, which is read soon."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"}
    return subprocess.Popen(
        [sys.executable, "-m", "generator", name, "--data", str(data), *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=inherited | {str(name): str(value) for name, value in options.items()},
    )


@pytest.mark.parametrize("name", ["explain", "scan"])
def test_a_reader_that_leaves_is_no_error(name: str, small: Path) -> None:
    process = command(name, small, *(["21200007"] if name == "explain" else []))
    assert process.stdout and process.stdin and process.stderr
    process.stdout.close()
    process.stdin.write(LOG.encode())
    process.stdin.close()
    assert process.stderr.read() == b""
    assert process.wait() == 141
    process.stderr.close()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk"])
def test_a_terminal_of_any_encoding_gets_an_answer(encoding: str, small: Path) -> None:
    process = command("scan", small, "--lang", "zh", PYTHONUTF8=0, PYTHONIOENCODING=encoding)
    out, err = process.communicate(LOG.encode())
    assert (process.returncode, err) == (1, b"")
    assert "21200007" in out.decode(encoding)


def test_json_is_utf_8_in_any_locale(small: Path) -> None:
    options = {"PYTHONUTF8": 0, "PYTHONIOENCODING": "ascii"}
    process = command("scan", small, "--lang", "zh", "--json", **options)
    out, _ = process.communicate(LOG.encode())
    first, *_ = json.loads(out.decode())["findings"]
    assert "错误码：２１２００００７" in first["first_lines"][1]["text"]
