"""List the sections of the pages: each id is an anchor, which is published and must never be removed."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog.model import Catalog
from generator.catalog.stages import Stage
from generator.outputs import addresses, retry_examples

CODE = tuple("code meaning remedies user-message stages retry anatomy related source".split())
OVERVIEWS = {
    "home": ("stages", "common", "how", "link"),
    "legacy": ("room-server-mask", "patterns"),
    "anatomy": ("rules", "curl", "foreign"),
    "api": "use reading documents downloads command stability changelog licence".split(),
    "about": "unofficial sources headers counts versions support licence report".split(),
}
"""The fixed sections of each overview, by template; the template's name is the id of the title."""


def of_pages(catalog: Catalog) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each page of a language, by its path below `docs/`, with the ids of its sections."""
    lang = catalog.language.id
    legacy = (id_ for f in catalog.legacy for id_ in (f.id, *(value.anchor for value in f.values)))
    found = {
        "codes": (f"c{code.code}" for code in catalog.codes),
        "complete": (module.id for module in catalog.modules),
        "legacy": legacy,
        "anatomy": (rule.id for rule in catalog.numbering.rules),
        "families": (family.id for family in catalog.families),
        "glossary": (term.id for term in catalog.glossary),
        "changes": (release.date for release in catalog.releases),
    }
    for path, template, *_ in addresses.OVERVIEWS:
        ids = (template, *OVERVIEWS.get(template, ()), *found.get(template, ()))
        yield addresses.page(lang, path), ids
    for stage in catalog.stages:
        yield addresses.page(lang, f"stages/{stage.id}"), tuple(_of_stage(catalog, stage))
    for code in catalog.codes:
        at = (stage.id for guidance in code.differing for stage in guidance.stages)
        yield addresses.page(lang, f"codes/{code.code}"), (*CODE, *at)


def _of_stage(catalog: Catalog, stage: Stage) -> Iterator[str]:
    yield from ("stage", "callbacks")
    yield from (section.id for section in stage.sections)
    if stage.events:
        given = (reason.code for reason in catalog.reasons(stage) if not reason.legacy)
        yield from (f"c{code.code}" for code in given if code)
        yield "events"
    else:
        yield from (f"{calls.id}-first" for calls, _ in catalog.calling(stage))
    if stage.retry:
        yield "retry"
    if codes := catalog.of_stage(stage):
        yield "codes"
        yield from (f"c{code.code}" for code in codes if not stage.events)
    if platforms := retry_examples.platforms(catalog, stage):
        yield "retry-example"
        yield from (f"retry-example-{platform}" for platform in platforms)
