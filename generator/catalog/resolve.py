"""Resolve a dataset into catalogs: follow references, merge overrides, choose texts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from generator.catalog import families, glossary, guidance, legacy, search, sources, stages, support
from generator.catalog.changes import Step as Released
from generator.catalog.changes import added, changes, steps
from generator.catalog.guidance import Guidance, Retry, RetryLimit, Step
from generator.catalog.labels import Labels
from generator.catalog.language import Language
from generator.catalog.model import (
    AnatomyRule,
    Catalog,
    Change,
    Code,
    Erratum,
    Header,
    Module,
    Name,
    NameUse,
    Numbering,
    Part,
    Release,
    Retired,
    Segment,
    grouped,
)
from generator.catalog.related import RelatedCodes
from generator.catalog.sources import Sourced
from generator.catalog.stages import Stage, Titled
from generator.catalog.state import Words
from generator.catalog.texts import Texts
from generator.dataset import numbering, schema, schema_codes, schema_guidance
from generator.dataset.meanings import worded
from generator.dataset.types import SourcedText, Text


def resolve(
    dataset: schema.Dataset, labels: Callable[[Mapping[str, str]], Labels] = Labels
) -> dict[str, Catalog]:
    """Return one catalog per language, in the order of the languages in the data.

    `labels` creates the labels of one language from their texts by id.
    """
    related = RelatedCodes(dataset)
    released = tuple(steps(dataset.releases))
    return {
        lang: _Resolver(dataset, lang, related, released, labels).catalog()
        for lang in dataset.dataset.languages
    }


class _Resolver(Texts):
    """Resolves a dataset in one language."""

    def __init__(
        self,
        dataset: schema.Dataset,
        lang: str,
        related: RelatedCodes,
        released: Sequence[Released],
        labels: Callable[[Mapping[str, str]], Labels],
    ) -> None:
        super().__init__(dataset, lang, labels)
        self.dataset = dataset
        self.released = released
        self.related = related
        languages = {
            id_: Language(id_, **language.model_dump())
            for id_, language in dataset.dataset.languages.items()
        }
        self.language = languages.pop(lang)
        self.others = tuple(languages.values())
        self.stages = {
            id_: stages.resolved(id_, stage, self) for id_, stage in dataset.stages.root.items()
        }
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
        self.remedies = guidance.remedies(dataset, self)

    def catalog(self) -> Catalog:
        data = self.dataset
        order = self.related.order
        codes = tuple(map(self.code, order, [None, *order], [*order[1:], None]))
        by_code = {code.code: code for code in codes}
        headers = sources.headers(data.sources.headers, self.platforms)
        boundary = data.dataset.boundary
        return Catalog(
            language=self.language,
            others=self.others,
            labels=self.labels,
            facts=data.dataset,
            date=data.date,
            sources=self.sources,
            headers=headers,
            ends=self.labels["data-ends"].format(
                boundary=boundary.date,
                build=boundary.build,
                first=headers.first,
                last=headers.last,
            ),
            stages=tuple(self.stages.values()),
            modules=tuple(self.modules.values()),
            remedies=self.remedies,
            codes=codes,
            legacy=legacy.resolved(data.legacy, self),
            mask=self.all(data.legacy.mask.text),
            patterns={entry.pattern: self.text(entry) for entry in data.legacy.patterns},
            numbering=self.numbering(),
            support=support.resolved(data.support, self),
            releases=tuple(self.releases(by_code))[::-1],
            families=families.resolved(data.families, self),
            glossary=glossary.resolved(data.glossary, self.others, self),
            typed=search.resolved(data, self.language.id),
            calls=tuple(
                guidance.resolved_call(call, data.calls.files, self)
                for call in data.calls.calls.values()
            ),
            by_code=by_code,
        )

    def releases(self, by_code: Mapping[int, Code]) -> Iterator[Release]:
        """Yield the releases, the oldest first."""
        titles = {id_: stage.title for id_, stage in self.stages.items()}
        words = Words(self.language, self.labels, titles)
        for step in self.released:
            is_first = not step.spans[0][0]
            kinds: dict[str, list[Change]] = {}
            for span in () if is_first else step.spans:
                for kind, change in changes(*span, words, by_code):
                    kinds.setdefault(kind, []).append(change)
            yield Release(
                step.date.isoformat(),
                step.files,
                is_first,
                tuple(by_code[code] for code in added(step.spans)),
                {kind: tuple(found) for kind, found in kinds.items()},
            )

    def code(self, code: int, before: int | None, after: int | None) -> Code:
        record, reading = self.related.records[code], self.related.readings[code]
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
            summary=self.summary(record, grouped(guidance, stages, "cause")),
            module=self.modules[self.related.modules[code]],
            stages=stages,
            guidance=guidance,
            comment=self.sourced(record.comment) if record.comment else None,
            note=self.sourced(record.note) if record.note else None,
            erratum=Erratum(erratum.printed, self.text(erratum.note)) if erratum else None,
            segments=self.segments(reading) if reading else (),
            related=self.related.of[code],
            previous=before,
            next=after,
        )

    def in_order(self, ids: Collection[str]) -> Iterator[Stage]:
        """Return the stages with these ids, in the order of a session."""
        return (stage for id_, stage in self.stages.items() if id_ in ids)

    def summary(self, record: schema_codes.CodeRecord, causes: tuple[Guidance, ...]) -> str:
        texts = (self.language.marked(g.cause.text, g.cause.source) for g in causes)
        cause = self.language.space.join(self.language.labeled(causes, texts))
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
        return tuple(
            Header(self.platforms[p].title, self.platforms[p].language, n)
            for p, n in entry.headers.items()
        )

    def guidance(self, record: schema_codes.CodeRecord) -> tuple[Guidance, ...]:
        """Return the record's own guidance, then one for each override."""
        general = self.dataset.dataset.undocumented
        cause = record.cause or record.comment
        assert cause  # or else a rule reports it
        steps = record.steps or (general.steps if record.kind == "error" else {})
        retry = record.retry or general.retry
        overrides = record.overrides or {}
        own = [stage for stage in record.stages or () if stage not in overrides]
        merged = [self._guidance(own, cause, steps, retry)]
        for stage, its in overrides.items():
            values = (its.cause or cause, its.steps or steps, its.retry or retry)
            merged.append(self._guidance([stage], *values))
        return tuple(merged)

    def _guidance(
        self,
        stages: Sequence[str],
        cause: SourcedText | schema_codes.SharedText,
        steps: Mapping[str, str],
        retry: schema_codes.Retry,
    ) -> Guidance:
        remedies = ((self.remedies[id_], self.sources[source]) for id_, source in steps.items())
        return Guidance(
            stages=tuple(self.in_order(stages)),
            cause=self.sourced(worded(cause, self.dataset.meanings)),
            steps=tuple(
                Step(r.id, r.text, r.side, r.checks, r.edits, source) for r, source in remedies
            ),
            retry=self.retry(retry),
        )

    def retry(self, retry: schema_codes.Retry) -> Retry:
        case = self.dataset.retries.root[retry.rule]
        calls = self.stages[case.calls] if case.calls else None
        condition = self.maybe(case.condition)
        anew = None
        if case.limit:
            words = self.labels["retry-anew"].format(seconds=self.dataset.dataset.steady_seconds)
            anew = Sourced(words, self.sources["ours"])
        return Retry(
            rule=retry.rule,
            verdict=case.verdict,
            words=self.labels[f"retry-{case.verdict}"].format(condition=condition),
            condition=condition,
            calls=Titled(calls.id, calls.title) if calls else None,
            limit=self.limit(case.limit) if case.limit else None,
            text=self.text(case.text),
            anew=anew,
            source=self.sources[retry.source],
        )

    def limit(self, limit: schema_guidance.RetryLimit) -> RetryLimit:
        attempts = limit.attempts
        words = self.labels["retry-limit"].format(
            interval=limit.interval, min=attempts.min, max=attempts.max
        )
        steady, source = self.dataset.dataset.steady_seconds, self.sources[limit.source]
        return RetryLimit(limit.interval, attempts, steady, words, source)

    def segments(self, reading: numbering.Reading) -> tuple[Segment, ...]:
        return tuple(Segment(s.digits, self.part(s)) for s in reading.segments)

    def part(self, segment: numbering.Segment) -> str:
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
