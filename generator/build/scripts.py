"""Shorten the site's scripts: readers load no comments and no indentation."""

from __future__ import annotations

import re

_COMMENT = re.compile(
    r"/\*\*(?:[^*]|\*(?!/))*\*/ ?|^[ \t]*//[^\n]*$|[ \t]+// [^\n]*$", re.MULTILINE
)
_INDENT = re.compile(r"\n[ \t\n]+")


def short(source: str) -> str:
    """Return a script without comments and indentation.

    The scripts keep `/**` and ` // ` out of texts and expressions, and lines out of templates.
    """
    return _INDENT.sub("\n", _COMMENT.sub("", source)).lstrip()
