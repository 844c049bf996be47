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

from generator import drawing, markup, search_index
from generator.markup import Markdown
from generator.model import Catalog, Code, LegacyValue

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "pages"
PAGES = {
    "index": ("home", "data/labels.yaml"),
    "codes/index": ("codes", "data/codes"),
    "complete": ("complete", "data/codes"),
    "legacy": ("legacy", "data/legacy.yaml"),
    "anatomy": ("anatomy", "data/anatomy.yaml"),
    "about": ("about", "data/labels.yaml"),
}
"""The pages that every language has once: path without suffix, template, and where its facts are."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site is published: its URL (with a final slash) and its repository's."""

    url: str
    repository: str


def render(catalogs: Mapping[str, Catalog], site: Site) -> dict[str, str]:
    """Every file below `docs/`, by posix path."""
    files: dict[str, str] = {}
    for catalog in catalogs.values():
        files |= dict(_pages(catalog, site))
        index = search_index.build(catalog)
        text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
        files[f"search/{catalog.language.id}.json"] = text + "\n"
    files |= _neutral_pages(catalogs, site)
    return files


def _pages(catalog: Catalog, site: Site) -> Iterator[tuple[str, str]]:
    """The pages of one language, as Markdown."""
    for stage in catalog.stages:
        context = {"stage": stage, "codes": catalog.of_stage(stage)}
        yield _page(catalog, site, f"stages/{stage.id}", "stage", "data/stages.yaml", context)
    for code in catalog.codes:
        related = [catalog.by_code[other] for other in code.related]
        context = {"code": code, "related": related}
        source = f"data/codes/{code.module.id}.yaml"
        yield _page(catalog, site, f"codes/{code.code}", "code", source, context)
    drawings = _drawings(catalog)
    for path, (template, source) in PAGES.items():
        yield _page(catalog, site, path, template, source, drawings)


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


def _page(
    catalog: Catalog, site: Site, path: str, template: str, source: str, context: dict[str, Any]
) -> tuple[str, str]:
    """One page: `path` is below the language's folder and without its suffix."""
    url = path.removesuffix("index")
    url += "/" if url and not url.endswith("/") else ""
    text = (
        _markdown()
        .get_template(f"{template}.md.jinja")
        .render(
            c=catalog,
            t=catalog.labels,
            colon=Markdown(catalog.language.colon),
            comma=Markdown(catalog.language.comma),
            space=Markdown(catalog.language.space),
            site=site,
            up=Markdown("../" * path.count("/")),
            root=Markdown("../" * (path.count("/") + 1)),
            alternates={id_: f"{id_}/{url}" for id_ in sorted(catalog.facts.languages)},
            report=_report(site, context.get("code"), f"{catalog.language.id}/{url}"),
            edit=f"{site.repository}/{'edit' if Path(source).suffix else 'tree'}/main/{source}",
            **context,
        )
    )
    return f"{catalog.language.id}/{path}.md", text


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
    any_catalog = next(iter(catalogs.values()))
    legacy = {lang: catalog.legacy_values() for lang, catalog in catalogs.items()}
    permalink = _html().get_template("permalink.html.jinja")
    numbers = sorted({code.code for code in any_catalog.codes} | set(next(iter(legacy.values()))))
    for number in numbers:
        meanings: dict[str, tuple[Code | None, tuple[LegacyValue, ...]]] = {
            lang: (catalog.by_code.get(number), legacy[lang].get(number, ()))
            for lang, catalog in catalogs.items()
        }
        files[f"{number}/index.html"] = permalink.render(
            _neutral(catalogs, site, f"{number}/"), number=number, meanings=meanings
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
