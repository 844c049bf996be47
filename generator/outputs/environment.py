"""Set up Jinja for the project's templates; an unknown name in a template is an error.

Markdown templates escape the value of each expression as Markdown text, HTML templates as text or an
attribute's value. In both, the filter `url` is for addresses; `code` and `fenced` are for code in
Markdown, `spans` converts backtick spans to HTML, and `breakable` lets a name break. Each template documents its context at its start.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup

from generator.outputs import escape

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def markdown(template: str, context: Mapping[str, Any]) -> str:
    """Render a template of `pages/` as Markdown."""
    return _markdown().get_template(template).render(context)


def macros(context: dict[str, Any]) -> Any:
    """Return the macros in a context, as functions with Markdown as their results."""
    return _markdown().get_template("macros.jinja").make_module(context)


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
        bytecode_cache=compiled(),
        **options,
    )
    made.filters.update(filters)
    return made


class _Marking(Context):
    """A context in which Jinja marks the results of macros and blocks, as it does with autoescaping.

    Otherwise `finalize` would escape their Markdown again.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.eval_ctx.autoescape = True


class CompiledTemplates(BytecodeCache):
    """A folder of compiled templates, each after the digest of its bytes: a damaged file is not believed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a template if its file is there and whole."""
        try:
            sealed = (self.folder / bucket.key).read_bytes()
        except OSError:
            return
        seal, content = sealed[:32], sealed[32:]
        if sha256(content).digest() == seal:
            bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a template where that is possible; a reader meets the whole file or none."""
        content = bucket.bytecode_to_string()
        temporary = self.folder / f"{bucket.key}.{os.getpid()}"
        with suppress(OSError):
            temporary.write_bytes(sha256(content).digest() + content)
            temporary.replace(self.folder / bucket.key)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return a key of the name alone, as a path may not be encodable."""
        return super().get_cache_key(name)


@cache
def compiled() -> CompiledTemplates:
    """Return the cache of compiled templates, which saves a quarter of the time of generating.

    Its folder depends on the filters' source, as compiled templates contain the results of filters of
    constants.
    """
    filters = b"".join(Path(path).read_bytes() for path in (__file__, escape.__file__))
    folder = TEMPLATES.parent / ".cache" / "templates" / sha256(filters).hexdigest()[:16]
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return CompiledTemplates(folder)


@cache
def _markdown() -> Environment:
    to_json = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` would create one per call
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
        "breakable": lambda name: Markup("<wbr>").join(escape.words(name)),
        "url": lambda value: escape.url(str(value)),
    }
    return environment("pages", filters, autoescape=True)
