"""Snapshots of the dataset, from which the changes between releases are derived.

`python -m generator release` writes one per release: what readers are told of each code, in both languages.
The file contains only what differs from the releases before it, and a text that codes share once, under its
id in the data: a reworded remedy is one line of a diff, and the history grows with the changes alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import yaml

from generator.catalog.guidance import Guidance
from generator.catalog.model import Code
from generator.catalog.resolve import resolve
from generator.dataset.schema import Dataset
from generator.dataset.schema_releases import (
    ReleasedCode,
    ReleasedEnd,
    ReleasedGuidance,
    ReleasedText,
    ReleaseFile,
)

_HEAD = """\
# yaml-language-server: $schema=../schema/releases.json
# Written by `python -m generator release`; do not edit.
"""
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def take(dataset: Dataset) -> ReleaseFile:
    """Return the state of the whole dataset, codes ascending."""
    catalogs = resolve(dataset)
    zh, en = catalogs["zh"], catalogs["en"]
    remedies, retries, codes = {}, {}, {}
    for code, english in zip(zh.codes, en.codes, strict=True):
        pairs = list(zip(code.guidance, english.guidance, strict=True))
        for a, b in pairs:
            for step, other in zip(a.steps, b.steps, strict=True):
                remedies[step.id] = ReleasedText(zh=step.text, en=other.text)
            if code.kind == "error":
                retries[a.retry.rule] = ReleasedText(zh=zh.answer(a.retry), en=en.answer(b.retry))
        codes[code.code] = ReleasedCode(
            names=sorted(name.name for name in code.names),
            guidance=[_guidance(code, a, b) for a, b in pairs],
            remarks=tuple(_remarks(code, english)),
            retired=_end(code, english),
        )
    return ReleaseFile(
        remedies=dict(sorted(remedies.items())), retries=dict(sorted(retries.items())), codes=codes
    )


def difference(before: ReleaseFile, now: ReleaseFile) -> ReleaseFile:
    """Return the texts and codes of a state that are not the same in the state before it."""
    return ReleaseFile(
        remedies=_new(before.remedies, now.remedies),
        retries=_new(before.retries, now.retries),
        codes=_new(before.codes, now.codes),
    )


def is_same(before: ReleaseFile, now: ReleaseFile) -> bool:
    """Return whether nothing is new or changed; texts that went with the last code to use them do not count."""
    new = difference(before, now)
    return not (new.remedies or new.retries or new.codes)


def to_yaml(release: ReleaseFile) -> str:
    """Format a release as YAML, a text per line, so that a diff shows the changed texts."""
    value = release.model_dump(exclude_defaults=True)
    body = yaml.safe_dump(
        value, allow_unicode=True, default_flow_style=None, sort_keys=False, width=10_000
    )
    return f"{_HEAD}{body}"


def _new(before: dict[_Key, _Value], now: dict[_Key, _Value]) -> dict[_Key, _Value]:
    return {key: value for key, value in now.items() if before.get(key) != value}


def _guidance(code: Code, zh: Guidance, en: Guidance) -> ReleasedGuidance:
    return ReleasedGuidance(
        stages=[stage.id for stage in zh.stages],
        meaning=ReleasedText(zh=zh.cause.text, en=en.cause.text),
        remedies=[step.id for step in zh.steps],
        retry=zh.retry.rule if code.kind == "error" else None,
    )


def _remarks(zh: Code, en: Code) -> Iterator[ReleasedText]:
    """Yield the header's comment, unless it is the meaning, and the note."""
    if zh.comment and en.comment and zh.comment != zh.cause:
        yield ReleasedText(zh=zh.comment.text, en=en.comment.text)
    if zh.note and en.note:
        yield ReleasedText(zh=zh.note.text, en=en.note.text)


def _end(zh: Code, en: Code) -> ReleasedEnd | None:
    if not (zh.retired and en.retired):
        return None
    return ReleasedEnd(zh=zh.retired.reason, en=en.retired.reason, successor=zh.retired.successor)
