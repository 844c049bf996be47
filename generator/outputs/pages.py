"""The pages of one language, the Markdown of each to stand beside it, its feed, and its llms.txt.

One template serves every language.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.catalog.model import Catalog
from generator.outputs import addresses, diagrams, retry_examples, twins
from generator.outputs.addresses import Site
from generator.outputs.api import versions
from generator.outputs.environment import html, markdown
from generator.outputs.escape import Markdown

TIERS = ("common", "complete")
RETRIES = ("yes", "conditional", "no", "unknown")

Files = Iterator[tuple[str, str]]
"""Paths below `docs/` and texts."""


def files(catalog: Catalog, site: Site) -> Files:
    """Every page and text of one language."""
    yield from _codes(catalog, site)
    yield from _stages(catalog, site)
    yield from _overviews(catalog, site)
    feed = html("feed.xml.jinja", c=catalog, t=catalog.labels, site=site)
    yield addresses.feed(catalog.language.id), feed
    yield from _llms(catalog, site)


def _codes(catalog: Catalog, site: Site) -> Files:
    for code in catalog.codes:
        related = tuple(catalog.by_code[other] for other in code.related)
        source = f"data/codes/{code.module.id}.yaml"
        report = site.issue(title=f"{code.code}: ", code=code.code)
        context = {"code": code, "related": related, "report": report}
        page = _page(catalog, site, f"codes/{code.code}", "code", source, **context)
        yield page
        yield _twin(site, *page)


def _stages(catalog: Catalog, site: Site) -> Files:
    for stage in catalog.stages:
        codes, examples = catalog.of_stage(stage), retry_examples.of_stage(catalog, stage)
        context = {"stage": stage, "codes": codes, "examples": examples}
        page = _page(catalog, site, f"stages/{stage.id}", "stage", "data/stages.yaml", **context)
        yield page
        yield _twin(site, *page)


def _overviews(catalog: Catalog, site: Site) -> Files:
    blocks = {**_drawings(catalog), "table": _table(catalog), **_programs()}
    blocks["reader"] = Markdown(html("lookup.html.jinja", t=catalog.labels))
    plain = {"table": Markdown(_text("codes-list.md.jinja", catalog, site))}  # instead of HTML
    for path, template, source in addresses.OVERVIEWS:
        page = _page(catalog, site, path, template, source, **blocks)
        yield page
        if template == "codes":
            page = _page(catalog, site, path, template, source, **plain)
        yield _twin(site, *page)


def _llms(catalog: Catalog, site: Site) -> Files:
    """What AI assistants read first, and everything in one text."""
    lang = catalog.language.id
    home = Markdown(f"{site.url}{lang}/")
    for name in ("llms.txt", "llms-full.txt"):
        text = _text(f"{name}.jinja", catalog, site, home=home, **_programs())
        yield f"{lang}/{name}", text
        if lang == catalog.facts.fallback:
            yield name, text  # where all look


def _programs() -> dict[str, Any]:
    """What there is for programs, by path below `docs/`."""
    return {
        "documents": [
            (id_, addresses.API + path, addresses.json_schema(id_))
            for id_, path in addresses.DOCUMENTS.items()
        ],
        "openapi": addresses.OPENAPI,
        "downloads": [(id_, path) for id_, (path, _) in addresses.DOWNLOADS.items()],
        "versions": versions.CHANGELOG,
    }


def _drawings(catalog: Catalog) -> dict[str, Markdown]:
    """The pictures of the home page and of the complete table, as blocks of HTML."""
    stages = {stage.id: len(catalog.of_stage(stage)) for stage in catalog.stages}
    modules = {module.id: len(catalog.of_module(module)) for module in catalog.modules}
    life, servers = diagrams.life(catalog.stages), diagrams.servers(catalog.modules)
    words = catalog.labels
    return {
        "life": Markdown(html("life.svg.jinja", drawing=life, counts=stages, t=words)),
        "servers": Markdown(html("servers.svg.jinja", drawing=servers, counts=modules, t=words)),
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
    return Markdown(html("codes-table.html.jinja", c=catalog, t=words, facets=facets))


def _page(
    catalog: Catalog, site: Site, path: str, template: str, source: str, **context: Any
) -> tuple[str, str]:
    """One page: `path` is below the language's folder and without its suffix."""
    lang = catalog.language.id
    file = addresses.page(lang, path)
    languages = sorted(catalog.facts.languages)
    frame = {
        "up": Markdown("../" * path.count("/")),
        "root": Markdown("../" * (path.count("/") + 1)),
        "alternates": {id_: addresses.url(addresses.page(id_, path)) for id_ in languages},
        "report": site.issue(title=f"{addresses.url(file)}: "),
        "edit": site.source(source),
    }
    return file, _text(f"{template}.md.jinja", catalog, site, **frame | context)


def _twin(site: Site, path: str, text: str) -> tuple[str, str]:
    """The Markdown of a page, to stand beside it."""
    return addresses.twin(path), twins.text(path, text, site.url)


def _text(template: str, catalog: Catalog, site: Site, **context: Any) -> str:
    """A Markdown template in the words of one language."""
    return markdown(
        template,
        c=catalog,
        t=catalog.labels,
        colon=Markdown(catalog.language.colon),
        comma=Markdown(catalog.language.comma),
        space=Markdown(catalog.language.space),
        site=site,
        **context,
    )
