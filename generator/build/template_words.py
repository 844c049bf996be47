"""Check the words in templates, rather than in the data, against the glossary."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

from generator.dataset.diagnostics import Diagnostic
from generator.dataset.rules.terms import TEXT_TERM, Avoided
from generator.dataset.schema import Dataset

_SCRIPTS = (".js", ".js.jinja")
_PAGES = (".jinja", ".html", ".xml")
_TAG = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>|</?[A-Za-z][^>]*>", re.DOTALL)
_READ = re.compile(r'\b(?:alt|aria-label|content|placeholder|title)="([^"]*)"')
"""Attributes that readers see or hear."""
_SCRIPT = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|`((?:\\.|[^`\\\n])*)`""",
    re.DOTALL,
)
_SENTENCE = re.compile(r"[A-Z].* |.*[\u4e00-\u9fff]")
"""The beginning of a string that is for readers."""


def problems(dataset: Dataset, templates: Path) -> Iterator[Diagnostic]:
    """Report each form in a template of the folder, except those in code, comments and addresses.

    The examples are code, and the engine has the words that readers write.
    """
    terms = dataset.glossary.root.values()
    avoided = [Avoided(terms, lang) for lang in dataset.dataset.languages]
    for path in sorted(templates.rglob("*")):
        is_read = path.name.endswith((*_SCRIPTS, *_PAGES))
        if not is_read or {"examples", "engine"} & {*path.relative_to(templates).parts}:
            continue
        source = path.read_text("utf-8")
        text = _of_script(source) if path.name.endswith(_SCRIPTS) else _of_page(source)
        for at, message, hint in (found for forms in avoided for found in forms.found(text)):
            line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
            shown = Path(os.path.relpath(path)).as_posix()
            yield Diagnostic(shown, line, column, "the template", message, hint, TEXT_TERM.id)


def _of_page(source: str) -> str:
    """Return the words of a template of Jinja with everything else blank, at the same positions."""
    try:
        tokens = list(Environment(keep_trailing_newline=True).lex(source))
    except TemplateSyntaxError:
        return ""  # reported when it is rendered
    kept, at = list(_blank(source)), 0
    for _, kind, value in tokens:
        start = source.index(value, at)  # after space that a tag removes
        at = start + len(value)
        if kind == "data":
            kept[start:at] = value
    return _TAG.sub(lambda tag: _only(_READ, tag[0]), "".join(kept))


def _of_script(source: str) -> str:
    """Return the strings of a script that are sentences, with everything else blank."""
    return _only(_SCRIPT, source)


def _only(pattern: re.Pattern[str], text: str) -> str:
    """Return what the groups of `pattern` match, with everything else blank."""
    kept = list(_blank(text))
    for match in pattern.finditer(text):
        for group in range(1, pattern.groups + 1):
            words = match[group] or ""
            if pattern is _READ or _SENTENCE.match(words):
                kept[match.start(group) : match.end(group)] = words
    return "".join(kept)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
