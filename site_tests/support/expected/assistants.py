"""Expect of `llms.txt` and `llms-full.txt` what they say beside codes, legacy values and stages."""

from __future__ import annotations

from generator.catalog.model import Catalog
from generator.outputs.escape import plain
from site_tests.support.expected import legacy
from site_tests.support.expected.lists import digits
from site_tests.support.expected.said import Row, data_ends
from site_tests.support.readers.twin import letters


def counted(catalog: Catalog) -> list[str]:
    """Return the sentences of `llms.txt` on the whole, with its numbers and dates."""
    t, n = catalog.labels, len(catalog.codes)
    return [
        data_ends(catalog),
        t["complete-description"].format(n=n),
        t["codes-description"].format(n=n),
        t["legacy-description"].format(boundary=catalog.facts.boundary.date),
        t["home-permalink-text"].format(example=f"{catalog.facts.url}{catalog.common[0].code}/"),
    ]


def whole(catalog: Catalog) -> list[str]:
    """Return the texts of `llms-full.txt` beside codes, legacy values and stages, each with what stands before it."""
    t, numbering = catalog.labels, catalog.numbering
    steps = [step for step in catalog.remedies.values() if step.checks or step.edits]
    return [
        data_ends(catalog),
        *(t["checks-title"].format(step=s.text) + "".join(s.checks) for s in steps),
        t["support-title"] + t["about-support"] + catalog.support.site,
        "".join([t["support-details"], *catalog.support.send, t["support-log"]]),
        "".join(
            rule.match + str(rule.example) + "".join(s.digits + s.text for s in rule.segments)
            for rule in numbering.rules
        ),
        "".join(f"{result}{text}" for result, text in numbering.curl.items()),
        *(f.title + t[f"family-kind-{f.kind}"] + f.general for f in catalog.families),
        *(
            module.title + module.text + digits(catalog, module)
            for module in catalog.modules
            if catalog.of_module(module)
        ),
        legacy.introduction(catalog),
        "".join(catalog.mask),
        *(family.title + family.text for family in catalog.legacy),
    ]


def outline(catalog: Catalog) -> Row:
    """Return the headings of `llms-full.txt` with their levels, and the titles of its remarks, in order."""
    t = catalog.labels
    steps = [step for step in catalog.remedies.values() if step.checks or step.edits]
    remarks = [t["checks-title"].format(step=step.text) for step in steps]
    headings = [(1, t["site-name"]), (2, t["home-stages"])]
    for stage in catalog.stages:
        headings += [(3, stage.title), *((4, t[f"stage-{s.id}"]) for s in stage.sections)]
    headings += [(2, t["anatomy-rules"]), (2, t["nav-families"])]
    headings += [(3, family.title) for family in catalog.families]
    for module in catalog.modules:
        codes = catalog.of_module(module)
        headings += [(2, module.title)] * bool(codes)
        headings += [(3, f"{c.code} {' '.join(name.name for name in c.names)}") for c in codes]
    headings += [(2, t["nav-legacy"]), *((3, family.title) for family in catalog.legacy)]
    return {
        "headings": [(level, letters(title)) for level, title in headings],
        "remarks": [letters(plain(title)) for title in (*remarks, t["support-title"])],
    }
