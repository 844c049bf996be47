"""The benchmark's datasets are valid, reproducible, and as dense as the real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import synthetic
from generator.dataset.reader import read
from generator.dataset.types import SourcedText
from site_tests.support.nightly import nightly
from site_tests.support.project import ROOT, tree_bytes

pytestmark = nightly  # as the benchmarks are


def test_dataset_of_own_size_is_a_copy(tmp_path: Path) -> None:
    synthetic.write(tmp_path / "data", synthetic.OWN)
    assert tree_bytes(tmp_path / "data") == tree_bytes(ROOT / "data")
    own = read(ROOT / "data").codes
    assert sum(len(file.codes) for file in own.values()) == synthetic.OWN


def test_dataset_smaller_than_the_projects_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=f"the project has {synthetic.OWN} codes"):
        synthetic.write(tmp_path / "data", synthetic.OWN - 1)


@pytest.mark.parametrize("added", [1, 130])
def test_larger_dataset_is_valid_and_dense(tmp_path: Path, added: int) -> None:
    count = synthetic.OWN + added
    synthetic.write(tmp_path / "data", count)
    dataset = read(tmp_path / "data")
    assert sum(len(file.codes) for file in dataset.codes.values()) == count
    assert synthetic.density(tmp_path / "data") >= synthetic.density(ROOT / "data")


def test_dataset_of_a_size_is_reproducible(tmp_path: Path) -> None:
    for name in ("one", "two"):
        synthetic.write(tmp_path / name, synthetic.OWN + 30)
    assert tree_bytes(tmp_path / "one") == tree_bytes(tmp_path / "two")


def test_edit_changes_one_record(tmp_path: Path) -> None:
    synthetic.write(tmp_path / "data", synthetic.OWN)
    before = read(tmp_path / "data").codes
    for words in ("once", "twice"):
        synthetic.edit(tmp_path / "data", words)
    after = read(tmp_path / "data").codes
    code = int(synthetic.EDITED)
    cause = after["room"].codes[code].cause
    assert isinstance(cause, SourcedText)
    assert cause.en.endswith(" (twice).")
    assert "(once)" not in cause.en
    for module, file in after.items():
        for number, record in file.codes.items():
            assert (record == before[module].codes[number]) is (number != code)
