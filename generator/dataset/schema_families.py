"""The schema of `families.yaml`: numbers and texts that are no error codes of the SDK, and whose they are."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.dataset.types import Code, Distinct, Entries, Ids, Some, Strict, Text

OtherNumber = Annotated[int, Field(ge=-999_999_999, le=9_999_999_999)]
LogText = Annotated[str, StringConstraints(pattern=r"^\S+( \S+)*$", max_length=60)]
"""A text as a log prints it; upper and lower case count."""
LogTexts = Distinct[LogText]


class NumberRange(Strict):
    """An inclusive range of numbers, or without `to` a single one."""

    from_: Annotated[OtherNumber, Field(alias="from")]
    to: OtherNumber | None = None

    @property
    def last(self) -> int:
        """The last number of the range."""
        return self.from_ if self.to is None else self.to


class PartText(Strict):
    """A part of a sentence, or a title, in both languages."""

    title: Text


class FamilyValue(NumberRange, PartText):
    """The meaning of some numbers of a family."""


class FamilyCode(NumberRange):
    """The codes that some numbers stand for: the first number is the code `first`, the next one the next."""

    first: Code
    when: PartText | None = None
    """The condition on which they stand for these codes, if there is one."""


class Family(Strict):
    """Numbers or texts that have one owner, and how to recognize them; see the head of `families.yaml`."""

    kind: Literal["other", "status", "event", "kick-out", "liveroom"]
    title: Text
    meaning: Text
    numbers: Some[NumberRange] | None = None
    texts: LogTexts | None = None
    near: LogTexts | None = None
    keys: LogTexts | None = None
    base: OtherNumber | None = None
    values: Some[FamilyValue] | None = None
    codes: Some[FamilyCode] | None = None
    sources: Ids
    certainty: Literal["proved", "document", "inferred"]
    ours: Text | None = None
    """The part of it that is our inference, where the rest is not."""


class FamiliesFile(Entries[Family]):
    """`families.yaml`, in the order in which they are tried and shown."""
