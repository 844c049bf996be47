"""Renders catalogs through the templates: catalogs in, `{path: text}` out, nothing else.

One template serves every language. In `*.md.jinja` whatever an expression gives is escaped as
Markdown, in `*.html.jinja` as HTML; each template begins with what its context is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup

from generator import (
    aliases,
    drawing,
    endpoints,
    examples,
    exports,
    markup,
    search_index,
    standalone,
)
from generator.markup import Markdown
from generator.model import Catalog, Code, Labels, Language
from generator.schema import DatasetFile
from generator.templates import environment

PAGES = {
    "index": ("home", "data/labels.yaml"),
    "codes/index": ("codes", "data/codes"),
    "lookup": ("lookup", "data/labels.yaml"),
    "complete": ("complete", "data/codes"),
    "legacy": ("legacy", "data/legacy.yaml"),
    "anatomy": ("anatomy", "data/anatomy.yaml"),
    "changes": ("changes", "data/releases"),
    "api": ("api", "data/labels.yaml"),
    "about": ("about", "data/labels.yaml"),
}
"""The pages that every language has once: path without suffix, template, and where its facts are."""

TIERS = ("common", "complete")
RETRIES = ("yes", "conditional", "no", "unknown")


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site is published: its URL (with a final slash) and its repository's."""

    url: str
    repository: str


Files = Iterator[tuple[str, Iterable[str]]]  # a text, or its pieces where it is long
Item = TypeVar("Item")


def render(
    catalogs: Mapping[str, Catalog], site: Site, memory: Memory | None = None
) -> dict[str, str]:
    """Every file below `docs/`, by posix path."""
    return {
        path: text for part in parts(catalogs, site, memory) for path, text in in_one_piece(part())
    }


def in_one_piece(files: Files) -> Iterator[tuple[str, str]]:
    """The files with their whole texts."""
    return ((path, text if isinstance(text, str) else "".join(text)) for path, text in files)


Memory = dict[Any, Any]
"""What was rendered from which values, by what it is: for a process that renders again and again."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What the page of a code shows of the catalog beside the code: that template sees no more."""

    language: Language
    facts: DatasetFile
    send: tuple[str, ...]
    labels: Labels


def parts(
    catalogs: Mapping[str, Catalog], site: Site, memory: Memory | None = None
) -> list[Callable[[], Files]]:
    """The same in parts that do not depend on each other.

    With a `memory`, what would be rendered from equal values is not rendered again.
    """
    if memory is not None:
        catalogs = {lang: _as_before(memory, catalog) for lang, catalog in catalogs.items()}
    for name in ("code.md.jinja", "base.md.jinja"):
        _markdown().get_template(name)  # compiled once, before the parts go to different processes
    for name in ("permalink.html.jinja", "neutral.html.jinja"):
        _html().get_template(name)
    # Parts that take much memory stand apart, and short ones last.
    known = None if memory is None else memory.setdefault("api", {})
    found: list[Callable[[], Files]] = [partial(_api, catalogs, site, known)]
    for lang, catalog in catalogs.items():
        found += [partial(_codes, catalog, site, memory, codes) for codes in _some(catalog.codes)]
        for part in (_overviews, _llms, _index):
            make = partial(part, catalog, site)
            found.append(partial(_once, memory, (lang, part), (catalog, site), make))
    found.append(lambda: iter(exports.build(catalogs, site.url).items()))
    found.append(partial(_root, catalogs, site))
    for kind, meanings_of in (("number", aliases.by_number), ("name", aliases.by_name)):
        meant = {lang: meanings_of(catalog) for lang, catalog in catalogs.items()}
        for addresses in _some(list(next(iter(meant.values())))):
            found.append(partial(_permalinks, catalogs, site, memory, kind, meant, addresses))
    return found


