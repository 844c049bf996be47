"""Word a code's meaning: its own text, or a wording that it shares with others."""

from __future__ import annotations

import re

from generator.dataset.schema import MeaningsFile
from generator.dataset.schema_codes import SharedText
from generator.dataset.types import SourcedText

SERVER = "{server}"
_SPACE_IN_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")


def worded(cause: SourcedText | SharedText, meanings: MeaningsFile) -> SourcedText:
    """Return the text of a cause; fill a shared wording with its server."""
    if isinstance(cause, SourcedText):
        return cause
    text = meanings.meanings[cause.meaning]
    if cause.server is None:
        return SourcedText(zh=text.zh, en=text.en, source=cause.source)
    server = meanings.servers[cause.server]
    # A placeholder has spaces around it, as Latin has; a Chinese server has none.
    zh = _SPACE_IN_CHINESE.sub("", text.zh.replace(SERVER, server.zh))
    en = text.en.replace(SERVER, server.en)
    if text.en.startswith(SERVER):
        en = en[:1].upper() + en[1:]
    return SourcedText(zh=zh, en=en, source=cause.source)
