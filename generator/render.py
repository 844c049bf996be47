"""Renders catalogs through the templates: catalogs in, `{path: text}` out, nothing else.

One template serves every language. In `*.md.jinja` whatever an expression gives is escaped as
Markdown, in `*.html.jinja` as HTML; each template begins with what its context is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
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
from generator.model import Catalog, Code
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


Files = Iterator[tuple[str, str]]
"""Paths below `docs/` and texts, one after another: together they are long."""


def render(catalogs: Mapping[str, Catalog], site: Site) -> dict[str, str]:
    """Every file below `docs/`, by posix path."""
    return dict(files(catalogs, site))


def files(catalogs: Mapping[str, Catalog], site: Site) -> Files:
    """The same, one after another."""
    from generator import api  # here, as its many models are slow to load and no page needs them

    yield from api.files(catalogs, site.url)
    for catalog in catalogs.values():
        yield from _codes(catalog, site)
        yield from _overviews(catalog, site)
        yield from _llms(catalog, site)
        yield _index(catalog)
    yield from exports.build(catalogs, site.url).items()
    yield "index.html", _html().get_template("root.html.jinja").render(_neutral(catalogs, site, ""))
    yield from _permalinks(catalogs, site, "number", aliases.by_number)
    yield from _permalinks(catalogs, site, "name", aliases.by_name)


def _codes(catalog: Catalog, site: Site) -> Files:
    """The pages of the codes, and the Markdown of each to stand beside it."""
    for code in catalog.codes:
        related = tuple(catalog.by_code[other] for other in code.related)
        source = f"data/codes/{code.module.id}.yaml"
        context = {"code": code, "related": related}
        page = _page(catalog, site, f"codes/{code.code}", "code", source, context)
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


def _index(catalog: Catalog) -> tuple[str, str]:
    """The search index of one language."""
    index = search_index.build(catalog)
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return f"search/{catalog.language.id}.json", text + "\n"


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
    catalog: Catalog,
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


def _render(template: str, catalog: Catalog, site: Site, **context: Any) -> str:
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


def _permalinks(
    catalogs: Mapping[str, Catalog],
    site: Site,
    kind: str,
    meanings_of: Callable[[Catalog], Mapping[str, aliases.Meanings]],
) -> Files:
    """The permalinks of all numbers or names, with what they mean in each language."""
    template = _html().get_template("permalink.html.jinja")
    meant = {lang: meanings_of(catalog) for lang, catalog in catalogs.items()}
    for address in next(iter(meant.values())):
        meanings = {lang: all_[address] for lang, all_ in meant.items()}
        context = {kind: address, "meanings": meanings}
        page = template.render(_neutral(catalogs, site, f"{address}/"), **context)
        yield f"{address}/index.html", page


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
