"""Render one language: its pages, the Markdown beside each, its feed, and its llms.txt.

One template serves all languages, and both the page and its Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.catalog.model import Catalog, Code, Release
from generator.outputs import addresses, diagrams, log_lines, retry_examples
from generator.outputs.addresses import Site
from generator.outputs.api import versions
from generator.outputs.environment import html
from generator.outputs.escape import Markdown, joint
from generator.outputs.medium import Page, Text, Twin
from generator.outputs.previews import preview
from generator.outputs.renderer import File, Renderer

RETRIES = ("yes", "once", "after", "sdk", "no", "unknown")

Files = Iterator[tuple[str, str]]
"""Paths below `docs/` and texts."""


def of_codes(
    catalog: Catalog, site: Site, codes: Iterable[Code], *media: type[Page]
) -> Iterator[File]:
    """Yield the page of each code in each medium; what they have in common is rendered once."""
    path = addresses.page(catalog.language.id, "codes/1")  # links from all are the same
    renderers = [Renderer(catalog, medium(site, path)) for medium in media]
    common = [_common(catalog, renderer.m) for renderer in renderers]
    for code in codes:
        path, context = _code(catalog, site, code)
        for renderer, rendered in zip(renderers, common, strict=True):
            yield renderer.page(path, **rendered, **context)


def overviews(catalog: Catalog, site: Site, *media: type[Page]) -> Iterator[File]:
    """Yield the other pages of one language in each of the media."""
    for path, context in _pages(catalog, site):
        for medium in media:
            yield Renderer(catalog, medium(site, path)).page(path, **context)


def texts(catalog: Catalog, site: Site) -> Files:
    """Yield the feed and llms.txt."""

    def address(day: object = "") -> str:
        return site.url + addresses.changes(catalog.language.id, day)

    feed = html("feed.xml.jinja", c=catalog, t=catalog.labels, site=site, address=address)
    yield addresses.feed(catalog.language.id), feed
    yield from _llms(catalog, site)


def blocks(catalog: Catalog, site: Site, codes: Iterable[Code]) -> Iterator[str]:
    """Render each code in a few lines, as in llms-full.txt."""
    renderer = _whole(catalog, site, "llms-full.txt")
    for code in codes:
        yield renderer.text("code.txt.jinja", code=code)


def told(catalog: Catalog, site: Site, release: Release) -> str:
    """Render what a release changed as Markdown, as on the page of the changes."""
    return _whole(catalog, site, "changes.md").text("release.md.jinja", release=release)


def twins(catalog: Catalog, site: Site, codes: Iterable[Code]) -> Iterator[str]:
    """Render the Markdown beside the page of each code."""
    return (file.text for file in of_codes(catalog, site, codes, Twin))


def _common(catalog: Catalog, m: Any) -> dict[str, Any]:
    """Render with the macros what pages of codes have in common.

    These are the folds (how to do a step, by its id, and under no id what support needs), and the line on
    each code, for those that it is related to.
    """
    steps = [step for step in catalog.remedies.values() if step.checks or step.edits]
    examples = {s.id for s in catalog.stages if retry_examples.platforms(catalog, s)}
    return {
        "examples": examples,
        "folds": {"": Markdown(m.support()), **{s.id: Markdown(m.how(s)) for s in steps}},
        "lines": {code.code: Markdown(m.line(code)) for code in catalog.codes},
    }


Planned = tuple[str, dict[str, Any]]
"""A page's path below `docs/`, and the context of its template."""


def _pages(catalog: Catalog, site: Site) -> Iterator[Planned]:
    """Plan the pages of stages and the overviews."""
    for stage in catalog.stages:
        codes, examples = catalog.of_stage(stage), retry_examples.of_stage(catalog, stage)
        lines = log_lines.of_stage(catalog, site, stage)
        context = {"stage": stage, "codes": codes, "examples": examples, "log_lines": lines}
        path, source = f"stages/{stage.id}", "data/stages.yaml"
        yield _page(catalog, site, path, "stage", source, **context)
    blocks = {**_diagrams(catalog), "table": _table(catalog), **_api_files(catalog)}
    blocks["reader"] = _block(catalog, "lookup.html.jinja")
    blocks["front"] = _front(catalog)
    blocks["rows"] = [f"c{code.code}" for code in catalog.codes]
    for path, template, source, _ in addresses.OVERVIEWS:
        yield _page(catalog, site, path, template, source, **blocks)


