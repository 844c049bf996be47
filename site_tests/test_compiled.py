"""Templates are compiled once, and again where they or what they are compiled with changed."""

from __future__ import annotations

import os
from pathlib import Path
from types import CodeType

import jinja2
import pytest

from generator import compiled
from generator.compiled import Compiled
from site_tests.support import ROOT


class Environment(jinja2.Environment):
    """One that notes what it compiles."""

    def __init__(self, templates: dict[str, str], folder: Path) -> None:
        super().__init__(
            loader=jinja2.DictLoader(templates), bytecode_cache=Compiled(os.fspath(folder))
        )
        self.noted: list[str] = []

    def _compile(self, source: str, filename: str) -> CodeType:
        self.noted.append(source)
        return super()._compile(source, filename)


def compiles(folder: Path, **templates: str) -> int:
    """How many of the templates an environment of its own, as each process has one, compiles."""
    environment = Environment(templates, folder)
    for name, text in templates.items():
        assert environment.get_template(name).render() == text
    return len(environment.noted)


def test_a_template_is_compiled_again_only_where_it_changed(tmp_path: Path) -> None:
    assert compiles(tmp_path, a="one", b="two") == 2
    assert compiles(tmp_path, a="one", b="two") == 0
    assert compiles(tmp_path, a="one", b="three") == 1


def test_a_template_is_compiled_again_by_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compiles(tmp_path, a="one") == 1
    monkeypatch.setattr(compiled, "_programs", lambda: b"another")
    assert compiles(tmp_path, a="one") == 1
    assert compiles(tmp_path, a="one") == 0


@pytest.mark.parametrize("left", [0, 1, 30, 60])
def test_what_is_kept_and_no_longer_whole_is_made_anew(tmp_path: Path, left: int) -> None:
    compiles(tmp_path, a="one")
    [kept] = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:left])
    assert compiles(tmp_path, a="one") == 1
    assert compiles(tmp_path, a="one") == 0


@pytest.mark.parametrize("folder", ["none", "file", "file/below"])
def test_what_cannot_be_kept_is_compiled_each_time(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").touch()
    for _ in range(2):
        assert compiles(tmp_path / folder, a="one") == 1


def test_a_path_that_is_no_text_is_a_name(tmp_path: Path) -> None:
    name = Compiled(os.fspath(tmp_path)).get_cache_key("a", os.fsdecode(b"/tmp/\xff/a"))
    assert name.isalnum()


def test_a_checkout_keeps_its_templates_and_what_was_installed_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = compiled.compiled()
    assert kept
    assert Path(kept.directory) == ROOT / ".cache" / "templates"
    monkeypatch.setattr(compiled, "PACKAGED", tmp_path)
    assert compiled.compiled() is None