def _some(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items in runs of a hundred."""
    return (items[start : start + 100] for start in range(0, len(items), 100))


def _as_before(memory: Memory, catalog: Catalog) -> Catalog:
    """The catalog with the very values that it had before where they are equal: quick to compare."""
    before: Catalog = memory.get(catalog.language.id, catalog)
    codes = {
        code.code: old if (old := before.by_code.get(code.code)) == code else code
        for code in catalog.codes
    }
    catalog = replace(catalog, codes=tuple(codes.values()), by_code=codes)
    pairs = ((f.name, getattr(before, f.name), getattr(catalog, f.name)) for f in fields(catalog))
    catalog = replace(catalog, **{name: old for name, old, new in pairs if old == new})
    memory[catalog.language.id] = catalog
    return catalog


def _once(memory: Memory | None, key: Any, values: Any, make: Callable[[], Files]) -> Files:
    """What `make` gives, or gave from equal values."""
    if memory is None:
        yield from make()
        return
    if key not in memory or memory[key][0] != values:
        memory[key] = (values, tuple(make()))
    yield from memory[key][1]


def _codes(catalog: Catalog, site: Site, memory: Memory | None, codes: Sequence[Code]) -> Files:
    """The pages of some codes, and the Markdown of each to stand beside it."""
    shared = Shared(catalog.language, catalog.facts, catalog.send, catalog.labels)
    for code in codes:
        related = tuple(catalog.by_code[other] for other in code.related)
        make = partial(_code, shared, site, code, related)
        key = (catalog.language.id, code.code)
        yield from _once(memory, key, (shared, site, code, related), make)


def _code(shared: Shared, site: Site, code: Code, related: tuple[Code, ...]) -> Files:
    context = {"code": code, "related": related}
    source = f"data/codes/{code.module.id}.yaml"
    page = _page(shared, site, f"codes/{code.code}", "code", source, context)
    yield page
    yield _beside(site, *page)


def _overviews(catalog: Catalog, site: Site) -> Files:
    """All other pages of one language, and the Markdown of each."""
    for stage in catalog.stages:
        codes, retries = catalog.of_stage(stage), examples.of_stage(catalog, stage)
        context = {"stage": stage, "codes": codes, "examples": retries}
        page = _page(catalog, site, f"stages/{stage.id}", "stage", "data/stages.yaml", context)
        yield page
        yield _beside(site, *page)
    reader = Markdown(_html().get_template("lookup.html.jinja").render(t=catalog.labels))
    blocks = {**_drawings(catalog), "table": _table(catalog), **_programs()}
    blocks["reader"] = reader
    plain = {"table": Markdown(_render("codes-list.md.jinja", catalog, site))}  # instead of HTML
    for path, (template, source) in PAGES.items():
        page = _page(catalog, site, path, template, source, blocks)
        yield page
        if path == "codes/index":
            page = _page(catalog, site, path, template, source, plain)
        yield _beside(site, *page)
    feed = _html().get_template("feed.xml.jinja").render(c=catalog, t=catalog.labels, site=site)
    yield f"{catalog.language.id}/changes/feed.xml", feed


def _beside(site: Site, path: str, text: str) -> tuple[str, str]:
    """The Markdown of a page, to stand beside it."""
    return standalone.path(path), standalone.text(path, text, site.url)


def _index(catalog: Catalog, _: Site) -> Files:
    """The search index of one language."""
    index = search_index.build(catalog)
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    yield f"search/{catalog.language.id}.json", text + "\n"


def _llms(catalog: Catalog, site: Site) -> Files:
    """What AI assistants read first, and everything in one text, in one language."""
    lang = catalog.language.id
    home = Markdown(f"{site.url}{lang}/")
    for name in ("llms.txt", "llms-full.txt"):
        text = _render(f"{name}.jinja", catalog, site, home=home, **_programs())
        yield f"{lang}/{name}", text
        if lang == catalog.facts.fallback:
            yield name, text  # where all look


def _programs() -> dict[str, Any]:
    """What there is for programs, by path below `docs/`."""
    return {
        "documents": [
            (id_, endpoints.ROOT + path, f"{endpoints.ROOT}schema/{id_}.json")
            for id_, path in endpoints.PATHS.items()
        ],
        "openapi": f"{endpoints.ROOT}openapi.json",
        "downloads": [(id_, path) for id_, (path, _) in exports.DOWNLOADS.items()],
        "versions": endpoints.CHANGELOG,
    }


def _drawings(catalog: Catalog) -> dict[str, Markdown]:
    """The pictures of the home page and of the complete table, as blocks of HTML."""
    stages = {stage.id: len(catalog.of_stage(stage)) for stage in catalog.stages}
    modules = {module.id: len(catalog.of_module(module)) for module in catalog.modules}
    drawings = {
        "life": (drawing.life(catalog.stages), stages),
        "servers": (drawing.servers(catalog.modules), modules),
    }
    return {
        name: Markdown(
            _html()
            .get_template(f"{name}.svg.jinja")
            .render(drawing=placed, counts=counts, t=catalog.labels)
        )
        for name, (placed, counts) in drawings.items()
    }


def _table(catalog: Catalog) -> Markdown:
    """The list of codes as a block of HTML, with what its rows can be filtered by."""
    words = catalog.labels
    advice = (remedy for c in catalog.codes for g in c.guidance for remedy in g.remedies)
    facets = [
        ("stage", "stages", [(s.id, s.title) for s in catalog.stages if catalog.of_stage(s)]),
        ("module", "module", [(m.id, m.title) for m in catalog.modules if catalog.of_module(m)]),
        ("tier", "tier", [(id_, words[f"tier-{id_}"]) for id_ in TIERS]),
        ("retry", "retry", [(id_, words[f"chip-retry-{id_}"]) for id_ in RETRIES]),
        ("remedy", "remedies", [(r.id, r.text) for r in dict.fromkeys(advice)]),
    ]
    table = _html().get_template("codes-table.html.jinja")
    return Markdown(table.render(c=catalog, t=words, facets=facets))


def _page(
    catalog: Catalog | Shared,
    site: Site,
    path: str,
    template: str,
    source: str,
    context: dict[str, Any],
) -> tuple[str, str]:
    """One page: `path` is below the language's folder and without its suffix."""
    url = path.removesuffix("index")
    url += "/" if url and not url.endswith("/") else ""
    text = _render(
        f"{template}.md.jinja",
        catalog,
        site,
        up=Markdown("../" * path.count("/")),
        root=Markdown("../" * (path.count("/") + 1)),
        alternates={id_: f"{id_}/{url}" for id_ in sorted(catalog.facts.languages)},
        report=_report(site, context.get("code"), f"{catalog.language.id}/{url}"),
        edit=f"{site.repository}/{'edit' if Path(source).suffix else 'tree'}/main/{source}",
        **context,
    )
    return f"{catalog.language.id}/{path}.md", text


def _render(template: str, catalog: Catalog | Shared, site: Site, **context: Any) -> str:
    """A Markdown template in the words of one language."""
    return (
        _markdown()
        .get_template(template)
        .render(
            c=catalog,
            t=catalog.labels,
            colon=Markdown(catalog.language.colon),
            comma=Markdown(catalog.language.comma),
            space=Markdown(catalog.language.space),
            site=site,
            **context,
        )
    )


def _report(site: Site, code: Code | None, page: str) -> str:
    """The URL of an issue about a page with its form filled in."""
    fields = {"template": "code.yml", "title": f"{code.code if code else page}: "}
    if code:
        fields["code"] = str(code.code)
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields.items())
    return f"{site.repository}/issues/new?{query}"


