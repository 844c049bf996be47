"""The rule for the length of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.dataset.partial import PartialDataset
from generator.dataset.rules.registry import Finding, rule

_MOST = {"zh": 60, "en": 25}
_UNITS = {"zh": "characters", "en": "words"}
_ENDS = {"zh": re.compile(r"(?<=[。？！])"), "en": re.compile(r"(?<=[.?!])[\"')]*\s")}

# Text that is not read word by word; a list of numbers is one word, however long.
_SPAN = r"`[^`]+`|\{[a-z_]+\}"
_NUMBER = r"\d(?:[\d.-]*\d)?"
_NUMBERS = rf"{_NUMBER}(?:(?:, | ?(?:and|or|to|[和或至、]) ?|, (?:and|or) ){_NUMBER})*"
_WORDS = re.compile(rf"{_SPAN}|{_NUMBERS}|[A-Za-z][\w.+:/-]*", re.ASCII)


def _length(sentence: str, lang: str) -> int:
    """Count the words of English, or the characters of Chinese, in which a Latin word counts four."""
    counted = _WORDS.sub("word", sentence)
    return len("".join(counted.split())) if lang == "zh" else len(counted.split())


@rule("text-length", "A sentence is longer than 25 words in English or 60 characters in Chinese.")
def long_sentence(data: PartialDataset) -> Iterator[Finding]:
    for file, location, text in data.texts:
        if "title" in location:
            continue  # a name, as its owner wrote it
        for lang, ends in _ENDS.items():
            if isinstance(text.get(lang), str):
                for sentence in ends.split(text[lang]):
                    if (length := _length(sentence, lang)) > _MOST[lang]:
                        message = f"has a sentence of {length} {_UNITS[lang]}"
                        yield file, (*location, lang), message, "split it"
