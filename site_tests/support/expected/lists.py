"""Expect of the home page, the list and the complete table what they say beside the codes."""

from __future__ import annotations

from generator.catalog.model import Catalog, Module
from generator.catalog.stages import Stage
from generator.outputs.escape import plain
from site_tests.support.expected.codes import HELPS
from site_tests.support.expected.guidance import listed
from site_tests.support.expected.said import Row, cited
from site_tests.support.html import Run


def counts(catalog: Catalog, label: str) -> str:
    """Return a sentence with the number of all codes and of the common ones."""
    n, common = len(catalog.codes), len(catalog.common)
    return catalog.labels[label].format(n=n, common=common)


def filters_row(catalog: Catalog) -> Row:
    """Return the filters of the page of all codes, and the columns of its table."""
    t = catalog.labels
    choices = {
        "retry": [(id_, t[f"chip-retry-{id_}"]) for id_ in HELPS],
        "who": [(id_, t[f"chip-side-{id_}"]) for id_ in ("app", "network", "zego")],
        "stage": [(s.id, s.title) for s in catalog.stages if catalog.of_stage(s)],
        "module": [(m.id, m.title) for m in catalog.modules if catalog.of_module(m)],
        "tier": [(tier, t[f"tier-{tier}"]) for tier in ("common", "complete")],
        "group": [(id_, t[f"group-{id_}"]) for id_ in ("tier", "stage", "module")],
    }
    columns = ("column-code", "column-meaning", "column-remedies", "retry", "column-module-stages")
    return {
        "choices": {
            t[f"filter-{name}"]: [(name, *choice) for choice in of] for name, of in choices.items()
        },
        "labels": [t[f"filter-{name}"] for name in ("text", *choices)],
        "told": [t[f"filter-{name}"] for name in ("count", "none")],
        "texts": [t[f"filter-{name}"] for name in ("title", "clear", "text-hint")],
        "columns": [t[id_] for id_ in columns],
        "groups": [title for _, title in choices["tier"]],
    }


def module_row(catalog: Catalog, module: Module) -> Row:
    """Return all that the complete table says of a module."""
    t = catalog.labels
    n = sum(code.module == module for code in catalog.codes)
    return {
        "title": module.title,
        "text": plain(module.text),
        "said": Run(
            f"{plain(module.text)}{catalog.language.space}{digits(catalog, module)}",
            *cited(catalog.sources["ours"]),
        ),
        "id": module.id,
        "box": [module.title, f"{module.digits} · {t['diagram-module-codes'].format(n=n)}"],
    }


def digits(catalog: Catalog, module: Module) -> str:
    """Return the digits that a module's codes begin with, as the page says them."""
    listed = module.digits.replace(", ", catalog.language.comma)
    return catalog.labels["complete-digits"].format(digits=listed)


def home_row(catalog: Catalog, stage: Stage) -> Row:
    """Return all that the home page says of a stage."""
    t, language = catalog.labels, catalog.language
    n = sum(stage in code.stages for code in catalog.codes)
    count = f"{language.space}{t['codes-count'].format(n=n)}" if n else ""
    detail = t["diagram-anytime"] if stage.anytime else t["diagram-stage-codes"].format(n=n)
    return {
        "id": stage.id,
        "said": f"{stage.title}{language.colon}{plain(stage.summary)}{count}",
        "box": [stage.title, detail, f"{stage.title}{count}"],
    }


def common_row(catalog: Catalog) -> Row:
    """Return the common codes of each stage, as the home page lists them."""
    count, language = catalog.labels["codes-count"], catalog.language
    listed_at = [
        (stage, [code for code in catalog.of_stage(stage) if code.tier == "common"])
        for stage in catalog.stages
    ]
    return {
        "common": [
            (
                f"{stage.title}{language.space}{count.format(n=len(codes))}",
                [
                    (
                        f"{language.id}/codes/{code.code}/",
                        f"{code.code} {code.name}{language.colon}{listed(catalog, code)}",
                    )
                    for code in codes
                ],
            )
            for stage, codes in listed_at
            if codes
        ]
    }
