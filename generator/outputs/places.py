"""The places of the site beside the codes, as the search index has them: pages, their sections, callbacks, calls.

Pages and sections come from what the templates say through `outputs/medium.py`, which writes all headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.catalog.model import Catalog
from generator.catalog.stages import Stage
from generator.outputs import addresses
from generator.outputs.articles import Article
from generator.outputs.escape import plain
from generator.outputs.medium import Section
from generator.outputs.renderer import File

LONGEST = 150  # characters of the first sentence
_METHOD = re.compile(r"\b[oO]n[A-Z]\w*")
_WORD = re.compile(r"[a-z\u4e00-\u9fff]")
_NAME = re.compile(r"\b(?:[a-z]{2,}[A-Z]|On[A-Z]|[a-z]+_)\w+")  # of the SDK
_SCOPE = re.compile(r".*(?:\.|::)")
_SENTENCE = re.compile(r"(?<=[。？！])|(?<=[.?!]) ")


@dataclass(frozen=True, slots=True)
class Place:
    """A page, a section of one, or a callback or call there; all texts are plain."""

    address: str
    """The URL path below the language's folder, with the section's anchor."""
    kind: str  # stage, page, section, callback or call
    title: str
    summary: str
    more: str = ""
    """Other names of the SDK in it, or of a page by hand its headings."""
    words: tuple[str, ...] = ()
    """Names, and what readers type."""

    @property
    def page(self) -> str:
        return self.address.partition("#")[0]


def key(address: str) -> str:
    """Return an address as `search.yaml` writes it."""
    page, sign, section = address.partition("#")
    return f"{page.rstrip('/')}{sign}{section}"


def known(files: Iterable[File]) -> set[str]:
    """Return the pages and sections that `search.yaml` may name."""
    found = set()
    for file in files:
        page = key(_below(file.path))
        found |= {place for id_ in file.said for place in (page, f"{page}#{id_}")}
    return found - {""}


def places(
    catalog: Catalog, pages: Iterable[File], by_hand: tuple[Article, ...]
) -> Iterator[Place]:
    """Yield the places of a language, each page before its sections.

    Families of other products' numbers are not among them, as the index has them anyway.
    """
    families = next(path for path, template, *_ in addresses.OVERVIEWS if template == "families")
    typed = catalog.typed.places
    stages = {f"stages/{stage.id}/": stage for stage in catalog.stages}
    for file in pages:
        for place in _of_page(_below(file.path), file.said):
            found = replace(place, words=typed.get(key(place.address), ()))
            stage = stages.get(place.page)
            if stage and place.kind == "page":
                yield _of_stage(stage, found)
                yield from _callbacks(catalog, stage)
            elif place.page != f"{families}/" or place.kind == "page":
                yield found
    for term in catalog.glossary:
        names = (*(other for _, other in term.others), *term.sdk)
        yield Place(f"glossary/#{term.id}", "section", term.term, plain(term.means), words=names)
    for article in by_hand:
        address, headings = _below(article.path), " ".join(article.headings)
        yield Place(address, "page", article.title, article.summary, headings)


def _below(path: str) -> str:
    return addresses.url(path).partition("/")[2]


def _of_page(address: str, said: Mapping[str, Section | None]) -> Iterator[Place]:
    title = next(iter(said), None)
    for id_, section in said.items():
        if not section or not _WORD.search(section.title):
            continue  # no heading, a date, or the digits of a numbering rule
        text = " ".join(map(plain, section.texts))
        where, kind, first = f"{address}#{id_}", "section", _first(text)
        if id_ == title:
            where, kind, first = address, "page", text
        names = dict.fromkeys(name for name in _NAME.findall(text) if name not in first)
        yield Place(where, kind, plain(section.title), first, " ".join(names))


def _first(text: str) -> str:
    """Return the first sentence of a text, or its beginning."""
    first = next(filter(None, _SENTENCE.split(text)), "").rstrip(":：")
    if len(first) <= LONGEST:
        return first
    return re.sub(r"\w*$|[，、；：（]\w*$", "", first[:LONGEST]).rstrip() + "…"


def _of_stage(stage: Stage, page: Place) -> Place:
    """Return a stage's page, which tells its retry rule."""
    rule = " ".join(map(plain, stage.retry.rule[:2])) if stage.retry else ""
    return Place(
        page.address,
        "stage",
        stage.title,
        rule or plain(stage.summary),
        plain(stage.summary) if rule else "",
        (*stage.log_keywords, *page.words),
    )


def _callbacks(catalog: Catalog, stage: Stage) -> Iterator[Place]:
    """Yield the callbacks of a stage, then its calls, each name once."""
    comma, page = catalog.language.comma, f"stages/{stage.id}/"
    events = {event.callback: plain(event.means.text) for event in stage.events}
    found: dict[str, dict[str, str]] = {}
    for callbacks in stage.callbacks:
        for name in callbacks.names:
            found.setdefault(method(name).lower(), {})[name] = callbacks.platform
    for names in found.values():
        title = method(next(iter(names)))
        on = comma.join(dict.fromkeys(names.values()))
        address = f"{page}#{'events' if title in events else 'callbacks'}"
        yield Place(address, "callback", title, events.get(title, on), words=tuple(names))
    calls: dict[str, tuple[str, dict[str, str]]] = {}
    for call in catalog.calls:
        if call.stage == stage.id and (name := _SCOPE.sub("", call.name).split(":")[0]):
            _, scopes = calls.setdefault(name.lower(), (name, {}))
            scopes[call.name] = call.platform_title
    for lower, (name, scopes) in calls.items():
        if lower not in found:
            on = comma.join(dict.fromkeys(scopes.values()))
            yield Place(f"{page}#retry-example", "call", name, on, words=tuple(scopes))


def method(name: str) -> str:
    """Return a callback's name as logs print it, without class and parameters."""
    found = _METHOD.search(name)
    return found.group() if found else name
