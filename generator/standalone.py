"""A page's Markdown made to stand alone, for readers that take it without the site around it.

What only Material's pages need goes: front matter, attribute lists, HTML, the ways to other pages.
Links become absolute and lead to the Markdown of the page that they name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin

SUFFIX = ".txt"  # after `.md`: a site builder would convert a file that ends so itself

_FRAME = re.compile(r"\n\{ \.(?:trail|around|page-actions) \}\s*$")
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
_TAG = re.compile(r"<([a-z][a-z0-9]*)(?=[\s>])")


def path(page: str) -> str:
    """Where the Markdown of a page of `docs/` goes: beside what its reader gets, as `index.md`."""
    return f"{folder(page)}index.md{SUFFIX}"


def text(page: str, markdown: str, url: str) -> str:
    """The Markdown of the page at the path `page` of `docs/`; `url` is the site's."""
    body = _without_html(markdown.split("---\n", 2)[2])
    body = "\n\n".join(block for block in body.split("\n\n") if not _FRAME.search(block))
    if "!!! " in body:
        body = _ADMONITION.sub(lambda match: _quote(match[1], match[2]), body)
    here, parent = url + folder(page), page.rpartition("/")[0]

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


def folder(page: str) -> str:
    """The URL of a page below the site's, by its path in `docs/`."""
    stem = page.removesuffix(".md")
    parent, _, last = stem.rpartition("/")
    path = parent if last == "index" else stem
    return f"{path}/" if path else ""


@lru_cache(maxsize=10_000)
def _absolute(target: str, parent: str, url: str) -> str:
    """A link's target, from a page in the folder `parent`, as a URL: to a page's Markdown."""
    file, hash_, section = urljoin(f"{url}{parent}/", target).partition("#")
    if not file.startswith(url) or not file.endswith((".md", "/index.html")):
        return file + hash_ + section
    beside = url + folder(file.removeprefix(url).removesuffix(".html"))
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
    if "\n<" not in body:
        return body
    kept = []
    tag, depth, fenced = "", 0, False
    for line in body.split("\n"):
        fenced ^= line.startswith("```")
        if not depth and not fenced and (match := _TAG.match(line)):
            tag = match[1]
        elif not depth:
            kept.append(line)
            continue
        depth += len(re.findall(rf"<{tag}(?=[\s>])", line)) - line.count(f"</{tag}>")
    return "\n".join(kept)
