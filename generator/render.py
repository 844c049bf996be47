"""Renders catalogs through the templates: catalogs in, `{path: text}` out, nothing else.

One template serves every language. In `*.md.jinja` whatever an expression gives is escaped as
Markdown, in `*.html.jinja` as HTML; `templates/README.md` names each template's context.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator import aliases, api, drawing, examples, exports, markup, search_index, standalone
from generator.markup import Markdown
from generator.model import Catalog, Code

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "pages"
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


def render(catalogs: Mapping[str, Catalog], site: Site) -> dict[str, str]:
    """Every file below `docs/`, by posix path."""
    files: dict[str, str] = {}
    for catalog in catalogs.values():
        pages = dict(_pages(catalog, site))
        files |= pages
        files |= dict(_standalone(catalog, site, pages))
        index = search_index.build(catalog)
        text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
        files[f"search/{catalog.language.id}.json"] = text + "\n"
    files |= _neutral_pages(catalogs, site)
    files |= dict(_llms(catalogs, site))
    files |= api.build(catalogs, site.url)
    files |= exports.build(catalogs, site.url)
    return files


def _pages(catalog: Catalog, site: Site) -> Iterator[tuple[str, str]]:
    """The pages of one language, as Markdown."""
    for stage in catalog.stages:
        codes, retries = catalog.of_stage(stage), examples.of_stage(catalog, stage)
        context = {"stage": stage, "codes": codes, "examples": retries}
        yield _page(catalog, site, f"stages/{stage.id}", "stage", "data/stages.yaml", context)
    for code in catalog.codes:
        related = [catalog.by_code[other] for other in code.related]
        context = {"code": code, "related": related}
        source = f"data/codes/{code.module.id}.yaml"
        yield _page(catalog, site, f"codes/{code.code}", "code", source, context)
    reader = Markdown(_html().get_template("lookup.html.jinja").render(t=catalog.labels))
    blocks = {**_drawings(catalog), "table": _table(catalog), **_programs()}
    blocks["reader"] = reader
    for path, (template, source) in PAGES.items():
        yield _page(catalog, site, path, template, source, blocks)
    feed = _html().get_template("feed.xml.jinja").render(c=catalog, t=catalog.labels, site=site)
    yield f"{catalog.language.id}/changes/feed.xml", feed


def _standalone(
    catalog: Catalog, site: Site, pages: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The Markdown of each page, to stand beside it; the list of codes is no HTML there."""
    codes = "codes/index"
    table = {"table": Markdown(_render("codes-list.md.jinja", catalog, site))}
    plain = dict([_page(catalog, site, codes, *PAGES[codes], table)])
    for path, text in {**pages, **plain}.items():
        if path.endswith(".md"):
            yield standalone.path(path), standalone.text(path, text, site.url)


def _llms(catalogs: Mapping[str, Catalog], site: Site) -> Iterator[tuple[str, str]]:
    """What AI assistants read first, and everything in one text, in each language."""
    for lang, catalog in catalogs.items():
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
            (id_, api.ROOT + path, f"{api.ROOT}schema/{id_}.json")
            for id_, (path, _) in api.DOCUMENTS.items()
        ],
        "openapi": f"{api.ROOT}openapi.json",
        "downloads": [(id_, path) for id_, (path, _) in exports.DOWNLOADS.items()],
        "versions": api.CHANGELOG,
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
    catalog: Catalog, site: Site, path: str, template: str, source: str, context: dict[str, Any]
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
    return f"{site.repository}/issues/new?{urlencode(fields, quote_via=quote)}"


def _neutral_pages(catalogs: Mapping[str, Catalog], site: Site) -> dict[str, str]:
    """The pages that belong to no language: the root and the permalinks."""
    files = {
        "index.html": _html().get_template("root.html.jinja").render(_neutral(catalogs, site, ""))
    }
    permalink = _html().get_template("permalink.html.jinja")
    for kind, meanings_of in (("number", aliases.by_number), ("name", aliases.by_name)):
        known = {lang: meanings_of(catalog) for lang, catalog in catalogs.items()}
        for address in next(iter(known.values())):
            meanings = {lang: all_[address] for lang, all_ in known.items()}
            files[f"{address}/index.html"] = permalink.render(
                _neutral(catalogs, site, f"{address}/"), **{kind: address}, meanings=meanings
            )
    return files


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
    environment = _environment(finalize=markup.markdown)
    environment.filters["json"] = lambda value: Markdown(json.dumps(value, ensure_ascii=False))
    environment.filters["plain"] = markup.plain
    environment.filters["md"] = Markdown  # for ids, and for text that a block hands on
    return environment


@cache
def _html() -> Environment:
    environment = _environment(autoescape=True)
    environment.filters["plain"] = markup.plain
    environment.filters["spans"] = lambda value: Markup(markup.html(value))
    return environment


def _environment(**options: Any) -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        **options,
    )
