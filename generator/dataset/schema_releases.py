"""The schema of `releases/*.yaml`: what each release of the dataset changed."""

from __future__ import annotations

from pydantic import Field

from generator.dataset.types import Code, Id, Name, Strict


class ReleasedText(Strict):
    """A text as it was published, which later bounds do not hold."""

    zh: str
    en: str


class ReleasedGuidance(Strict):
    """What was said of a code at some stages; `remedies` and `retry` are ids of published texts."""

    stages: list[Id]
    meaning: ReleasedText
    remedies: list[Id]
    retry: Id | None = None


class ReleasedEnd(ReleasedText):
    """The reason why a code was retired, and its successor."""

    successor: Code | None = None


class ReleasedCode(Strict):
    """What was said of a code; `remarks` are a header's comment and a note."""

    names: list[Name]
    guidance: list[ReleasedGuidance]
    remarks: tuple[ReleasedText, ...] = Field(default=(), strict=False)
    retired: ReleasedEnd | None = None


class ReleaseFile(Strict):
    """`releases/<date>.yaml`: the texts and codes that are new or changed since the release before."""

    remedies: dict[Id, ReleasedText]
    retries: dict[Id, ReleasedText]
    codes: dict[Code, ReleasedCode]
