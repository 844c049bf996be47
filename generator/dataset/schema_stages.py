"""The schema of `stages.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.dataset.schema_guidance import Attempts
from generator.dataset.types import (
    Api,
    Code,
    Entries,
    Id,
    LogKeyword,
    Source,
    SourcedText,
    Strict,
    Text,
    Unique,
)

Section = Literal["order", "before-retry", "sdk-retries", "no-callback"]
"""The sections of a stage's page that `stages.yaml` fills; the label `stage-<id>` is the title."""


class StageRetry(Strict):
    """A stage's retry rule: seconds between attempts or before the next one, and its text."""

    source: Source
    interval: Annotated[int, Field(ge=1)] | None = None
    attempts: Attempts | None = None
    wait: Annotated[int, Field(ge=1)] | None = None
    rule: Annotated[list[Text], Field(min_length=1)]


class UserMessages(Strict):
    """Messages for an app's user: after a network failure, and after any other failure."""

    network: Text
    other: Text | None = None


class StageCallbacks(Strict):
    """A platform's callbacks for a stage, and their source."""

    names: Annotated[list[Api], Field(min_length=1)]
    source: Source


class LegacyReason(Strict):
    """A legacy value that a callback gives, and its meaning there, where it is not that of `legacy.yaml`."""

    code: Code
    source: Source
    meaning: SourcedText | None = None


class Reasons(Strict):
    """The codes that a callback gives, and the source that says so."""

    source: Source
    numbers: Annotated[list[Code], Field(min_length=1), Unique]


class StageEvent(Strict):
    """A callback that no call of the app's causes: its meaning, what to do, and the codes that it gives."""

    means: SourcedText
    action: Literal["wait", "continue", "log-in", "stay-out"]
    text: SourcedText
    codes: Reasons | None = None
    legacy: Annotated[list[LegacyReason], Field(min_length=1)] | None = None


class Stage(Strict):
    """A stage of a session."""

    step: Annotated[int, Field(ge=1)]
    anytime: Literal["yes"] | None = None
    title: Text
    log_keywords: Annotated[list[LogKeyword], Field(min_length=1), Unique] | None = None
    """Words that name the stage in a log or a query, as those of a family of legacy values."""
    summary: Text
    introduction: Annotated[list[SourcedText], Field(min_length=1)]
    user_messages: UserMessages | None = None
    callbacks: dict[Id, StageCallbacks]
    events: Annotated[dict[Api, StageEvent], Field(min_length=1)] | None = None
    sections: dict[Section, Annotated[list[SourcedText], Field(min_length=1)]] | None = None
    retry: StageRetry | None = None


class StagesFile(Entries[Stage]):
    """`stages.yaml`, in the order of a session."""
