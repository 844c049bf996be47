"""The other site builders, configured to build the same pages from the same Markdown.

No builder has the codes' pages in its navigation: in MkDocs' the time grows with the square of their
number.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

import yaml

from bench import floor
from bench.project import ROOT, Project
from generator.dataset.reader import read
from generator.outputs import addresses

STOCK = "stock MkDocs + Material"
ZENSICAL = "Zensical, its own theme"
_URL = "https://bench.example/"


@dataclass(frozen=True)
class Builder:
    """A builder: its setup in a project with Markdown, and its command."""

    name: str
    setup: Callable[[Project], None]
    command: list[str]
    remembers: bool = False
    """A second build reuses results of the first."""


def installed() -> list[Builder]:
    """Return the installed builders; stock MkDocs always is."""
    python = [sys.executable, "-m"]
    builders = [Builder(STOCK, _stock, [*python, "mkdocs", "build", "-q", "-f", "stock.yml"])]
    if find_spec("properdocs"):
        command = [*python, "properdocs", "build", "-q", "-f", "stock.yml"]
        builders.append(Builder("ProperDocs + Material", _stock, command))
    if find_spec("zensical"):
        command = [*python, "zensical", "build", "-f", "zensical.yml"]
        builders.append(Builder(ZENSICAL, _zensical, command, remembers=True))
    if hugo := shutil.which("hugo"):
        command = [hugo, "--quiet", "--source", "hugo", "--destination", "../other"]
        builders.append(Builder("Hugo, bare layout", _hugo, command))
    command = [sys.executable, floor.__file__, "floor.json", "docs", "other"]
    builders.append(Builder("the floor", _floor, command))
    return builders


@cache
def _settings() -> str:
    """Return stock settings with the Markdown extensions of mkdocs.yml, Material's theme and search."""
    text = (ROOT / "mkdocs.yml").read_text("utf-8").replace("!ENV", "")
    ours = yaml.safe_load(text)
    dataset = read(ROOT / "data")
    languages = dataset.dataset.languages
    settings: dict[str, Any] = {
        "site_name": dataset.labels.root["site-name"].en,
        "site_url": _URL,
        "docs_dir": "docs",
        "site_dir": "other",
        "nav": [
            {language: addresses.navigation(language, dataset.stages.root)}
            for language in languages
        ],
        "not_in_nav": ours["not_in_nav"],
        "theme": {"name": "material", "font": False},
        "markdown_extensions": ours["markdown_extensions"],
    }
    return yaml.safe_dump(settings, allow_unicode=True)


def _stock(project: Project) -> None:
    (project.folder / "stock.yml").write_text(_settings(), "utf-8")


def _zensical(project: Project) -> None:
    """Exclude the long lists of codes from the search: Zensical's index refuses them."""
    (project.folder / "zensical.yml").write_text(_settings(), "utf-8")
    for pages in ("*/*.md", "*/stages/*.md", "*/codes/index.md"):
        for path in project.docs.glob(pages):
            text = path.read_text("utf-8")
            text = text.replace("---\n", "---\nsearch: {exclude: true}\n", 1)
            path.write_text(text, "utf-8")


def _hugo(project: Project) -> None:
    """Set up a minimal layout, and rename `index.md`, which is a leaf bundle in Hugo.

    Other files are hard-linked into `static`: the syntax to exclude files from a mount differs between
    Hugo's versions.
    """
    hugo = project.folder / "hugo"
    shutil.rmtree(hugo, ignore_errors=True)
    (hugo / "layouts" / "_default").mkdir(parents=True)
    layout = (
        '<!doctype html><html lang="{{ .Params.lang }}"><head><meta charset="utf-8">'
        '<title>{{ .Title }}</title><meta name="description" content="{{ .Description }}"></head>\n'
        "<body>{{ .TableOfContents }}<main>{{ .Content }}</main></body></html>\n"
    )
    for name in ("_default/single", "_default/list", "index"):
        (hugo / "layouts" / f"{name}.html").write_text(layout, "utf-8")
    config = {
        "baseURL": _URL,
        "disableKinds": ["taxonomy", "term", "RSS"],
        "markup": {"goldmark": {"parser": {"attribute": {"block": True}}}},
    }
    (hugo / "config.json").write_text(json.dumps(config), "utf-8")
    no_markdown = shutil.ignore_patterns("*.md", ".*")
    shutil.copytree(project.docs, hugo / "static", ignore=no_markdown, copy_function=os.link)
    for path in project.docs.rglob("*.md"):
        target = hugo / "content" / path.relative_to(project.docs)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = re.sub(r"(?m)^permalink: .*\n", "", path.read_text("utf-8"), count=1)
        target.with_name(re.sub("^index", "_index", path.name)).write_text(text, "utf-8")


def _floor(project: Project) -> None:
    """Set up the floor; requires the built site of the project."""
    floor.prepare(project.site, project.folder / "floor.json")
