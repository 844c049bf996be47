"""The command `explain`: its output for readers and for programs, and its exit codes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.catalog.model import Catalog
from generator.commands import main
from generator.lookup.cli import language
from generator.outputs.api.schemas import json_schemas
from generator.outputs.escape import plain
from site_tests.support.dataset import dataset, records
from site_tests.support.lookup import run_command
from site_tests.support.nightly import some
from site_tests.support.project import LANGS

Capture = pytest.CaptureFixture[str]
SCHEMAS = json_schemas("https://example.org/", "ZEGO")
Explain = Callable[..., tuple[int, str]]
UNSEEN = next(n for n in dataset().anatomy.curl.results if 51200000 + n not in records())
"""An error of libcurl that no code of the LiveRoom server has."""


@pytest.fixture
def explain(capsys: Capture) -> Explain:
    """Return `explain(*arguments)`, which returns the exit code and what was printed."""

    def explain(*arguments: str) -> tuple[int, str]:
        status = run_command("explain", *arguments)
        return status, capsys.readouterr().out

    return explain


# --- for readers


@pytest.mark.parametrize("lang", LANGS)
def test_a_code_in_full_is_the_markdown_of_its_page(
    lang: str, explain: Explain, docs: dict[str, str]
) -> None:
    expected = docs[f"{lang}/codes/60001005/index.md.txt"]
    assert explain("kRoomHbTimeoutError", "--full", "--lang", lang) == (0, expected)


@pytest.mark.parametrize(
    "query",
    ["21200007", "-21200007", "0x1437C87", "-0x1437C87", "kConfigServerCouldntConnectError"]
    + ["ConfigServerCouldntConnect", "config server couldnt connect", "错误码：２１２００００７"],
)
def test_a_code_may_be_written_in_any_form(query: str, explain: Explain) -> None:
    assert explain(query) == explain("21200007")
    assert explain(*query.split()) == explain("21200007")


@pytest.mark.parametrize("lang", LANGS)
def test_every_legacy_value_is_explained(
    lang: str, explain: Explain, catalogs: dict[str, Catalog]
) -> None:
    for number, values in some(list(catalogs[lang].legacy_values().items()), 5):
        status, out = explain(str(number), "--lang", lang)
        assert status == 0
        for value in values:
            title = f"{value.family_title}{catalogs[lang].language.colon}"
            assert title + plain(value.meaning) in out
            assert f"/{lang}/legacy/#{value.anchor}\n" in out
            assert all(str(code) in out for code in value.successors)
            assert plain(value.warning or "") in out


def test_several_codes_of_a_name_are_explained_one_after_another(explain: Explain) -> None:
    _, out = explain("kRoomReconnectFailError")
    heads = re.findall(r"^### (6\d+) `kRoomReconnectFailError`$", out, re.MULTILINE)
    assert heads == ["60001007", "60001008"]


def test_a_beginning_gets_a_short_list(explain: Explain) -> None:
    status, out = explain("2120")
    assert status == 0
    begin = [str(code) for code in sorted(records()) if str(code).startswith("2120")]
    assert re.findall(r"^  (\d+) k", out, re.MULTILINE) == begin
    status, out = explain("timeout")
    assert status == 0
    assert len(re.findall(r"^  \d+ ", out, re.MULTILINE)) == 11  # the last tells how many more


@pytest.mark.parametrize(
    "number, said",
    [
        (str(51200000 + UNSEEN), ["LiveRoom server", f"libcurl error {UNSEEN}"]),
        ("-62000999", ["server return code 999"]),
        ("1048717", ["0x100000", "return code 141", "52000141"]),
        ("99999999", ["any rule of the numbering scheme"]),
    ],
)
def test_an_unknown_number_is_taken_apart(number: str, said: list[str], explain: Explain) -> None:
    status, out = explain(number)
    assert status == 1
    assert [text for text in [*said, f"code={number}"] if text not in out] == []
    is_long = len(number.lstrip("-")) > 7
    assert len(re.findall(r"^  \d+ k", out, re.MULTILINE)) == (5 if is_long else 0)


def test_a_number_that_may_be_hexadecimal_is_possibly_a_code(explain: Explain) -> None:
    status, out = explain(f"{52000104:x}")
    assert status == 0
    assert out.startswith("[possibly]\n### 52000104 `kLiveRoomRoomNotExistError`\n")


def test_a_misspelled_name_is_guessed(explain: Explain) -> None:
    status, out = explain("kRoomHbTimeuotError")
    assert status == 1
    assert "Did you mean:\n  60001005 kRoomHbTimeoutError  https://" in out


def test_a_meaningless_query_finds_nothing(explain: Explain) -> None:
    status, out = explain("banana")
    assert status == 1
    assert re.fullmatch(r"No results found\.\nGo on from here: https://\S+/en/\n", out)


def test_words_lead_to_pages_and_what_was_left_out_is_reported(explain: Explain) -> None:
    status, out = explain("frobnicate", "playing")
    assert status == 0
    assert out.startswith("Left out: frobnicate\n")
    assert re.search(r"^  Playing \[Stage\]  https://\S+/en/stages/play/$", out, re.MULTILINE)


def test_words_choose_what_a_small_number_means(explain: Explain) -> None:
    _, document = answer(explain, "OnKickOut(uiReason=1)")
    first, second, *_ = document["results"]
    assert first["url"].endswith("/63000001/")
    assert second["url"].endswith("/en/legacy/#kick-out-reason-1")
    _, document = answer(explain, "play failed 7")
    urls = [result["url"].rpartition("/")[2] for result in document["results"]]
    assert urls == ["#publish-play-state-7"]


def test_an_unlisted_number_is_explained_beside_words(explain: Explain) -> None:
    status, out = explain("play", "failed", "52009999")
    assert status == 1
    assert "52009999 isn't listed" in out and "server return code 9999" in out
    assert "/en/stages/play/" in out


def test_the_query_cannot_command_the_terminal(explain: Explain) -> None:
    _, out = explain("\x1b[2J99999999\x9b\u202e")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out)


# --- stages


def test_an_unknown_stage_is_wrong_usage(capsys: Capture) -> None:
    assert run_command("explain", "10000105", "--json", "--stage", "lunch\x1b") == 2
    err = capsys.readouterr().err
    assert "lunch\\x1b isn't a stage; use one of" in err
    assert "login" in err


def test_a_stage_without_json_is_wrong_usage(capsys: Capture) -> None:
    assert run_command("explain", "10000105", "--stage", "login") == 2
    assert capsys.readouterr() == ("", "--stage: requires --json; add it\n")


# --- for programs


def answer(explain: Explain, *query: str) -> tuple[int, dict[str, Any]]:
    """Ask for JSON: the exit code, and the document."""
    status, out = explain(*query, "--json")
    document: dict[str, Any] = json.loads(out)
    return status, document


def found(document: dict[str, Any]) -> list[Any]:
    return [result["record"] for result in document["results"]]


def test_json_has_the_record_of_the_api(explain: Explain, docs: dict[str, str]) -> None:
    status, document = answer(explain, "kRoomHbTimeoutError")
    [result] = document["results"]
    assert (status, result["kind"], result["certain"]) == (0, "code", True)
    assert result["url"].endswith("/60001005/")
    assert result["record"] == json.loads(docs["api/v1/codes/60001005.json"])
    Draft202012Validator(SCHEMAS["code"]).validate(result["record"])


def test_json_of_a_stage_is_valid_as_well(explain: Explain) -> None:
    status, document = answer(explain, "21200007", "--stage", "login")
    [record] = found(document)
    Draft202012Validator(SCHEMAS["code"]).validate(record)
    assert [entry["stage"] for entry in record["guidance"]] == ["login"]
    assert status == 0


def test_json_of_several_codes_is_one_document(explain: Explain) -> None:
    _, document = answer(explain, "kRoomReconnectFailError")
    assert [record["code"] for record in found(document)] == [60001007, 60001008]


def test_json_of_a_legacy_value_is_an_item_of_the_api(
    explain: Explain, docs: dict[str, str]
) -> None:
    _, document = answer(explain, "105")
    items = json.loads(docs["api/v1/legacy.json"])["items"]
    assert found(document) == [item for item in items if item["code"] == 105]


def test_json_tells_a_guess_from_a_hit(explain: Explain) -> None:
    status, document = answer(explain, "kRoomHbTimeuotError")
    assert status == 1
    first = document["results"][0]
    assert (first["record"]["code"], first["certain"], first["why"]) == (60001005, False, "similar")
    _, document = answer(explain, "go live")
    assert document["results"][0]["kind"] == "place"
    assert not any(result["certain"] for result in document["results"])


@pytest.mark.parametrize("query, unlisted", [("99999999", "99999999"), ("banana", None)])
def test_json_of_nothing_says_so(query: str, unlisted: str | None, explain: Explain) -> None:
    status, document = answer(explain, query)
    assert (status, document["unlisted"]) == (1, unlisted)
    assert not any(result["certain"] for result in document["results"])


# --- the language


@pytest.mark.parametrize(
    "environment, expected",
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LANG": "", "LC_ALL": ""}, "en"),
    ],
)
def test_the_locale_decides_the_language(environment: dict[str, str], expected: str) -> None:
    assert language(environment) == expected


def test_the_other_language_is_searched_as_well(explain: Explain) -> None:
    _, out = explain("心跳超时", "--lang", "en")
    assert "60001005 kRoomHbTimeoutError" in out


# --- the packed data


def edit(small: Path) -> None:
    path = small / "codes" / "config.yaml"
    path.write_text(path.read_text("utf-8").replace("20000002:", "20000009:"), "utf-8")


def test_an_edit_of_the_data_shows_at_once(small: Path, explain: Explain) -> None:
    arguments = ("20000002", "--data", str(small))
    assert explain(*arguments)[0] == 0
    assert explain(*arguments)[0] == 0
    edit(small)
    assert explain(*arguments)[0] == 1
    assert explain("20000009", "--data", str(small))[0] == 0


def test_the_address_of_the_site_is_followed(
    small: Path, explain: Explain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://elsewhere.example/below")
    assert (
        "https://elsewhere.example/below/20000002/" in explain("20000002", "--data", str(small))[1]
    )


def test_problems_in_the_data_are_told(small: Path, capsys: Capture) -> None:
    (small / "remedies.yaml").unlink()
    assert main(["explain", "20000002", "--data", str(small)]) == 2
    assert "remedies.yaml:1:1: " in capsys.readouterr().err
