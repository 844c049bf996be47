"""The shape of `legacy.yaml`: values of SDKs from before the boundary."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from generator.dataset.types import Code, Id, Sign, Strict, Text, Unique, Word

LegacyDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d\d-\d\d)?$")]
LegacyCode = Annotated[int, Field(ge=-999_999_999, le=999_999_999)]


class LegacyFamily(Strict):
    """The callback or call that some legacy values come from."""

    title: Text
    signs: Annotated[list[Sign], Field(min_length=1), Unique] | None = None
    """Words that tell the family in a log, in any case; a space stands for one, `_`, `-` or nothing."""
    text: Text


class LegacyValue(Strict):
    """A value of the older SDKs, in one family."""

    family: Id
    code: LegacyCode
    name: Word | None = None
    meaning: Text
    successors: Annotated[list[Code], Field(min_length=1), Unique] | None = None
    pattern: Word | None = None
    """A successor that is no single code: a function or a pattern."""
    warning: Text | None = None
    first: LegacyDate | None = None
    last: LegacyDate


class MaskExample(Strict):
    """A value that carries the mask, taken apart."""

    code: LegacyCode
    result: Code
    successor: Code


class LegacyMask(Strict):
    """The room-server mask."""

    value: Code
    example: MaskExample
    text: Annotated[list[Text], Field(min_length=1)]


class LegacyFile(Strict):
    """`legacy.yaml`: values of SDKs from before the boundary."""

    families: dict[Id, LegacyFamily]
    values: Annotated[list[LegacyValue], Field(min_length=1)]
    mask: LegacyMask
