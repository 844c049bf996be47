"""Rules for codes: their files, ranges, overrides and successors."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from generator.dataset.diagnostics import did_you_mean
from generator.dataset.partial import PartialDataset
from generator.dataset.rules.registry import Finding, rule
from generator.dataset.schema_codes import CodeRecord, Override
from generator.dataset.source_file import Location, SourceFile

CODE_DUPLICATE = rule(
    "code-duplicate", "A code is defined in two files, or a legacy value twice in a family."
)


@CODE_DUPLICATE
def code_in_two_files(data: PartialDataset) -> Iterator[Finding]:
    seen: dict[int, str] = {}
    for file, _, code, _ in data.codes():
        if code in seen:
            yield file, ("codes", code), f"is also in {seen[code]}", "delete one of the two"
        seen[code] = file.path


@rule("code-order", "The codes of a file are not in ascending order.")
def code_after_a_higher_one(data: PartialDataset) -> Iterator[Finding]:
    for key, file in data.files.items():
        codes = file.value.get("codes") if isinstance(file.value, dict) else None
        if not key.startswith("codes/") or not isinstance(codes, dict):
            continue
        # Malformed records have their order too.
        for before, code in pairwise(code for code in codes if isinstance(code, int)):
            if code < before:
                message = f"is after {before}"
                yield file, ("codes", code), message, "put the codes in ascending order"


class _Range(NamedTuple):
    low: int
    high: int
    module: str
    place: int


def _ranges(data: PartialDataset) -> list[_Range]:
    return [
        _Range(span.from_, span.to, module, place)
        for module, entry in data.vocabulary("modules").items()
        for place, span in enumerate(entry.ranges)
    ]


@rule("code-range", "A code is in none of the ranges of its file's module.")
def code_of_another_module(data: PartialDataset) -> Iterator[Finding]:
    ranges, known = _ranges(data), data.vocabulary("modules")
    for file, module, code, _ in data.codes():
        homes = [span.module for span in ranges if span.low <= code <= span.high]
        if module in known and module not in homes:
            hint = f"move it to codes/{homes[0]}.yaml" if homes else "add its range to a module"
            yield file, ("codes", code), f"is not in a range of `{module}`", hint


@rule("module-range", "A module's range starts after it ends, or overlaps another range.")
def malformed_range(data: PartialDataset) -> Iterator[Finding]:
    ranges = _ranges(data)
    for span in ranges:
        file, location = data.files["modules"], (span.module, "ranges", span.place)
        if span.low > span.high:
            yield file, location, "starts after it ends", "swap `from` and `to`"
        for other in ranges:
            if other is not span and other.low <= span.low <= other.high:
                yield file, location, f"overlaps a range of `{other.module}`", "separate the two"


def _overrides(
    data: PartialDataset,
) -> Iterator[tuple[SourceFile, Location, CodeRecord, str, Override]]:
    for file, _, code, record in data.codes():
        for stage, override in (record.overrides or {}).items():
            yield file, ("codes", code, "overrides", stage), record, stage, override


@rule("override-stage", "An override is for a stage that the code does not list.")
def override_for_another_stage(data: PartialDataset) -> Iterator[Finding]:
    for file, location, record, stage, _ in _overrides(data):
        if stage not in (record.stages or ()):
            message = "is for a stage that the code does not list"
            yield file, location, message, "add it to `stages`, or delete the override"


OVERRIDE_DEFAULT = rule(
    "override-default",
    "An override replaces nothing or repeats the record's own value, or overrides cover every"
    " stage.",
)


@OVERRIDE_DEFAULT
def override_without_effect(data: PartialDataset) -> Iterator[Finding]:
    for file, location, record, _, override in _overrides(data):
        fields = override.fields()
        if not fields:
            yield file, location, "replaces nothing", "delete it"
        for name, value in fields.items():
            if value == getattr(record, name):
                yield file, (*location, name), "equals the record's own value", "delete it"


@OVERRIDE_DEFAULT
def override_of_every_stage(data: PartialDataset) -> Iterator[Finding]:
    for file, _, code, record in data.codes():
        if record.overrides and record.stages and set(record.stages) <= set(record.overrides):
            message = "override every stage, so the record's own values are never used"
            yield file, ("codes", code, "overrides"), message, "move one into the record"


@rule(
    "code-common",
    "A common code lacks stages, a cause, steps, or a retry, or the vendor's steps aren't first.",
)
def common_code_without_guidance(data: PartialDataset) -> Iterator[Finding]:
    marks = {id_: source.mark for id_, source in data.vocabulary("sources", "texts").items()}
    for file, _, code, record in data.codes():
        if record.tier != "common":
            continue
        for name in ("stages", "cause", "steps", "retry"):
            if getattr(record, name) is None:
                yield file, ("codes", code), f"is common and has no `{name}`", f"add `{name}`"
        for location, part in record.parts():
            vendors = [marks.get(source) == "vendor" for source in (part.steps or {}).values()]
            if sorted(vendors, reverse=True) != vendors:
                message = "has a step before one of the vendor's steps"
                where = ("codes", code, *location, "steps")
                yield file, where, message, "put the vendor's steps first"


@rule("code-lost", "A released code has no record.")
def released_code_without_record(data: PartialDataset) -> Iterator[Finding]:
    known = {*data.numbers}
    for name, release in reversed(data.releases.items()) if data.is_complete else ():
        for code, place in release.places().items() if release else ():
            if code not in known:
                known.add(code)  # reported once, in the newest release
                message = "was released and has no record"
                hint = "restore it, with `retired` if it is withdrawn (if unpublished, delete the release)"
                yield data.files[f"releases/{name}"], place, message, hint


@rule("retired-successor", "A successor does not exist, or is retired itself.")
def successor_out_of_use(data: PartialDataset) -> Iterator[Finding]:
    records = {code: record for _, _, code, record in data.codes()}
    # An unknown successor of a legacy value is an unknown reference.
    successors = [found for found in data.legacy_successors() if found[2] in records]
    for file, _, code, record in data.codes():
        if record.retired and record.retired.successor is not None:
            end_of = ("codes", code, "retired", "successor")
            successors.append((file, end_of, record.retired.successor))
    for file, location, successor in successors:
        if successor not in records:
            if data.is_complete:
                hint = did_you_mean(successor, records, "use a code of the dataset, or delete it")
                yield file, location, "is not a code of the dataset", hint
        elif end := records[successor].retired:
            after = records.get(-1 if end.successor is None else end.successor)
            in_use = after and not after.retired
            hint = f"use {end.successor}" if in_use else "use a code in use, or delete it"
            yield file, location, "is retired itself", hint


@rule("retired-source", "A code is retired on our own word.")
def retired_by_ourselves(data: PartialDataset) -> Iterator[Finding]:
    for file, _, code, record in data.codes():
        if record.retired and record.retired.reason.source == "ours":
            hint = "name the source that withdraws the code, or delete `retired`"
            yield file, ("codes", code, "retired", "reason", "source"), "is ourselves", hint


@rule("code-status", "A status has steps or retry advice, which only an error can have.")
def status_with_advice(data: PartialDataset) -> Iterator[Finding]:
    for file, _, code, record in data.codes():
        for location, part in record.parts():
            for name in ("steps", "retry") if record.kind == "status" else ():
                if getattr(part, name) is not None:
                    hint = "delete it, or make the code an error"
                    yield file, ("codes", code, *location, name), "belongs to a status", hint
