"""ARCHITECTURE.md draws the imports between the rooms as they are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from site_tests.support.project import ROOT

GENERATOR = ROOT / "generator"


def imported(path: Path) -> Iterator[str]:
    """Yield the rooms that a module imports, relative imports within its own left out."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and not node.level:
            package, *rest = (node.module or "").split(".")
            if package == "generator":
                yield from rest[:1] or [name.name for name in node.names]
        elif isinstance(node, ast.Import):
            yield from (n.name.split(".")[1] for n in node.names if n.name.startswith("generator."))


def room(path: Path) -> str:
    return path.relative_to(GENERATOR).parts[0].removesuffix(".py")


def test_the_diagram_shows_every_import_between_rooms_and_no_other() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    drawn = set(re.findall(r"^    (\w+) --> (\w+)$", text, re.MULTILINE))
    modules = [path for path in GENERATOR.rglob("*.py") if not path.name.startswith("__main__")]
    found = {(room(path), other) for path in modules for other in imported(path)}
    assert drawn == {(one, other) for one, other in found if one != other}
    assert drawn


def test_the_table_names_every_room() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    listed = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    rooms = {path.parent.name for path in GENERATOR.glob("*/__init__.py")}
    assert sorted(listed) == sorted(rooms)
