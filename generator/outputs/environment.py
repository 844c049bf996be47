"""Jinja, as every template of the project is rendered: an unknown name in one is an error.

In Markdown whatever an expression gives is escaped as Markdown text, in HTML as text or an attribute's
value; the filter `url` is for an address in either, `code` and `fenced` for code, `spans` for a text's
backtick spans in HTML. Each template begins with what its context is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.runtime import Context
from markupsafe import Markup

from generator.outputs import escape

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def markdown(template: str, **context: Any) -> str:
    """Render a template of `pages/` as Markdown; it has the macros as `m`."""
    templates = _markdown()
    macros = templates.get_template("macros.jinja").make_module(context)
    return templates.get_template(template).render(context, m=macros)


def html(template: str, **context: Any) -> str:
    """Render a template of `pages/` as HTML or XML."""
    return _html().get_template(template).render(context)


def environment(
    folder: str, filters: Mapping[str, Callable[..., Any]], **options: Any
) -> Environment:
    """Set up Jinja for the templates of a folder below `templates/`."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES / folder),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=_compiled(),
        **options,
    )
    made.filters.update(filters)
    return made


class _Marking(Context):
    """Has Jinja mark what macros and blocks give, as it does where it escapes by itself, so that
    `finalize` knows it for Markdown."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.eval_ctx.autoescape = True


class _Compiled(FileSystemBytecodeCache):
    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return a key of the name alone: a path may be no text."""
        return super().get_cache_key(name)


@cache
def _compiled() -> _Compiled | None:
    """Keep what templates compile to: a quarter of the time that generating takes.

    Jinja computes filters of constants when it compiles, so that other filters need another folder.
    """
    filters = b"".join(Path(path).read_bytes() for path in (__file__, escape.__file__))
    folder = TEMPLATES.parent / ".cache" / "templates" / sha256(filters).hexdigest()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # nobody may write here
        return None
    return _Compiled(str(folder))


@cache
def _markdown() -> Environment:
    to_json = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` makes one each time
    filters: dict[str, Callable[..., Any]] = {
        "json": lambda value: escape.Markdown(to_json(value)),
        "plain": escape.plain,
        "code": escape.code,
        "fenced": escape.fenced,
        "url": lambda value: escape.Markdown(escape.url(str(value))),
    }
    made = environment("pages", filters, finalize=escape.markdown)
    made.context_class = _Marking
    return made


@cache
def _html() -> Environment:
    filters: dict[str, Callable[..., Any]] = {
        "plain": escape.plain,
        "spans": lambda value: Markup(escape.html(value)),
        "url": lambda value: escape.url(str(value)),
    }
    return environment("pages", filters, autoescape=True)
