"""The catalog: what the dataset means, in one language, frozen and in order.

Everything that a template says is in it, as `resolve` found it: references followed, overrides
merged, texts chosen, related codes ranked. It holds plain strings of its language and no look-up tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from generator.catalog.labels import Labels
from generator.dataset import schema


@dataclass(frozen=True, slots=True)
class Sourced:
    """A text and where it comes from: `vendor`, `header` or `ours`."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Callbacks:
    """A platform's callbacks for a stage."""

    platform: str
    language: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RetryRule:
    """A stage's retry rule: its words, and its numbers in seconds and attempts."""

    rule: tuple[str, ...]
    source: str
    interval: int | None
    attempts: tuple[int, int] | None
    wait: int | None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a session."""

    id: str
    step: int
    anytime: bool
    title: str
    summary: str
    introduction: tuple[Sourced, ...]
    callbacks: tuple[Callbacks, ...]
    retry: RetryRule | None
    user_messages: Mapping[str, str]
    """What an app may show its user after a failure of the `network`, or after an `other` one."""


@dataclass(frozen=True, slots=True)
class Module:
    """A part of the SDK or a server that reports codes; `side` is device or server."""

    id: str
    side: str
    digits: str  # how its codes begin, such as `2…`
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Remedy:
    """One piece of advice; `side` is whose turn it is: app, network or zego."""

    id: str
    text: str
    side: str


@dataclass(frozen=True, slots=True)
class Retry:
    """Whether a retry helps: `helps` is yes, no, conditional or unknown."""

    id: str
    helps: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Guidance:
    """What holds at some stages: cause, remedies in order, retry."""

    stages: tuple[Stage, ...]
    cause: Sourced
    remedies: tuple[Remedy, ...]
    remedies_source: str
    retry: Retry

    @property
    def sides(self) -> tuple[str, ...]:
        """Whose turn it is, in the order in which to try the remedies."""
        return tuple(dict.fromkeys(remedy.side for remedy in self.remedies))


@dataclass(frozen=True, slots=True)
class Header:
    """How many headers of a platform's language have a name."""

    platform: str
    language: str
    count: int


