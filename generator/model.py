"""The catalog: what the dataset means, in one language, frozen and in order.

Everything a template says is resolved here: references followed, overrides merged, texts chosen,
related codes ranked. A catalog holds plain strings of its language and no look-up tables.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import quote

from generator import anatomy, releases, schema
from generator.problems import DataError, Problem

RELATED_AT_MOST = 6
FEW_SHARE = 8  # a remedy that more codes share says nothing of their kinship


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


class Label(str):
    """A word of the interface, which says its id where a placeholder is none that it is given."""

    __slots__ = ("id", "labels")
    id: str
    labels: Labels

    def format(self, *arguments: object, **values: object) -> str:
        """As of any text; raises `DataError` for a placeholder without a value."""
        try:
            return super().format(*arguments, **values)
        except (LookupError, ValueError):
            known = ", ".join(f"{{{name}}}" for name in values)
            what, fix = "has a placeholder that is none of its own", f"use {known}"
            return self.labels.refuse(self.id, what, fix, "label-placeholder")


@dataclass(frozen=True, slots=True)
class Labels(Mapping[str, str]):
    """The interface's words by id; raises `DataError` for an unknown one."""

    words: Mapping[str, str]
    made: dict[str, Label] = field(init=False, default_factory=dict, repr=False, compare=False)

    def __getitem__(self, key: str) -> str:
        if label := self.made.get(key):
            return label
        if key not in self.words:
            return self.refuse(key, "is missing", "write it in both languages", "label-missing")
        label = self.made[key] = Label(self.words[key])
        label.id, label.labels = key, self
        return label

    def __iter__(self) -> Any:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)

    def refuse(self, id_: str, what: str, fix: str, rule: str) -> str:
        """Only who uses a label knows what it has to be: its place is the file."""
        raise DataError([Problem("labels.yaml", 1, 1, id_, what, fix, rule)])


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


def resolve(
    dataset: schema.Dataset, labels: Callable[[Mapping[str, str]], Labels] = Labels
) -> dict[str, Catalog]:
    """One catalog a language, in the order of the languages in the data.

    `labels` makes the interface's words of one language from their texts by id.
    """
    kinship = _Kinship(dataset)
    changes = releases.changes(dataset.releases)
    return {
        lang: _Resolver(dataset, lang, kinship, changes, labels).catalog()
        for lang in dataset.dataset.languages
    }


