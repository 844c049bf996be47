"""The values of older SDKs."""

from __future__ import annotations

from collections import Counter

import pytest

from generator.catalog.model import Catalog
from generator.dataset.schema import Dataset
from generator.dataset.schema_legacy import LegacyValue
from site_tests.support.each import each
from site_tests.support.source import LegacyRow, legacy_rows

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


@each("row", legacy_rows())
def test_legacy_row_is_in_the_dataset(row: LegacyRow, dataset: Dataset) -> None:
    (value,) = (
        value
        for value in dataset.legacy.values
        if (value.family, value.code) == (FAMILIES[row.family], row.code)
    )
    assert (value.name or "", value.first or "", value.last) == (row.name, row.first, row.last)
    assert _successor(value) == row.successor


def test_legacy_values_equal_the_table(dataset: Dataset) -> None:
    written = Counter((value.family, value.code) for value in dataset.legacy.values)
    assert written == Counter((FAMILIES[row.family], row.code) for row in legacy_rows())
    assert list(dataset.legacy.families) == list(dict.fromkeys(FAMILIES.values()))


@each("row", [row for row in legacy_rows() if row.hexadecimal])
def test_hexadecimal_of_a_legacy_value_equals_the_header(
    row: LegacyRow, catalogs: dict[str, Catalog]
) -> None:
    shown = {v.hexadecimal for v in catalogs["en"].legacy_values()[row.code]}
    assert {str(text).lower() for text in shown} == {row.hexadecimal.lower()}


def test_105_and_106_warn_where_they_mean_something_else_as_suffixes(dataset: Dataset) -> None:
    today = {105: "10000105", 106: "10000106"}
    warnings = {
        (value.family, value.code): value.warning
        for value in dataset.legacy.values
        if value.code in today
    }
    assert warnings.pop(("room-error", 105)) is None  # not logged in, as in 10000105
    assert len(warnings) == 3
    for (_, code), warning in warnings.items():
        assert warning
        assert today[code] in warning.en


def test_mask_example_is_the_server_result_104(dataset: Dataset) -> None:
    mask = dataset.legacy.mask
    assert mask.value == 0x100000
    assert (mask.example.code, mask.example.result) == (1048680, 104)
    assert mask.example.successor == 52000104


@pytest.mark.parametrize("code, result", [(1048677, 52000101), (1048680, 52000104)])
def test_masked_login_value_leads_to_the_server_return_code(
    code: int, result: int, catalogs: dict[str, Catalog]
) -> None:
    (value,) = catalogs["en"].legacy_values()[code]
    assert value.successors == (result,)
    assert str(result % 1000) in value.meaning


def test_4131_is_a_network_error_under_the_mask_4096(catalogs: dict[str, Catalog]) -> None:
    (value,) = catalogs["en"].legacy_values()[4131]
    assert (value.source.id, value.successors) == ("audioroom-play-live", ())
    assert value.note and "4096" in value.note.text and "35" in value.note.text
