"""The advice of every error: something to do, and a verdict on a retry."""

from __future__ import annotations

import pytest

from generator.catalog.guidance import Guidance
from generator.catalog.model import Catalog, Code
from site_tests.support.dataset import catalogs, records
from site_tests.support.each import each

ERRORS = [code for code in catalogs()["en"].codes if code.kind == "error"]

NEVER_RETRIED = [
    *(10000101, 10000106, 10001001, 10001002, 10001003, 10001004, 10001005, 10001103),
    *(10008001, 10008002, 12200107, 12200108, 12301011, 20000001, 20000002, 20000005),
    *(32001016, 50001001, 52000002, 52000003, 52000101, 52001002, 52002002, 52005030),
    *(52005035, 62002002, 62005030, 62005035, 63000001, 63000002),
    *(21200060, 31200060, 41200060, 51200060, 81200060),
]
"""Ours: codes at which the same call fails again until a person changes something."""

WHY_ONLY_ZEGO = {
    "meaning-not-published": [*range(10007101, 10007108), 40700001],
    "fault-inside-sdk": [50001205, 65000001],
    "only-zego-sees-server": [
        *(52000123, 52001003, 52001009, 62001001, 62010001, 62010005, 62010006),
        *(62031001, 62031002, 62031003),
    ],
    "only-zego-can-fix": [10001102, 82000003],
}
"""The remedies that say why only support can help, and the codes of which that is true."""

SAME_FAILURE = {
    "no connection": [21200007, 31200007, 41200007, 51200007, 12200001],
    "Net Agent": [35500001, 35500002, 45500001, 45500002, 55500001, 55500002],
    "Net Agent at mixing": [81200007, 81200028, 85500001, 85500002],
    "certificate": [21200060, 31200060, 41200060, 51200060],
    "heartbeat": [50001050, 50001051, 60001012],
    "internal token": [*range(62030011, 62030020), 64000003, 50001004, 50001005],
    "own token": [52002002, 62002002],
    "blacklist": [52005030, 52005035, 62005030, 62005035],
    "stream ID in use": [12200005, 12301012, 52001012],
    "invalid response": [51400003, 60003001],
}

AT_KICK_OUT = [52000141, 63000001, 63000002, 63000003]
AT_DISCONNECT = {
    **dict.fromkeys([60001001, 60001004, 60001005, 62010002], "after"),
    **dict.fromkeys([62001001, 62010006], "once"),
    52001002: "no",
}


def ids(guidance: Guidance) -> list[str]:
    return [step.id for step in guidance.steps]


@each("code", ERRORS)
def test_every_error_has_a_verdict_of_its_own_and_something_to_do(code: Code) -> None:
    assert records()[code.code].retry
    for guidance in code.guidance:
        assert set(ids(guidance)) - {"contact-support"}


@each("code", ERRORS)
def test_a_retry_is_unknown_only_where_the_meaning_is_not_published(code: Code) -> None:
    for guidance in code.guidance:
        unknown = guidance.retry.verdict == "unknown"
        assert unknown == ("meaning-not-published" in ids(guidance))


@each("code", ERRORS)
def test_remedies_of_our_own_end_with_support(code: Code) -> None:
    for guidance in code.guidance:
        ours = [step.id for step in guidance.steps if step.source.mark == "ours"]
        assert "contact-support" not in ours[:-1]


@each("remedy, codes", WHY_ONLY_ZEGO.items())
def test_support_alone_can_help_where_a_sentence_says_why(
    remedy: str, codes: list[int], catalogs: dict[str, Catalog]
) -> None:
    for code in codes:
        assert set(ids(catalogs["en"].by_code[code].guidance[0])) == {remedy, "contact-support"}


@each("codes", SAME_FAILURE.values())
def test_same_failure_has_the_same_advice_in_every_module(
    codes: list[int], catalogs: dict[str, Catalog]
) -> None:
    known = [catalogs["en"].by_code[code] for code in codes]
    advice = {(tuple(ids(code.guidance[0])), code.guidance[0].retry.rule) for code in known}
    assert len(advice) == 1


@each("code", NEVER_RETRIED)
def test_code_of_a_wrong_call_or_a_ban_is_never_retried(
    code: int, catalogs: dict[str, Catalog]
) -> None:
    verdicts = {guidance.retry.verdict for guidance in catalogs["en"].by_code[code].guidance}
    assert verdicts == {"no"}


# --- kicked out or disconnected


def at_room(code: int, catalog: Catalog) -> Guidance:
    (room,) = (stage for stage in catalog.by_code[code].stages if stage.id == "room")
    return catalog.by_code[code].at(room)


@pytest.mark.parametrize("code", AT_KICK_OUT)
def test_nobody_is_logged_in_again_after_a_kick_out(
    code: int, catalogs: dict[str, Catalog]
) -> None:
    assert at_room(code, catalogs["en"]).retry.verdict == "no"


@pytest.mark.parametrize("code, verdict", AT_DISCONNECT.items())
def test_a_retry_after_a_disconnect_is_a_login(
    code: int, verdict: str, catalogs: dict[str, Catalog]
) -> None:
    retry = at_room(code, catalogs["en"]).retry
    assert retry.verdict == verdict
    assert verdict == "no" or (retry.calls and retry.calls.id == "login")


def test_codes_of_the_room_callbacks_are_those_of_the_sample(catalogs: dict[str, Catalog]) -> None:
    stages = {code: record.stages or {} for code, record in records().items()}
    of_sample = [code for code, listed in stages.items() if listed.get("room") == "room-manager"]
    assert sorted(of_sample) == sorted([*AT_KICK_OUT, *AT_DISCONNECT])


# --- what comes next differs by stage


@pytest.mark.parametrize("code", [21200007, 21200028])
def test_sdk_is_released_before_it_is_initialized_again(
    code: int, catalogs: dict[str, Catalog]
) -> None:
    record = catalogs["en"].by_code[code]
    assert {
        stage.id for stage in record.stages if "release-before-init" in ids(record.at(stage))
    } == {"init"}


@pytest.mark.parametrize(
    "code", [21200007, 21200028, 51200007, 51200028, 60001001, 60001004, 60001005]
)
def test_login_comes_before_the_stream_is_started_again(
    code: int, catalogs: dict[str, Catalog]
) -> None:
    record = catalogs["en"].by_code[code]
    first = {stage.id for stage in record.stages if "log-in-then-stream" in ids(record.at(stage))}
    assert first == {"publish", "play"}
