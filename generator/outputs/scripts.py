"""Shorten the site's scripts and style sheets, as readers load no comments and no indentation, and put one into a page."""

from __future__ import annotations

import base64
import hashlib
import re

from markupsafe import Markup

from generator.outputs.environment import TEMPLATES

_COMMENT = re.compile(
    r"/\*(?!!)(?:[^*]|\*(?!/))*\*/ ?|^[ \t]*//[^\n]*$|[ \t]+// [^\n]*$", re.MULTILINE
)
_INDENT = re.compile(r"\n[ \t\n]+")


def short(source: str) -> str:
    """Return a script or style sheet without comments, other than `/*!`, and indentation.

    They keep `/*` and ` // ` out of texts and expressions, and lines out of templates.
    """
    return _INDENT.sub("\n", _COMMENT.sub("", source)).lstrip()


def inline(name: str) -> tuple[Markup, str]:
    """Return a script of the theme for a page's source, and the source expression that allows it there."""
    text = short((TEMPLATES / "theme" / "js" / f"{name}.js").read_text("utf-8"))
    return Markup(text), allowing(text)


def allowing(script: str) -> str:
    """Return the source expression (`'sha256-…'`) by which a policy allows an inline script."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"
