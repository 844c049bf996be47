"""Find texts that a release changes in one language and leaves in the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.catalog.state import State

_TITLES = {"zh": "Chinese", "en": "English"}
_OTHER = {"zh": "en", "en": "zh"}


def one_sided(before: State, now: State) -> Iterator[str]:
    """Yield the path of each text that is new, the language in which it changed, and its words.

    A text is known by the other language, which the same path had before; where it had both, but not together,
    either may be the wrong one.
    """
    for path, value in now.items():
        known = list(_texts(before.get(path)))
        for text in _texts(value):
            for lang, other in _OTHER.items() if text not in known else ():
                if any(text[other] == t[other] for t in known):
                    yield f"{path}: {_TITLES[lang]} only: {text[lang]}"


def _texts(value: Any) -> Iterator[dict[str, str]]:
    """Yield each text in both languages within a value."""
    if isinstance(value, dict) and "zh" in value:
        yield {lang: value[lang] for lang in _TITLES}
    elif isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
