"""Resolve a dataset into catalogs: follow references, merge overrides, choose texts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from generator.catalog.changes import Changes, changes
from generator.catalog.families import families
from generator.catalog.labels import Labels
from generator.catalog.legacy import LegacyFamily, LegacyValue
from generator.catalog.model import (
    AnatomyRule,
    Call,
    Callbacks,
    Catalog,
    Code,
    Erratum,
    Guidance,
    Header,
    Language,
    Module,
    Name,
    NameUse,
    Numbering,
    Part,
    Release,
    Remedy,
    Retired,
    Retry,
    RetryRule,
    Segment,
    Stage,
)
from generator.catalog.related import RelatedCodes
from generator.catalog.sources import HeaderFile, Headers, Sourced, SourceText
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
    released = changes(dataset.releases)
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
        released: tuple[Changes, ...],
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
            id_: Remedy(id_, self.text(remedy), remedy.side)
            for id_, remedy in dataset.remedies.root.items()
        }

    def text(self, text: Text) -> str:
        return str(getattr(text, self.lang))

    def maybe(self, text: Text | None) -> str | None:
        return self.text(text) if text else None

    def sourced(self, text: SourcedText) -> Sourced:
        return Sourced(self.text(text), text.source)

    def catalog(self) -> Catalog:
        data = self.dataset
        records = self.related.records
        order = list(records)
        codes = tuple(
            self.code(code, records[code], order[i - 1 : i], order[i + 1 : i + 2])
            for i, code in enumerate(order)
        )
        by_code = {code.code: code for code in codes}
        sources = {
            id_: SourceText(s.mark, self.text(s.title), self.text(s.gives), s.url, s.date)
            for id_, s in data.sources.texts.items()
        }
        return Catalog(
            language=self.language,
            others=tuple(other for other in self.languages.values() if other != self.language),
            labels=self.labels,
            facts=data.dataset,
            sources=tuple(sources.values()),
            headers=self.header_files(data.sources.headers),
            stages=tuple(self.stages.values()),
            modules=tuple(self.modules.values()),
            codes=codes,
            legacy=self.legacy(),
            mask=tuple(self.text(text) for text in data.legacy.mask.text),
            patterns={entry.pattern: self.text(entry) for entry in data.legacy.patterns},
            numbering=self.numbering(),
            families=families(data.families, sources, self.text),
            send=tuple(self.text(text) for text in data.dataset.undocumented.send),
            releases=tuple(self.release(change, by_code) for change in self.released),
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

    def release(self, change: Changes, by_code: Mapping[int, Code]) -> Release:
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
                if isinstance(text, Text)
            },
        )

    def retry_rule(self, rule: schema.StageRetry) -> RetryRule:
        attempts = (rule.attempts.min, rule.attempts.max) if rule.attempts else None
        words = tuple(self.text(text) for text in rule.rule)
        return RetryRule(words, rule.source, rule.interval, attempts, rule.wait)

    def code(
        self, code: int, record: schema_codes.CodeBase, before: Sequence[int], after: Sequence[int]
    ) -> Code:
        common = record if isinstance(record, schema_codes.CommonCode) else None
        reading = self.related.readings[code]
        erratum = common.erratum if common else None
        end = record.retired
        return Code(
            code=code,
            tier="common" if common else "complete",
            kind=getattr(record, "kind", "error"),
            names=tuple(self.name(entry) for entry in record.names),
            aliases=tuple(record.aliases or ()),
            retired=Retired(self.text(end.reason), end.successor) if end else None,
            summary=self.summary(record),
            module=self.modules[self.related.modules[code]],
            stages=tuple(self.in_order(common.stages)) if common else (),
            guidance=self.guidance(common) if common else (self.undocumented(record),),
            comment=self.maybe(record.comment),
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

    def summary(self, record: schema_codes.CodeBase) -> str:
        cause = self.text(meaning_of(record, self.dataset.meanings))
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

    def guidance(self, record: schema_codes.CommonCode) -> tuple[Guidance, ...]:
        """Return the record's own guidance, then one for each override."""
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
            cause=self.sourced(worded(cause.cause, self.dataset.meanings)),
            remedies=tuple(self.remedies[step] for step in remedies.remedies.steps),
            remedies_source=remedies.remedies.source,
            retry=self.retry(retry.retry),
        )

    def retry(self, retry: schema_codes.Retry) -> Retry:
        case = self.dataset.retries.root[retry.rule]
        return Retry(retry.rule, case.helps, self.text(case.text), retry.source)

    def undocumented(self, record: schema_codes.CodeBase) -> Guidance:
        """Return the general advice, for a code that is not among the common ones."""
        advice = self.dataset.dataset.undocumented
        errors = getattr(record, "kind", "error") == "error"
        return Guidance(
            stages=(),
            cause=self.sourced(meaning_of(record, self.dataset.meanings)),
            remedies=tuple(self.remedies[s] for s in advice.remedies.steps) if errors else (),
            remedies_source=advice.remedies.source,
            retry=self.retry(record.retry or advice.retry),
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
            if meaning := self.dataset.anatomy.curl.get(number):
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
            curl={result: self.text(text) for result, text in data.curl.items()},
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
                    note=self.sourced(value.note) if value.note else None,
                    source=value.source,
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
