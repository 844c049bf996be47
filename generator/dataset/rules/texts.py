"""Rules for texts: markup, punctuation, translation, repetition.

The check of such a rule sees one text at a time; a single walk over all texts runs all checks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from generator.dataset.diagnostics import Diagnostic, RuleId
from generator.dataset.partial import PartialDataset
from generator.dataset.rules.meanings import causes
from generator.dataset.rules.registry import Finding, rule
from generator.dataset.source_file import Location, SourceFile
from generator.dataset.types import SourcedText

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
CODE_SPAN = re.compile(r"`[^`]+`")

# For speed, these start with a set of characters and look behind after it.
_NUMBER = re.compile(r"\d(?<![A-Za-z].)\d*(?:[.:-]\d+)*")
_IDENTIFIER = re.compile(r"\b[A-Za-z]\w*?(?:(?<=[a-z])[A-Z]|(?<=[A-Za-z0-9])_)\w*", re.ASCII)
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
_MARKUP = re.compile(
    r"[<&\]*_{%#}\\](?:(?<=<)/?[A-Za-z!][^>]*>?|(?<=&)(?:#\w+|[A-Za-z]+);|(?<=\])[(\[]|(?<=\*)\*"
    r"|(?<=[*_])(?<!\w[*_])(?=\w)|(?<=\{)[:%#{]|(?<=[%#}])\}|(?<=\\))"
)
_FULL_WIDTH_LATIN = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_ZH = re.compile(f"[{_HAN}]+")
_ZH_HALF_WIDTH = re.compile(rf"[{_HAN}][,;:?!()]|[,;:?!()][{_HAN}]|[{_HAN}]\.(?!\w)")
_ZH_NO_SPACE = re.compile(rf"[{_HAN}][A-Za-z0-9`{{]|[A-Za-z0-9`}}%][{_HAN}]")
_ZH_SPACE_BESIDE_PUNCTUATION = re.compile(r"\s[，。；：？！、（）“”]|[，。；：？！、（）“”]\s")
_ENGLISH_SENTENCE = re.compile(r"(?:[A-Za-z']+[ ,]+){4,}[A-Za-z']+")
_EN_FULL_WIDTH = re.compile(r"[\u3000-\u303f\uff00-\uffef“”‘’]")

_PHRASES = {"title", "term", "condition", "send", "servers", "folders"}
"""The fields with titles, labels and parts of sentences."""


class _Version(NamedTuple):
    """A text in one language; in `prose` a backtick replaces each code span."""

    lang: str
    text: str
    prose: str


def _version(lang: str, text: str) -> _Version:
    return _Version(lang, text, CODE_SPAN.sub("`", text))


class _Text(NamedTuple):
    """A text in both languages."""

    zh: _Version
    en: _Version
    is_sentence: bool


Flaw = tuple[str, str, str]
"""Language, message and hint of a problem in one text."""
_Check = Callable[[_Text], Iterator[Flaw]]
_CHECKS: list[tuple[RuleId, _Check, bool]] = []


def _text_rule(
    id_: str, sentence: str, *, if_translated: bool = False
) -> Callable[[_Check], _Check]:
    """Declare a rule for texts; `if_translated` skips texts that are the same in both languages."""

    def attach(check: _Check) -> _Check:
        _CHECKS.append((rule(id_, sentence).id, check, if_translated))
        return check

    return attach


def check(zh: str, en: str, *, sentence: bool) -> Iterator[tuple[str, str, str, RuleId]]:
    """Yield language, message, hint and rule of each problem; a `sentence` must end with a full stop."""
    text = _Text(_version("zh", zh), _version("en", en), sentence)
    for id_, look, if_translated in _CHECKS:
        if zh != en or not if_translated:
            for lang, message, hint in look(text):
                yield lang, message, hint, id_


def problems(data: PartialDataset) -> Iterator[Diagnostic]:
    """Report each problem within a text."""
    for file, location, value in data.texts:
        zh, en = value.get("zh"), value.get("en")
        if not (isinstance(zh, str) and isinstance(en, str) and zh and en):
            continue  # reported by the schema
        sentence = not _is_phrase(file, location)
        for lang, message, hint, id_ in check(zh, en, sentence=sentence):
            yield file.problem((*location, lang), message, hint, id_)


def _is_phrase(file: SourceFile, location: Location) -> bool:
    """Return whether the text at `location` may lack a full stop."""
    name = file.path.rpartition("/")[2]
    return name in ("labels.yaml", "anatomy.yaml") or not _PHRASES.isdisjoint(location)


# --- one language


@_text_rule(
    "text-markup",
    "A text contains HTML, an entity, Markdown, or template syntax; only backtick spans are allowed.",
)
def markup(text: _Text) -> Iterator[Flaw]:
    for lang, written, prose in text[:2]:
        if written.count("`") % 2 or "``" in written:
            yield lang, "has an unpaired backtick", "pair it"
        if found := _MARKUP.search(prose):
            hint = "use plain text or backtick spans"
            yield lang, f"contains markup ({found[0]!r})", hint


@_text_rule("text-space", "A text has leading, trailing, repeated, or non-ASCII spaces.")
def odd_space(text: _Text) -> Iterator[Flaw]:
    for lang, written, _ in text[:2]:
        if written != " ".join(written.split()):
            message = "has leading, trailing, repeated, or non-ASCII spaces"
            yield lang, message, "use single ASCII spaces"


@_text_rule("text-full-width", "A text contains a full-width digit or letter.")
def full_width_latin(text: _Text) -> Iterator[Flaw]:
    for lang, written, _ in text[:2]:
        if found := _FULL_WIDTH_LATIN.search(written):
            yield lang, f"contains the full-width `{found[0]}`", "use the ASCII character"


@_text_rule("text-end", "A sentence doesn't end with a period.", if_translated=True)
def open_end(text: _Text) -> Iterator[Flaw]:
    for lang, written, _ in text[:2] if text.is_sentence else ():
        if not written.endswith(("。", "？", "！") if lang == "zh" else (".", "?", "!")):
            yield lang, "doesn't end with a period", "add it"


@_text_rule(
    "text-punctuation",
    "Punctuation is half-width in Chinese or full-width in English, or a space between Chinese and Latin"
    " is missing or extra.",
    if_translated=True,
)
def punctuation_of_the_other_language(text: _Text) -> Iterator[Flaw]:
    # English that contains Chinese is reported as untranslated, its punctuation included.
    if not _ZH.search(text.en.prose) and (found := _EN_FULL_WIDTH.search(text.en.prose)):
        yield "en", f"contains the full-width `{found[0]}`", "use ASCII punctuation"
    if found := _ZH_HALF_WIDTH.search(text.zh.prose):
        message = f"contains half-width punctuation beside Chinese ({found[0]!r})"
        yield "zh", message, "use ，。；：？！（）"
    if found := _ZH_NO_SPACE.search(text.zh.prose):
        yield "zh", f"has no space between Chinese and Latin ({found[0]!r})", "add one"
    if found := _ZH_SPACE_BESIDE_PUNCTUATION.search(text.zh.prose):
        yield "zh", f"has a space beside full-width punctuation ({found[0]!r})", "remove it"


# --- both languages


@_text_rule("text-identical", "A text is the same in both languages.")
def same_in_both(text: _Text) -> Iterator[Flaw]:
    if text.zh.text == text.en.text:
        yield "en", "is the same as the Chinese text", "translate it"


@_text_rule(
    "text-untranslated",
    "A Chinese text contains no Chinese or an English sentence, or an English text contains Chinese.",
    if_translated=True,
)
def other_language(text: _Text) -> Iterator[Flaw]:
    if not _ZH.search(text.zh.text):
        yield "zh", "contains no Chinese", "translate it"
    elif found := _ENGLISH_SENTENCE.search(text.zh.prose):
        yield "zh", f"contains English ({found[0]!r})", "translate it"
    if found := _ZH.search(text.en.prose):
        yield "en", f"contains Chinese ({found[0]})", "translate it"


@_text_rule(
    "text-facts",
    "The two languages differ in code spans, identifiers, numbers, or placeholders.",
)
def different_facts(text: _Text) -> Iterator[Flaw]:
    zh, en = text.zh, text.en
    for title, pattern, in_zh, in_en in (
        ("code spans", CODE_SPAN, zh.text, en.text),
        ("identifiers", _IDENTIFIER, zh.prose, en.prose),
        ("numbers", _NUMBER, zh.prose, en.prose),
        ("placeholders", _PLACEHOLDER, zh.prose, en.prose),
    ):
        if odd := set(pattern.findall(in_zh)) ^ set(pattern.findall(in_en)):
            message = f"differs from the Chinese text in {title} ({', '.join(sorted(odd))})"
            yield "en", message, "use the same in both"


# --- several texts

TEXT_REPEATED = rule(
    "text-repeated",
    "Two remedies, retry cases, or shared meanings say the same thing, or two codes have the same cause.",
)


@TEXT_REPEATED
def repeated_wording(data: PartialDataset) -> Iterator[Finding]:
    for stem, prefix, entries in (
        ("remedies", (), data.vocabulary("remedies")),
        ("retries", (), data.vocabulary("retries")),
        ("meanings", ("meanings",), data.vocabulary("meanings", "meanings")),
    ):
        seen: dict[str, str] = {}
        for name, entry in entries.items():
            text = getattr(entry, "text", entry)
            for lang in ("zh", "en"):
                words = "".join(filter(str.isalnum, getattr(text, lang))).lower()
                if seen.setdefault(lang + words, name) != name:
                    message = f"says the same thing as `{seen[lang + words]}`"
                    yield data.files[stem], (*prefix, name), message, "delete one of the two"


@TEXT_REPEATED
def repeated_cause(data: PartialDataset) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for file, location, code, cause in causes(data):
        for lang in ("zh", "en") if isinstance(cause, SourcedText) else ():
            text = getattr(cause, lang)
            if seen.setdefault(text, code) != code:
                message = f"is the same as the cause of {seen[text]}"
                yield file, (*location, lang), message, "use one shared `meaning` for both"
