"""Edits of every kind of file that a site is built from."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

CODE = """  20000009:
    tier: complete
    names: [{name: kConfigNewError, headers: {cpp: 1}}]
    cause: {zh: 新的错误。, en: An error that is new., source: ours}
"""


class Edit(NamedTuple):
    """A file of the project and its change; a file of the site and the text that it then contains."""

    path: str
    change: Callable[[str], str]
    shown_at: str
    shows: str


def replace(old: str, new: str) -> Callable[[str], str]:
    """Return a function that replaces the first `old`, which must exist."""

    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, 1)

    return change


PAGE = "en/codes/20000002/index.html"
EDITS = {
    "record": Edit(
        "data/codes/config.yaml",
        replace("en: The app is offline.", "en: The app was shut."),
        PAGE,
        "The app was shut.",
    ),
    "title in the navigation": Edit(
        "data/stages.yaml",
        replace("en: Logging in", "en: Logging in first"),
        PAGE,
        "Logging in first",
    ),
    "label": Edit(
        "data/labels.yaml",
        replace("en: Related codes", "en: Codes beside it"),
        PAGE,
        "Codes beside it",
    ),
    "date": Edit(
        "data/dataset.yaml",
        lambda text: text.replace(text[text.index("date: ") :][:16], "date: 2026-12-24"),
        "sitemap.xml",
        "2026-12-24",
    ),
    "code that comes": Edit(
        "data/codes/config.yaml",
        replace("  21200007:\n", f"{CODE}  21200007:\n"),
        "20000009/index.html",
        "kConfigNewError",
    ),
    "code that goes": Edit(
        "data/codes/config.yaml",
        lambda text: text.replace(CODE, ""),
        "en/codes/index.html",
        "20000002",
    ),
    "page template": Edit(
        "templates/pages/code.md.jinja",
        replace("{% block body %}", "{% block body %}\nA line of the template.\n"),
        PAGE,
        "A line of the template.",
    ),
    "theme": Edit(
        "templates/theme/frame/footer.html",
        lambda text: f"<!-- a mark of the theme -->{text}",
        PAGE,
        "a mark of the theme",
    ),
    "style": Edit(
        "templates/theme/css/site.css",
        lambda text: f"{text}\n.mark {{}}\n",
        "css/site.css",
        ".mark",
    ),
    "script": Edit(
        "templates/theme/js/site.js",
        lambda text: f"{text}\nvoid 'a mark';\n",
        "js/site.js",
        "a mark",
    ),
    "settings": Edit(
        "mkdocs.yml", replace("logo: material/access-point", "logo: material/airplane"), PAGE, ""
    ),
}


def apply(project: Path, edit: Edit) -> None:
    """Apply an edit atomically, as editors do."""
    save(project / edit.path, edit.change((project / edit.path).read_text("utf-8")))


def save(path: Path, text: str) -> None:
    """Replace a file atomically."""
    with NamedTemporaryFile("w", encoding="utf-8", delete=False) as new:
        new.write(text)
    os.replace(new.name, path)
