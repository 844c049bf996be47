"""Render the Markdown templates of `pages/` in one language for one medium."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.catalog.model import Catalog
from generator.outputs.environment import macros, markdown
from generator.outputs.escape import joint
from generator.outputs.medium import Page, Section


class File(NamedTuple):
    """A file by its path below `docs/`; `said` is of pages alone."""

    path: str
    text: str
    said: Mapping[str, Section | None] = MappingProxyType({})


class Renderer:
    """The context that the templates have in common, and the macros `m` in it."""

    def __init__(self, catalog: Catalog, to: Page) -> None:
        self.to = to
        self.context: dict[str, Any] = {
            "c": catalog,
            "t": catalog.labels,
            "site": to.site,
            "to": to,
        }
        for name in ("colon", "comma", "open", "close", "space"):
            self.context[name] = joint(getattr(catalog.language, name))
        self.m = self.context["m"] = macros(self.context)

    def text(self, template: str, **context: Any) -> str:
        """Render a template."""
        return markdown(template, self.context | context)

    def page(self, path: str, template: str, **context: Any) -> File:
        """Render the page at `path` in the medium."""
        self.to.said = {}
        text = self.text(template, here=self.to.here(path), **context)
        return File(self.to.output(path), text, self.to.said)
