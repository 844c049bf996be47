"""Rules for answers on retries: each has what its verdict needs, and fits the steps and words beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.dataset.partial import PartialDataset
from generator.dataset.rules.registry import Finding, rule

_NEEDS = {"condition": "after", "limit": "yes"}
"""The verdict that a field belongs to."""


@rule(
    "retry-fields",
    "A retry case lacks the condition of `after` or the limit of `yes`, has one that its verdict doesn't"
    " allow, or has a limit whose `min` is above its `max`.",
)
def fields_of_another_verdict(data: PartialDataset) -> Iterator[Finding]:
    for id_, case in data.vocabulary("retries").items():
        file = data.files["retries"]
        for field, verdict in _NEEDS.items():
            has, takes = getattr(case, field) is not None, case.verdict == verdict
            if takes and not has:
                message = f"has the verdict `{verdict}` and no `{field}`"
                yield file, (id_,), message, f"add `{field}`"
            if has and not takes:
                message = f"has a `{field}`, which `{case.verdict}` doesn't allow"
                yield file, (id_, field), message, "delete it, or correct the verdict"
        if case.limit and case.limit.attempts.min > case.limit.attempts.max:
            message = "has a `min` above its `max`"
            yield file, (id_, "limit", "attempts"), message, "swap the two"


_CONTRARY = {
    "zh": {
        True: re.compile("不要重试|不能重试|请勿重试"),
        False: re.compile("可以?(?:自动)?重试|可再试"),
    },
    "en": {
        True: re.compile(r"\b(?:do not|don't|never) retry\b", re.IGNORECASE),
        False: re.compile(
            r"\b(?:you can|you may|can be) (?:retry|retried|try again)\b", re.IGNORECASE
        ),
    },
}
"""Words that contradict a verdict for a retry (true) or against one."""


@rule(
    "retry-words",
    "The text of a retry case contradicts its verdict, or has a number that belongs in its limit.",
)
def words_of_another_verdict(data: PartialDataset) -> Iterator[Finding]:
    for id_, case in data.vocabulary("retries").items():
        file = data.files["retries"]
        for lang, patterns in _CONTRARY.items():
            text = getattr(case.text, lang)
            if case.verdict != "unknown" and (
                found := patterns[case.verdict in ("yes", "once", "after")].search(text)
            ):
                message = f"contradicts the verdict `{case.verdict}` ({found[0]!r})"
                yield file, (id_, "text", lang), message, "correct the text or the verdict"
            if found := re.search(r"[0-9]+", text):
                message = f"has a number ({found[0]})"
                yield file, (id_, "text", lang), message, "move it to `limit` or `condition`"


@rule(
    "retry-numbers",
    "A limit differs from the retry rule of a stage with the same source, or the numbers in a rule's text"
    " differ from the rule's own.",
)
def numbers_that_differ(data: PartialDataset) -> Iterator[Finding]:
    for id_, case in data.vocabulary("retries").items():
        for stage_id, stage in data.vocabulary("stages").items():
            limit, told = case.limit, stage.retry
            if not (limit and told and told.attempts and limit.source == told.source):
                continue
            if (limit.interval, limit.attempts) != (told.interval, told.attempts):
                message = f"differs from the retry rule of `{stage_id}`, which has the same source"
                hint = "use the same numbers, or the source of these"
                yield data.files["retries"], (id_, "limit"), message, hint
    for id_, stage in data.vocabulary("stages").items():
        if not (told := stage.retry):
            continue
        attempts = (told.attempts.min, told.attempts.max) if told.attempts else ()
        known = {"0", *map(str, (told.interval, told.wait, *attempts))}  # 0 is a success
        for index, text in enumerate(told.rule):
            for lang in ("zh", "en"):
                for number in re.findall(r"\b[0-9]{1,3}\b", getattr(text, lang)):
                    if number not in known:
                        message = f"has the number {number}, which isn't one of the rule's"
                        where = (id_, "retry", "rule", index, lang)
                        yield data.files["stages"], where, message, "use the numbers of the rule"


@rule(
    "retry-steps",
    "A retry lacks the step of its case, or has the verdict `no` although every step belongs to a `yes`.",
)
def retry_without_its_step(data: PartialDataset) -> Iterator[Finding]:
    cases = data.vocabulary("retries")
    passing = {case.step for case in cases.values() if case.verdict == "yes"}
    for file, _, code, record in data.codes():
        for location, part in record.parts():
            steps, retry = part.steps or record.steps, part.retry or record.retry
            if retry is None or not steps or retry.rule not in cases:
                continue
            case = cases[retry.rule]
            where = ("codes", code, *location)
            if case.step and case.step not in steps:
                message = f"has the retry `{retry.rule}` without the step `{case.step}`"
                yield file, where, message, "add the step, or correct the retry"
            if case.verdict == "no" and set(steps) <= passing:
                message = f"says no, but has only the retry steps `{'`, `'.join(steps)}`"
                yield file, where, message, "correct the retry or the steps"
