"""Codes whose guidance differs by stage: the stage of a line or a query decides what is said."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.catalog.model import Catalog
from generator.lookup.explain import Explanation
from generator.outputs.escape import plain
from site_tests.support import ids
from site_tests.support.dataset import catalogs
from site_tests.support.each import each
from site_tests.support.engine import core
from site_tests.support.lookup import run_command, store
from site_tests.support.nightly import some
from site_tests.support.project import LANGS
from site_tests.support.stages import (
    AT_STAGES,
    DIFFERING,
    ROOM,
    called,
    cause_of,
    causes_of,
    retry_of,
)

AT_ALL = DIFFERING[0]
"""A code of which it matters at every stage, of its own or not."""

Capture = pytest.CaptureFixture[str]
Finding = dict[str, Any]


@cache
def explanation(lang: str) -> Explanation:
    return Explanation(store(), lang)


def scan(log: str, lang: str, capsys: Capture, tmp_path: Path, *options: str) -> str:
    """Return what `scan` says of a log."""
    file = tmp_path / "app.log"
    file.write_text(log, "utf-8")
    run_command("scan", str(file), "--lang", lang, *options)
    return capsys.readouterr().out


def findings(log: str, lang: str, capsys: Capture, tmp_path: Path) -> list[Finding]:
    found: list[Finding] = json.loads(scan(log, lang, capsys, tmp_path, "--json"))["findings"]
    return found


# --- the log scanner and `scan`


@each("lang", LANGS)
@each("code", some(DIFFERING, 3))
def test_log_has_an_entry_for_each_stage_of_a_code(
    lang: str, code: int, capsys: Capture, tmp_path: Path, catalogs: dict[str, Catalog]
) -> None:
    catalog = catalogs[lang]
    record = catalog.by_code[code]
    log = "".join(f"{called(stage)} errorCode={code}\n" for stage in record.stages)
    found = findings(log, lang, capsys, tmp_path)
    assert [finding["stage"] for finding in found] == [stage.id for stage in record.stages]
    for finding, stage in zip(found, record.stages, strict=True):
        guidance = record.at(stage)
        assert finding["meanings"] == [cause_of(catalog, guidance)]
        assert finding["remedies"] == [plain(step.text) for step in guidance.steps]
        assert finding["retries"] == [retry_of(catalog, guidance)]
        assert finding["verdicts"] == [guidance.retry.verdict]
    blocks = scan(log, lang, capsys, tmp_path).split("\n\n")
    entries = [block.partition("\n")[2] for block in blocks if re.match(r"\S+:\d+: ", block)]
    for entry, stage in zip(entries, record.stages, strict=True):
        guidance = record.at(stage)
        steps = [f"{n}. {plain(step.text)}" for n, step in enumerate(guidance.steps, 1)]
        shown = [line.strip() for line in entry.splitlines()]
        assert stage.title in shown[0]
        assert [line for line in shown if re.match(r"\d+\. ", line)] == steps
        assert cause_of(catalog, guidance) in shown
        assert shown[0].startswith(f"{code} ")


ELSEWHERE = [
    code.code
    for code in catalogs()["en"].common
    if code.kind == "error" and ROOM not in {stage.id for stage in code.stages}
]


@each("lang", LANGS)
@each("callback", ["onDisconnect", "onKickOut"])
def test_guidance_of_other_stages_is_labeled_at_a_disconnect(
    lang: str, callback: str, capsys: Capture, tmp_path: Path, catalogs: dict[str, Catalog]
) -> None:
    catalog = catalogs[lang]
    language = catalog.language
    log = "".join(f"{callback} errorCode={code}\n" for code in ELSEWHERE)
    found = {finding["code"]: finding for finding in findings(log, lang, capsys, tmp_path)}
    assert found.keys() == set(ELSEWHERE) != set()
    for code, finding in found.items():
        record = catalog.by_code[code]
        places = tuple(
            language.comma.join(stage.title for stage in group.stages) + language.colon
            for group in record.differing or record.guidance
        )
        assert finding["stage"] == ROOM
        for text in [*finding["meanings"], *finding["remedies"], *finding["retries"]]:
            assert text.startswith(places)


CALLED = [
    (stage.id, name)
    for stage in catalogs()["en"].stages
    for callbacks in stage.callbacks
    for name in callbacks.names
]


@each("stage, name", CALLED)
def test_callback_of_any_platform_names_its_stage(stage: str, name: str) -> None:
    lines = [f"{name} errorCode={AT_ALL}", f"E [{name.upper()}] error {AT_ALL}"]
    assert core().call("stagesIn", lines) == [stage, stage]


WORDS = {
    "推流失败 {}": "publish",
    "拉流失败，错误码 {}": "play",
    "登录房间失败：{}": "login",
    "初始化失败 {}": "init",
    "混流出错 {}": "mix",
    "被踢出房间，错误码 {}": "room",
    "publish failed {}": "publish",
    "failed to start publishing: error {}": "publish",
    "login failed, code={}": "login",
    "error {} while logging in": "login",
    "play failed with error {}": "play",
    "startPlayingStream error code {}": "play",
    "initSDK failed: {}": "init",
    "mix stream failed: {}": "mix",
    "kicked out, error {}": "room",
    "publish failed: error {}, the user is not logged in": "publish",
    "login ok; publish failed: {}": "publish",
    "publish failed {}; login failed 21200028": "publish",
    "推流回调 onPlayStateUpdate error {}": "play",
    "publishing and playing, error {}": None,
    "display error {}": None,
    "republish-count 3, error {}": None,
    "kPlayStreamNotExistError? error {}": None,
    "error {}": None,
}


@each("line, stage", WORDS.items())
def test_words_of_a_line_name_the_stage_that_failed(line: str, stage: str | None) -> None:
    text = line.format(AT_ALL)
    [found] = core().call("stagesIn", [text])
    assert found == stage


def test_old_mask_is_explained_as_on_the_page_of_the_scanner(
    capsys: Capture, tmp_path: Path
) -> None:
    log = "onLoginRoom errorCode=1048681\n"
    for lang in LANGS:
        strings = json.loads(store().index(lang))["strings"]
        said = strings["masked"].format(value=1048681, result=105)
        assert f"    {said} 52000105\n" in scan(log, lang, capsys, tmp_path)
        assert f"{said} 52000105" in scan(log, lang, capsys, tmp_path, "--markdown")


# --- the search and `explain`


@each("lang", LANGS)
@each("code, stage", some(AT_STAGES, 4))
def test_query_that_names_a_stage_has_its_text_first(
    lang: str, code: int, stage: str, capsys: Capture, catalogs: dict[str, Catalog]
) -> None:
    catalog = catalogs[lang]
    record, at = catalog.by_code[code], ids.stage(catalog, stage)
    guidance, told = record.at(at), record.led_by(at)
    for query in (f"{called(at)} {code}", f"{code} {at.log_keywords[0]}", f"{at.title} {code}"):
        first, *_ = explanation(lang).ask(query)["results"]
        assert (first["code"], first["stage"]) == (code, stage), query
        causes = sorted(causes_of(catalog, told), key=lambda c: plain(guidance.cause.text) not in c)
        assert plain(guidance.cause.text) in first["meaning"]
        if len(causes) > 1:
            assert at.title in first["meaning"].partition(catalog.language.colon)[0]
            assert first["meaning"].index(plain(guidance.cause.text)) < min(
                first["meaning"].index(plain(g.cause.text))
                for g in record.causes
                if g.cause.text != guidance.cause.text
            )
        assert run_command("explain", query, "--lang", lang) == 0
        out = capsys.readouterr().out
        labels = catalog.labels
        for part, groups in (("remedies", told.advice), ("retry", told.retries)):
            head = f"- {labels[part]}{catalog.language.colon}"
            lines = [line for line in out.splitlines() if line.startswith(head)]
            assert len(lines) == len(groups)
            if len(groups) > 1:
                assert lines[0].startswith(f"{head}{at.title}")
