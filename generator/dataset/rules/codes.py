"""Codes: in their files, in the ranges of their modules, at their stages, and at their end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.dataset.diagnostics import did_you_mean
from generator.dataset.document import Document, Loc
from generator.dataset.partial import Draft
from generator.dataset.rules.registry import Finding, rule
from generator.dataset.schema import CommonCode, Override

CODE_DUPLICATE = rule(
    "code-duplicate", "A code stands in two files, or a legacy value twice in a family."
)


@CODE_DUPLICATE
def code_in_two_files(draft: Draft) -> Iterator[Finding]:
    seen: dict[int, str] = {}
    for document, _, code, _ in draft.codes():
        if code in seen:
            yield document, ("codes", code), f"stands in {seen[code]} too", "keep one"
        seen[code] = document.path


@rule("code-order", "The codes of a file do not ascend.")
def code_after_a_higher_one(draft: Draft) -> Iterator[Finding]:
    for key, document in draft.documents.items():
        if not key.startswith("codes/") or not isinstance(document.value, dict):
            continue
        codes = document.value.get("codes")  # also of records that are broken
        numbers = (
            [code for code in codes if isinstance(code, int)] if isinstance(codes, dict) else []
        )
        for before, code in pairwise(numbers):
            if code < before:
                yield document, ("codes", code), f"stands after {before}", "sort ascending"


@rule("code-range", "A code is in no range of the module whose file it stands in.")
def code_of_another_module(draft: Draft) -> Iterator[Finding]:
    ranges = {
        module: [(r.from_, r.to) for r in entry.ranges]
        for module, entry in draft.vocabulary("modules").items()
    }
    for document, module, code, _ in draft.codes():
        if module not in ranges or any(low <= code <= high for low, high in ranges[module]):
            continue
        home = next((m for m, rs in ranges.items() if any(a <= code <= b for a, b in rs)), None)
        fix = f"move it to codes/{home}.yaml" if home else "give a module that range"
        yield document, ("codes", code), f"is no code of `{module}`", fix


@rule("module-range", "A module's range ends before it begins, or overlaps another one.")
def range_out_of_order(draft: Draft) -> Iterator[Finding]:
    spans = [
        (r.from_, r.to, module, index)
        for module, entry in draft.vocabulary("modules").items()
        for index, r in enumerate(entry.ranges)
    ]
    for low, high, module, index in spans:
        document = draft.documents["modules"]
        loc: Loc = (module, "ranges", index)
        if low > high:
            yield document, loc, "ends before it begins", "swap its ends"
        for other_low, other_high, other, other_index in spans:
            if (module, index) != (other, other_index) and other_low <= low <= other_high:
                yield document, loc, f"overlaps a range of `{other}`", "separate them"


def _overrides(draft: Draft) -> Iterator[tuple[Document, Loc, CommonCode, str, Override]]:
    for document, _, code, record in draft.codes():
        if isinstance(record, CommonCode):
            for stage, override in (record.overrides or {}).items():
                yield document, ("codes", code, "overrides", stage), record, stage, override


@rule("override-stage", "An override is for a stage that the code does not have.")
def override_for_another_stage(draft: Draft) -> Iterator[Finding]:
    for document, loc, record, stage, _ in _overrides(draft):
        if stage not in record.stages:
            what, fix = "is for a stage that the code does not have", "list the stage or delete it"
            yield document, loc, what, fix


OVERRIDE_DEFAULT = rule(
    "override-default",
    "An override replaces nothing, equals the record's own value, or leaves it none to be used"
    " for.",
)


@OVERRIDE_DEFAULT
def override_without_effect(draft: Draft) -> Iterator[Finding]:
    for document, loc, record, _, override in _overrides(draft):
        fields = dict(override.fields())
        if not fields:
            yield document, loc, "replaces nothing", "delete it"
        for name, value in fields.items():
            if value == getattr(record, name):
                yield document, (*loc, name), "equals the record's own", "delete it"


@OVERRIDE_DEFAULT
def override_of_every_stage(draft: Draft) -> Iterator[Finding]:
    for document, _, code, record in draft.codes():
        if not isinstance(record, CommonCode) or not record.overrides:
            continue
        if set(record.stages) <= set(record.overrides):
            what, fix = "override every stage", "make one of them the record's own"
            yield document, ("codes", code, "overrides"), what, fix


@rule("code-lost", "A code that was released has no record any more.")
def released_code_without_record(draft: Draft) -> Iterator[Finding]:
    known = {code for _, _, code, _ in draft.codes()}
    for date, release in sorted(draft.releases.items(), reverse=True) if draft.complete else ():
        for code in release.codes if release else ():
            if code not in known:
                known.add(code)  # the newest release says it for all
                what = "was released and has no record any more"
                fix = "bring the record back; one that is withdrawn says so with `retired`"
                yield draft.documents[f"releases/{date}"], ("codes", code), what, fix


def _successors(draft: Draft) -> Iterator[tuple[Document, Loc, int]]:
    """The codes that take the place of retired ones and of legacy values."""
    records = {code for _, _, code, _ in draft.codes()}
    for document, _, code, record in draft.codes():
        if record.retired and record.retired.successor is not None:
            yield document, ("codes", code, "retired", "successor"), record.retired.successor
    legacy = draft.entries.get("legacy")
    for index, value in enumerate(legacy.values if legacy else ()):
        for position, successor in enumerate(value.successors or ()):
            if successor in records:  # else it is an unknown reference
                loc: Loc = ("values", index, "successors", position)
                yield draft.documents["legacy"], loc, successor


@rule("retired-successor", "What takes the place of a code does not exist or is retired itself.")
def successor_out_of_use(draft: Draft) -> Iterator[Finding]:
    records = {code: record for _, _, code, record in draft.codes()}
    for document, loc, successor in _successors(draft):
        if successor not in records:
            if draft.complete:
                fix = did_you_mean(successor, records, "mend it")
                yield document, loc, "is no code of the dataset", fix
        elif end := records[successor].retired:
            after = records.get(-1 if end.successor is None else end.successor)
            in_use = after and not after.retired
            fix = f"name {end.successor}" if in_use else "name a code that is in use, or delete it"
            yield document, loc, "is retired itself", fix
