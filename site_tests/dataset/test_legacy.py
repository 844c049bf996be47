"""The values of older SDKs."""

from __future__ import annotations

import pytest

from generator.catalog.legacy import LegacyValue
from generator.catalog.model import Catalog
from generator.dataset.schema import Dataset
from site_tests.support.dataset import catalogs
from site_tests.support.each import each


@each("code, values", catalogs()["en"].legacy_values().items())
def test_hexadecimal_of_a_legacy_value_is_its_number(
    code: int, values: tuple[LegacyValue, ...]
) -> None:
    for value in values:
        assert value.hexadecimal is None or int(value.hexadecimal, 16) == code


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


@pytest.mark.parametrize("code, result", [(1048677, 52000101), (1048680, 52000104)])
def test_masked_login_value_leads_to_the_server_return_code(
    code: int, result: int, catalogs: dict[str, Catalog]
) -> None:
    (value,) = catalogs["en"].legacy_values()[code]
    assert value.successors == (result,)
    assert str(result % 1000) in value.meaning
