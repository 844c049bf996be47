"""Render one language: its pages, the Markdown beside each, its feed, and its llms.txt.

One template serves all languages, and both the page and its Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.catalog.guidance import Remedy
from generator.catalog.model import Catalog, Code
from generator.outputs import addresses, diagrams, log_lines, retry_examples, sections
from generator.outputs.addresses import Site
from generator.outputs.api import versions
from generator.outputs.environment import html, markdown
from generator.outputs.escape import Markdown, plain
from generator.outputs.medium import Page, Text, Twin

TIERS = ("common", "complete")
RETRIES = ("yes", "once", "after", "sdk", "no", "unknown")
LONGEST_DESCRIPTION = 400  # characters

Files = Iterator[tuple[str, str]]
"""Paths below `docs/` and texts."""


def files(catalog: Catalog, site: Site) -> Files:
    """Yield every page and text of one language."""
    known = dict(sections.of_pages(catalog))
    folds, in_twins = _folds(catalog, Page(site, "")), _folds(catalog, Twin(site, ""))
    for path, context in _pages(catalog, site):
        yield path, _text(catalog, Page(site, path, known[path]), folds=folds, **context)
        yield addresses.twin(path), _text(catalog, Twin(site, path), folds=in_twins, **context)
    feed = html("feed.xml.jinja", c=catalog, t=catalog.labels, site=site)
    yield addresses.feed(catalog.language.id), feed
    yield from _llms(catalog, site)


def blocks(catalog: Catalog, site: Site, codes: Iterable[Code]) -> Iterator[str]:
    """Render each code in a few lines, as in llms-full.txt."""
    to = _whole(catalog, site, "llms-full.txt")
    for code in codes:
        yield _text(catalog, to, template="code.txt.jinja", code=code)


def twins(catalog: Catalog, site: Site, codes: Iterable[Code]) -> Iterator[str]:
    """Render the Markdown beside the page of each code."""
    folds = _folds(catalog, Twin(site, ""))
    for code in codes:
        path, context = _code(catalog, site, code)
        yield _text(catalog, Twin(site, path), folds=folds, **context)


Planned = tuple[str, dict[str, Any]]
"""A page's path below `docs/`, and the context of its template."""


def _pages(catalog: Catalog, site: Site) -> Iterator[Planned]:
    for code in catalog.codes:
        yield _code(catalog, site, code)
    for stage in catalog.stages:
        codes, examples = catalog.of_stage(stage), retry_examples.of_stage(catalog, stage)
        lines = log_lines.of_stage(catalog, site, stage)
        context = {"stage": stage, "codes": codes, "examples": examples, "log_lines": lines}
        path, source = f"stages/{stage.id}", "data/stages.yaml"
        yield _page(catalog, site, path, "stage", source, **context)
    blocks = {**_diagrams(catalog), "table": _table(catalog), **_api_files(catalog)}
    blocks["reader"] = Markdown(html("lookup.html.jinja", t=catalog.labels))
    for path, template, source in addresses.OVERVIEWS:
        yield _page(catalog, site, path, template, source, **blocks)


def _code(catalog: Catalog, site: Site, code: Code) -> Planned:
    related = tuple(catalog.by_code[other] for other in code.related)
    source = f"data/codes/{code.module.id}.yaml"
    report = site.issue(title=f"{code.code}: ", code=code.code)
    context = {"code": code, "related": related, "report": report}
    context["description"] = _description(catalog, code)
    return _page(catalog, site, f"codes/{code.code}", "code", source, **context)


def _description(catalog: Catalog, code: Code) -> str:
    """Return what a code means and, from the first on, as many of its steps as a preview has place for."""
    language = catalog.language
    text = plain(f"{code.code} {code.name}{language.colon}{code.summary}")
    labels = language.labeled(code.advice, [""] * len(code.advice))
    for label, group in zip(labels, code.advice, strict=True):
        for step in group.steps:
            more = f"{text}{language.space}{label}{plain(step.text)}"
            if len(more) > LONGEST_DESCRIPTION:
                return text
            text, label = more, ""
    return text


