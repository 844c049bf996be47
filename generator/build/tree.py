"""Finish a page as an extension of Python-Markdown: names break between their words, links open tabs."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from generator.outputs.escape import words

NAME = f"{__name__}:Finished"
"""The extension, as a configuration names it."""


class Finished(Extension):
    """Finish the tree of a page when its ids are known and its blocks of code are out of it."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (which Python-Markdown calls)
        """Register what finishes, after `toc` and `attr_list`."""
        md.treeprocessors.register(_Finish(md), "finish", 3)


class _Finish(Treeprocessor):
    def run(self, root: Element) -> None:
        """Let names break, by `<wbr>`, which is not part of what readers copy.

        Give each tab the id of the heading that it begins with: the theme opens a tab whose own id is linked.
        """
        # For `<wbr>`, not `<wbr />`; set here, as a setting at the start is undone.
        self.md.set_output_format("html")
        for code in root.iter("code"):
            code.text, *others = words(code.text or "")
            for word in others:
                SubElement(code, "wbr").tail = word
        for tabs in root.iterfind(".//div[@class='tabbed-set tabbed-alternate']"):
            labels, blocks = tabs.findall("div/label"), tabs.findall("div/div")
            for button, label, block in zip(tabs.findall("input"), labels, blocks, strict=True):
                first = block.find("*")
                if first is not None and (id_ := first.attrib.pop("id", None)):
                    button.set("id", id_)
                    label.set("for", id_)
