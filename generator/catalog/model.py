"""The catalog: the resolved dataset in one language, frozen and in order.

References are followed, overrides merged, texts chosen and related codes ranked. Templates use nothing
else: they look nothing up and choose no language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter

from generator.catalog.families import Family
from generator.catalog.glossary import Term
from generator.catalog.guidance import Call, Guidance, Remedy, Retry, Step
from generator.catalog.labels import Labels
from generator.catalog.language import Language
from generator.catalog.legacy import LegacyFamily, LegacyValue
from generator.catalog.search import Typed
from generator.catalog.sources import Headers, Source, Sourced
from generator.catalog.stages import Callbacks, Event, Stage, Titled
from generator.catalog.support import Support
from generator.dataset import schema


@dataclass(frozen=True, slots=True)
class Module:
    """A part of the SDK or a server that reports codes; `side` is device or server."""

    id: str
    side: str
    digits: str  # the leading digits of its codes, such as `2…`
    title: str
    text: str
    appears: Sourced | None
    """The callback that returns its codes."""


@dataclass(frozen=True, slots=True)
class Header:
    """The number of a platform's headers that have a name."""

    platform: str
    language: str
    count: int


@dataclass(frozen=True, slots=True)
class NameUse:
    """Another code with a name, and the headers in which it has it."""

    code: int
    headers: tuple[Header, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a code; `also` lists other codes that have it."""

    name: str
    headers: tuple[Header, ...]
    first: date | None
    last: date | None
    also: tuple[NameUse, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of a code's digits, and its meaning."""

    digits: str
    text: str


@dataclass(frozen=True, slots=True)
class Erratum:
    """A name that the vendor's page prints for a code by mistake."""

    printed: str
    note: str


@dataclass(frozen=True, slots=True)
class Retired:
    """The reason why a code was withdrawn, and the code to use instead."""

    reason: str
    successor: int | None


@dataclass(frozen=True, slots=True)
class Code:
    """A resolved code. `guidance[0]` applies unless a later guidance lists the stage."""

    code: int
    tier: str
    kind: str
    names: tuple[Name, ...]
    aliases: tuple[str, ...]  # former names
    retired: Retired | None
    summary: str
    """The cause and its mark in one line, those of each stage if they differ; of a retired code after a remark."""
    module: Module
    stages: tuple[Stage, ...]
    guidance: tuple[Guidance, ...]
    comment: Sourced | None
    note: Sourced | None
    erratum: Erratum | None
    segments: tuple[Segment, ...]
    related: tuple[int, ...]
    previous: int | None
    next: int | None

    @property
    def name(self) -> str:
        """The primary name."""
        return self.names[0].name

    @property
    def cause(self) -> Sourced:
        """The cause at stages without an override."""
        return self.guidance[0].cause

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps at all stages, each once."""
        steps: dict[str, Step] = {}
        for guidance in self.guidance:
            for step in guidance.steps:
                steps.setdefault(step.id, step)
        return tuple(steps.values())

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that have to act at any stage."""
        return tuple(dict.fromkeys(step.side for step in self.steps))

    @property
    def hexadecimal(self) -> str:
        """The code as logs in hexadecimal print it."""
        return f"0x{self.code:X}"

    @property
    def user_messages(self) -> tuple[tuple[Stage, str], ...]:
        """The stages at which an app should show its user a message, and the messages.

        Without a retry that helps, the user has nothing to do.
        """
        return tuple(
            (stage, message)
            for stage, message in self.possible_messages
            if self.at(stage).retry.helps != "no"
        )

    @property
    def possible_messages(self) -> tuple[tuple[Stage, str], ...]:
        """The messages of the stages for failures like this one, after their stages."""
        messages = []
        for stage in self.stages:
            kind = "network" if "network" in self.at(stage).sides else "other"
            if kind in stage.user_messages:
                messages.append((stage, stage.user_messages[kind]))
        return tuple(messages)

    @property
    def causes(self) -> tuple[Guidance, ...]:
        """The guidance, grouped by cause."""
        return self._grouped("cause")

    @property
    def advice(self) -> tuple[Guidance, ...]:
        """The guidance, grouped by steps."""
        return self._grouped("steps")

    @property
    def retries(self) -> tuple[Guidance, ...]:
        """The guidance, grouped by the answer on retries."""
        return self._grouped("retry")

    @property
    def blocks(self) -> tuple[tuple[Guidance, ...], ...]:
        """The guidance, grouped by cause, and in each group by what to do."""
        told = self.differing or self.causes
        return tuple(tuple(g for g in told if g.cause == one.cause) for one in self.causes)

    @property
    def platforms(self) -> tuple[tuple[str, tuple[Callbacks | None, ...]], ...]:
        """The platforms with their callbacks at each of the stages."""
        given = [{c.platform: c for c in stage.callbacks} for stage in self.stages]
        names = dict.fromkeys(name for callbacks in given for name in callbacks)
        return tuple((name, tuple(callbacks.get(name) for callbacks in given)) for name in names)

    @property
    def differing(self) -> tuple[Guidance, ...]:
        """The guidance, grouped by all of it; empty if it is the same at every stage."""
        groups = self._grouped("cause", "steps", "retry")
        return groups if len(groups) > 1 else ()

    def _grouped(self, *names: str) -> tuple[Guidance, ...]:
        return grouped(self.guidance, self.stages, *names)

    def at(self, stage: Stage) -> Guidance:
        """Return the guidance at `stage`."""
        return next((g for g in self.guidance if stage in g.stages), self.guidance[0])

    def led_by(self, stage: Stage) -> Code:
        """Return the code with `stage` before its other stages, for a reader who met it there."""
        others = tuple(other for other in self.stages if other != stage)
        return replace(self, stages=(stage, *others))


def grouped(
    guidance: tuple[Guidance, ...], stages: tuple[Stage, ...], *names: str
) -> tuple[Guidance, ...]:
    """Merge guidance with equal fields `names`; groups and their stages are in the order of `stages`."""
    if len(guidance) == 1:
        return guidance
    groups: dict[object, tuple[Guidance, list[Stage]]] = {}
    value_of = attrgetter(*names)
    for item in guidance:
        _, group = groups.setdefault(value_of(item), (item, []))
        group.extend(item.stages)
    merged = (
        replace(item, stages=tuple(sorted(group, key=stages.index)))
        for item, group in groups.values()
    )
    return tuple(sorted(merged, key=lambda g: stages.index(g.stages[0])))


@dataclass(frozen=True, slots=True)
class Reason:
    """A number that a callback gives; `source` says so. Without guidance, what the callback asks for holds."""

    event: Event
    source: Source
    meaning: Sourced
    code: Code | None
    """The code; for a legacy value the current one, if it means the same there."""
    legacy: LegacyValue | None
    guidance: Guidance | None


@dataclass(frozen=True, slots=True)
class Part:
    """A rule's explanation of a segment: a `text`, or the `kind` of table that has its digits."""

    kind: str  # text, module, curl, result or number
    text: str


@dataclass(frozen=True, slots=True)
class AnatomyRule:
    """A numbering rule, and the segments of the first code that matches it."""

    id: str
    match: str
    parts: tuple[Part, ...]
    example: int
    segments: tuple[Segment, ...]
    evidence: str  # proved, names or guess
    proof: str | None
    count: int
    """The number of codes that match it."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbering of codes; `modules` by leading digit."""

    rules: tuple[AnatomyRule, ...]
    modules: Mapping[str, Module]
    curl: Mapping[int, str]
    curl_source: Source


@dataclass(frozen=True, slots=True)
class Change:
    """The lines that a release no longer says, and those that it says instead.

    `head` is what they are about, unless it is `codes` alone, and `page` leads to it.
    """

    head: str
    page: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """The codes that the releases of a date added, and their changes by kind; `first` is the oldest."""

    date: str
    files: int
    first: bool
    added: tuple[Code, ...]
    changes: Mapping[str, tuple[Change, ...]]


@dataclass(frozen=True, slots=True)
class Catalog:
    """The whole dataset in one language."""

    language: Language
    others: tuple[Language, ...]
    labels: Labels
    facts: schema.DatasetFile
    date: date
    sources: Mapping[str, Source]
    headers: Headers
    ends: str
    """The SDKs and headers that the data cover, in a sentence."""
    stages: tuple[Stage, ...]
    modules: tuple[Module, ...]
    remedies: Mapping[str, Remedy]
    codes: tuple[Code, ...]
    legacy: tuple[LegacyFamily, ...]
    mask: tuple[str, ...]
    patterns: Mapping[str, str]
    """The meaning of each successor of a legacy value that is not a single code."""
    numbering: Numbering
    families: tuple[Family, ...]
    glossary: tuple[Term, ...]
    typed: Typed
    support: Support
    releases: tuple[Release, ...]
    calls: tuple[Call, ...]
    by_code: Mapping[int, Code] = field(repr=False, compare=False)

    @property
    def common(self) -> tuple[Code, ...]:
        """The codes on the vendor's page."""
        return tuple(code for code in self.codes if code.tier == "common")

    @property
    def tiers(self) -> tuple[tuple[str, tuple[Code, ...]], ...]:
        """All codes, the common ones first."""
        others = tuple(code for code in self.codes if code.tier != "common")
        return (("common", self.common), ("complete", others))

    def answer(self, retry: Retry) -> str:
        """Return an answer on retries in one line: the verdict, the limit and the text."""
        limit = [retry.limit.words] if retry.limit else []
        return self.language.space.join([retry.words, *limit, retry.text])

    def of_stage(self, stage: Stage) -> tuple[Code, ...]:
        """Return the documented codes of `stage`, ascending."""
        return tuple(c for c in self.codes if any(s.id == stage.id for s in c.stages))

    def calling(self, stage: Stage) -> tuple[tuple[Titled, tuple[Code, ...]], ...]:
        """Return the codes of `stage` after which the call of another stage is made first, by that stage."""
        found: dict[Titled, list[Code]] = {}
        for code in self.of_stage(stage):
            if calls := code.at(stage).retry.calls:
                found.setdefault(calls, []).append(code)
        return tuple((calls, tuple(codes)) for calls, codes in found.items())

    def reasons(self, stage: Stage) -> tuple[Reason, ...]:
        """Return what the events of `stage` give, by event: codes, then legacy values."""
        values, reasons = self.legacy_values(), []
        for event in stage.events:
            for number in event.codes:
                assert event.source  # there are no codes without it
                code = self.by_code[number]
                guidance = code.at(stage)
                reason = Reason(event, event.source, guidance.cause, code, None, guidance)
                reasons.append(reason)
            for entry in event.legacy:
                value = values[entry.code][0]
                meaning = entry.meaning or Sourced(value.meaning, value.source)
                same = None if entry.meaning else self.by_code[value.successors[0]]
                at = same.at(stage) if same else None
                reasons.append(Reason(event, entry.source, meaning, same, value, at))
        return tuple(reasons)

    def of_module(self, module: Module) -> tuple[Code, ...]:
        """Return the codes of `module`, ascending."""
        return tuple(code for code in self.codes if code.module.id == module.id)

    def legacy_values(self) -> dict[int, tuple[LegacyValue, ...]]:
        """Return the legacy values by number, ascending."""
        values = defaultdict(list)
        for family in self.legacy:
            for value in family.values:
                values[value.code].append(value)
        return {code: tuple(values[code]) for code in sorted(values)}
