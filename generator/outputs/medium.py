"""The media that the same Markdown templates serve; a template uses one, as `to`, for links and markup.

A `Page` is converted by the site builder, its `Twin` is published beside it as Markdown, and a `Text`
contains the whole site.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from textwrap import indent
from typing import Any, NamedTuple

from generator.catalog.sources import Source
from generator.outputs import addresses
from generator.outputs.addresses import Site
from generator.outputs.escape import Markdown, attribute, fenced, markdown, quoted, url

Caller = Callable[[], str]


class Section(NamedTuple):
    """The title of a section and what it says, as the search index takes them."""

    title: str
    texts: tuple[str, ...]


Said = dict[str, Section | None]
"""The anchors of a page, that of its title first; those of headings with their sections."""


class Page:
    """A page of the site, at a path below `docs/`, with relative links and Material's markup."""

    frame = "page.md.jinja"
    gap = Markdown(" ")
    """The gap between a text and its source."""

    def __init__(self, site: Site, path: str) -> None:
        self.site = site
        self.path = path
        self.said: Said = {}
        self.language, _, self.name = path.partition("/")

    def page(self, path: str, section: str = "") -> Markdown:
        """Return the link target of a page of the same language, `codes/1` for the code 1."""
        way = f"{'../' * self.name.count('/')}{path}.md"
        return Markdown(url(f"{way}#{section}" if section else way))

    def here(self, path: str) -> str:
        """Return the page's own address, for links to its sections."""
        return ""

    def output(self, path: str) -> str:
        """Return the path of the file that has the page."""
        return path

    def permalink(self, address: object) -> Markdown:
        """Return the link target of a number's permalink page."""
        return self.file(addresses.permalink(address))

    def own(self, name: str) -> Markdown:
        """Return the link target of a file of the same language that is not a page."""
        return self.file(f"{self.language}/{name}")

    def file(self, path: str) -> Markdown:
        """Return the link target of any other file, by its path below `docs/`."""
        return Markdown(url("../" * self.path.count("/") + path))

    def attr(self, *names: str | None) -> Markdown:
        """Add classes, an id, and what it says, `.chip`, `#retry` and `verdict`, to the element before."""
        return self._attributes("", *names)

    def anchor(self, id_: str) -> Markdown:
        """Add the id of a heading, at its end."""
        return self._attributes(" ", f"#{id_}")

    def titled(self, id_: str, title: str, description: str) -> Markdown:
        """Write the title of the page, and note it with the description for the search index."""
        self._note(id_, Section(title, (description,)))
        return markdown(title)

    def section(
        self, id_: str, title: object, *texts: str, says: Iterable[Any] = (), level: int = 2
    ) -> Markdown:
        """Write the heading of a section and its first paragraphs, and note them for the search index.

        `says` are the texts that the template writes below in another form.
        """
        noted = (*texts, *(getattr(text, "text", text) for text in says))
        self._note(str(id_), Section(str(title), noted))
        heading = f"{'#' * level} {markdown(title)}{self.anchor(id_)}"
        return Markdown("\n\n".join([heading, *map(markdown, texts)]))

    def cell(self, name: str, label: str = "") -> Markdown:
        """Add what a cell of a table says, at its end, and the label that it has on a phone."""
        return self._attributes(" ", name, label=label)

    def below(self, *names: str | None) -> Markdown:
        """Add the classes of a block, its id, and what it says, at its end."""
        return self._attributes("\n", *names)

    def _attributes(self, before: str, *names: str | None, label: str = "") -> Markdown:
        named = [name for name in names if name]
        for name in named:
            if name[0] == "#":
                self._note(name[1:])
        added = [*map(_named, named), *([f'data-label="{quoted(label)}"'] if label else [])]
        return Markdown(f"{before}{{ {' '.join(added)} }}" if added else "")

    def _note(self, id_: str, section: Section | None = None) -> None:
        self.said.setdefault(id_, section)

    def place(self, id_: str) -> Markdown:
        """Keep the anchor of a section that this page does not have."""
        self._note(id_)
        return Markdown(f'<div id="{attribute(id_)}"></div>\n\n')

    def html(self, block: Markdown, ids: Iterable[str] = (), *, caller: Caller) -> Markdown:
        """Insert a block of HTML, which has these ids, or the caller's text in a medium without HTML."""
        for id_ in ids:
            self._note(id_)
        return Markdown(f"{block}\n")

    def box(self, kind: str, title: str, caller: Caller) -> Markdown:
        """Put the caller's text into an admonition."""
        return self._box(f"!!! {kind}", title, caller)

    def fold(self, title: str, kind: str = "note", *, caller: Caller) -> Markdown:
        """Put the caller's text behind its title, which opens it."""
        return self._box(f"??? {kind}", title, caller)

    def group(self, title: str, caller: Caller) -> Markdown:
        """Put one of several long lists under its title, which opens it."""
        return self.fold(title, "more", caller=caller)

    def _box(self, kind: str, title: str, caller: Caller) -> Markdown:
        return Markdown(f'{kind} "{markdown(title)}"\n\n{indent(caller().strip(), "    ")}\n\n')

    def tab(self, title: str, caller: Caller) -> Markdown:
        """Put the caller's text, which begins with its heading, into a tab."""
        return self._box("===", title, caller)

    def lines(self, code: str, language: str) -> Markdown:
        """Show lines of code."""
        return fenced(code, language)

    def strong(self, text: object) -> Markdown:
        """Emphasize a text."""
        return Markdown(f"**{markdown(text)}**")

    def foreign(self, text: object, tag: str) -> Markdown:
        """Declare the language of a text that is not the page's, for speech and fonts."""
        return Markdown(f'<span lang="{attribute(tag)}">{markdown(text)}</span>')

    def sourced(self, text: object, source: Source) -> Markdown:
        """Name the source of a fact after it, and link it; our own is an inference."""
        return self.marked(text, self._linked(source.cited, source))

    def advised(self, text: object, source: Source) -> Markdown:
        """Name the source of what to do after it, and link it; our own is advice."""
        return self.marked(text, self._linked(source.advised, source))

    def _linked(self, mark: str, source: Source) -> Markdown:
        if source.url and source.mark != "ours":
            return self.link(mark, Markdown(url(source.url)))
        return markdown(mark)

    def marked(self, text: object, mark: str) -> Markdown:
        """Put a mark after a text."""
        return Markdown(f"{markdown(text)}{self.gap}*{markdown(mark)}*{self.attr('.source')}")

    def link(self, text: object, way: Markdown) -> Markdown:
        """Link a text that remains clear where a medium drops the link."""
        return Markdown(f"[{markdown(text)}]({way})")


