"""A page's Markdown made to stand alone, for readers that take it without the site around it.

What only Material's pages need goes: front matter, attribute lists, HTML, the ways to other pages.
Links become absolute and lead to the Markdown of the page that they name.
"""

from __future__ import annotations

import re
from posixpath import join, normpath

from generator.outputs import addresses

_FRAME = ("\n{ .trail }", "\n{ .around }", "\n{ .page-actions }")  # how such a block ends
_ADMONITION = re.compile(r'^!!! \w+ "(.*)"\n((?:\n|    .*\n)*)', re.MULTILINE)
_MARKUP = re.compile(  # it begins with one set of characters: thus it is searched for fast
    r"[\\`{\]](?:"
    r"(?<=\\)."
    r"|(?<=`)(?:(?<=^`)``.*?^```|[^`\n]+`)"
    r"|(?<=\{) [.#][^{}\n]* \}"  # attributes
    r"|(?<=\])\((?P<target>[^()\s]+)\)"
    r")",
    re.MULTILINE | re.DOTALL,
)
_BLOCK = re.compile(r"\n(?:```.*?\n```|<([a-z][a-z0-9]*)[\s>])", re.DOTALL)  # fenced, or HTML


def text(page: str, markdown: str, url: str) -> str:
    """The Markdown of the page at the path `page` of `docs/`; `url` is the site's."""
    body = _without_html(markdown.split("---\n", 2)[2])
    body = "\n\n".join(block for block in body.split("\n\n") if not block.rstrip().endswith(_FRAME))
    if "!!! " in body:
        body = _ADMONITION.sub(lambda match: _quote(match[1], match[2]), body)
    here, parent = url + addresses.url(page), page.rpartition("/")[0]

    def changed(match: re.Match[str]) -> str:
        if target := match["target"]:
            absolute = here + target if target.startswith("#") else _absolute(target, parent, url)
            return f"]({absolute})"
        return "" if match[0][0] == "{" else match[0]

    body = _MARKUP.sub(changed, body)
    while " \n" in body:  # what stood before attributes
        body = body.replace(" \n", "\n")
    while "\n\n\n" in body:
        body = body.replace("\n\n\n", "\n\n")
    title, _, rest = body.strip().partition("\n")
    return f"{title}\n\n<{here}>\n\n{rest.strip()}\n"


def _absolute(target: str, parent: str, url: str) -> str:
    """A link's target, from a page in the folder `parent`, as a URL: to a page's Markdown."""
    if ":" in target:
        return target
    file, hash_, section = target.partition("#")
    path = normpath(join(parent, file)) + ("/" if file.endswith("/") else "")
    if not path.endswith((".md", "/index.html")):
        return url + path + hash_ + section
    beside = url + addresses.url(path)
    return beside + (hash_ + section if section or file.endswith(".html") else "index.md")


def _quote(title: str, block: str) -> str:
    """An admonition as a quotation."""
    lines = [
        f"**{title}**",
        "",
        *(line.removeprefix("    ") for line in block.strip("\n").split("\n")),
    ]
    return "".join(f"> {line}".rstrip() + "\n" for line in lines) + "\n"


def _without_html(body: str) -> str:
    """Without blocks of HTML: a drawing, a form. Text never begins a line with a tag."""
    kept, end, at = [], 0, 0
    while block := _BLOCK.search(body, at):
        at = block.end()
        if block[1]:
            kept.append(body[end : block.start()])
            at = end = _closed(body, block.start(), block[1])
    return "".join([*kept, body[end:]])


def _closed(body: str, start: int, tag: str) -> int:
    """The end of the line in which the element that begins at `start` is closed."""
    depth = 0
    for found in re.compile(rf"<(/?){tag}(?=[\s>])").finditer(body, start):
        depth += -1 if found[1] else 1
        if not depth:
            line = body.find("\n", found.end())
            return line if line >= 0 else len(body)
    return len(body)
