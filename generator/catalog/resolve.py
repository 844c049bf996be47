"""Resolve a dataset into catalogs: follow references, merge overrides, choose texts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from generator.catalog.changes import NOTHING, Words, changes, states
from generator.catalog.families import families
from generator.catalog.labels import Labels
from generator.catalog.language import Language
from generator.catalog.legacy import LegacyFamily, LegacyValue
from generator.catalog.model import (
    AnatomyRule,
    Attempts,
    Call,
    Callbacks,
    Catalog,
    Change,
    Code,
    Edit,
    Erratum,
    Event,
    Guidance,
    Header,
    LegacyReason,
    Module,
    Name,
    NameUse,
    Numbering,
    Part,
    PlatformLog,
    Release,
    Remedy,
    Retired,
    Retry,
    RetryLimit,
    RetryRule,
    Section,
    Segment,
    Stage,
    Step,
    Support,
    Titled,
    grouped,
)
from generator.catalog.related import RelatedCodes
from generator.catalog.sources import HeaderFile, Headers, Source, Sourced
from generator.dataset import numbering, schema, schema_codes
from generator.dataset.meanings import meaning_of, worded
from generator.dataset.types import SourcedText, Text


def resolve(
    dataset: schema.Dataset, labels: Callable[[Mapping[str, str]], Labels] = Labels
) -> dict[str, Catalog]:
    """Return one catalog per language, in the order of the languages in the data.

    `labels` creates the labels of one language from their texts by id.
    """
    related = RelatedCodes(dataset)
    released = states(dataset.releases)
    return {
        lang: _Resolver(dataset, lang, related, released, labels).catalog()
        for lang in dataset.dataset.languages
    }


class _Resolver:
    """Resolves a dataset in one language."""

    def __init__(
        self,
        dataset: schema.Dataset,
        lang: str,
        related: RelatedCodes,
        released: Mapping[str, schema.ReleaseFile],
        labels: Callable[[Mapping[str, str]], Labels],
    ) -> None:
        self.dataset = dataset
        self.released = released
        self.lang = lang
        self.related = related
        self.languages = {
            id_: Language(id_, **language.model_dump())
            for id_, language in dataset.dataset.languages.items()
        }
        self.language = self.languages[lang]
        self.labels = labels({key: self.text(t) for key, t in dataset.labels.root.items()})
        self.sources = {
            id_: Source(id_, s.mark, self.text(s.title), self.text(s.gives), s.url, s.date)
            for id_, s in dataset.sources.texts.items()
        }
        self.stages = {id_: self.stage(id_, stage) for id_, stage in dataset.stages.root.items()}
        self.modules = {
            id_: Module(
                id_,
                module.side,
                _digits(module.ranges),
                self.text(module.title),
                self.text(module.text),
                self.sourced(module.appears) if module.appears else None,
            )
            for id_, module in dataset.modules.root.items()
        }
        self.remedies = {
            id_: Remedy(
                id_,
                self.text(remedy),
                remedy.side,
                self.texts(remedy.checks or ()),
                tuple(self.edit(p, edit) for p, edit in (remedy.edits or {}).items()),
            )
            for id_, remedy in dataset.remedies.root.items()
        }

    def text(self, text: Text) -> str:
        return str(getattr(text, self.lang))

    def texts(self, texts: Iterable[Text]) -> tuple[str, ...]:
        return tuple(self.text(text) for text in texts)

    def maybe(self, text: Text | None) -> str | None:
        return self.text(text) if text else None

    def sourced(self, text: SourcedText) -> Sourced:
        return Sourced(self.text(text), self.sources[text.source])

    def catalog(self) -> Catalog:
        data = self.dataset
        records = self.related.records
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
            sources=self.sources,
            headers=self.header_files(data.sources.headers),
            stages=tuple(self.stages.values()),
            modules=tuple(self.modules.values()),
            remedies=self.remedies,
            codes=codes,
            legacy=self.legacy(),
            mask=tuple(self.text(text) for text in data.legacy.mask.text),
            patterns={entry.pattern: self.text(entry) for entry in data.legacy.patterns},
            numbering=self.numbering(),
            support=self.support(data.support),
            releases=tuple(self.releases(by_code))[::-1],
            families=families(data.families, self.sources, self.text),
            calls=tuple(self.call(call) for call in data.calls.calls.values()),
            by_code=by_code,
        )

    def header_files(self, headers: Sequence[schema.HeaderFile]) -> Headers:
        platforms = self.dataset.platforms.root
        files = tuple(
            HeaderFile(
                platforms[h.platform].language, h.file, h.seen, h.constants, tuple(h.repositories)
            )
            for h in sorted(headers, key=lambda h: h.seen)
        )
        return Headers(files, files[0].seen, files[-1].seen)

    def support(self, support: schema.SupportFile) -> Support:
        platforms = self.dataset.platforms.root
        return Support(
            support.site,
            self.texts(support.send),
            tuple(self.sourced(text) for text in support.log),
            tuple(
                PlatformLog(
                    platforms[id_].title,
                    Sourced(log.call.name, self.sources[log.call.source]),
                    self.texts(log.folders or ()),
                    self.sources[log.source] if log.source else None,
                )
                for id_, log in support.platforms.items()
            ),
        )

    def releases(self, by_code: Mapping[int, Code]) -> Iterator[Release]:
        """Yield the releases, the oldest first."""
        words = Words(
            self.lang,
            self.labels["retired-successor"],
            *(self.language.colon, self.language.comma, self.language.space),
            {id_: stage.title for id_, stage in self.stages.items()},
        )
        before = NOTHING
        for date, now in self.released.items():
            kinds: dict[str, list[Change]] = {}
            for kind, old, new, codes in changes(before, now, words):
                change = Change(old, new, tuple(by_code[code] for code in codes))
                kinds.setdefault(kind, []).append(change)
            added = (by_code[code] for code in now.codes if code not in before.codes)
            yield Release(
                date,
                before is NOTHING,
                tuple(added),
                {k: tuple(found) for k, found in kinds.items()},
            )
            before = now

    def stage(self, id_: str, stage: schema.Stage) -> Stage:
        platforms = self.dataset.platforms.root
        return Stage(
            id=id_,
            step=stage.step,
            anytime=stage.anytime is not None,
            title=self.text(stage.title),
            summary=self.text(stage.summary),
            log_keywords=tuple(stage.log_keywords or ()),
            introduction=tuple(self.sourced(text) for text in stage.introduction),
            callbacks=tuple(
                Callbacks(
                    p,
                    platforms[p].title,
                    platforms[p].language,
                    tuple(callbacks.names),
                    self.sources[callbacks.source],
                    self.sourced(note) if (note := platforms[p].note) else None,
                )
                for p, callbacks in stage.callbacks.items()
            ),
            events=tuple(self.event(*item) for item in (stage.events or {}).items()),
            sections=tuple(
                Section(section, tuple(self.sourced(text) for text in texts))
                for section, texts in (stage.sections or {}).items()
            ),
            retry=self.retry_rule(stage.retry) if stage.retry else None,
            user_messages={
                kind: self.text(text)
                for kind, text in stage.user_messages or ()
                if isinstance(text, Text)
            },
        )

    def event(self, callback: str, event: schema.StageEvent) -> Event:
        return Event(
            callback,
            self.sourced(event.means),
            event.action,
            self.sourced(event.text),
            tuple(event.codes.numbers) if event.codes else (),
            self.sources[event.codes.source] if event.codes else None,
            tuple(
                LegacyReason(
                    entry.code,
                    self.sources[entry.source],
                    self.sourced(entry.meaning) if entry.meaning else None,
                )
                for entry in event.legacy or ()
            ),
        )

    def retry_rule(self, rule: schema.StageRetry) -> RetryRule:
        attempts = (rule.attempts.min, rule.attempts.max) if rule.attempts else None
        words = tuple(self.text(text) for text in rule.rule)
        source = self.sources[rule.source]
        return RetryRule(words, source, rule.interval, attempts, rule.wait)

    def code(
        self,
        code: int,
        record: schema_codes.CodeRecord,
        before: Sequence[int],
        after: Sequence[int],
    ) -> Code:
        reading = self.related.readings[code]
        erratum, end = record.erratum, record.retired
        stages = tuple(self.in_order(record.stages or ()))
        guidance = self.guidance(record)
        return Code(
            code=code,
            tier=record.tier,
            kind=record.kind,
            names=tuple(self.name(entry) for entry in record.names),
            aliases=tuple(record.aliases or ()),
            retired=Retired(self.text(end.reason), end.successor) if end else None,
            summary=self.summary(record, grouped(guidance, stages, "cause.text")),
            module=self.modules[self.related.modules[code]],
            stages=stages,
            guidance=guidance,
            comment=self.sourced(record.comment) if record.comment else None,
            note=self.sourced(record.note) if record.note else None,
            erratum=Erratum(erratum.printed, self.text(erratum.note)) if erratum else None,
            segments=self.segments(reading) if reading else (),
            related=self.related.of(code),
            previous=next(iter(before), None),
            next=next(iter(after), None),
        )

    def in_order(self, ids: Collection[str]) -> Iterator[Stage]:
        """Return the stages with these ids, in the order of a session."""
        return (stage for id_, stage in self.stages.items() if id_ in ids)

    def summary(self, record: schema_codes.CodeRecord, causes: tuple[Guidance, ...]) -> str:
        texts = self.language.labelled(causes, (group.cause.text for group in causes))
        cause = self.language.space.join(texts)
        if not record.retired:
            return cause
        return f"{self.labels['retired-remark']}{self.language.space}{cause}"

    def name(self, entry: schema_codes.NameEntry) -> Name:
        uses = (
            NameUse(code, self.headers(other))
            for code in entry.also or ()
            for other in self.related.records[code].names
            if other.name == entry.name
        )
        return Name(entry.name, self.headers(entry), entry.first, entry.last, tuple(uses))

    def headers(self, entry: schema_codes.NameEntry) -> tuple[Header, ...]:
        platforms = self.dataset.platforms.root
        return tuple(
            Header(platforms[p].title, platforms[p].language, n) for p, n in entry.headers.items()
        )

    def guidance(self, record: schema_codes.CodeRecord) -> tuple[Guidance, ...]:
        """Return the record's own guidance, then one for each override."""
        general = self.dataset.dataset.undocumented
        cause = meaning_of(record, self.dataset.meanings)
        steps = record.steps or (general.steps if record.kind == "error" else {})
        retry = record.retry or general.retry
        overrides = record.overrides or {}
        own = [stage for stage in record.stages or () if stage not in overrides]
        merged = [self._guidance(own, cause, steps, retry)]
        for stage, override in overrides.items():
            merged.append(
                self._guidance(
                    [stage],
                    worded(override.cause, self.dataset.meanings) if override.cause else cause,
                    override.steps or steps,
                    override.retry or retry,
                )
            )
        return tuple(merged)

    def _guidance(
        self,
        stages: Sequence[str],
        cause: SourcedText,
        steps: Mapping[str, str],
        retry: schema_codes.Retry,
    ) -> Guidance:
        remedies = ((self.remedies[id_], self.sources[source]) for id_, source in steps.items())
        return Guidance(
            stages=tuple(self.in_order(stages)),
            cause=self.sourced(cause),
            steps=tuple(
                Step(r.id, r.text, r.side, r.checks, r.edits, source) for r, source in remedies
            ),
            retry=self.retry(retry),
        )

    def retry(self, retry: schema_codes.Retry) -> Retry:
        case = self.dataset.retries.root[retry.rule]
        calls = self.stages[case.calls] if case.calls else None
        return Retry(
            id=retry.rule,
            verdict=case.verdict,
            condition=self.maybe(case.condition),
            calls=Titled(calls.id, calls.title) if calls else None,
            limit=self.limit(case.limit) if case.limit else None,
            text=self.text(case.text),
            source=self.sources[retry.source],
        )

    def limit(self, limit: schema.RetryLimit) -> RetryLimit:
        return RetryLimit(
            limit.interval,
            Attempts(limit.attempts.min, limit.attempts.max),
            self.dataset.dataset.steady_seconds,
            self.sources[limit.source],
        )

    def segments(self, reading: numbering.Reading) -> tuple[Segment, ...]:
        return tuple(Segment(s.digits, self.part(reading, s)) for s in reading.segments)

    def part(self, reading: numbering.Reading, segment: numbering.Segment) -> str:
        """Return the meaning of a segment's digits."""
        if isinstance(segment.part, Text):
            return self.text(segment.part)
        if segment.part == "module":
            return self.modules[self.related.module_of_digit[segment.digits]].title
        number = int(segment.digits)
        if segment.part == "curl":
            if meaning := self.dataset.anatomy.curl.results.get(number):
                return self.labels["anatomy-curl"].format(n=number, meaning=self.text(meaning))
            return self.labels["anatomy-curl-other"].format(n=number)
        return self.labels[f"anatomy-{segment.part}"].format(n=number)

    def numbering(self) -> Numbering:
        rules = []
        data = self.dataset.anatomy
        for rule in data.rules:
            readings = self.related.readings.items()
            matching = [(code, r) for code, r in readings if r and r.rule is rule]
            if not matching:
                continue
            code, reading = matching[0]
            parts = (
                Part("text", self.text(p)) if isinstance(p, Text) else Part(p, "")
                for p in rule.parts
            )
            segments = self.segments(reading)
            proof, count = self.maybe(rule.proof), len(matching)
            rules.append(
                AnatomyRule(
                    rule.id, rule.match, tuple(parts), code, segments, rule.evidence, proof, count
                )
            )
        return Numbering(
            rules=tuple(rules),
            modules={d: self.modules[m] for d, m in self.related.module_of_digit.items()},
            curl={result: self.text(text) for result, text in data.curl.results.items()},
            curl_source=self.sources[data.curl.source],
        )

    def call(self, call: schema.Call) -> Call:
        file = self.dataset.calls.files[call.file]
        language = self.dataset.platforms.root[call.platform].language
        url = f"https://github.com/{file.repository}/blob/{file.commit}/{quote(file.path)}"
        return Call(call.stage, call.platform, language, call.name, call.signature, file.kind, url)

    def edit(self, platform: str, edit: schema.Edit) -> Edit:
        calls = [c for c in self.dataset.calls.calls.values() if c.platform == platform]
        return Edit(
            platform,
            self.dataset.platforms.root[platform].language,
            edit.before.rstrip(),
            edit.after.rstrip(),
            tuple(self.call(c) for c in calls if c.is_in(edit.before) or c.is_in(edit.after)),
        )

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
                    note=self.sourced(value.note) if value.note else None,
                    source=self.sources[value.source],
                    first=value.first,
                    last=value.last,
                    family=id_,
                    family_title=title,
                    anchor=f"{id_}-{str(value.code).replace('-', 'minus-')}",
                )
                for value in self.dataset.legacy.values
                if value.family == id_
            )
            log_keywords = tuple(family.log_keywords or ())
            text = self.text(family.text)
            families.append(LegacyFamily(id_, title, log_keywords, text, values))
        return tuple(families)


def _digits(ranges: Iterable[schema.Range]) -> str:
    """Return the leading digits of the codes in some ranges."""
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
