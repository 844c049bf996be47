"""Rules for `families.yaml`: a family must not claim the SDK's own numbers, and its parts must be its own."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.diagnostics import did_you_mean
from generator.dataset.partial import PartialDataset
from generator.dataset.rules.registry import Finding, rule
from generator.dataset.schema_families import Family, NumberRange

SMALL = 10_000
"""Numbers below it mean something else in each callback and each product."""


@rule(
    "family-form",
    "A family has neither numbers nor texts, or has `near`, `keys`, `base`, `values`, or `codes` without"
    " the field that they belong to.",
)
def form_without_use(data: PartialDataset) -> Iterator[Finding]:
    for id_, family in data.vocabulary("families").items():
        file = data.files["families"]
        if not family.numbers and not family.texts:
            yield file, (id_,), "has neither numbers nor texts", "add `numbers` or `texts`"
        needs = ("near", "base", "values", "codes") if not family.numbers else ()
        for field in needs:
            if getattr(family, field) is not None:
                yield file, (id_, field), "is for numbers, but the family has none", "delete it"
        if family.keys and not family.near:
            message, hint = "is for numbers with `near`", "add `near` or delete it"
            yield file, (id_, "keys"), message, hint
        if (family.base is None) == ("{n}" in family.meaning.en):
            message = "is used only together with `{n}` in the meaning"
            yield file, (id_, "base"), message, "add the missing one, or delete the other"


@rule(
    "family-range",
    "A family's range ends before it starts, or a range of `values` or `codes` is outside the family's numbers.",
)
def range_outside(data: PartialDataset) -> Iterator[Finding]:
    for id_, family in data.vocabulary("families").items():
        for field, index, span in _ranges(family):
            file, location = data.files["families"], (id_, field, index)
            if span.last < span.from_:
                yield file, location, "ends before it starts", "swap the two"
            elif field != "numbers" and not _covers(family, span):
                yield file, location, "is outside the family's numbers", "correct the range"


@rule(
    "family-own",
    "A family without `near` contains a code, a legacy value, or a number below 10000.",
)
def own_number(data: PartialDataset) -> Iterator[Finding]:
    own = sorted(data.numbers | {value.code for _, _, value in data.legacy_values()})
    for id_, family in data.vocabulary("families").items():
        for index, span in enumerate([] if family.near else family.numbers or ()):
            file, location = data.files["families"], (id_, "numbers", index)
            hint = "add words to `near` that identify the family, or correct the range"
            if taken := next((n for n in own if span.from_ <= n <= span.last), None):
                message = f"contains {taken}, a code or legacy value of the SDK"
                yield file, location, message, hint
            elif span.from_ < SMALL and span.last > -SMALL:
                yield file, location, f"contains numbers below {SMALL}", hint


@rule(
    "family-code",
    "A family's numbers correspond to no code of the dataset.",
)
def no_code(data: PartialDataset) -> Iterator[Finding]:
    for id_, family in data.vocabulary("families").items() if data.is_complete else ():
        for index, codes in enumerate(family.codes or ()):
            last = codes.first + codes.last - codes.from_
            if not any(codes.first <= code <= last for code in data.numbers):
                location = (id_, "codes", index, "first")
                message = f"corresponds to no code from {codes.first} to {last}"
                hint = did_you_mean(codes.first, data.numbers, "correct it")
                yield data.files["families"], location, message, hint


def _ranges(family: Family) -> Iterator[tuple[str, int, NumberRange]]:
    for field in ("numbers", "values", "codes"):
        for index, span in enumerate(getattr(family, field) or ()):
            yield field, index, span


def _covers(family: Family, span: NumberRange) -> bool:
    return any(own.from_ <= span.from_ and span.last <= own.last for own in family.numbers or ())
