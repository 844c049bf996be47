"""The dataset says what its sources say: every row, name, count and date, in both directions."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import groupby
from typing import cast

import pytest

from generator import anatomy
from generator.model import Catalog
from generator.schema import CodeBase, CommonCode, CompleteCode, Dataset, LegacyValue
from site_tests.support.dataset import dataset as read_dataset
from site_tests.support.dataset import records
from site_tests.support.project import LANGS
from site_tests.support.source import EnumRow, LegacyRow, Row, enum_rows, legacy_rows, source_rows

COMMON = sorted({row.code for row in source_rows()})
ENUM = {code: list(rows) for code, rows in groupby(enum_rows(), key=lambda row: row.code)}


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


# --- the enum ------------------------------------------------------------------------------------


def test_the_enum_has_270_codes_and_271_names() -> None:
    assert len(ENUM) == 270
    assert len({row.name for row in enum_rows()}) == 271


def test_the_dataset_has_exactly_the_codes_of_the_enum() -> None:
    assert sorted(records()) == sorted(ENUM)


@pytest.mark.parametrize("code", ENUM, ids=str)
def test_names_headers_and_dates_of_a_code_equal_the_enum(code: int) -> None:
    def day(value: date | None) -> str:
        return value.isoformat() if value else ""

    written = [
        EnumRow(code, entry.name, entry.headers, day(entry.first), day(entry.last))
        for entry in records()[code].names
    ]
    assert sorted(written, key=lambda row: row.name) == sorted(ENUM[code], key=lambda row: row.name)


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


# --- codes beyond the common ones ----------------------------------------------------------------


def test_values_that_are_no_errors_are_statuses() -> None:
    statuses = [code for code, r in records().items() if getattr(r, "kind", "error") == "status"]
    assert sorted(statuses) == [0, 1, 50001008, 50001009, 50001010]


@pytest.mark.parametrize("lang", LANGS)
def test_our_readings_are_all_different(lang: str) -> None:
    readings = Counter(
        getattr(record.cause, lang)
        for record in records().values()
        if isinstance(record, CompleteCode)
    )
    assert len(readings) == 270 - 66
    assert max(readings.values()) == 1


@pytest.mark.parametrize("code", [c for c in ENUM if c not in COMMON], ids=str)
def test_a_reading_of_an_undocumented_code_is_marked_as_ours(code: int) -> None:
    record = records()[code]
    assert isinstance(record, CompleteCode)
    assert record.cause.source == "ours"


# --- legacy --------------------------------------------------------------------------------------

FAMILIES = {
    "publish/play state": "publish-play-state",
    "publish state": "publish-state",
    "play state": "play-state",
    "room error": "room-error",
    "mask": "mask",
    "login (sample code)": "login-sample",
    "kick-out / state": "kick-out-state",
    "kick-out": "kick-out",
    "kick-out reason (RoomDefines.h; Web SDK)": "kick-out-reason",
    "mix": "mix",
    "API return": "api-return",
    "login channel (ZegoAVKit, 2016)": "login-channel-2016",
    "AudioRoom login (docs)": "audioroom-login",
}


def _successor(value: LegacyValue) -> str:
    return value.pattern or " / ".join(map(str, value.successors or ()))


def test_the_legacy_table_has_59_rows_of_50_numbers() -> None:
    assert len(legacy_rows()) == 59
    assert len({row.code for row in legacy_rows()}) == 50


@pytest.mark.parametrize("row", legacy_rows(), ids=lambda row: f"{FAMILIES[row.family]}-{row.code}")
def test_a_row_of_the_legacy_table_is_represented(row: LegacyRow, dataset: Dataset) -> None:
    (value,) = (
        value
        for value in dataset.legacy.values
        if (value.family, value.code) == (FAMILIES[row.family], row.code)
    )
    assert (value.name or "", value.first or "", value.last) == (row.name, row.first, row.last)
    assert _successor(value) == row.successor


def test_the_dataset_has_exactly_the_rows_of_the_legacy_table(dataset: Dataset) -> None:
    written = Counter((value.family, value.code) for value in dataset.legacy.values)
    assert written == Counter((FAMILIES[row.family], row.code) for row in legacy_rows())
    assert list(dataset.legacy.families) == list(dict.fromkeys(FAMILIES.values()))


@pytest.mark.parametrize(
    "row", [row for row in legacy_rows() if row.hexadecimal], ids=lambda row: str(row.code)
)
def test_a_legacy_value_is_shown_in_hexadecimal_as_its_header_writes_it(
    row: LegacyRow, catalogs: dict[str, Catalog]
) -> None:
    shown = {v.hexadecimal for v in catalogs["en"].legacy_values()[row.code]}
    assert {str(text).lower() for text in shown} == {row.hexadecimal.lower()}


def test_105_and_106_warn_that_they_mean_something_else_as_suffixes(dataset: Dataset) -> None:
    today = {105: "10000105", 106: "10000106"}
    warned = [value for value in dataset.legacy.values if value.code in today]
    assert len(warned) == 4
    for value in warned:
        assert value.warning
        assert today[value.code] in value.warning.en


def test_the_mask_is_explained_with_the_server_result_104(dataset: Dataset) -> None:
    mask = dataset.legacy.mask
    assert mask.value == 0x100000
    assert (mask.example.code, mask.example.result) == (1048680, 104)
    assert mask.example.successor == 52000104


# --- anatomy -------------------------------------------------------------------------------------


def _read(dataset: Dataset, code: int) -> anatomy.Reading | None:
    ranges = [(r.from_, r.to) for m in dataset.modules.root.values() for r in m.ranges]
    return anatomy.read(dataset.anatomy, anatomy.module_digits(ranges), code)


def _digits(dataset: Dataset, code: int) -> list[str]:
    reading = _read(dataset, code)
    return [segment.digits for segment in reading.segments] if reading else []


@pytest.mark.parametrize("code", ENUM, ids=str)
def test_the_rules_read_a_code_without_contradicting_its_names(code: int, dataset: Dataset) -> None:
    reading = _read(dataset, code)
    if code in dataset.anatomy.outside:
        assert reading is None
        return
    assert reading
    module = next(id_ for id_, file in dataset.codes.items() if code in file.codes)
    names = [entry.name for entry in records()[code].names]
    prefixes = dataset.modules.root[module].prefixes
    assert anatomy.contradictions(dataset.anatomy, reading, names, prefixes) == []
    assert "".join(segment.digits for segment in reading.segments) == str(code)


def test_no_code_is_listed_as_outside_of_the_rules_without_need(dataset: Dataset) -> None:
    assert dataset.anatomy.outside == [0, 1]


def test_51200006_is_read_though_no_header_has_it(dataset: Dataset) -> None:
    assert 51200006 not in records()
    reading = _read(dataset, 51200006)
    assert reading
    assert (reading.rule.id, reading.digits("curl")) == ("http-failed", 6)
    assert _digits(dataset, 51200006) == ["5", "12000", "06"]
    assert "resolve" in dataset.anatomy.curl[6].en


def test_12200000_is_no_rtmp_code(dataset: Dataset) -> None:
    reading = _read(dataset, 12200000)
    assert reading
    assert reading.rule.id == "engine-unknown"
    assert not any("RTMP" in getattr(s.part, "en", "") for s in reading.segments)


@pytest.mark.parametrize("code", [1000001, 1002001, 1048680, 100, 512000071])
def test_digits_of_another_length_or_beginning_tell_nothing(code: int, dataset: Dataset) -> None:
    assert _read(dataset, code) is None


@pytest.mark.parametrize("code", [1000001, 1002001])
def test_a_number_of_another_product_is_known_as_such(code: int, dataset: Dataset) -> None:
    assert any(item.from_ <= code <= item.to for item in dataset.anatomy.foreign)
    assert code not in cast(list[int], [row.code for row in legacy_rows()])


def test_no_code_and_no_legacy_value_is_taken_for_another_products(dataset: Dataset) -> None:
    numbers = {*ENUM, *(row.code for row in legacy_rows())}
    for item in dataset.anatomy.foreign:
        assert not [number for number in numbers if item.from_ <= number <= item.to]


# --- what an app's user is told

MESSAGES = {
    f"{stage}-{kind}-{lang}": getattr(message, lang)
    for stage, record in read_dataset().stages.root.items()
    for kind, message in record.user_messages or ()
    if message
    for lang in LANGS
}
LONGEST = {"zh": 24, "en": 90}  # two lines of a small phone's dialogue, or one notification
# Words of those who build an app, and words that put the blame on somebody.
UNFIT = {
    "zh": r"\d|`|码|错|失败|故障|异常|服务器|请求|参数|SDK|ZEGO|非法|无效|禁止|必须|务必|不得|[！!]",
    "en": r"(?i)\d|`|\b(codes?|errors?|fail\w*|fault|exception|server|request|parameter|sdk|zego|"
    r"invalid|illegal|denied|forbidden|must|never|wrong|fatal)\b|!",
}


def test_each_stage_whose_rule_ends_with_words_to_the_user_has_them(dataset: Dataset) -> None:
    told = {stage for stage, record in dataset.stages.root.items() if record.user_messages}
    assert told >= {
        stage
        for stage, record in dataset.stages.root.items()
        if record.retry and record.retry.attempts
    }


@pytest.mark.parametrize("id_", MESSAGES)
def test_a_message_to_the_user_is_short_and_names_neither_code_nor_culprit(id_: str) -> None:
    lang, message = id_.rpartition("-")[2], MESSAGES[id_]
    assert len(message) <= LONGEST[lang]
    assert not re.search(UNFIT[lang], message)
    assert message.endswith(("。", ".")), "a sentence of its own"
    assert re.search("请|稍后" if lang == "zh" else "again|Check", message), "says what to do"
