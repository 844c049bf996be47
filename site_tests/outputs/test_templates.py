"""One template for every language, whose headings have ids and whose labels are all used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from generator.outputs import search_index
from generator.outputs.environment import TEMPLATES
from site_tests.support.project import ROOT
from site_tests.support.texts import HAN

PAGES = sorted(TEMPLATES.glob("pages/*.jinja"))
MARKDOWN_TEMPLATES = sorted([*PAGES, *TEMPLATES.glob("examples/*.jinja")])


def _without_comments(template: Path) -> str:
    return re.sub(r"\{#.*?#\}", "", template.read_text("utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("template", MARKDOWN_TEMPLATES, ids=lambda path: path.name)
def test_a_template_opens_with_a_comment(template: Path) -> None:
    assert template.read_text("utf-8").startswith("{#")


@pytest.mark.parametrize("template", MARKDOWN_TEMPLATES, ids=lambda path: path.name)
def test_a_template_does_not_ask_which_language_it_writes(template: Path) -> None:
    text = _without_comments(template)
    assert not re.search(f"[{HAN}]", text)
    assert not re.search(r"""["'](zh|en)([-_]\w+)?["']""", text)
    assert not re.search(r"\b(lang|language\.(id|tag))\s*(==|!=|\bin\b)", text)


@pytest.mark.parametrize(
    "template",
    [path for path in PAGES if path.name.endswith(".md.jinja") and path.name != "twin.md.jinja"],
    ids=lambda path: path.name,
)
def test_every_heading_of_a_template_has_an_explicit_id(template: Path) -> None:
    headings = [line for line in _without_comments(template).splitlines() if re.match("#+ ", line)]
    for heading in headings:
        assert re.search(r"\{\{ to\.anchor\(.+\) \}\}$", heading), heading


@pytest.mark.parametrize("template", PAGES, ids=lambda path: path.name)
def test_every_address_is_made_fit_for_where_it_stands(template: Path) -> None:
    text = _without_comments(template)
    places = re.findall(
        r"""(?:href|src)="(.*?)"[ />]|\]\((.*?)\)(?=[^"]|$)|<(\{\{.*?\}\})>""", text
    )
    for place in filter(None, (found for group in places for found in group)):
        for value in re.findall(r"\{\{ (.*?) \}\}", place):
            assert re.search(r"^to\.[a-z]+|\| url$", value), place


def test_every_label_is_used() -> None:
    sources = [path.read_text("utf-8") for path in MARKDOWN_TEMPLATES]
    sources += [path.read_text("utf-8") for path in (ROOT / "generator").rglob("*.py")]
    text = "\n".join(sources)
    families = re.findall(r"""["']([a-z-]+-)["'] ~ """, text) + re.findall(
        r"""f["']([a-z-]+-)\{""", text
    )
    labels = yaml.safe_load((ROOT / "data" / "labels.yaml").read_text("utf-8"))
    unused = [
        label
        for label in labels
        if f'"{label}"' not in text
        and f"labels.{label}" not in text
        and not label.startswith(tuple(families))
        and not label.startswith(search_index.STRINGS)
    ]
    assert unused == []
