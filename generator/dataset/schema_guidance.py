"""The schema of what to do: `remedies.yaml`, `retries.yaml` and `support.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from generator.dataset.types import (
    Api,
    Entries,
    Id,
    Positive,
    Some,
    SomeBy,
    Source,
    SourcedText,
    Strict,
    Text,
    Url,
)


class LogCall(Strict):
    """A call of the SDK that uploads its log."""

    name: Api
    source: Source


class PlatformLog(Strict):
    """A platform's call that uploads the log, and the folders of its files."""

    call: LogCall
    folders: Some[Text] | None = None
    source: Source | None = None
    """The source of the folders."""


class SupportFile(Strict):
    """`support.yaml`: how to reach the vendor's support, what to send, and how to get the log."""

    site: Url
    send: Some[Text]
    log: Some[SourcedText]
    platforms: dict[Id, PlatformLog]


class Attempts(Strict):
    """The number of attempts before giving up."""

    min: Positive
    max: Positive


class RetryLimit(Strict):
    """Seconds between attempts, their number, and the source of both."""

    interval: Positive
    attempts: Attempts
    source: Source


class RetryCase(Strict):
    """One answer on retries: `condition` for the verdict `after`, `limit` for `yes`."""

    verdict: Literal["yes", "once", "after", "sdk", "no", "unknown"]
    condition: Text | None = None
    """The condition that the app observes, as the end of "Retry after …"."""
    calls: Id | None = None
    """The stage whose call is made again, where it is not the stage of the failure."""
    limit: RetryLimit | None = None
    step: Id | None = None
    """The remedy that a code with this answer lists, as the answer makes no sense without it."""
    text: Text


Lines = Annotated[str, StringConstraints(pattern=r"\S", max_length=600)]


class Edit(Strict):
    """Lines of an app's code before and after a remedy, without words of either language."""

    before: Lines
    after: Lines


class Remedy(Text):
    """A piece of advice, and the side that has to act; `checks` say how, in order, `edits` by platform."""

    side: Literal["app", "network", "zego"]
    checks: Some[Text] | None = None
    edits: SomeBy[Id, Edit] | None = None


class RemediesFile(Entries[Remedy]):
    """`remedies.yaml`: one text for each piece of advice."""


class RetriesFile(Entries[RetryCase]):
    """`retries.yaml`: one text for each answer."""
