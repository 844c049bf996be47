"""The pages that people write by hand: what the search index and the Markdown beside them take from each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from generator.outputs import addresses
from generator.outputs.addresses import Site
from generator.outputs.escape import url

_FRONT = re.compile(r"---\n.*?\n---\n", re.DOTALL)
_FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1[`~]*[ \t]*$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)
_TITLE = re.compile(r"\s*#[ \t]+(.+?)[ \t]*#*(?:\n|\Z)")
_MARKUP = re.compile(
    r"<!--.*?-->|</?[a-zA-Z][^>]*>|\{ ?(?:[:#.]|data-)[^}]*\}|!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])|[`*]+"
)
_TARGET = re.compile(
    r"(\]\(|^\[[^\]]+\]:[ \t]*)(?![a-zA-Z][\w+.-]*:|[/#])([^)\s#]+)(#[^)\s]*)?", re.MULTILINE
)
_NO_TEXT = ("#", "```", "~~~", "|", "!!!", "???", "<", ">", "-", "*", "    ")


@dataclass(frozen=True, slots=True)
class Article:
    """A page written by hand, at a path below `docs/`; `text` is Markdown, all else is plain."""

    path: str
    title: str
    summary: str
    """The first paragraph."""
    headings: tuple[str, ...]
    """Those below the title."""
    text: str

    @property
    def language(self) -> str:
        return self.path.partition("/")[0]

    @property
    def name(self) -> str:
        """The path below the language's folder, without its suffix: that of the page in each language."""
        return self.path.partition("/")[2].removesuffix(".md")


def parse(path: str, text: str) -> Article | None:
    """Return the page, or None if it does not begin with its title: `# Title`."""
    text = _FRONT.sub("", text, count=1) if text.startswith("---\n") else text
    title = _TITLE.match(text)
    if not title:
        return None
    prose = _FENCE.sub("", text[title.end() :])
    blocks = (block for block in re.split(r"\n\s*\n", prose) if block.strip())
    summary = next((b for b in blocks if not b.lstrip("\n").startswith(_NO_TEXT)), "")
    headings = tuple(plain(heading) for heading in _HEADING.findall(prose))
    return Article(path, plain(title[1]), plain(summary), headings, text.strip() + "\n")


def plain(markdown: str) -> str:
    """Return Markdown as plain text on one line."""
    return " ".join(_MARKUP.sub(r"\1", markdown).split())


def twins(articles: tuple[Article, ...], site: Site) -> Iterator[tuple[str, str]]:
    """Yield path and text of the Markdown beside each page, with absolute links."""
    for article in articles:
        yield addresses.twin(article.path), _twin(article, site)


def _twin(article: Article, site: Site) -> str:
    def absolute(match: re.Match[str]) -> str:
        before, target, anchor = match.groups("")
        path = normpath(join(dirname(article.path), target))
        is_page = path.endswith(".md") and not anchor  # only the page itself has anchors
        address = addresses.url(addresses.twin(path) if is_page else path)
        return f"{before}{url(site.url + address)}{anchor}"

    title, _, rest = article.text.partition("\n")
    address = site.url + addresses.url(article.path)
    return f"{title}\n\n<{url(address)}>\n{_TARGET.sub(absolute, rest)}"
