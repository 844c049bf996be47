"""Guidance on a code: steps, the verdict on a retry, and the lines of code to change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from generator.catalog.sources import Source, Sourced
from generator.catalog.stages import Stage, Titled
from generator.catalog.texts import Texts
from generator.dataset import schema, schema_guidance
from generator.dataset.schema_guidance import Attempts


@dataclass(frozen=True, slots=True)
class Call:
    """A call, callback or constant of the SDK in an example or an edit; `url` is its source."""

    stage: str | None
    platform: str
    platform_title: str
    language: str
    name: str
    signature: str
    kind: str  # header or sample
    url: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines of an app's code before and after a remedy, and the SDK's calls in them: our own."""

    platform: str
    language: str
    before: str
    after: str
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class Remedy:
    """A piece of advice; `side`, which has to act, is app, network or zego."""

    id: str
    text: str
    side: str
    checks: tuple[str, ...]
    """The ways to do it, in order: our own."""
    edits: tuple[Edit, ...]
    """The lines of code to change, one edit a platform."""


@dataclass(frozen=True, slots=True)
class Step(Remedy):
    """A remedy in a code's guidance, and its source."""

    source: Source


@dataclass(frozen=True, slots=True)
class RetryLimit:
    """The limit of automatic retries; attempts are reset after a success of that many seconds."""

    interval_seconds: int
    attempts: Attempts
    count_anew_after_seconds: int
    words: str
    """Interval and attempts in a sentence."""
    source: Source


HELPS = {"yes": "yes", "once": "conditional", "after": "conditional", "sdk": "no", "no": "no"}
"""The effect of a retry by the app, by verdict; else it is unknown."""


@dataclass(frozen=True, slots=True)
class Retry:
    """The verdict on a retry (yes, once, after, sdk, no or unknown), with the facts that it needs."""

    rule: str
    verdict: str
    words: str
    """The verdict in a sentence, with the condition."""
    condition: str | None
    """The end of "Retry after …", for the verdict `after`."""
    calls: Titled | None
    """The stage whose call is made again, where it is not the stage of the failure."""
    limit: RetryLimit | None
    text: str
    anew: Sourced | None
    """With a limit, when attempts are reset: our own number, whoever says the rest."""
    source: Source

    @property
    def helps(self) -> str:
        """The effect of a retry: it helps (yes), does not (no), or is conditional or unknown."""
        return HELPS.get(self.verdict, "unknown")


@dataclass(frozen=True, slots=True)
class Guidance:
    """Cause, remedies in order, and retry at some stages."""

    stages: tuple[Stage, ...]
    cause: Sourced
    steps: tuple[Step, ...]
    retry: Retry

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that have to act, in the order of the remedies."""
        return tuple(dict.fromkeys(step.side for step in self.steps))


def remedies(dataset: schema.Dataset, texts: Texts) -> dict[str, Remedy]:
    """Return the remedies of the data in one language, by id."""
    return {
        id_: Remedy(
            id_,
            texts.text(remedy),
            remedy.side,
            texts.all(remedy.checks or ()),
            tuple(_edit(*item, dataset.calls, texts) for item in (remedy.edits or {}).items()),
        )
        for id_, remedy in dataset.remedies.root.items()
    }


def _edit(platform: str, edit: schema_guidance.Edit, calls: schema.CallsFile, texts: Texts) -> Edit:
    known = [c for c in calls.calls.values() if c.platform == platform]
    return Edit(
        platform,
        texts.platforms[platform].language,
        edit.before.rstrip(),
        edit.after.rstrip(),
        tuple(
            resolved_call(c, calls.files, texts)
            for c in known
            if c.is_in(edit.before) or c.is_in(edit.after)
        ),
    )


def resolved_call(
    call: schema.Call, files: Mapping[str, schema.RepositoryFile], texts: Texts
) -> Call:
    """Return a call of the data with the address of its source."""
    file = files[call.file]
    platform = texts.platforms[call.platform]
    url = f"https://github.com/{file.repository}/blob/{file.commit}/{quote(file.path)}"
    return Call(
        stage=call.stage,
        platform=call.platform,
        platform_title=platform.title,
        language=platform.language,
        name=call.name,
        signature=call.signature,
        kind=file.kind,
        url=url,
    )
