"""Texts: what a sentence may contain, what its two languages must share, and that none is said twice.

The checks of a rule for texts see one text at a time: one walk over all texts runs them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from generator.dataset.diagnostics import Problem, RuleId
from generator.dataset.document import Document, Loc
from generator.dataset.partial import Draft
from generator.dataset.rules.registry import Finding, rule
from generator.dataset.schema import CommonCode

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_CODE_SPAN = re.compile(r"`[^`]+`")

# These begin with a set of characters, and look behind after that: thus they are searched for fast.
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


class _Version(NamedTuple):
    """A text in one language; in `prose` a backtick stands for each code span."""

    lang: str
    text: str
    prose: str


def _version(lang: str, text: str) -> _Version:
    return _Version(lang, text, _CODE_SPAN.sub("`", text))


class _Text(NamedTuple):
    """A text in both languages; a sentence must end as one."""

    zh: _Version
    en: _Version
    is_sentence: bool


Flaw = tuple[str, str, str]
"""The language in which a text breaks a rule, what is wrong with it, and how to mend it."""
_Check = Callable[[_Text], Iterator[Flaw]]
_CHECKS: list[tuple[RuleId, _Check, bool]] = []


def _text_rule(
    id_: str, sentence: str, *, if_translated: bool = False
) -> Callable[[_Check], _Check]:
    """Declare a rule for texts; some mean nothing where both languages are the same."""

    def attach(check: _Check) -> _Check:
        _CHECKS.append((rule(id_, sentence).id, check, if_translated))
        return check

    return attach


def check(zh: str, en: str, *, sentence: bool) -> Iterator[tuple[str, str, str, RuleId]]:
    """Each flaw of one text, and the rule that it breaks; a `sentence` must end as one."""
    text = _Text(_version("zh", zh), _version("en", en), sentence)
    for id_, look, if_translated in _CHECKS:
        if zh != en or not if_translated:
            for lang, what, fix in look(text):
                yield lang, what, fix, id_


def problems(draft: Draft) -> Iterator[Problem]:
    """Each text by itself, in both languages."""
    for document in draft.documents.values():
        for loc, value in _walk(document.value, ()):
            zh, en = value.get("zh"), value.get("en")
            if not (isinstance(zh, str) and isinstance(en, str) and zh and en):
                continue  # the schema has said so
            sentence = not _is_phrase(document, loc)
            for lang, what, fix, id_ in check(zh, en, sentence=sentence):
                yield document.problem((*loc, lang), what, fix, id_)


def _is_phrase(document: Document, loc: Loc) -> bool:
    """Whether the text at `loc` stands in a line or a sentence of the interface."""
    stem = document.path.rpartition("/")[2]
    return (
        stem == "labels.yaml"
        or "title" in loc
        or "send" in loc
        or (stem == "anatomy.yaml" and "foreign" not in loc)
    )


def _walk(value: Any, loc: Loc) -> Iterator[tuple[Loc, dict[str, Any]]]:
    if isinstance(value, dict):
        if "zh" in value and "en" in value and not isinstance(value["zh"], dict):
            yield loc, value
            return
        for key, item in value.items():
            yield from _walk(item, (*loc, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _walk(item, (*loc, index))


# --- one language


@_text_rule(
    "text-markup",
    "HTML, an entity, Markdown or a template's brackets; only backtick spans are markup.",
)
def markup(text: _Text) -> Iterator[Flaw]:
    for lang, written, prose in text[:2]:
        if written.count("`") % 2 or "``" in written:
            yield lang, "has an unpaired backtick", "pair it"
        if found := _MARKUP.search(prose):
            fix = "write plain text; only backtick spans are markup"
            yield lang, f"has markup ({found[0]!r})", fix


@_text_rule("text-space", "A space at an end, a doubled one, or one of another kind.")
def odd_space(text: _Text) -> Iterator[Flaw]:
    for lang, written, _ in text[:2]:
        if written != " ".join(written.split()):
            what = "has odd space (at an end, doubled, or of another kind)"
            yield lang, what, "use single plain spaces"


@_text_rule("text-full-width", "A full-width digit or letter.")
def full_width_latin(text: _Text) -> Iterator[Flaw]:
    for lang, written, _ in text[:2]:
        if found := _FULL_WIDTH_LATIN.search(written):
            yield lang, f"has the full-width {found[0]}", "write it half-width"


@_text_rule("text-end", "A sentence without its full stop.", if_translated=True)
def open_end(text: _Text) -> Iterator[Flaw]:
    for lang, written, _ in text[:2] if text.is_sentence else ():
        if not written.endswith(("。", "？", "！") if lang == "zh" else (".", "?", "!")):
            yield lang, "does not end as a sentence", "add the full stop"


@_text_rule(
    "text-punctuation",
    "Half-width punctuation in Chinese, full-width in English, a space too many or too few between"
    " Chinese and Latin.",
    if_translated=True,
)
def punctuation_of_the_other_language(text: _Text) -> Iterator[Flaw]:
    # English with Chinese in it is not translated, which its punctuation goes with.
    if not _ZH.search(text.en.prose) and (found := _EN_FULL_WIDTH.search(text.en.prose)):
        yield "en", f"has the full-width {found[0]}", "use ASCII punctuation in English"
    if found := _ZH_HALF_WIDTH.search(text.zh.prose):
        what = f"has half-width punctuation beside Chinese ({found[0]!r})"
        yield "zh", what, "use ，。；：？！（）"
    if found := _ZH_NO_SPACE.search(text.zh.prose):
        yield "zh", f"has no space between Chinese and Latin ({found[0]!r})", "add one"
    if found := _ZH_SPACE_BESIDE_PUNCTUATION.search(text.zh.prose):
        yield "zh", f"has a space beside full-width punctuation ({found[0]!r})", "remove it"


# --- both languages


@_text_rule("text-identical", "A text that is the same in both languages.")
def same_in_both(text: _Text) -> Iterator[Flaw]:
    if text.zh.text == text.en.text:
        yield "en", "equals the Chinese text", "translate it"


@_text_rule(
    "text-untranslated",
    "Chinese without a Chinese character, Chinese with an English sentence in it, English with"
    " Chinese in it.",
    if_translated=True,
)
def other_language(text: _Text) -> Iterator[Flaw]:
    if not _ZH.search(text.zh.text):
        yield "zh", "has no Chinese in it", "translate it"
    elif found := _ENGLISH_SENTENCE.search(text.zh.prose):
        yield "zh", f"has English in it ({found[0]!r})", "translate it"
    if found := _ZH.search(text.en.prose):
        yield "en", f"has Chinese in it ({found[0]})", "translate it"


@_text_rule(
    "text-facts",
    "The two languages differ in code spans, identifiers, numbers or placeholders.",
)
def different_facts(text: _Text) -> Iterator[Flaw]:
    zh, en = text.zh.text, text.en.text
    zh_prose, en_prose = _CODE_SPAN.sub(" ", zh), _CODE_SPAN.sub(" ", en)
    for what, pattern, in_zh, in_en in (
        ("code spans", _CODE_SPAN, zh, en),
        ("identifiers", _IDENTIFIER, zh_prose, en_prose),
        ("numbers", _NUMBER, zh_prose, en_prose),
        ("placeholders", _PLACEHOLDER, zh_prose, en_prose),
    ):
        if odd := set(pattern.findall(in_zh)) ^ set(pattern.findall(in_en)):
            differ = f"and the Chinese text differ in {what} ({', '.join(sorted(odd))})"
            yield "en", differ, "name the same in both"


# --- several texts

TEXT_REPEATED = rule("text-repeated", "Two remedies, two retry cases or two readings say the same.")


@TEXT_REPEATED
def repeated_wording(draft: Draft) -> Iterator[Finding]:
    for stem in ("remedies", "retries"):
        seen: dict[str, str] = {}
        for name, entry in draft.vocabulary(stem).items():
            text = getattr(entry, "text", entry)
            for lang in ("zh", "en"):
                words = "".join(filter(str.isalnum, getattr(text, lang))).lower()
                if seen.setdefault(lang + words, name) != name:
                    what = f"says the same as `{seen[lang + words]}`"
                    yield draft.documents[stem], (name,), what, "keep one of them"


@TEXT_REPEATED
def repeated_reading(draft: Draft) -> Iterator[Finding]:
    """Our own readings of undocumented codes are all different: else they say nothing."""
    seen: dict[str, int] = {}
    for document, _, code, record in draft.codes():
        if isinstance(record, CommonCode):
            continue
        for lang in ("zh", "en"):
            text = getattr(record.cause, lang)
            if seen.setdefault(text, code) != code:
                what = f"is the text of {seen[text]} too"
                yield document, ("codes", code, "cause", lang), what, "say what is different"
