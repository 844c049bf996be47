"""The common codes say what the vendor's page says, and where it is wrong they say so."""

from __future__ import annotations

from collections import Counter

import pytest

from generator.catalog.model import Catalog
from generator.dataset.schema import CodeBase, CommonCode, Dataset
from site_tests.support.dataset import records
from site_tests.support.project import LANGS
from site_tests.support.source import Row, source_rows

COMMON = sorted({row.code for row in source_rows()})


def common(code: int) -> CommonCode:
    record = records()[code]
    assert isinstance(record, CommonCode)
    return record


# --- the vendor's page ---------------------------------------------------------------------------


def test_the_source_has_98_rows_of_66_codes() -> None:
    assert len(source_rows()) == 98
    assert len(COMMON) == 66
    stages = Counter(row.stage for row in source_rows())
    assert stages == {"init": 4, "login": 12, "publish": 36, "play": 27, "mix": 19}


@pytest.mark.parametrize("row", source_rows(), ids=lambda row: f"{row.code}-{row.stage}")
def test_a_row_of_the_source_is_represented(row: Row) -> None:
    record = common(row.code)
    printed = [record.erratum.printed] if record.erratum else [e.name for e in record.names]
    assert row.stage in record.stages
    assert row.name in printed


@pytest.mark.parametrize("code", COMMON, ids=str)
def test_a_common_code_is_documented_for_no_stage_that_the_source_lacks(code: int) -> None:
    expected = {row.stage for row in source_rows() if row.code == code}
    assert set(common(code).stages) == expected


def test_only_the_codes_of_the_source_are_common() -> None:
    assert sorted(code for code, r in records().items() if isinstance(r, CommonCode)) == COMMON


@pytest.mark.parametrize("code", COMMON, ids=str)
def test_the_stages_of_a_code_are_in_the_order_of_a_session(code: int, dataset: Dataset) -> None:
    order = list(dataset.stages.root)
    assert common(code).stages == sorted(common(code).stages, key=order.index)


@pytest.mark.parametrize(
    "code, name",
    [
        (10004001, "kOutOfMemeryError"),
        (11001002, "kNetworkDetectTcpConcectError"),
        (10008001, "kSDKNoMoudleFunction"),
        (62030017, "kRoomInvaildZPushTokenError"),
        (50001051, "kLiveRoomHBErrorByHttpTiemout"),
        (50001008, "kLiveRoomActiveRetryIntrevalSuccess"),
        *((10007100 + n, f"kFetalError{n}") for n in range(1, 8)),
    ],
)
def test_a_name_that_the_headers_misspell_stays_misspelt(code: int, name: str) -> None:
    assert [entry.name for entry in records()[code].names] == [name]


# --- where the source disagrees with itself or with the SDK --------------------------------------


def test_20000002_has_the_name_of_the_headers_and_the_misprint_as_an_erratum() -> None:
    record = common(20000002)
    assert [entry.name for entry in record.names] == ["kConfigOfflineError"]
    assert record.erratum
    assert record.erratum.printed == "kConfigDecryptError" == common(20000001).names[0].name
    assert [code for code in COMMON if common(code).erratum] == [20000002]


@pytest.mark.parametrize(
    "code, platforms_of",
    [
        (
            82000002,
            {
                "kMixStreamInputParamsError": {"objc", "java", "dart"},
                "kMixStreamInputError": {"cpp", "web"},
            },
        ),
        (
            52000105,
            {
                "kLiveRoomNotLoginError": {"cpp", "objc", "java", "dart"},
                "kLiveRoomUserNotExistError": {"web"},
            },
        ),
    ],
)
def test_a_code_with_two_names_says_which_platform_prints_which(
    code: int, platforms_of: dict[str, set[str]]
) -> None:
    assert {e.name: set(e.headers) for e in records()[code].names} == platforms_of


def test_only_two_codes_have_several_names() -> None:
    assert [code for code, r in records().items() if len(r.names) > 1] == [52000105, 82000002]


@pytest.mark.parametrize("code, other", [(60001007, 60001008), (60001008, 60001007)])
def test_a_name_of_two_codes_is_declared_at_both(code: int, other: int) -> None:
    (entry,) = records()[code].names
    assert entry.name == "kRoomReconnectFailError"
    assert entry.also == [other]


def test_only_one_name_belongs_to_several_codes() -> None:
    shared = {e.name for r in records().values() for e in r.names if e.also}
    assert shared == {"kRoomReconnectFailError"}


