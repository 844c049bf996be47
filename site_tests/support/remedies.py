"""The remedies that a page says, by id."""

from __future__ import annotations

from functools import cache
from xml.etree.ElementTree import Element

from generator.outputs.escape import plain
from site_tests.support.dataset import catalogs
from site_tests.support.html import unmarked


def remedies_said(lang: str, text: str) -> list[str]:
    """The ids of the remedies that a text consists of, in order; other words are an error."""
    known = sorted(_wordings(lang).items(), key=lambda item: -len(item[0]))
    found = []
    while text := text.strip():
        wording, id_ = next((item for item in known if text.startswith(item[0])), ("", ""))
        assert wording, f"no remedy: {text}"
        found.append(id_)
        text = text.removeprefix(wording)
    return found


@cache
def _wordings(lang: str) -> dict[str, str]:
    return {plain(remedy.text): remedy.id for remedy in catalogs()[lang].remedies.values()}


def remedies_on_code_page(lang: str, section: Element) -> list[list[str]]:
    """The ids of the remedies in each ordered list of a section."""
    return [
        [id_ for item in list_.findall("li") for id_ in remedies_said(lang, unmarked(item))]
        for list_ in lists_of_steps(section)
    ]


def lists_of_steps(section: Element) -> list[Element]:
    """The ordered lists of a section, without those in folds, which say how to do a step."""
    folded = {list_ for fold in section.iter("details") for list_ in fold.iter("ol")}
    return [list_ for list_ in section.iter("ol") if list_ not in folded]