def _front(catalog: Catalog) -> Markdown:
    """Render the field of the home page, with a number, a name and words as examples."""
    first, shortest = catalog.common[0], min((code.name for code in catalog.common), key=len)
    examples = (first.code, shortest, catalog.labels["home-example"])
    return _block(catalog, "front.html.jinja", examples=examples)


def _block(catalog: Catalog, template: str, **context: Any) -> Markdown:
    """Render a block of HTML."""
    return Markdown(html(template, c=catalog, t=catalog.labels, **context))


def _code(catalog: Catalog, site: Site, code: Code) -> Planned:
    source = f"data/codes/{code.module.id}.yaml"
    report = site.issue(title=f"{code.code}: ", code=code.code)
    context = {"code": code, "report": report, "description": preview(catalog, code)}
    return _page(catalog, site, f"codes/{code.code}", "code", source, **context)


def _page(
    catalog: Catalog, site: Site, path: str, template: str, source: str, **context: Any
) -> Planned:
    """Plan one page; `path` is relative to the language's folder, and has no suffix."""
    file = addresses.page(catalog.language.id, path)
    frame = {
        "template": f"{template}.md.jinja",
        "kind": template,
        "site": site,
        "permalink": addresses.neutral(path),
        "alternates": addresses.alternates(path, catalog.facts.languages),
        "report": site.issue(title=f"{addresses.url(file)}: "),
        "edit": site.source(source),
    }
    return file, frame | context


def _llms(catalog: Catalog, site: Site) -> Files:
    """Render llms.txt and llms-full.txt; the root gets those of the fallback language."""
    for name in ("llms.txt", "llms-full.txt"):
        renderer = _whole(catalog, site, name)
        text = renderer.text(f"{name}.jinja", **_api_files(catalog))
        yield renderer.to.path, text
        if catalog.language.id == catalog.facts.fallback:
            yield name, text  # clients look for it there


def _whole(catalog: Catalog, site: Site, name: str) -> Renderer:
    gap = joint(catalog.language.space)
    return Renderer(catalog, Text(site, f"{catalog.language.id}/{name}", gap))


def _api_files(catalog: Catalog) -> dict[str, Any]:
    """Return the context that lists the API's documents and the downloads; paths are below `docs/`."""
    return {
        "documents": [
            (id_, addresses.API + path, addresses.json_schema(id_))
            for id_, path in addresses.DOCUMENTS.items()
        ],
        "example": addresses.document("code", code=catalog.common[0].code),
        "openapi": addresses.OPENAPI,
        "offline": addresses.OFFLINE,
        "downloads": [
            (catalog.labels[f"download-{id_}"], path)
            for id_, (path, _) in addresses.DOWNLOADS.items()
        ],
        "versions": versions.CHANGELOG,
    }


def _diagrams(catalog: Catalog) -> dict[str, Markdown]:
    """Render the diagrams of the home page and of the page of the modules."""
    stages = {stage.id: len(catalog.of_stage(stage)) for stage in catalog.stages}
    modules = {module.id: len(catalog.of_module(module)) for module in catalog.modules}
    session, servers = diagrams.session(catalog.stages), diagrams.servers(catalog.modules)
    return {
        "session": _block(catalog, "session.svg.jinja", diagram=session, counts=stages),
        "servers": _block(catalog, "servers.svg.jinja", diagram=servers, counts=modules),
    }


def _table(catalog: Catalog) -> Markdown:
    """Render the list of codes and its filters."""
    labels = catalog.labels
    sides = sorted({remedy.side for remedy in catalog.remedies.values()})
    facets = [
        ("retry", [(id_, labels[f"chip-retry-{id_}"]) for id_ in RETRIES]),
        ("who", [(id_, labels[f"chip-side-{id_}"]) for id_ in sides]),
        ("stage", [(s.id, s.title) for s in catalog.stages if catalog.of_stage(s)]),
        ("module", [(m.id, m.title) for m in catalog.modules if catalog.of_module(m)]),
        ("tier", [(id_, labels[f"tier-{id_}"]) for id_, _ in catalog.tiers]),
    ]
    groups = ("tier", "stage", "module")
    return _block(catalog, "codes-table.html.jinja", facets=facets, groups=groups)
