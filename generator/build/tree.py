"""Finish a page as an extension of Python-Markdown: names break between their words, links open tabs."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from generator.outputs.escape import words

NAME = f"{__name__}:Finished"
"""The extension, as a configuration names it."""


class Finished(Extension):
    """Finish a page when its ids are known."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (which Python-Markdown calls)
        """Register what finishes, after `toc` and `attr_list`."""
        md.treeprocessors.register(_Finish(md), "finish", 3)


class _Finish(Treeprocessor):
    def run(self, root: Element) -> None:
        self.md.set_output_format(
            "html"
        )  # `<wbr>` instead of `<wbr />`; a setting at the start is undone
        blocks = {*root.iterfind(".//pre/code")}
        for code in root.iter("code"):
            if code not in blocks:
                _break(code)
        for tabs in root.iterfind(".//div[@class='tabbed-set tabbed-alternate']"):
            _address(tabs)


def _break(code: Element) -> None:
    """Let a name break between its words, by `<wbr>`, which is not part of what readers copy."""
    first, *others = words(code.text or "")
    code.text = AtomicString(first)
    for word in others:
        SubElement(code, "wbr").tail = AtomicString(word)


def _address(tabs: Element) -> None:
    """Give each tab the id of the heading that its text begins with: the theme opens a tab whose own id is linked."""
    blocks = tabs.iterfind("div[@class='tabbed-content']/div")
    labels = tabs.iterfind("div[@class='tabbed-labels']/label")
    for button, label, block in zip(tabs.iterfind("input"), labels, blocks, strict=True):
        first = block.find("*")
        if first is not None and (id_ := first.attrib.pop("id", None)):
            button.set("id", id_)
            label.set("for", id_)
