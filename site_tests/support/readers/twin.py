"""The Markdown beside a page, which says what the page says: the same words and links, in order."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import zip_longest
from xml.etree.ElementTree import Element

from site_tests.support.html import has_class
from site_tests.support.readers.shown import Shown

ONLY_ON_PAGES = (
    *("trail", "around", "page-actions", "drawing", "code-list", "reader", "front"),
    "tabbed-labels",
)
"""Navigation, and blocks of HTML, which the Markdown has as lists or not at all."""


def letters(text: str) -> str:
    """Return the letters and digits of a text."""
    return "".join(re.findall(r"\w", text))


def of_markdown(text: str) -> tuple[str, list[str]]:
    """Return the letters of Markdown as it is shown, and the targets of its links."""
    text = re.sub(r"(?m)^<https?://\S+>$|^(> )?```+\w*$|^(> )?\s*\d+\. ", "", text)
    targets = re.findall(r"\]\(([^)\s]*)\)", text)
    shown = re.sub(r"\]\([^)\s]*\)", "]", text)
    return letters(html.unescape(shown)), [html.unescape(target) for target in targets]


def of_page(page: Shown, url: str) -> tuple[str, list[str]]:
    """Return the letters of a page, and the targets of its links; `url` is the site's."""
    parts: list[str] = []
    links: list[str] = []

    def walk(element: Element) -> Iterator[str]:
        if any(has_class(element, name) for name in ONLY_ON_PAGES):
            return
        if element.tag == "a" and "://" in element.get("href", ""):
            links.append(element.get("href", ""))
        elif element.tag == "a" and element.get("href"):
            links.append(f"{url}{page.target(element)}")
        yield element.text or ""
        for child in element:
            yield from walk(child)
            yield child.tail or ""

    parts += walk(page.main)
    return letters("".join(parts)), links


def differs(page: Shown, markdown: str, url: str) -> str:
    """Return the place where the two say something else, or nothing."""
    (said, links), (ours, theirs) = of_page(page, url), of_markdown(markdown)
    theirs = [re.sub(r"index\.md$", "", target) for target in theirs]
    for shown, beside in ((said, ours), (links, theirs)):
        pairs = enumerate(zip_longest(shown, beside))
        if (at := next((at for at, (one, other) in pairs if one != other), None)) is not None:
            return f"{shown[max(0, at - 9) : at + 30]} is {beside[max(0, at - 9) : at + 30]}"
    return ""