class _Resolver:
    """Resolves a dataset into one language."""

    def __init__(
        self,
        dataset: schema.Dataset,
        lang: str,
        kinship: _Kinship,
        changes: tuple[releases.Changes, ...],
        labels: Callable[[Mapping[str, str]], Labels],
    ) -> None:
        self.dataset = dataset
        self.changes = changes
        self.lang = lang
        self.kinship = kinship
        self.languages = {
            id_: Language(id_, **language.model_dump())
            for id_, language in dataset.dataset.languages.items()
        }
        self.language = self.languages[lang]
        self.labels = labels({key: self.text(t) for key, t in dataset.labels.root.items()})
        self.stages = {id_: self.stage(id_, stage) for id_, stage in dataset.stages.root.items()}
        self.modules = {
            id_: Module(
                id_,
                module.side,
                _digits(module.ranges),
                self.text(module.title),
                self.text(module.text),
            )
            for id_, module in dataset.modules.root.items()
        }
        self.remedies = {
            id_: Remedy(id_, self.text(remedy), remedy.side)
            for id_, remedy in dataset.remedies.root.items()
        }

    def text(self, text: schema.Text) -> str:
        return str(getattr(text, self.lang))

    def maybe(self, text: schema.Text | None) -> str | None:
        return self.text(text) if text else None

    def sourced(self, text: schema.SourcedText) -> Sourced:
        return Sourced(self.text(text), text.source)

    def catalog(self) -> Catalog:
        data = self.dataset
        records = self.kinship.records
        order = list(records)
        codes = tuple(
            self.code(code, records[code], order[i - 1 : i], order[i + 1 : i + 2])
            for i, code in enumerate(order)
        )
        by_code = {code.code: code for code in codes}
        return Catalog(
            language=self.language,
            others=tuple(other for other in self.languages.values() if other != self.language),
            labels=self.labels,
            facts=data.dataset,
            stages=tuple(self.stages.values()),
            modules=tuple(self.modules.values()),
            codes=codes,
            legacy=self.legacy(),
            mask=tuple(self.text(text) for text in data.legacy.mask.text),
            numbering=self.numbering(),
            send=tuple(self.text(text) for text in data.dataset.undocumented.send),
            releases=tuple(self.release(change, by_code) for change in self.changes),
            calls=tuple(self.call(call) for call in data.calls.calls.values()),
            by_code=by_code,
        )

    def release(self, change: releases.Changes, by_code: Mapping[int, Code]) -> Release:
        def now(codes: tuple[int, ...]) -> tuple[Code, ...]:
            return tuple(by_code[code] for code in codes)

        return Release(
            date=change.date,
            first=change.first,
            added=now(change.added),
            names=now(change.names),
            meaning=now(change.meaning),
            remedies=now(change.remedies),
            retired=now(change.retired),
        )

    def stage(self, id_: str, stage: schema.Stage) -> Stage:
        platforms = self.dataset.platforms.root
        return Stage(
            id=id_,
            step=stage.step,
            anytime=stage.anytime is not None,
            title=self.text(stage.title),
            summary=self.text(stage.summary),
            introduction=tuple(self.sourced(text) for text in stage.introduction),
            callbacks=tuple(
                Callbacks(platforms[p].title, platforms[p].language, tuple(names))
                for p, names in stage.callbacks.items()
            ),
            retry=self.retry_rule(stage.retry) if stage.retry else None,
            user_messages={
                kind: self.text(text)
                for kind, text in stage.user_messages or ()
                if isinstance(text, schema.Text)
            },
        )

    def retry_rule(self, rule: schema.StageRetry) -> RetryRule:
        attempts = (rule.attempts.min, rule.attempts.max) if rule.attempts else None
        words = tuple(self.text(text) for text in rule.rule)
        return RetryRule(words, rule.source, rule.interval, attempts, rule.wait)

    def code(
        self, code: int, record: schema.CodeBase, before: Sequence[int], after: Sequence[int]
    ) -> Code:
        common = record if isinstance(record, schema.CommonCode) else None
        reading = self.kinship.readings[code]
        erratum = common.erratum if common else None
        return Code(
            code=code,
            tier="common" if common else "complete",
            kind=getattr(record, "kind", "error"),
            names=tuple(self.name(entry) for entry in record.names),
            aliases=tuple(record.aliases or ()),
            retired=self.retired(record.retired) if record.retired else None,
            summary=self.summary(record),
            module=self.modules[self.kinship.modules[code]],
            stages=tuple(self.in_order(common.stages)) if common else (),
            guidance=self.guidance(common) if common else (self.undocumented(record),),
            comment=self.maybe(record.comment),
            note=self.sourced(record.note) if record.note else None,
            erratum=Erratum(erratum.printed, self.text(erratum.note)) if erratum else None,
            segments=self.segments(reading) if reading else (),
            related=self.kinship.related(code),
            previous=next(iter(before), None),
            next=next(iter(after), None),
        )

    def in_order(self, ids: Collection[str]) -> Iterator[Stage]:
        """The stages with these ids, in the order of a session's life."""
        return (stage for id_, stage in self.stages.items() if id_ in ids)

    def retired(self, retired: schema.Retired) -> Retired:
        return Retired(self.text(retired.reason), retired.successor)

    def summary(self, record: schema.CodeBase) -> str:
        cause = self.text(record.cause)
        if not record.retired:
            return cause
        return f"{self.labels['retired-remark']}{self.language.space}{cause}"

    def name(self, entry: schema.NameEntry) -> Name:
        bearers = (
            Bearer(code, self.headers(other))
            for code in entry.also or ()
            for other in self.kinship.records[code].names
            if other.name == entry.name
        )
        return Name(entry.name, self.headers(entry), entry.first, entry.last, tuple(bearers))

    def headers(self, entry: schema.NameEntry) -> tuple[Header, ...]:
        platforms = self.dataset.platforms.root
        return tuple(
            Header(platforms[p].title, platforms[p].language, n) for p, n in entry.headers.items()
        )

    def guidance(self, record: schema.CommonCode) -> tuple[Guidance, ...]:
        """The record's own guidance and one for each override; stages that agree together."""
        overrides = record.overrides or {}
        own = [stage for stage in record.stages if stage not in overrides]
        merged = [self._guidance(own, record, record, record)]
        for stage, override in overrides.items():
            merged.append(
                self._guidance(
                    [stage],
                    override if override.cause else record,
                    override if override.remedies else record,
                    override if override.retry else record,
                )
            )
        return tuple(merged)

    def _guidance(self, stages: list[str], cause: Any, remedies: Any, retry: Any) -> Guidance:
        return Guidance(
            stages=tuple(self.in_order(stages)),
            cause=self.sourced(cause.cause),
            remedies=tuple(self.remedies[step] for step in remedies.remedies.steps),
            remedies_source=remedies.remedies.source,
            retry=self.retry(retry.retry),
        )

    def retry(self, retry: schema.Retry) -> Retry:
        case = self.dataset.retries.root[retry.rule]
        return Retry(retry.rule, case.helps, self.text(case.text), retry.source)

    def undocumented(self, record: schema.CodeBase) -> Guidance:
        """What holds for a code without public guidance: the dataset's general advice."""
        advice = self.dataset.dataset.undocumented
        errors = getattr(record, "kind", "error") == "error"
        return Guidance(
            stages=(),
            cause=self.sourced(record.cause),
            remedies=tuple(self.remedies[s] for s in advice.remedies.steps) if errors else (),
            remedies_source=advice.remedies.source,
            retry=self.retry(advice.retry),
        )

    def segments(self, reading: anatomy.Reading) -> tuple[Segment, ...]:
        return tuple(Segment(s.digits, self.part(reading, s)) for s in reading.segments)

    def part(self, reading: anatomy.Reading, segment: anatomy.Segment) -> str:
        """What a segment's digits say, in words."""
        if isinstance(segment.part, schema.Text):
            return self.text(segment.part)
        if segment.part == "module":
            return self.modules[self.kinship.module_of_digit[segment.digits]].title
        number = int(segment.digits)
        if segment.part == "curl":
            if meaning := self.dataset.anatomy.curl.get(number):
                return self.labels["anatomy-curl"].format(n=number, meaning=self.text(meaning))
            return self.labels["anatomy-curl-other"].format(n=number)
        return self.labels[f"anatomy-{segment.part}"].format(n=number)

    def numbering(self) -> Numbering:
        rules = []
        data = self.dataset.anatomy
        for rule in data.rules:
            code, reading = next(
                (code, r) for code, r in self.kinship.readings.items() if r and r.rule is rule
            )
            parts = (
                Part("text", self.text(p)) if isinstance(p, schema.Text) else Part(p, "")
                for p in rule.parts
            )
            segments = self.segments(reading)
            rules.append(AnatomyRule(rule.id, rule.match, tuple(parts), code, segments))
        return Numbering(
            rules=tuple(rules),
            modules={d: self.modules[m] for d, m in self.kinship.module_of_digit.items()},
            curl={result: self.text(text) for result, text in data.curl.items()},
            foreign=tuple(Foreign(f.from_, f.to, self.text(f)) for f in data.foreign),
        )

    def call(self, call: schema.Call) -> Call:
        file = self.dataset.calls.files[call.file]
        language = self.dataset.platforms.root[call.platform].language
        url = f"https://github.com/{file.repository}/blob/{file.commit}/{quote(file.path)}"
        return Call(call.stage, call.platform, language, call.name, call.signature, file.kind, url)

    def legacy(self) -> tuple[LegacyFamily, ...]:
        families = []
        for id_, family in self.dataset.legacy.families.items():
            title = self.text(family.title)
            values = tuple(
                LegacyValue(
                    code=value.code,
                    hexadecimal=f"0x{value.code:X}" if value.code >= 4096 else None,
                    name=value.name,
                    meaning=self.text(value.meaning),
                    successors=tuple(value.successors or ()),
                    pattern=value.pattern,
                    warning=self.maybe(value.warning),
                    first=value.first,
                    last=value.last,
                    family=id_,
                    family_title=title,
                    anchor=f"{id_}-{str(value.code).replace('-', 'minus-')}",
                )
                for value in self.dataset.legacy.values
                if value.family == id_
            )
            signs = tuple(family.signs or ())
            families.append(LegacyFamily(id_, title, signs, self.text(family.text), values))
        return tuple(families)


