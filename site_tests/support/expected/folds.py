"""Expect of the folds of a page: how to do a step, and what support needs."""

from __future__ import annotations

from typing import NamedTuple

from generator.catalog.guidance import Step
from generator.catalog.model import Catalog, Code
from generator.outputs.escape import plain
from site_tests.support.expected.said import advised, cited
from site_tests.support.html import Run


class Fold(NamedTuple):
    """The content behind a title: points, statements with a source, lines of code with their heads, and their calls."""

    title: str
    points: list[Run]
    marked: list[Run]
    heads: list[str]
    blocks: list[str]
    calls: list[str]
    links: list[tuple[str, str | None]]


def folds(catalog: Catalog, code: Code) -> list[Fold]:
    """Return the folds of a page: how to do a step, and what support needs."""
    steps = {step.id: step for guidance in code.guidance for step in guidance.steps}
    found = [how(catalog, step) for step in steps.values() if step.checks or step.edits]
    is_zego = any(step.side == "zego" for step in steps.values())
    return found + [support(catalog)] * is_zego


def how(catalog: Catalog, step: Step) -> Fold:
    """Return the fold on a step: its checks, and the lines to change."""
    t, language, ours = catalog.labels, catalog.language, catalog.sources["ours"]
    checks = [Run(plain(check)) for check in step.checks]
    if checks:
        checks[-1] = Run(checks[-1].text, *advised(catalog, ours))
    return Fold(
        t["checks-title"].format(step=plain(step.text)),
        checks,
        [Run(plain(t["edit-ours"]), *advised(catalog, ours))] * bool(step.edits),
        [
            f"{edit.language}{language.open}{t[f'edit-{when}']}{language.close}{language.colon}".strip()
            for edit in step.edits
            for when in ("before", "after")
        ],
        [lines.rstrip() for edit in step.edits for lines in (edit.before, edit.after)],
        [
            f"{t[f'example-calls-{edit.calls[0].kind}']}{language.space}"
            f"{language.comma.join(call.name for call in edit.calls)}"
            for edit in step.edits
        ],
        [(call.name, call.url) for edit in step.edits for call in edit.calls],
    )


def support(catalog: Catalog) -> Fold:
    """Return the fold on support: what to send, and how to get the log."""
    needs, points = catalog.support, [Run(plain(text)) for text in catalog.support.send]
    for log in needs.platforms:
        name = f"{log.platform}{catalog.language.colon}{log.call.text}"
        points += [Run(name, *cited(log.call.source)), *(Run(plain(f)) for f in log.folders)]
        if log.folders and log.source:
            points[-1] = Run(points[-1].text, *cited(log.source))
    texts = [Run(plain(said.text), *cited(said.source)) for said in needs.log]
    title = catalog.labels["support-title"]
    return Fold(title, points, texts, [], [], [], [(needs.site, needs.site)])
