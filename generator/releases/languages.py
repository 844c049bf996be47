"""Find texts that a release changes in one language and leaves in the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.dataset.schema_releases import ReleaseFile

_TITLES = {"zh": "Chinese", "en": "English"}


def one_sided(before: ReleaseFile, now: ReleaseFile) -> Iterator[str]:
    """Yield the place of each text, the language in which it is new, and its words.

    A text is known by the other language, which the same record had before.
    """
    old, new = before.model_dump(), now.model_dump()
    for field, records in new.items():
        for id_, record in records.items():
            known = list(_texts(old[field].get(id_)))
            for text in _texts(record):
                if text not in known:
                    changed = [
                        lang for lang in _TITLES if not any(text[lang] == t[lang] for t in known)
                    ]
                    if len(changed) == 1:
                        yield f"{field} {id_}: {_TITLES[changed[0]]} only: {text[changed[0]]}"


def _texts(value: Any) -> Iterator[dict[str, str]]:
    """Yield each text in both languages within a record."""
    if isinstance(value, dict) and "zh" in value:
        yield {lang: value[lang] for lang in _TITLES}
    elif isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
