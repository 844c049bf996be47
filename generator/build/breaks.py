"""Let long names break between their words, by `<wbr>`, which is not part of what readers copy."""

from __future__ import annotations

import re

SHORT = 15  # characters; a shorter name fits everywhere
_NAME = re.compile(rf"(?<!<pre>)(?<!</span>)<code>([^<]{{{SHORT + 1},}})</code>")
_PLACE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[:._])(?=[a-zA-Z0-9])")


def breakable(html: str) -> str:
    """Return a page's content with places to break in the names that are code; blocks of code stay as they are."""
    return _NAME.sub(lambda name: f"<code>{_PLACE.sub('<wbr>', name[1])}</code>", html)
