"""The schema of `legacy.yaml`: values of SDKs older than the boundary."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from generator.dataset.types import (
    Code,
    Distinct,
    Id,
    LogKeyword,
    Some,
    Source,
    SourcedText,
    Strict,
    Text,
    Word,
)

LegacyDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d\d-\d\d)?$")]
LegacyCode = Annotated[int, Field(ge=-999_999_999, le=999_999_999)]


class LegacyFamily(Strict):
    """The callback or call that reports a group of legacy values."""

    title: Text
    log_keywords: Distinct[LogKeyword] | None = None
    """Words that identify the family in a log, in any case; a space matches a space, `_`, `-` or nothing."""
    text: Text


class LegacyValue(Strict):
    """A value of an older SDK, in one family."""

    family: Id
    code: LegacyCode
    name: Word | None = None
    meaning: Text
    successors: Distinct[Code] | None = None
    pattern: Word | None = None
    """A successor that is not a single code: a function or a pattern."""
    warning: Text | None = None
    note: SourcedText | None = None
    """A fact or advice beside the meaning."""
    source: Source
    """The sources that have the value; `first` and `last` are the dates of the earliest and latest such source."""
    first: LegacyDate | None = None
    last: LegacyDate


class LegacyPattern(Text):
    """A successor that is not a single code, and what it stands for."""

    pattern: Word


class MaskExample(Strict):
    """A value with the mask, and its parts."""

    code: LegacyCode
    result: Code
    successor: Code


class LegacyMask(Strict):
    """The room-server mask."""

    value: Code
    example: MaskExample
    text: Some[Text]


class LegacyFile(Strict):
    """`legacy.yaml`: values of SDKs older than the boundary."""

    families: dict[Id, LegacyFamily]
    values: Some[LegacyValue]
    patterns: list[LegacyPattern]
    mask: LegacyMask
