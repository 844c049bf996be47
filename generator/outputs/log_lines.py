"""Render the line that logs the address of a code's page, for the callbacks of a stage."""

from __future__ import annotations

from dataclasses import dataclass

from generator.catalog.model import Catalog
from generator.catalog.stages import Stage
from generator.outputs.addresses import Site
from generator.outputs.retry_examples import SUFFIXES, rendered

LINE = "log"
"""The name of the templates, one a platform."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """The line on one platform."""

    platform: str
    language: str
    code: str


def of_stage(catalog: Catalog, site: Site, stage: Stage) -> tuple[LogLine, ...]:
    """Return a line for each platform on which the stage has a callback and examples are written."""
    context = {"t": catalog.labels, "site": site.url}
    return tuple(
        LogLine(callbacks.id, callbacks.language, rendered(LINE, callbacks.id, context))
        for callbacks in stage.callbacks
        if callbacks.id in SUFFIXES
    )
