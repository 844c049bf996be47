"""The numbering of the codes of the dataset."""

from __future__ import annotations

import pytest

from generator.dataset.numbering import Numbering, Reading
from generator.dataset.schema import Dataset
from site_tests.support.dataset import records


def _read(dataset: Dataset, code: int) -> Reading | None:
    return Numbering(dataset.anatomy, dataset.modules.root).read(code)


def _digits(dataset: Dataset, code: int) -> list[str]:
    reading = _read(dataset, code)
    return [segment.digits for segment in reading.segments] if reading else []


def test_a_code_without_a_record_is_read(dataset: Dataset) -> None:
    unseen = next(n for n in dataset.anatomy.curl.results if 51200000 + n not in records())
    reading = _read(dataset, 51200000 + unseen)
    assert reading
    assert (reading.rule.id, reading.digits("curl")) == ("http-failed", unseen)
    assert _digits(dataset, 51200000 + unseen) == ["5", "12000", f"{unseen:02}"]


def test_12200000_is_not_an_rtmp_code(dataset: Dataset) -> None:
    reading = _read(dataset, 12200000)
    assert reading
    assert reading.rule.id == "engine-unknown"
    assert not any("RTMP" in getattr(s.part, "en", "") for s in reading.segments)


@pytest.mark.parametrize("code", [1000001, 1002001, 1048680, 100, 512000071])
def test_digits_of_other_numbers_are_not_read(code: int, dataset: Dataset) -> None:
    assert _read(dataset, code) is None