def test_stages_differ_only_where_the_guidance_differs() -> None:
    written = {
        (code, stage): sorted(name for name, _ in override.fields())
        for code in COMMON
        for stage, override in (common(code).overrides or {}).items()
    }
    assert written == {
        (52001002, "publish"): ["cause", "remedies", "retry"],
        (11000404, "publish"): ["remedies"],
        (12301011, "play"): ["cause"],
    }


def test_52001002_asks_support_when_publishing_and_the_audience_flag_elsewhere() -> None:
    record = common(52001002)
    assert record.remedies.steps == ["allow-audience-to-create-room"]
    assert record.overrides
    publish = record.overrides["publish"]
    assert publish.remedies
    assert publish.remedies.steps == ["contact-support"]
    assert publish.remedies.source == "vendor"


def test_11000404_checks_the_publish_flag_before_the_network_when_publishing() -> None:
    record = common(11000404)
    assert record.remedies.steps == ["check-network"]
    assert record.overrides
    publish = record.overrides["publish"]
    assert publish.remedies
    assert publish.remedies.steps == ["check-publish-flag", "check-network"]


def test_12301011_has_our_wording_for_playing_where_the_vendor_says_publishing() -> None:
    record = common(12301011)
    assert record.cause.source == "vendor"
    assert record.overrides
    play = record.overrides["play"].cause
    assert play
    assert play.source == "ours"


def test_a_remedy_worded_twice_by_the_source_is_one() -> None:
    assert common(51200007).remedies.steps == ["check-network"]
    assert common(51200007).overrides is None
    assert common(63000001).overrides is None


OURS = {10000106, 12301012, 52001012, 63000001, 80000001, 82000002}


@pytest.mark.parametrize("code", COMMON, ids=str)
def test_remedies_are_the_vendors_but_where_the_source_prints_none(code: int) -> None:
    record = common(code)
    given = [record.remedies]
    given += [o.remedies for o in (record.overrides or {}).values() if o.remedies]
    expected = "ours" if code in OURS else "vendor"
    assert {remedies.source for remedies in given} == {expected}


@pytest.mark.parametrize("code", COMMON, ids=str)
def test_causes_are_the_vendors_but_where_the_source_prints_none(code: int) -> None:
    expected = "ours" if code in {20000005, 12200002, 12200003, 50001003} else "vendor"
    assert common(code).cause.source == expected


# --- retry ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", COMMON, ids=str)
def test_whether_a_retry_helps_is_known_for_a_common_code(
    code: int, catalogs: dict[str, Catalog]
) -> None:
    for guidance in catalogs["en"].by_code[code].guidance:
        assert guidance.retry.helps in ("yes", "no", "conditional")


@pytest.mark.parametrize(
    "code", [20000001, 52000101, 52001002, 63000001, 10000106, 12301012, 52001012]
)
def test_a_retry_does_not_help_where_the_same_request_fails_again(
    code: int, catalogs: dict[str, Catalog]
) -> None:
    assert {g.retry.helps for g in catalogs["en"].by_code[code].guidance} == {"no"}


@pytest.mark.parametrize("stage", ["login", "publish", "play"])
def test_the_retry_rule_of_a_stage_is_every_3_seconds_5_to_10_times(
    stage: str, dataset: Dataset
) -> None:
    rule = dataset.stages.root[stage].retry
    assert rule and rule.attempts
    assert (rule.source, rule.interval) == ("vendor", 3)
    assert (rule.attempts.min, rule.attempts.max) == (5, 10)


def test_init_has_no_retry_rule_of_the_vendors_and_mix_only_a_wait(dataset: Dataset) -> None:
    init, mix = dataset.stages.root["init"].retry, dataset.stages.root["mix"].retry
    assert init and init.source == "ours" and init.interval is None and init.attempts is None
    assert mix and (mix.source, mix.wait) == ("vendor", 3) and mix.attempts is None


# --- remedies ------------------------------------------------------------------------------------


def _steps(record: CodeBase) -> list[str]:
    if not isinstance(record, CommonCode):
        return []
    overridden = [o.remedies for o in (record.overrides or {}).values() if o.remedies]
    return [step for remedies in (record.remedies, *overridden) for step in remedies.steps]


def test_every_remedy_is_used(dataset: Dataset) -> None:
    used = {step for record in records().values() for step in _steps(record)}
    used |= set(dataset.dataset.undocumented.remedies.steps)
    assert used == set(dataset.remedies.root)


@pytest.mark.parametrize("lang", LANGS)
def test_no_two_remedies_say_the_same(lang: str, dataset: Dataset) -> None:
    wordings = Counter(
        "".join(filter(str.isalnum, getattr(text, lang))).casefold()
        for text in dataset.remedies.root.values()
    )
    assert max(wordings.values()) == 1
