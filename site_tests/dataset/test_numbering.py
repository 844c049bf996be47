"""The numbering of the codes of the dataset."""

from __future__ import annotations

import pytest

from generator.dataset.numbering import Numbering, Reading
from generator.dataset.schema import Dataset
from site_tests.support.dataset import records


def _scheme(dataset: Dataset) -> Numbering:
    ranges = [(r.from_, r.to) for m in dataset.modules.root.values() for r in m.ranges]
    return Numbering(dataset.anatomy, ranges)


def _read(dataset: Dataset, code: int) -> Reading | None:
    return _scheme(dataset).read(code)


def _digits(dataset: Dataset, code: int) -> list[str]:
    reading = _read(dataset, code)
    return [segment.digits for segment in reading.segments] if reading else []


def test_51200006_is_read_without_a_record(dataset: Dataset) -> None:
    assert 51200006 not in records()
    reading = _read(dataset, 51200006)
    assert reading
    assert (reading.rule.id, reading.digits("curl")) == ("http-failed", 6)
    assert _digits(dataset, 51200006) == ["5", "12000", "06"]
    assert "resolve" in dataset.anatomy.curl.results[6].en


def test_12200000_is_not_an_rtmp_code(dataset: Dataset) -> None:
    reading = _read(dataset, 12200000)
    assert reading
    assert reading.rule.id == "engine-unknown"
    assert not any("RTMP" in getattr(s.part, "en", "") for s in reading.segments)


@pytest.mark.parametrize("code", [1000001, 1002001, 1048680, 100, 512000071])
def test_digits_of_other_numbers_are_not_read(code: int, dataset: Dataset) -> None:
    assert _read(dataset, code) is None
