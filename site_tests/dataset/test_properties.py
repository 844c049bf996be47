"""Properties of any dataset and any file; `nox -s fuzz` tries more examples."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.resolve import resolve
from generator.dataset.diagnostics import DataError, Diagnostic
from generator.dataset.reader import read
from generator.dataset.schema import Dataset
from generator.outputs import addresses, api, render
from generator.outputs.addresses import Site
from generator.releases import snapshot
from site_tests.support import strategies
from site_tests.support.project import LANGS, SMALL
from site_tests.support.strategies import Record, Records

SITE = Site("https://small.example/", "https://github.com/example/small")
FILES = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*.yaml"))

many = settings(max_examples=10 * settings().max_examples)  # for fast tests


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for all datasets of this module."""
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
    assert render(resolve(read(folder)), SITE) == files


@given(made=strategies.records())
def test_api_equals_the_records(made: Records, folder: Path) -> None:
    dataset = read(strategies.write(folder, made))
    texts = dict(api.files(resolve(dataset), SITE.url))

    def document(path: str) -> Any:
        return json.loads(texts[addresses.API + path])

    listed = [item["code"] for item in document("codes.json")["items"]]
    assert listed == sorted(code for file in dataset.codes.values() for code in file.codes)
    for module, records in made.items():
        for code, record in records.items():
            said = document(f"codes/{code}.json")
            assert said["code"] == code == int(said["hexadecimal"], 16)
            assert said["module"]["id"] == module
            assert said["tier"] == record["tier"]
            assert said["kind"] == record.get("kind", "error")
            assert [name["name"] for name in said["names"]] == [
                name["name"] for name in record["names"]
            ]
            assert [stage["id"] for stage in said["stages"]] == [
                stage for stage in strategies.STAGES if stage in record.get("stages", ())
            ]
            if record["tier"] == "common":
                assert {g["stage"]: guidance(g) for g in said["guidance"]} == {
                    stage: expected(record, stage) for stage in record["stages"]
                }
            else:
                assert [g["cause"] for g in said["guidance"]] == [record["cause"]]
            assert code not in said["related"]
            assert set(said["related"]) <= set(listed)
            assert "".join(segment["digits"] for segment in said["anatomy"]) == str(code)


def guidance(said: Record) -> Record:
    """Convert the API's guidance at a stage into the form of the data."""
    return {
        "cause": said["cause"],
        "remedies": [remedy["id"] for remedy in said["remedies"]],
        "retry": (said["retry"]["helps"], said["retry"]["source"]),
    }


def expected(record: Record, stage: str) -> Record:
    """Return the guidance of a record at a stage, overrides merged."""
    merged = {**record, **record.get("overrides", {}).get(stage, {})}
    return {
        "cause": merged["cause"],
        "remedies": merged["remedies"]["steps"],
        "retry": (strategies.RETRIES[merged["retry"]["rule"]], merged["retry"]["source"]),
    }


@given(made=strategies.records())
def test_catalog_is_sorted_and_linked_both_ways(made: Records, folder: Path) -> None:
    catalogs = resolve(read(strategies.write(folder, made)))
    for catalog in catalogs.values():
        codes = [code.code for code in catalog.codes]
        assert codes == sorted(set(codes))
        for before, after in pairwise(catalog.codes):
            assert (before.next, after.previous) == (after.code, before.code)
        for stage in catalog.stages:
            of_stage = [code.code for code in catalog.of_stage(stage)]
            assert of_stage == [c.code for c in catalog.codes if stage in c.stages]
        of_modules = [code for module in catalog.modules for code in catalog.of_module(module)]
        assert sorted(code.code for code in of_modules) == codes
    zh, en = (catalogs[lang].codes for lang in LANGS)
    assert [code.related for code in zh] == [code.related for code in en]


@given(before=strategies.records(), after=strategies.records())
def test_unchanged_codes_are_equal_in_two_releases(
    before: Records, after: Records, folder: Path
) -> None:
    first = snapshot.take(read(strategies.write(folder, before)))
    second = snapshot.take(read(strategies.write(folder, after)))
    assert first.model_validate_json(first.model_dump_json()) == first
    same = {code for code in first.codes if first.codes[code] == second.codes.get(code)}
    small = snapshot.take(read(strategies.write(folder, {})))
    assert set(small.codes) <= same


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
    lines = {file: _lines(folder / file) for file in [*FILES, "labels.yaml"]}
    for problem in problems:
        assert problem.message and problem.hint and re.fullmatch(r"[a-z]+(-[a-z]+)*", problem.rule)
        assert 1 <= problem.line <= lines[problem.path.removeprefix("data/")]
        assert problem.column >= 1
        assert "\n" not in str(problem)


def outcome(folder: Path) -> tuple[Dataset | None, Sequence[Diagnostic]]:
    """Return the dataset, or its problems."""
    try:
        return read(folder, shown_as="data"), ()
    except DataError as error:
        return None, error.problems


def _lines(path: Path) -> int:
    return len(re.split("\r\n|[\r\n\x85\u2028\u2029]", path.read_text("utf-8", "replace"))) + 1
