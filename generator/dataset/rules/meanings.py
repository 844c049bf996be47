"""Rules for meanings: what happened, plainly, in one wording for one failure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.dataset.meanings import SERVER
from generator.dataset.partial import PartialDataset
from generator.dataset.rules import anatomy
from generator.dataset.rules.registry import Finding, rule
from generator.dataset.schema_codes import SharedText
from generator.dataset.source_file import Location, SourceFile
from generator.dataset.types import SourcedText

Cause = SourcedText | SharedText


@rule(
    "meaning-comment",
    "A code that isn't common has both a cause and a header comment, or neither.",
)
def cause_beside_a_comment(data: PartialDataset) -> Iterator[Finding]:
    for file, _, code, record in data.codes():
        if record.tier == "common" or bool(record.cause) != bool(record.comment):
            continue
        message, hint = "has neither a cause nor a comment", "add the header comment or a cause"
        if record.cause:
            message = "has both a cause and a header comment"
            hint = "delete the cause; put further facts in `note`"
        yield file, ("codes", code), message, hint


def causes(data: PartialDataset) -> Iterator[tuple[SourceFile, Location, int, Cause]]:
    """Yield each cause with its file, location and code."""
    for file, _, code, record in data.codes():
        for location, part in record.parts():
            if part.cause:
                yield file, ("codes", code, *location, "cause"), code, part.cause


@rule(
    "meaning-server",
    "A shared meaning with `{server}` is used without a server, or one without `{server}` is used with one.",
)
def server_of_a_meaning(data: PartialDataset) -> Iterator[Finding]:
    known = data.vocabulary("meanings", "meanings")
    for file, location, _, cause in causes(data):
        if not isinstance(cause, SharedText) or cause.meaning not in known:
            continue  # an unknown meaning is an unknown reference
        takes = SERVER in known[cause.meaning].en
        if takes and cause.server is None:
            yield file, location, "names no server", "add `server`"
        if not takes and cause.server is not None:
            message = f"names a server, but `{cause.meaning}` has no `{SERVER}`"
            yield file, (*location, "server"), message, "delete it"


@rule(
    "meaning-shared",
    "Codes that report the same failure of different servers don't share a meaning.",
)
def same_failure_in_other_words(data: PartialDataset) -> Iterator[Finding]:
    scheme = anatomy.numbering(data)
    if scheme is None:
        return
    first: dict[tuple[object, ...], tuple[int, object]] = {}
    for file, location, code, cause in causes(data):
        reading = scheme.read(code)
        # The digits leave nothing open but the server: no number and no result of the server's own.
        if (
            not reading
            or reading.rule.match[0] != "M"
            or any(segment.part in ("number", "result") for segment in reading.segments)
        ):
            continue
        failure = (reading.rule.id, *(s.digits for s in reading.segments[1:]))
        meaning = cause.meaning if isinstance(cause, SharedText) else cause
        other, words = first.setdefault(failure, (code, meaning))
        if words != meaning or (other != code and not isinstance(cause, SharedText)):
            message = f"differs from {other}, which is the same failure of another server"
            yield file, location, message, "use one `meaning` with a `server` in both"


_HEDGE = {
    "zh": re.compile(
        "从名称看|从编号看|从数字看|看来|应是|应为|应指|应已|应未|应在|应需|多半|想必"
    ),
    "en": re.compile(
        r"\b(?:apparently|presumably|probably|most likely|hardly|judging by|by (?:the|its) (?:name|number))\b",
        re.IGNORECASE,
    ),
}
_ADVICE = {
    "zh": re.compile(
        "(?<!申)请(?!求)|先查|可查|再查|先看|可先|应先|应检查|检查(?!失败)|核对|联系|不宜|最好|值得"
        "|重试(?!次数|时间|策略|定时器)|再试|再推|再拉|[应可需后]重新"
    ),
    "en": re.compile(
        r"\b(?:retry(?!\s+(?:strategy|time|timer))|retrying|try again|again later|check (?:the|that|whether|first)"
        r"|look (?:at|for|in|first)|make sure|contact|ask (?:support|zego)|should|better not|worth"
        r"|instead of)\b",
        re.IGNORECASE,
    ),
}
_CODE = re.compile(r"(?<![0-9A-Za-z])\d{8,9}(?![0-9A-Za-z])")
_NEIGHBOR = {
    "zh": re.compile("不同于|与其不同|相邻|混淆|不是一回事|另有|无关"),
    "en": re.compile(r"\b(?:unlike|neighbou?r|confuse[ds]?|counterpart|twin)\b", re.IGNORECASE),
}
_KINDS = (
    (
        _HEDGE,
        "says that it is inferred",
        "state it plainly; the source mark says that it is inferred",
    ),
    (_ADVICE, "gives advice or mentions a retry", "move it to the remedies or the retry"),
    (_NEIGHBOR, "compares with another code", "say what happened; related codes are listed"),
)


def _flaws(text: Any, code: int | None) -> Iterator[tuple[str, str, str]]:
    """Yield language, message and hint of what is not a meaning's."""
    for lang in ("zh", "en"):
        words = getattr(text, lang)
        for patterns, message, hint in _KINDS:
            if found := patterns[lang].search(words):
                yield lang, f"{message} ({found[0]!r})", hint
        for number in _CODE.findall(words):
            if int(number) != code:
                yield lang, f"names another code ({number})", "delete it; related codes are listed"


@rule(
    "meaning-plain",
    "A meaning gives advice, mentions a retry or another code, or says that it is inferred.",
)
def meaning_of_more_than_what_happened(data: PartialDataset) -> Iterator[Finding]:
    for file, location, code, cause in causes(data):
        if isinstance(cause, SourcedText):
            for lang, message, hint in _flaws(cause, code):
                yield file, (*location, lang), message, hint
    for id_, text in data.vocabulary("meanings", "meanings").items():
        for lang, message, hint in _flaws(text, None):
            yield data.files["meanings"], ("meanings", id_, lang), message, hint
    for file, location, value in data.legacy_values():
        for lang, message, hint in _flaws(value.meaning, value.code):
            yield file, (*location, "meaning", lang), message, hint


@rule("source-hedge", "A text says that it is inferred, but its source isn't `ours`.")
def guess_under_the_mark_of_another(data: PartialDataset) -> Iterator[Finding]:
    for file, location, value in data.texts:
        if value.get("source", "ours") == "ours":
            continue
        for lang, pattern in _HEDGE.items():
            if found := pattern.search(str(value.get(lang, ""))):
                message = f"says that it is inferred ({found[0]!r}), but its source isn't `ours`"
                hint = "move the inference to a text with `source: ours`"
                yield file, (*location, lang), message, hint
