"""The site builders that are compared, each set up to make the same pages of the same Markdown.

The pages of the codes are in no builder's navigation: in MkDocs' own that costs time with the square
of their number.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from bench import synthetic

ROOT = synthetic.ROOT


@dataclass(frozen=True)
class Builder:
    """A builder: how its project is set up in a folder and its command."""

    name: str
    setup: Callable[[Path], None]
    command: list[str]
    remembers: bool = False
    """Whether a second build is any different from the first."""


def installed() -> list[Builder]:
    """All that are here; ours and stock MkDocs always are."""
    python = [sys.executable, "-m"]
    builders = [
        Builder("this project", _ours, [*python, "mkdocs", "build", "-q", "-f", "ours.yml"], True),
        Builder("stock MkDocs", _stock, [*python, "mkdocs", "build", "-q", "-f", "stock.yml"]),
    ]
    if find_spec("properdocs"):
        command = [*python, "properdocs", "build", "-q", "-f", "stock.yml"]
        builders.append(Builder("ProperDocs", _stock, command))
    if find_spec("zensical"):
        command = [*python, "zensical", "build", "-f", "zensical.yml"]
        builders.append(Builder("Zensical", _zensical, command, True))
    if hugo := shutil.which("hugo"):
        command = [hugo, "--quiet", "--source", "hugo", "--destination", "../site"]
        builders.append(Builder("Hugo", _hugo, command))
    floor = [*python, "bench.floor", "build", "floor.json", "docs", "site"]
    builders.append(Builder("the floor", _floor, floor))
    return builders


def _settings() -> dict[str, Any]:
    """What mkdocs.yml says of the pages, without our measures and appearance."""
    text = (ROOT / "mkdocs.yml").read_text("utf-8").replace("!ENV", "")
    ours = yaml.safe_load(text)
    return {
        "site_name": ours["site_name"],
        "site_url": "https://bench.example/",
        "docs_dir": "docs",
        "site_dir": "site",
        "nav": ours["nav"],
        "not_in_nav": ours["not_in_nav"],
        "theme": {"name": "material", "font": False},
        "markdown_extensions": ours["markdown_extensions"],
    }


def _ours(folder: Path) -> None:
    (folder / "ours.yml").write_text(
        f"INHERIT: {ROOT / 'mkdocs.yml'}\n"
        "site_url: https://bench.example/\n"
        "docs_dir: docs\nsite_dir: site\n"
        f"theme: {{custom_dir: {ROOT / 'templates' / 'theme'}}}\n"
        f"hooks: [{ROOT / 'generator' / 'mkdocs_hooks.py'}]\n"
        "extra: {data: data}\n",
        "utf-8",
    )


def _stock(folder: Path) -> None:
    (folder / "stock.yml").write_text(yaml.safe_dump(_settings(), allow_unicode=True), "utf-8")


def _zensical(folder: Path) -> None:
    """As stock, but its index of the search refuses pages as long as the lists of codes."""
    (folder / "zensical.yml").write_text(yaml.safe_dump(_settings(), allow_unicode=True), "utf-8")
    for pages in ("*/*.md", "*/stages/*.md", "*/codes/index.md"):
        for path in (folder / "docs").glob(pages):
            _exclude(path)


def _exclude(path: Path) -> None:
    text = path.read_text("utf-8")
    if "\nsearch: {exclude: true}\n" not in text:
        path.write_text(text.replace("---\n", "---\nsearch: {exclude: true}\n", 1), "utf-8")


def _hugo(folder: Path) -> None:
    """A layout of three lines; Hugo takes `index.md` for something else than MkDocs does."""
    hugo = folder / "hugo"
    shutil.rmtree(hugo, ignore_errors=True)
    (hugo / "layouts" / "_default").mkdir(parents=True)
    layout = (
        '<!doctype html><html lang="{{ .Params.lang }}"><head><meta charset="utf-8">'
        '<title>{{ .Title }}</title><meta name="description" content="{{ .Description }}"></head>\n'
        "<body>{{ .TableOfContents }}<main>{{ .Content }}</main></body></html>\n"
    )
    for name in ("single", "list"):
        (hugo / "layouts" / "_default" / f"{name}.html").write_text(layout, "utf-8")
    (hugo / "layouts" / "index.html").write_text(layout, "utf-8")
    config = {
        "baseURL": "https://bench.example/",
        "disableKinds": ["taxonomy", "term", "RSS"],
        "markup": {"goldmark": {"parser": {"attribute": {"block": True}}}},
        "module": {
            "mounts": [
                {"source": "content", "target": "content"},
                {"source": "../docs", "target": "static", "excludeFiles": ["**.md"]},
            ]
        },
    }
    (hugo / "config.json").write_text(json.dumps(config), "utf-8")
    for path in (folder / "docs").rglob("*.md"):
        target = hugo / "content" / path.relative_to(folder / "docs")
        target.parent.mkdir(parents=True, exist_ok=True)
        text = re.sub(r"(?m)^permalink: .*\n", "", path.read_text("utf-8"), count=1)
        target.with_name(re.sub("^index", "_index", path.name)).write_text(text, "utf-8")


def _floor(folder: Path) -> None:
    """Needs the site that this project built."""
    from bench import floor

    floor.prepare(folder / "site-ours", folder / "floor.json")


def environment() -> dict[str, str]:
    """What every command needs: our modules, and no notices."""
    return {
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "1577923200"),
    }
