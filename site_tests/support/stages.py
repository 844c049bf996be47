"""The codes whose guidance differs by stage, and their expected texts."""

from __future__ import annotations

from generator.catalog.guidance import Guidance
from generator.catalog.model import Catalog, Code
from generator.catalog.stages import Stage
from generator.outputs.escape import plain
from site_tests.support.dataset import catalogs

DIFFERING = [code.code for code in catalogs()["en"].codes if len(code.guidance) > 1]
AT_STAGES = [
    (code, stage.id) for code in DIFFERING for stage in catalogs()["en"].by_code[code].stages
]
ROOM = "room"
"""The stage of the callbacks for a user who is kicked out or disconnected."""


def called(stage: Stage) -> str:
    """Return a callback of a stage as logs print it."""
    return stage.callbacks[0].names[0].partition(":")[0]


def causes_of(catalog: Catalog, code: Code) -> list[str]:
    """Return the causes of a code with their marks, each with its stages if they differ."""
    language = catalog.language
    return language.labeled(code.causes, (cause_of(catalog, group) for group in code.causes))


def cause_of(catalog: Catalog, guidance: Guidance) -> str:
    """Return a cause with its mark, as a text says them."""
    return plain(catalog.language.marked(guidance.cause.text, guidance.cause.source))


def marks_of(code: Code) -> list[str]:
    """Return the marks of a code's causes."""
    return [group.cause.source.short for group in code.causes]


def shown_causes(catalog: Catalog, code: Code) -> str:
    """Return the causes of a code as a list shows them, where the marks are elements."""
    texts = (f"{plain(g.cause.text)} {g.cause.source.short}" for g in code.causes)
    return " ".join(catalog.language.labeled(code.causes, texts))


def retry_of(catalog: Catalog, guidance: Guidance) -> str:
    """Return the answer on retries in one line."""
    verdict = catalog.labels[f"retry-{guidance.retry.verdict}"].format(
        condition=guidance.retry.condition
    )
    space = catalog.language.space
    if limit := guidance.retry.limit:
        numbers = {"min": limit.attempts.min, "max": limit.attempts.max}
        told = catalog.labels["retry-limit"].format(interval=limit.interval_seconds, **numbers)
        verdict = f"{verdict}{space}{told}"
    return f"{verdict}{space}{plain(guidance.retry.text)}"