class Twin(Page):
    """The Markdown beside a page, usable without the site: absolute links, to Markdown where it exists."""

    frame = "twin.md.jinja"

    def page(self, path: str, section: str = "") -> Markdown:
        page = addresses.page(self.language, path)
        if section:  # only the page itself has anchors
            return self.file(page) + Markdown(url(f"#{section}"))
        return self.file(addresses.twin(page))

    def here(self, path: str) -> str:
        return self.site.url + addresses.url(path)

    def output(self, path: str) -> str:
        return addresses.twin(path)

    def file(self, path: str) -> Markdown:
        return Markdown(url(self.here(path)))

    def _attributes(self, before: str, *names: str | None, label: str = "") -> Markdown:
        return Markdown()

    def _note(self, id_: str, section: Section | None = None) -> None:
        """Note nothing: only the page itself has anchors."""

    def place(self, id_: str) -> Markdown:
        return Markdown()

    def html(self, block: Markdown, ids: Iterable[str] = (), *, caller: Caller) -> Markdown:
        return Markdown(text + "\n" if (text := caller()) else "")

    def tab(self, title: str, caller: Caller) -> Markdown:
        return Markdown(caller())

    def foreign(self, text: object, tag: str) -> Markdown:
        return markdown(text)

    def group(self, title: str, caller: Caller) -> Markdown:
        return Markdown(f"{self.strong(title)}\n\n{caller()}\n")

    def _box(self, kind: str, title: str, caller: Caller) -> Markdown:
        head = [self.strong(title), ""] if title else []
        lines = [*head, *caller().strip().split("\n")]
        return Markdown("".join(f"> {line}".rstrip() + "\n" for line in lines) + "\n")


class Text(Twin):
    """One text with everything, also for terminals: without emphasis and links within the text."""

    def __init__(self, site: Site, path: str, gap: Markdown) -> None:
        super().__init__(site, path)
        self.gap = gap

    def strong(self, text: object) -> Markdown:
        return markdown(text)

    def link(self, text: object, way: Markdown) -> Markdown:
        return markdown(text)


def _named(name: str) -> str:
    """Return a class, an id, or what an element says for programs that read the page: its `data-says`."""
    sign = name[0] if name[0] in ".#" else "data-says="
    return sign + attribute(name.lstrip(".#"))
