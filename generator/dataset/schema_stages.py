"""The schema of `stages.yaml`."""

from __future__ import annotations

from typing import Literal

from generator.dataset.schema_guidance import Attempts
from generator.dataset.types import (
    Api,
    Code,
    Distinct,
    Entries,
    Id,
    LogKeyword,
    Positive,
    Some,
    SomeBy,
    Source,
    SourcedText,
    Strict,
    Text,
)

Section = Literal["order", "before-retry", "sdk-retries", "no-callback"]
"""The sections of a stage's page that `stages.yaml` fills; the label `stage-<id>` is the title."""


class StageRetry(Strict):
    """A stage's retry rule: seconds between attempts or before the next one, and its text."""

    source: Source
    interval: Positive | None = None
    attempts: Attempts | None = None
    wait: Positive | None = None
    rule: Some[Text]


class UserMessages(Strict):
    """Messages for an app's user: after a network failure, and after any other failure."""

    network: Text
    other: Text | None = None


class StageCallbacks(Strict):
    """A platform's callbacks for a stage, and their source."""

    names: Some[Api]
    source: Source


class LegacyReason(Strict):
    """A legacy value that a callback gives, and its meaning there, where it is not that of `legacy.yaml`."""

    code: Code
    source: Source
    meaning: SourcedText | None = None


class Reasons(Strict):
    """The codes that a callback gives, and the source that says so."""

    source: Source
    numbers: Distinct[Code]


class StageEvent(Strict):
    """A callback that no call of the app's causes: its meaning, what to do, and the codes that it gives."""

    means: SourcedText
    action: Literal["wait", "continue", "log-in", "stay-out"]
    text: SourcedText
    codes: Reasons | None = None
    legacy: Some[LegacyReason] | None = None


class Stage(Strict):
    """A stage of a session."""

    step: Positive
    anytime: Literal["yes"] | None = None
    title: Text
    log_keywords: Distinct[LogKeyword] | None = None
    """Words that name the stage in a log or a query, as those of a family of legacy values."""
    summary: Text
    introduction: Some[SourcedText]
    user_messages: UserMessages | None = None
    callbacks: dict[Id, StageCallbacks]
    events: SomeBy[Api, StageEvent] | None = None
    sections: dict[Section, Some[SourcedText]] | None = None
    retry: StageRetry | None = None


class StagesFile(Entries[Stage]):
    """`stages.yaml`, in the order of a session."""
