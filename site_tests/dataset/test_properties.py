"""Properties of any dataset and any file; `nox -s fuzz` tries more examples."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.resolve import resolve
from generator.dataset.diagnostics import DataError, Diagnostic
from generator.dataset.reader import read
from generator.dataset.schema import Dataset
from generator.outputs import render
from generator.outputs.addresses import Site
from site_tests.support import strategies
from site_tests.support.problems import FORM
from site_tests.support.project import LANGS, SMALL
from site_tests.support.strategies import Records

SITE = Site("https://small.example/", "https://github.com/example/small")
FILES = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*.yaml"))

many = settings(max_examples=3 * settings().max_examples)  # for fast tests


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder for all datasets of this module."""
    return tmp_path_factory.mktemp("generated") / "data"


# --- datasets


@given(made=strategies.records())
def test_dataset_is_read_back_and_renders_every_page(made: Records, folder: Path) -> None:
    dataset = read(strategies.write(folder, made))
    files = render(resolve(dataset), SITE)
    codes = sorted(code for file in dataset.codes.values() for code in file.codes)
    assert {code for records in made.values() for code in records} <= set(codes)
    for lang in LANGS:
        assert [path for path in files if re.fullmatch(rf"{lang}/codes/\d+\.md", path)] == [
            f"{lang}/codes/{code}.md" for code in codes
        ]
    for path, text in files.items():
        if path.endswith(".json"):
            json.loads(text)
        elif path.endswith((".xml", ".svg")):
            ElementTree.fromstring(text.encode())


# --- damaged files


@many
@given(name=st.sampled_from(FILES), damaged=strategies.damage())
def test_damaged_file_is_read_or_reported(
    name: str, damaged: Callable[[bytes], bytes], folder: Path
) -> None:
    strategies.write(folder, {})
    path = folder / name
    path.write_bytes(damaged(path.read_bytes()))
    dataset, problems = outcome(folder)
    assert (dataset is None) == bool(problems)
    assert outcome(folder)[1] == problems
    if dataset:
        render(resolve(dataset), SITE)
    for problem in problems:
        assert FORM.fullmatch(str(problem)) and str(problem).isprintable()
        lines = Path(problem.path).read_bytes().split(b"\n")
        assert problem.line <= len(lines)
        assert problem.column <= len(lines[problem.line - 1].decode("utf-8", "replace")) + 1


def outcome(folder: Path) -> tuple[Dataset | None, Sequence[Diagnostic]]:
    """Return the dataset, or its problems."""
    try:
        return read(folder), ()
    except DataError as error:
        return None, error.problems
