"""The cache of compiled templates."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from generator.outputs.environment import CompiledTemplates

SOURCE = "{{ name }} reads"


def render(folder: Path, source: str = SOURCE) -> str:
    templates = Environment(
        loader=DictLoader({"page": source}), bytecode_cache=CompiledTemplates(folder)
    )
    return templates.get_template("page").render(name="she")


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert render(tmp_path) == "she reads"
    monkeypatch.setattr(Environment, "compile", None)
    assert render(tmp_path) == "she reads"


def test_a_changed_template_is_compiled_again(tmp_path: Path) -> None:
    assert render(tmp_path) == "she reads"
    assert render(tmp_path, "{{ name }} writes") == "she writes"


def test_a_damaged_file_is_replaced(tmp_path: Path) -> None:
    render(tmp_path)
    [file] = tmp_path.iterdir()
    whole = file.read_bytes()
    for damaged in (b"", whole[:10], whole[:-1], bytes(len(whole))):
        file.write_bytes(damaged)
        assert render(tmp_path) == "she reads"
        assert file.read_bytes() == whole
    for at in range(len(whole)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert render(tmp_path) == "she reads"
        assert file.read_bytes() == whole


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert render(tmp_path / "file" / "folder") == "she reads"