def _page(
    catalog: Catalog, site: Site, path: str, template: str, source: str, **context: Any
) -> Planned:
    """Plan one page; `path` is relative to the language's folder, and has no suffix."""
    file = addresses.page(catalog.language.id, path)
    languages = sorted(catalog.facts.languages)
    frame = {
        "template": f"{template}.md.jinja",
        "kind": template,
        "site": site,
        "alternates": {id_: addresses.url(addresses.page(id_, path)) for id_ in languages},
        "report": site.issue(title=f"{addresses.url(file)}: "),
        "edit": site.source(source),
    }
    return file, frame | context


def _llms(catalog: Catalog, site: Site) -> Files:
    """Render llms.txt and llms-full.txt; the root gets those of the fallback language."""
    for name in ("llms.txt", "llms-full.txt"):
        to = _whole(catalog, site, name)
        text = _text(catalog, to, template=f"{name}.jinja", **_api_files(catalog))
        yield to.path, text
        if catalog.language.id == catalog.facts.fallback:
            yield name, text  # clients look for it there


def _whole(catalog: Catalog, site: Site, name: str) -> Text:
    return Text(site, f"{catalog.language.id}/{name}", Markdown(catalog.language.space))


def _api_files(catalog: Catalog) -> dict[str, Any]:
    """Return the context that lists the API's documents and the downloads; paths are below `docs/`."""
    return {
        "documents": [
            (id_, addresses.API + path, addresses.json_schema(id_))
            for id_, path in addresses.DOCUMENTS.items()
        ],
        "example": addresses.document("code", code=catalog.common[0].code),
        "openapi": addresses.OPENAPI,
        "downloads": [(id_, path) for id_, (path, _) in addresses.DOWNLOADS.items()],
        "versions": versions.CHANGELOG,
    }


def _diagrams(catalog: Catalog) -> dict[str, Markdown]:
    """Render the diagrams of the home page and of the complete table as blocks of HTML."""
    stages = {stage.id: len(catalog.of_stage(stage)) for stage in catalog.stages}
    modules = {module.id: len(catalog.of_module(module)) for module in catalog.modules}
    session, servers = diagrams.session(catalog.stages), diagrams.servers(catalog.modules)
    space = catalog.language.space
    labels = catalog.labels
    return {
        "session": Markdown(
            html("session.svg.jinja", diagram=session, counts=stages, space=space, t=labels)
        ),
        "servers": Markdown(html("servers.svg.jinja", diagram=servers, counts=modules, t=labels)),
    }


def _table(catalog: Catalog) -> Markdown:
    """Render the list of codes and its filters as a block of HTML."""
    labels = catalog.labels
    facets = [
        ("stage", "stages", [(s.id, s.title) for s in catalog.stages if catalog.of_stage(s)]),
        ("module", "module", [(m.id, m.title) for m in catalog.modules if catalog.of_module(m)]),
        ("tier", "tier", [(id_, labels[f"tier-{id_}"]) for id_ in TIERS]),
        ("retry", "retry", [(id_, labels[f"chip-retry-{id_}"]) for id_ in RETRIES]),
        ("remedy", "remedies", [(r.id, r.text) for r in catalog.remedies.values()]),
    ]
    return Markdown(html("codes-table.html.jinja", c=catalog, t=labels, facets=facets))


def _folds(catalog: Catalog, to: Page) -> dict[str, Markdown]:
    """Render what pages fold away, which is the same on all: how to do each step by its id, and under no id support."""

    def fold(step: Remedy | None) -> Markdown:
        return Markdown(_text(catalog, to, template="fold.md.jinja", step=step))

    steps = [step for step in catalog.remedies.values() if step.checks or step.edits]
    return {"": fold(None), **{step.id: fold(step) for step in steps}}


def _text(catalog: Catalog, to: Page, *, template: str, **context: Any) -> str:
    """Render a Markdown template in one language for the medium `to`."""
    return markdown(
        template,
        c=catalog,
        t=catalog.labels,
        colon=Markdown(catalog.language.colon),
        comma=Markdown(catalog.language.comma),
        space=Markdown(catalog.language.space),
        to=to,
        **{"site": to.site} | context,
    )
