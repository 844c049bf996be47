"""The advice on errors: something to do, and a verdict on a retry; a new code may have the general advice."""

from __future__ import annotations

from generator.catalog.guidance import Guidance
from generator.catalog.model import Code
from site_tests.support.dataset import catalogs, dataset, records
from site_tests.support.each import each

ERRORS = [code for code in catalogs()["en"].codes if code.kind == "error"]


ADVISED = [code for code in ERRORS if records()[code.code].retry or records()[code.code].steps]
"""The errors with advice of their own."""


def ids(guidance: Guidance) -> list[str]:
    return [step.id for step in guidance.steps]


@each("code", ADVISED)
def test_advice_of_its_own_is_a_verdict_and_something_to_do(code: Code) -> None:
    record = records()[code.code]
    assert record.retry and record.steps, f"{code.code} lacks `retry` or `steps`: add it"
    for guidance in code.guidance:
        assert set(ids(guidance)) - {"contact-support"}, (
            f"{code.code} has no step but support: add one of ours"
        )


@each("code", ADVISED)
def test_a_retry_is_unknown_only_where_the_meaning_is_not_published(code: Code) -> None:
    for guidance in code.guidance:
        unknown = guidance.retry.verdict == "unknown"
        assert unknown == ("meaning-not-published" in ids(guidance)), code.code


@each("code", ADVISED)
def test_remedies_of_our_own_end_with_support(code: Code) -> None:
    for guidance in code.guidance:
        ours = [step.id for step in guidance.steps if step.source.mark == "ours"]
        assert "contact-support" not in ours[:-1], f"{code.code}: put `contact-support` last"


# --- kicked out or disconnected


EVENTS = [
    (event.action, code)
    for stage in dataset().stages.root.values()
    for event in (stage.events or {}).values()
    for code in (event.codes.numbers if event.codes else ())
]


@each("action, code", EVENTS)
def test_a_retry_after_an_event_is_what_the_event_asks_for(action: str, code: int) -> None:
    known = catalogs()["en"].by_code[code]
    (room,) = (stage for stage in known.stages if stage.id == "room")
    retry = known.at(room).retry
    if action == "stay-out":
        assert retry.verdict == "no"
    else:
        assert retry.verdict == "no" or (retry.calls and retry.calls.id == "login")


# --- the next step by stage


@each("code", ERRORS)
def test_sdk_is_released_before_it_is_initialized_again(code: Code) -> None:
    for guidance in code.guidance:
        again = guidance.retry.verdict == "yes" and [s.id for s in guidance.stages] == ["init"]
        assert again == ("release-before-init" in ids(guidance)), (
            f"{code.code}: a retry at `init`, and no other, has the step `release-before-init`;"
            " add an override for `init`"
        )


@each("code", ERRORS)
def test_login_comes_before_the_stream_is_started_again(code: Code) -> None:
    for guidance in code.guidance:
        if guidance.retry.rule == "log-in-first":
            assert {"log-in-then-stream", "log-in-after-disconnect"} & set(ids(guidance))
