"""Related codes."""

from __future__ import annotations

import re

import pytest

from generator.catalog.model import Code
from generator.catalog.related import RELATED_AT_MOST
from site_tests.support.dataset import catalogs
from site_tests.support.each import each

CODES = catalogs()["en"].codes


@each("code", CODES)
def test_related_codes_are_at_most_six(code: Code) -> None:
    assert len(code.related) <= RELATED_AT_MOST == 6
    assert len(set(code.related)) == len(code.related)
    assert code.code not in code.related
    assert set(code.related) <= {other.code for other in CODES}


SAME_FAILURE = {
    result: [code.code for code in CODES if re.fullmatch(rf"[2-8]12000{result:02}", str(code.code))]
    for result in (7, 28)
}


@pytest.mark.parametrize("code", SAME_FAILURE[7], ids=str)
def test_same_failure_in_another_module_comes_first(code: int) -> None:
    others = set(SAME_FAILURE[7]) - {code}
    related = catalogs()["en"].by_code[code].related
    assert set(related[: len(others)]) == others


@pytest.mark.parametrize("code", SAME_FAILURE[28], ids=str)
def test_codes_with_the_same_failure_are_related(code: int) -> None:
    assert set(SAME_FAILURE[28]) - {code} <= set(catalogs()["en"].by_code[code].related)


def test_codes_with_the_same_name_are_related() -> None:
    assert 60001008 in catalogs()["en"].by_code[60001007].related
    assert 60001007 in catalogs()["en"].by_code[60001008].related


def test_codes_with_a_rare_remedy_are_related() -> None:
    bad_names = {10000106, 12301012, 52001012}
    for code in bad_names:
        assert bad_names - {code} <= set(catalogs()["en"].by_code[code].related)
