"""The common codes agree with the vendor's page, except for its errors."""

from __future__ import annotations

from collections import Counter

import pytest

from generator.catalog.model import Catalog
from generator.dataset.schema import Dataset
from generator.dataset.schema_codes import CodeRecord
from site_tests.support.dataset import records
from site_tests.support.each import each
from site_tests.support.source import Row, source_rows

COMMON = sorted({row.code for row in source_rows()})


def common(code: int) -> CodeRecord:
    record = records()[code]
    assert record.tier == "common"
    return record


def vendors_steps(steps: dict[str, str] | None) -> list[str]:
    return [id_ for id_, source in (steps or {}).items() if source == "common-codes"]


# --- the vendor's page ---------------------------------------------------------------------------


def test_source_has_98_rows_of_66_codes() -> None:
    assert len(source_rows()) == 98
    assert len(COMMON) == 66
    stages = Counter(row.stage for row in source_rows())
    assert stages == {"init": 4, "login": 12, "publish": 36, "play": 27, "mix": 19}


@each("row", source_rows())
def test_source_row_is_in_the_dataset(row: Row) -> None:
    record = common(row.code)
    printed = [record.erratum.printed] if record.erratum else [e.name for e in record.names]
    assert (record.stages or {})[row.stage] == "common-codes"
    assert row.name in printed


@each("code", COMMON)
def test_stages_of_a_common_code_equal_the_source(code: int) -> None:
    expected = {row.stage for row in source_rows() if row.code == code}
    stages = common(code).stages or {}
    assert {id_ for id_, source in stages.items() if source == "common-codes"} == expected


def test_common_codes_equal_the_source() -> None:
    assert sorted(code for code, r in records().items() if r.tier == "common") == COMMON


@each("code", COMMON)
def test_stages_of_a_code_are_in_session_order(code: int, dataset: Dataset) -> None:
    order = list(dataset.stages.root)
    stages = list(common(code).stages or ())
    assert stages == sorted(stages, key=order.index)


# --- contradictions of the source ----------------------------------------------------------------


def test_20000002_keeps_the_header_name_and_has_an_erratum() -> None:
    record = common(20000002)
    assert [entry.name for entry in record.names] == ["kConfigOfflineError"]
    assert record.erratum
    assert record.erratum.printed == "kConfigDecryptError" == common(20000001).names[0].name
    assert [code for code in COMMON if common(code).erratum] == [20000002]


@pytest.mark.parametrize("code, other", [(60001007, 60001008), (60001008, 60001007)])
def test_shared_name_is_declared_at_both_codes(code: int, other: int) -> None:
    (entry,) = records()[code].names
    assert entry.name == "kRoomReconnectFailError"
    assert entry.also == [other]


def test_only_one_name_is_shared() -> None:
    shared = {e.name for r in records().values() for e in r.names if e.also}
    assert shared == {"kRoomReconnectFailError"}


def test_52001002_has_another_remedy_for_publishing() -> None:
    record = common(52001002)
    assert vendors_steps(record.steps) == ["allow-audience-to-create-room"]
    assert record.overrides
    assert vendors_steps(record.overrides["publish"].steps) == ["contact-support"]


def test_11000404_checks_the_publish_flag_first_for_publishing() -> None:
    record = common(11000404)
    assert vendors_steps(record.steps) == ["check-network"]
    assert record.overrides
    publish = record.overrides["publish"]
    assert vendors_steps(publish.steps) == ["check-publish-flag", "check-network"]


def test_12301011_is_a_forbidden_stream_at_every_stage() -> None:
    record = common(12301011)
    assert record.cause and record.cause.source == "common-codes"
    assert record.overrides and list(record.overrides) == ["play"]
    assert record.overrides["play"].cause
    assert record.overrides["play"].cause.source == "forbid-rtc-stream"
    assert record.note
    assert record.note.source == "forbid-rtc-stream"
    assert "`ForbidRTCStream`" in record.note.en
    assert "`ResumeRTCStream`" in record.note.en


@each("row", source_rows())
def test_steps_of_the_vendor_lead_in_its_order_under_its_mark(
    row: Row, catalogs: dict[str, Catalog]
) -> None:
    code = catalogs["en"].by_code[row.code]
    (stage,) = (stage for stage in code.stages if stage.id == row.stage)
    guidance = code.at(stage)
    vendors = [step.id for step in guidance.steps if step.source.mark == "vendor"]
    assert vendors == list(row.steps)
    assert [step.id for step in guidance.steps][: len(vendors)] == vendors


@each("code", COMMON)
def test_cause_is_the_vendors_if_the_source_has_one(code: int) -> None:
    of_sample = code in {20000005, 12200002, 12200003, 50001003}
    cause = common(code).cause
    assert cause and cause.source == ("room-manager" if of_sample else "common-codes")


# --- retry ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code", [20000001, 52000101, 52001002, 63000001, 10000106, 12301012, 52001012]
)
def test_retry_does_not_help_after_a_wrong_request(code: int, catalogs: dict[str, Catalog]) -> None:
    assert {g.retry.helps for g in catalogs["en"].by_code[code].guidance} == {"no"}


@pytest.mark.parametrize("stage", ["login", "publish", "play"])
def test_retry_rule_is_every_3_seconds_5_to_10_times(stage: str, dataset: Dataset) -> None:
    rule = dataset.stages.root[stage].retry
    assert rule and rule.attempts
    assert (rule.source, rule.interval) == ("common-codes", 3)
    assert (rule.attempts.min, rule.attempts.max) == (5, 10)


def test_vendor_has_no_retry_rule_for_init_and_a_wait_for_mix(dataset: Dataset) -> None:
    init, mix = dataset.stages.root["init"].retry, dataset.stages.root["mix"].retry
    assert init and init.source == "ours" and init.interval is None and init.attempts is None
    assert mix and (mix.source, mix.wait) == ("common-codes", 3) and mix.attempts is None
