"""One template for every language, whose headings have ids and whose labels are all used."""

from __future__ import annotations

import re
from pathlib import Path

from generator.outputs import frame
from generator.outputs.environment import TEMPLATES
from site_tests.support.each import each
from site_tests.support.texts import HAN

PAGES = sorted(TEMPLATES.glob("pages/*.jinja"))
THEME = sorted(TEMPLATES.glob("theme/**/*.html"))
MARKDOWN_TEMPLATES = sorted([*PAGES, *TEMPLATES.glob("examples/*.jinja")])


def _without_comments(template: Path) -> str:
    return re.sub(r"\{#.*?#\}", "", template.read_text("utf-8"), flags=re.DOTALL)


@each("template", MARKDOWN_TEMPLATES)
def test_a_template_opens_with_a_comment(template: Path) -> None:
    assert template.read_text("utf-8").startswith("{#")


@each("template", MARKDOWN_TEMPLATES)
def test_a_template_does_not_ask_which_language_it_writes(template: Path) -> None:
    text = _without_comments(template)
    assert not re.search(f"[{HAN}]", text)
    assert not re.search(r"""["'](zh|en)([-_]\w+)?["']""", text)
    assert not re.search(r"\b(lang|language\.(id|tag))\s*(==|!=|\bin\b)", text)


@each("template", [path for path in PAGES if "extends to.frame" in path.read_text("utf-8")])
def test_a_page_writes_its_headings_through_the_medium_which_gives_ids_and_notes_them(
    template: Path,
) -> None:
    assert not re.findall("^ *#+ .*", _without_comments(template), re.MULTILINE)


@each("template", PAGES)
def test_every_address_is_made_fit_for_where_it_stands(template: Path) -> None:
    text = _without_comments(template)
    places = re.findall(
        r"""(?:href|src)="(.*?)"[ />]|\]\((.*?)\)(?=[^"]|$)|<(\{\{.*?\}\})>""", text
    )
    for place in filter(None, (found for group in places for found in group)):
        fit = r"\| urlencode$" if "?" in place else r"^to\.[a-z]+|\| url$"
        for value in re.findall(r"\{\{ (.*?) \}\}", place):
            assert re.search(fit, value), place


def test_theme_has_its_words_from_the_labels() -> None:
    text = "\n".join(map(_without_comments, THEME))
    assert not re.search(f"[{HAN}]", text)
    named = set(re.findall(r"""(?:own|words)\[["']([\w-]+)["']\]""", text))
    prefixes = tuple(re.findall(r"""own\["([\w-]+)" ~""", text))
    assert named <= {*frame.LABELS}
    assert all(id_.startswith(prefixes) for id_ in {*frame.LABELS} - named)
