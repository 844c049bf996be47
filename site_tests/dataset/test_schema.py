"""The editor schemas equal the models, and every data file names its schema."""

from __future__ import annotations

import json
import re
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from generator.dataset.schema import FILES, json_schemas
from generator.dataset.schema_codes import CodeRecord
from generator.dataset.yaml_reader import parse
from site_tests.support.each import each
from site_tests.support.project import ROOT

DATA = ROOT / "data"
FILES_WITH_SCHEMA = sorted(DATA.rglob("*.yaml"))


@pytest.mark.parametrize("stem", [*FILES, "codes"])
def test_committed_schema_equals_its_model(stem: str) -> None:
    committed = json.loads((DATA / "schema" / f"{stem}.json").read_text("utf-8"))
    assert committed == json_schemas()[stem], "run `python -m generator schema`"


def test_committed_schemas_are_complete() -> None:
    assert {path.stem for path in (DATA / "schema").iterdir()} == set(json_schemas())


@each("path", FILES_WITH_SCHEMA)
def test_first_line_of_a_data_file_names_its_schema(path: Path) -> None:
    first, _, _ = path.read_text("utf-8").partition("\n")
    kind = path.parent.name if path.parent.name != "data" else path.stem
    prefix = "# yaml-language-server: $schema="
    assert first.startswith(prefix)
    named = (path.parent / first.removeprefix(prefix)).resolve()
    assert named == DATA / "schema" / f"{kind}.json"


@pytest.mark.parametrize("stem", [*FILES, "codes"])
def test_schema_has_a_dialect_and_no_unknown_fields(stem: str) -> None:
    schema = json_schemas()[stem]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    objects = [schema, *schema.get("$defs", {}).values()]
    for shape in objects:
        if "properties" in shape:
            assert shape["additionalProperties"] is False


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "CONTRIBUTING.zh.md"])
def test_the_records_in_the_instructions_are_records(name: str) -> None:
    """Read the first example as a record and the others as fields that it may have, too."""
    text = (ROOT / name).read_text("utf-8")
    blocks = [dedent(block) for block in re.findall(r"```yaml\n(.*?)\n *```", text, re.DOTALL)]
    record, *others = (example(block) for block in blocks)
    [fields] = record.values()
    for other in others:
        fields |= other
    CodeRecord.model_validate(fields)


def example(text: str) -> dict[str, Any]:
    """Read an example as the data are read."""
    file, problems = parse(f"{text}\n".encode(), "example")
    assert file and not problems
    value: dict[str, Any] = file.value
    return value
