"""Jinja, as every template of the project is rendered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.places import TEMPLATES

SUFFIXES = {"objc": "m", "java": "java", "cpp": "cpp"}
"""The suffix of the examples' templates for a platform, whose id names the language itself."""


def example(stage: str, platform: str) -> str:
    """The template of a stage's retry example on a platform, in the folder `examples`."""
    return f"{stage}.{SUFFIXES.get(platform, platform)}.jinja"


def environment(
    folder: str, filters: Mapping[str, Callable[..., Any]], **options: Any
) -> Environment:
    """The templates of a folder below `templates/`; an unknown name in one is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES / folder),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        **options,
    )
    made.filters.update(filters)
    return made
