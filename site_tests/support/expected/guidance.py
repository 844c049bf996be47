"""Expect of the guidance of a code what pages, lists and previews say of it."""

from __future__ import annotations

from generator.catalog.guidance import Guidance, Retry, Step
from generator.catalog.model import Catalog, Code
from generator.catalog.sources import Sourced
from generator.outputs.escape import plain
from site_tests.support.expected.said import Mark, advised
from site_tests.support.html import Run
from site_tests.support.stages import causes_of, shown_causes

LONGEST = 400
"""The characters that the preview of a code may have."""


def told(guidance: Guidance) -> tuple[Sourced, tuple[Step, ...], Retry]:
    """Return all that guidance says."""
    return guidance.cause, guidance.steps, guidance.retry


def differs(code: Code) -> bool:
    """Return whether the guidance of a code is not the same at all of its stages."""
    return len({told(guidance) for guidance in code.guidance}) > 1


def answer(catalog: Catalog, retry: Retry) -> str:
    """Return the answer on retries in one line: the verdict, the limit and the text."""
    limit = retry.limit.words if retry.limit else ""
    return catalog.language.space.join(filter(None, [retry.words, limit, retry.text]))


def retry(catalog: Catalog, retry: Retry) -> list[Run]:
    """Return the answer on retries in full, as far as each of its sources goes."""
    limit, space = retry.limit, catalog.language.space
    if not limit:
        return [Run(plain(answer(catalog, retry)), *advised(catalog, retry.source))]
    anew = catalog.labels["retry-anew"].format(seconds=limit.count_anew_after_seconds)
    first = f"{retry.words}{space}{limit.words}"
    text, ours = plain(retry.text), Mark(catalog.labels["source-advice"], None)
    if retry.source.mark == "ours":
        rest = [Run(f"{text}{space}{anew}", *ours)]
    else:
        rest = [Run(text, *advised(catalog, retry.source)), Run(anew, *ours)]
    if limit.source == retry.source:
        return [rest[0]._replace(text=f"{first}{space}{rest[0].text}"), *rest[1:]]
    return [Run(first, *advised(catalog, limit.source)), *rest]


def verdicts(catalog: Catalog, code: Code) -> list[str]:
    """Return the verdicts on a retry, each after its stages if there are several."""
    return [
        (titled(catalog, group) if len(code.retries) > 1 else "") + plain(group.retry.words)
        for group in code.retries
    ]


def titled(catalog: Catalog, group: Guidance) -> str:
    """Return the stages at which guidance holds, before what it says."""
    language = catalog.language
    return language.comma.join(stage.title for stage in group.stages) + language.colon


def summary(catalog: Catalog, code: Code) -> str:
    """Return the meanings of a code in one line, with their marks."""
    said = catalog.language.space.join(causes_of(catalog, code))
    remark = f"{catalog.labels['retired-remark']}{catalog.language.space}" if code.retired else ""
    return f"{remark}{said}"


def listed(catalog: Catalog, code: Code) -> str:
    """Return the meanings of a code as a list shows them, each before its mark."""
    remark = f"{catalog.labels['retired-remark']}{catalog.language.space}" if code.retired else ""
    return f"{remark}{shown_causes(catalog, code)}"


def first_steps(catalog: Catalog, code: Code) -> str:
    """Return the first step, each where the steps differ at each stage, and how many more there are."""
    groups = tuple(group for group in code.advice if group.steps)
    space = catalog.language.space
    said = []
    for group in groups:
        more = catalog.labels["list-more-steps"].format(n=len(group.steps) - 1)
        said.append(f"{plain(group.steps[0].text)}{space + more if len(group.steps) > 1 else ''}")
    if len(code.advice) > 1:
        said = list(catalog.language.labeled(groups, said))
    return space.join(said) or "—"


def description(catalog: Catalog, code: Code) -> str:
    """Return the preview: the meanings, and as many steps as there is place for."""
    language = catalog.language
    text = f"{code.code} {code.name}{language.colon}{summary(catalog, code)}"
    if code.kind != "status":
        said = verdicts(catalog, code)
        same = {group.retry.words for group in code.retries}
        text = language.space.join([text, *([plain(*same)] if len(same) == 1 else said)])
    for group in code.advice:
        for number, step in enumerate(group.steps):
            label = titled(catalog, group) if len(code.advice) > 1 and not number else ""
            more = f"{text}{language.space}{label}{plain(step.text)}"
            if len(more) > LONGEST:
                return text
            text = more
    return text
