"""Rules for `families.yaml`: a family must not claim the SDK's own numbers, and its parts must be its own."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.diagnostics import did_you_mean
from generator.dataset.partial import PartialDataset
from generator.dataset.rules.registry import Finding, rule
from generator.dataset.schema_families import Family, NumberRange
from generator.dataset.source_file import Location

SMALL = 10_000
"""Numbers below it mean something else in each callback and each product."""


@rule(
    "family-form",
    "A family has neither numbers nor texts, or has `near`, `keys`, `base`, `values`, or `codes` without"
    " the field that they belong to.",
)
def form_without_use(data: PartialDataset) -> Iterator[Finding]:
    for id_, family in data.vocabulary("families").items():
        if not family.numbers and not family.texts:
            yield (
                data.files["families"],
                (id_,),
                "has neither numbers nor texts",
                "add `numbers` or `texts`",
            )
        needs = ("near", "base", "values", "codes") if not family.numbers else ()
        for field in needs:
            if getattr(family, field) is not None:
                yield (
                    data.files["families"],
                    (id_, field),
                    "is for numbers, but the family has none",
                    "delete it",
                )
        if family.keys and not family.near:
            yield (
                data.files["families"],
                (id_, "keys"),
                "is for numbers with `near`",
                "add `near` or delete it",
            )
        if (family.base is None) == ("{n}" in family.meaning.en):
            message = "is used only together with `{n}` in the meaning"
            yield (
                data.files["families"],
                (id_, "base"),
                message,
                "add the missing one, or delete the other",
            )


@rule(
    "family-range",
    "A family's range ends before it starts, or a range of `values` or `codes` is outside the family's numbers.",
)
def range_outside(data: PartialDataset) -> Iterator[Finding]:
    for id_, family in data.vocabulary("families").items():
        for location, span in _ranges(family):
            if span.last < span.from_:
                yield (
                    data.files["families"],
                    (id_, *location),
                    "ends before it starts",
                    "swap the two",
                )
            elif location[0] != "numbers" and not _covers(family, span):
                yield (
                    data.files["families"],
                    (id_, *location),
                    "is outside the family's numbers",
                    "correct the range",
                )


@rule(
    "family-own",
    "A family without `near` contains a code, a legacy value, or a number below 10000.",
)
def own_number(data: PartialDataset) -> Iterator[Finding]:
    codes = {code for _, _, code, _ in data.codes()}
    own = codes | {value.code for _, _, value in data.legacy_values()}
    for id_, family in data.vocabulary("families").items():
        for index, span in enumerate([] if family.near else family.numbers or ()):
            location = (id_, "numbers", index)
            hint = "add words to `near` that identify the family, or correct the range"
            if taken := next(
                (number for number in sorted(own) if span.from_ <= number <= span.last), None
            ):
                yield (
                    data.files["families"],
                    location,
                    f"contains {taken}, a code or legacy value of the SDK",
                    hint,
                )
            elif span.from_ < SMALL and span.last > -SMALL:
                yield data.files["families"], location, f"contains numbers below {SMALL}", hint


@rule(
    "family-code",
    "A family's numbers correspond to no code of the dataset.",
)
def no_code(data: PartialDataset) -> Iterator[Finding]:
    known = {code for _, _, code, _ in data.codes()}
    for id_, family in data.vocabulary("families").items() if data.is_complete else ():
        for index, codes in enumerate(family.codes or ()):
            last = codes.first + codes.last - codes.from_
            if not any(codes.first <= code <= last for code in known):
                location = (id_, "codes", index, "first")
                hint = did_you_mean(codes.first, known, "correct it")
                yield (
                    data.files["families"],
                    location,
                    f"corresponds to no code from {codes.first} to {last}",
                    hint,
                )


def _ranges(family: Family) -> Iterator[tuple[Location, NumberRange]]:
    for field in ("numbers", "values", "codes"):
        for index, span in enumerate(getattr(family, field) or ()):
            yield (field, index), span


def _covers(family: Family, span: NumberRange) -> bool:
    return any(own.from_ <= span.from_ and span.last <= own.last for own in family.numbers or ())
