"""Rules for texts: what a sentence may contain, and what its two languages must share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
CODE_SPAN = re.compile(r"`[^`]+`")

# These begin with a set of characters, and look behind after that: thus they are searched for fast.
_NUMBER = re.compile(r"\d(?<![A-Za-z].)\d*(?:[.:-]\d+)*")
_IDENTIFIER = re.compile(r"\b[A-Za-z]\w*?(?:(?<=[a-z])[A-Z]|(?<=[A-Za-z0-9])_)\w*", re.ASCII)
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
_MARKUP = re.compile(
    r"[<&\]*_{%#}\\](?:(?<=<)/?[A-Za-z!][^>]*>?|(?<=&)(?:#\w+|[A-Za-z]+);|(?<=\])[(\[]|(?<=\*)\*"
    r"|(?<=[*_])(?<!\w[*_])(?=\w)|(?<=\{)[:%#{]|(?<=[%#}])\}|(?<=\\))"
)
_FULL_WIDTH_LATIN = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_ZH = re.compile(f"[{HAN}]+")
_ZH_HALF_WIDTH = re.compile(rf"[{HAN}][,;:?!()]|[,;:?!()][{HAN}]|[{HAN}]\.(?!\w)")
_ZH_NO_SPACE = re.compile(rf"[{HAN}][A-Za-z0-9`{{]|[A-Za-z0-9`}}%][{HAN}]")
_ZH_SPACE_BESIDE_PUNCTUATION = re.compile(r"\s[，。；：？！、（）“”]|[，。；：？！、（）“”]\s")
_ENGLISH_SENTENCE = re.compile(r"(?:[A-Za-z']+[ ,]+){4,}[A-Za-z']+")
_EN_FULL_WIDTH = re.compile(r"[\u3000-\u303f\uff00-\uffef“”‘’]")


class Finding(NamedTuple):
    """A rule broken by the text in `lang`."""

    lang: str
    what: str
    fix: str
    rule: str


def check(zh: str, en: str, *, sentence: bool) -> Iterator[Finding]:
    """What is wrong with one text; a `sentence` must end as one."""
    for lang, text in (("zh", zh), ("en", en)):
        yield from _characters(lang, text)
    if zh == en:
        yield Finding("en", "equals the Chinese text", "translate it", "text-identical")
        return
    for lang, text in (("zh", zh), ("en", en)):
        if sentence and not text.endswith(("。", "？", "！") if lang == "zh" else (".", "?", "!")):
            yield Finding(lang, "does not end as a sentence", "add the full stop", "text-end")
    yield from _languages(zh, en)
    yield from _same_facts(zh, en)


def _characters(lang: str, text: str) -> Iterator[Finding]:
    prose = CODE_SPAN.sub("`", text)
    if text.count("`") % 2 or "``" in text:
        yield Finding(lang, "has an unpaired backtick", "pair it", "text-markup")
    if found := _MARKUP.search(prose):
        what = f"has markup ({found[0]!r})"
        yield Finding(lang, what, "write plain text; only backtick spans are markup", "text-markup")
    if text != " ".join(text.split()):
        what = "has odd space (at an end, doubled, or of another kind)"
        yield Finding(lang, what, "use single plain spaces", "text-space")
    if found := _FULL_WIDTH_LATIN.search(text):
        yield Finding(
            lang, f"has the full-width {found[0]}", "write it half-width", "text-full-width"
        )


def _languages(zh: str, en: str) -> Iterator[Finding]:
    zh_prose, en_prose = CODE_SPAN.sub("`", zh), CODE_SPAN.sub("`", en)
    if not _ZH.search(zh):
        yield Finding("zh", "has no Chinese in it", "translate it", "text-untranslated")
    elif found := _ENGLISH_SENTENCE.search(zh_prose):
        yield Finding(
            "zh", f"has English in it ({found[0]!r})", "translate it", "text-untranslated"
        )
    if found := _ZH.search(en_prose):
        yield Finding("en", f"has Chinese in it ({found[0]})", "translate it", "text-untranslated")
    elif found := _EN_FULL_WIDTH.search(en_prose):
        what = f"has the full-width {found[0]}"
        yield Finding("en", what, "use ASCII punctuation in English", "text-punctuation")
    if found := _ZH_HALF_WIDTH.search(zh_prose):
        what = f"has half-width punctuation beside Chinese ({found[0]!r})"
        yield Finding("zh", what, "use ，。；：？！（）", "text-punctuation")
    if found := _ZH_NO_SPACE.search(zh_prose):
        what = f"has no space between Chinese and Latin ({found[0]!r})"
        yield Finding("zh", what, "add one", "text-punctuation")
    if found := _ZH_SPACE_BESIDE_PUNCTUATION.search(zh_prose):
        what = f"has a space beside full-width punctuation ({found[0]!r})"
        yield Finding("zh", what, "remove it", "text-punctuation")


def _same_facts(zh: str, en: str) -> Iterator[Finding]:
    for what, pattern in (
        ("code spans", CODE_SPAN),
        ("identifiers", _IDENTIFIER),
        ("numbers", _NUMBER),
        ("placeholders", _PLACEHOLDER),
    ):
        zh_text, en_text = (zh, en) if pattern is CODE_SPAN else (_prose(zh), _prose(en))
        in_zh, in_en = set(pattern.findall(zh_text)), set(pattern.findall(en_text))
        if in_zh != in_en:
            odd = ", ".join(sorted(in_zh ^ in_en))
            yield Finding(
                "en",
                f"and the Chinese text differ in {what} ({odd})",
                "name the same in both",
                "text-facts",
            )


def _prose(text: str) -> str:
    return CODE_SPAN.sub(" ", text)