class _Kinship:
    """What does not depend on the language: order, anatomy, and how codes are related."""

    def __init__(self, dataset: schema.Dataset) -> None:
        self.modules: dict[int, str] = {}
        records: dict[int, schema.CodeBase] = {}
        for module, file in dataset.codes.items():
            records |= file.codes
            self.modules |= dict.fromkeys(file.codes, module)
        self.records = {code: records[code] for code in sorted(records)}
        self.index = {code: position for position, code in enumerate(self.records)}
        self.order = list(self.records)
        ranges = {(r.from_, r.to): id_ for id_, m in dataset.modules.root.items() for r in m.ranges}
        digits = anatomy.module_digits(list(ranges))
        self.module_of_digit = {
            digit: next(id_ for (low, _), id_ in ranges.items() if low == int(digit) * 10_000_000)
            for digit in digits
        }
        self.readings = {code: anatomy.read(dataset.anatomy, digits, code) for code in self.records}
        prefixes = {id_: m.prefixes for id_, m in dataset.modules.root.items()}
        self.failures: dict[str, list[int]] = defaultdict(list)
        self.failures_of: dict[int, list[str]] = {}
        self.remedies: dict[str, list[int]] = defaultdict(list)
        for code, record in self.records.items():
            kinds = sorted({_failure(e.name, prefixes[self.modules[code]]) for e in record.names})
            reading = self.readings[code]
            if reading and (result := reading.digits("curl")) is not None:
                kinds.insert(0, f"curl {result}")  # the surer sign of the same failure
            self.failures_of[code] = kinds
            if record.retired:
                continue  # related to others, but nothing to lead a reader to
            for kind in kinds:
                self.failures[kind].append(code)
            for remedy in _remedies(record):
                self.remedies[remedy].append(code)

    def related(self, code: int) -> tuple[int, ...]:
        """At most six codes: the same failure elsewhere, then a rare remedy, then neighbours."""
        here = self.index[code]
        found: dict[int, None] = {}
        for kind in self.failures_of[code]:
            found |= dict.fromkeys(self.nearest(code, self.failures[kind]))
        for remedy in _remedies(self.records[code]):
            if len(self.remedies[remedy]) <= FEW_SHARE:
                found |= dict.fromkeys(self.nearest(code, self.remedies[remedy]))
        around = self.order[max(0, here - RELATED_AT_MOST) : here + RELATED_AT_MOST + 1]
        module = self.modules[code]
        neighbours = [
            other
            for other in around
            if self.modules[other] == module and not self.records[other].retired
        ]
        found |= dict.fromkeys(self.nearest(code, neighbours))
        found.pop(code, None)
        return tuple(found)[:RELATED_AT_MOST]

    def nearest(self, code: int, codes: list[int]) -> list[int]:
        """Those of the ascending `codes` that stand nearest to `code`, as many as can be shown."""
        middle, here = bisect_left(codes, code), self.index[code]
        window = codes[max(0, middle - RELATED_AT_MOST - 1) : middle + RELATED_AT_MOST + 2]
        return sorted(window, key=lambda other: (abs(self.index[other] - here), other))


def _digits(ranges: Iterable[schema.Range]) -> str:
    """How the codes of some ranges begin."""
    spans = []
    for span in ranges:
        low, high = str(span.from_), str(span.to)
        while low[-1:] == "0" and high[-1:] == "9":
            low, high = low[:-1], high[:-1]
        if span.to < 10:
            spans.append(", ".join(map(str, range(span.from_, span.to + 1))))
        else:
            spans.append(f"{low}…" if low == high else f"{low}… – {high}…")
    return ", ".join(spans)


def _failure(name: str, prefixes: list[str]) -> str:
    """What a name says failed: without its module's prefix and the word Error."""
    longest = max((p for p in prefixes if name.startswith(p)), key=len, default="k")
    return name.removeprefix(longest).removesuffix("Error")


def _remedies(record: schema.CodeBase) -> list[str]:
    """Every remedy that a record names at any stage, in order."""
    if not isinstance(record, schema.CommonCode):
        return []
    steps = list(record.remedies.steps)
    for override in (record.overrides or {}).values():
        steps += override.remedies.steps if override.remedies else []
    return list(dict.fromkeys(steps))