def _api(catalogs: Mapping[str, Catalog], site: Site, known: Memory | None) -> Files:
    """The JSON API."""
    from generator import api  # here, as its many models are slow to load and no page needs them

    return api.files(catalogs, site.url, known)


def _root(catalogs: Mapping[str, Catalog], site: Site) -> Files:
    """The page that leads to the reader's language."""
    template = _html().get_template("root.html.jinja")
    yield "index.html", template.render(_neutral(catalogs, site, ""))


def _permalinks(
    catalogs: Mapping[str, Catalog],
    site: Site,
    memory: Memory | None,
    kind: str,
    known: Mapping[str, Mapping[Any, aliases.Meanings]],
    addresses: Sequence[Any],
) -> Files:
    """The permalinks of some numbers or names, with what they mean in each language."""
    template = _html().get_template("permalink.html.jinja")
    shared = [(c.language, c.labels, c.facts) for c in catalogs.values()]
    for address in addresses:
        meanings = {lang: all_[address] for lang, all_ in known.items()}

        def make() -> Files:
            context = {kind: address, "meanings": meanings}  # noqa: B023 - made at once
            page = template.render(_neutral(catalogs, site, f"{address}/"), **context)  # noqa: B023
            yield f"{address}/index.html", page  # noqa: B023

        yield from _once(memory, (kind, address), (shared, site, meanings), make)


def _neutral(catalogs: Mapping[str, Catalog], site: Site, path: str) -> dict[str, Any]:
    facts = next(iter(catalogs.values())).facts
    fallback = catalogs[facts.fallback]
    return {
        "catalogs": catalogs,
        "fallback": fallback,
        "site": site,
        "path": path,
        "root": "../" * path.count("/"),
    }


@cache
def _markdown() -> Environment:
    to_json = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` makes one each time
    filters: dict[str, Callable[..., Any]] = {
        "json": lambda value: Markdown(to_json(value)),
        "plain": markup.plain,
        "code": markup.code,
        "md": Markdown,  # for ids, and for text that a block hands on
    }
    return environment("pages", filters, finalize=markup.markdown)


@cache
def _html() -> Environment:
    filters: dict[str, Callable[..., Any]] = {
        "plain": markup.plain,
        "spans": lambda value: Markup(markup.html(value)),
    }
    return environment("pages", filters, autoescape=True)
