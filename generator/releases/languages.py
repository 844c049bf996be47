"""Find texts that a release changes in one language and leaves in the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.catalog.state import State

_TITLES = {"zh": "Chinese", "en": "English"}


def one_sided(before: State, now: State) -> Iterator[str]:
    """Yield the path of each text, the language in which it is new, and its words.

    A text is known by the other language, which the same path had before.
    """
    for path, value in now.items():
        known = list(_texts(before.get(path)))
        for text in _texts(value):
            changed = [lang for lang in _TITLES if not any(text[lang] == t[lang] for t in known)]
            if len(changed) == 1:
                yield f"{path}: {_TITLES[changed[0]]} only: {text[changed[0]]}"


def _texts(value: Any) -> Iterator[dict[str, str]]:
    """Yield each text in both languages within a value."""
    if isinstance(value, dict) and "zh" in value:
        yield {lang: value[lang] for lang in _TITLES}
    elif isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
