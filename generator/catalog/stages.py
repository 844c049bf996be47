"""The stages of a session: what they are about, their callbacks, and their retry rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.catalog.sources import Source, Sourced
from generator.catalog.texts import Texts
from generator.dataset import schema_stages
from generator.dataset.schema_guidance import Attempts
from generator.dataset.types import Text


@dataclass(frozen=True, slots=True)
class Callbacks:
    """A platform's callbacks for a stage; `id` and title are the platform's."""

    id: str
    platform: str
    language: str
    names: tuple[str, ...]
    source: Source
    note: Sourced | None


@dataclass(frozen=True, slots=True)
class LegacyReason:
    """A legacy value that a callback gives, and its meaning there, if it is another one than elsewhere."""

    code: int
    source: Source
    meaning: Sourced | None


@dataclass(frozen=True, slots=True)
class Event:
    """A callback that no call of the app's causes; `source` says that it gives `codes`."""

    callback: str
    means: Sourced
    action: str  # wait, continue, log-in or stay-out
    text: Sourced
    codes: tuple[int, ...]
    source: Source | None
    legacy: tuple[LegacyReason, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a stage's page: steps in order for `order`, else facts and advice."""

    id: str
    texts: tuple[Sourced, ...]


@dataclass(frozen=True, slots=True)
class Titled:
    """The id and title of a stage."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class RetryRule:
    """A stage's retry rule: its text, and the numbers in it."""

    rule: tuple[str, ...]
    source: Source
    interval_seconds: int | None
    attempts: Attempts | None
    wait_seconds: int | None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a session."""

    id: str
    step: int
    anytime: bool
    title: str
    summary: str
    log_keywords: tuple[str, ...]
    introduction: tuple[Sourced, ...]
    callbacks: tuple[Callbacks, ...]
    events: tuple[Event, ...]
    sections: tuple[Section, ...]
    retry: RetryRule | None
    user_messages: Mapping[str, str]
    """Messages for an app's user, after a failure of the `network` or an `other` one."""


def resolved(id_: str, stage: schema_stages.Stage, texts: Texts) -> Stage:
    """Return a stage of the data in one language."""
    return Stage(
        id=id_,
        step=stage.step,
        anytime=stage.anytime is not None,
        title=texts.text(stage.title),
        summary=texts.text(stage.summary),
        log_keywords=tuple(stage.log_keywords or ()),
        introduction=tuple(texts.sourced(text) for text in stage.introduction),
        callbacks=tuple(
            Callbacks(
                p,
                texts.platforms[p].title,
                texts.platforms[p].language,
                tuple(callbacks.names),
                texts.sources[callbacks.source],
                texts.sourced(note) if (note := texts.platforms[p].note) else None,
            )
            for p, callbacks in stage.callbacks.items()
        ),
        events=tuple(_event(*item, texts) for item in (stage.events or {}).items()),
        sections=tuple(
            Section(section, tuple(texts.sourced(text) for text in written))
            for section, written in (stage.sections or {}).items()
        ),
        retry=_retry_rule(stage.retry, texts) if stage.retry else None,
        user_messages={
            kind: texts.text(text)
            for kind, text in stage.user_messages or ()
            if isinstance(text, Text)
        },
    )


def _event(callback: str, event: schema_stages.StageEvent, texts: Texts) -> Event:
    return Event(
        callback,
        texts.sourced(event.means),
        event.action,
        texts.sourced(event.text),
        tuple(event.codes.numbers) if event.codes else (),
        texts.sources[event.codes.source] if event.codes else None,
        tuple(
            LegacyReason(
                entry.code,
                texts.sources[entry.source],
                texts.sourced(entry.meaning) if entry.meaning else None,
            )
            for entry in event.legacy or ()
        ),
    )


def _retry_rule(rule: schema_stages.StageRetry, texts: Texts) -> RetryRule:
    source = texts.sources[rule.source]
    return RetryRule(texts.all(rule.rule), source, rule.interval, rule.attempts, rule.wait)