@dataclass(frozen=True, slots=True)
class Bearer:
    """Another code that bears a name, and the headers in which it does."""

    code: int
    headers: tuple[Header, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a code; `also` are other codes that bear it."""

    name: str
    headers: tuple[Header, ...]
    first: date | None
    last: date | None
    also: tuple[Bearer, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """Some digits of a code and what they say."""

    digits: str
    text: str


@dataclass(frozen=True, slots=True)
class Erratum:
    """A name that the vendor's page prints for a code by mistake."""

    printed: str
    note: str


@dataclass(frozen=True, slots=True)
class Retired:
    """Why a code was withdrawn, and the code to look at instead."""

    reason: str
    successor: int | None


@dataclass(frozen=True, slots=True)
class Code:
    """One code, resolved. `guidance[0]` holds unless a later one names the stage."""

    code: int
    tier: str
    kind: str
    names: tuple[Name, ...]
    aliases: tuple[str, ...]  # names that it had here before
    retired: Retired | None
    summary: str
    """What it means, in a line: its cause, and before it the remark that it is retired."""
    module: Module
    stages: tuple[Stage, ...]
    guidance: tuple[Guidance, ...]
    comment: str | None
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
        """The cause that holds unless a stage differs."""
        return self.guidance[0].cause

    @property
    def hexadecimal(self) -> str:
        """The code as hexadecimal logs print it."""
        return f"0x{self.code:X}"

    @property
    def sides(self) -> tuple[str, ...]:
        """Whose turn it is, in the order in which to try the remedies."""
        return tuple(dict.fromkeys(side for g in self.guidance for side in g.sides))

    @property
    def user_messages(self) -> tuple[tuple[Stage, str], ...]:
        """The stages at which the app's user should be told of this code, and the words.

        Where a retry does not help, there is nothing to ask of the user.
        """
        messages = []
        for stage in self.stages:
            guidance = self.at(stage)
            kind = "network" if "network" in guidance.sides else "other"
            if kind in stage.user_messages and guidance.retry.helps != "no":
                messages.append((stage, stage.user_messages[kind]))
        return tuple(messages)

    @property
    def causes(self) -> tuple[Guidance, ...]:
        """The guidance in groups of stages whose cause is the same."""
        return self._grouped("cause")

    @property
    def advice(self) -> tuple[Guidance, ...]:
        """The guidance in groups of stages whose remedies are the same."""
        return self._grouped("remedies")

    @property
    def retries(self) -> tuple[Guidance, ...]:
        """The guidance in groups of stages whose answer on retries is the same."""
        return self._grouped("retry")

    def _grouped(self, name: str) -> tuple[Guidance, ...]:
        """The guidance that agrees in the field `name` made one, in the order of the stages."""
        if len(self.guidance) == 1:
            return self.guidance
        groups: dict[object, Guidance] = {}
        for item in self.guidance:
            value = getattr(item, name)
            known = groups.get(value)
            groups[value] = replace(known, stages=known.stages + item.stages) if known else item
        ordered = sorted(groups.values(), key=lambda g: [self.stages.index(s) for s in g.stages])
        return tuple(ordered)

    def at(self, stage: Stage) -> Guidance:
        """The guidance that holds at `stage`."""
        return next((g for g in self.guidance if stage in g.stages), self.guidance[0])


@dataclass(frozen=True, slots=True)
class LegacyValue:
    """A value of the older SDKs in one family; `anchor` is unique on the legacy page."""

    code: int
    hexadecimal: str | None
    name: str | None
    meaning: str
    successors: tuple[int, ...]
    pattern: str | None
    warning: str | None
    first: str | None
    last: str
    family: str
    family_title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class LegacyFamily:
    """Values that one callback or call gave."""

    id: str
    title: str
    signs: tuple[str, ...]
    text: str
    values: tuple[LegacyValue, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What a rule says of a segment: a `text`, or by `kind` what explains its digits."""

    kind: str  # text, module, curl, result or number
    text: str


@dataclass(frozen=True, slots=True)
class AnatomyRule:
    """A rule of the numbering, and how it reads the first code that it fits."""

    id: str
    match: str
    parts: tuple[Part, ...]
    example: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """Numbers of another product."""

    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class Numbering:
    """How the digits of codes read; `modules` by their leading digit."""

    rules: tuple[AnatomyRule, ...]
    modules: Mapping[str, Module]
    curl: Mapping[int, str]
    foreign: tuple[Foreign, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """What a release of the dataset changed; `first` has nothing before it."""

    date: str
    first: bool
    added: tuple[Code, ...]
    names: tuple[Code, ...]
    meaning: tuple[Code, ...]
    remedies: tuple[Code, ...]
    retired: tuple[Code, ...]

    @property
    def groups(self) -> tuple[tuple[str, tuple[Code, ...]], ...]:
        """What changed, by kind, without the kinds that did not occur."""
        kinds = ("added", "names", "meaning", "remedies", "retired")
        return tuple((kind, getattr(self, kind)) for kind in kinds if getattr(self, kind))


@dataclass(frozen=True, slots=True)
class Call:
    """A call or callback of the SDK that a retry example uses; `url` is where it was found."""

    stage: str
    platform: str
    language: str
    name: str
    signature: str
    kind: str  # header or sample
    url: str


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site, and what joins its words (before a remark, in a list)."""

    id: str
    title: str
    tag: str
    colon: str
    comma: str
    space: str


@dataclass(frozen=True, slots=True)
class Catalog:
    """The whole dataset in one language."""

    language: Language
    others: tuple[Language, ...]
    labels: Labels
    facts: schema.DatasetFile
    stages: tuple[Stage, ...]
    modules: tuple[Module, ...]
    codes: tuple[Code, ...]
    legacy: tuple[LegacyFamily, ...]
    mask: tuple[str, ...]
    numbering: Numbering
    send: tuple[str, ...]
    releases: tuple[Release, ...]
    calls: tuple[Call, ...]
    by_code: Mapping[int, Code] = field(repr=False, compare=False)

    @property
    def common(self) -> tuple[Code, ...]:
        """The codes that the vendor's page documents."""
        return tuple(code for code in self.codes if code.tier == "common")

    def of_stage(self, stage: Stage) -> tuple[Code, ...]:
        """The documented codes of `stage`, ascending."""
        return tuple(c for c in self.codes if any(s.id == stage.id for s in c.stages))

    def of_module(self, module: Module) -> tuple[Code, ...]:
        """The codes of `module`, ascending."""
        return tuple(code for code in self.codes if code.module.id == module.id)

    def legacy_values(self) -> dict[int, tuple[LegacyValue, ...]]:
        """Every legacy number with all that it can mean, ascending."""
        values = defaultdict(list)
        for family in self.legacy:
            for value in family.values:
                values[value.code].append(value)
        return {code: tuple(values[code]) for code in sorted(values)}
