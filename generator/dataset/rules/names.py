"""Names of codes: whose they are, when they were in the headers, and what they were before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.dataset.diagnostics import did_you_mean
from generator.dataset.document import Loc
from generator.dataset.partial import Draft
from generator.dataset.rules.registry import Finding, rule
from generator.dataset.schema import CommonCode


@rule("name-dates", "A name's dates are out of order, or only one of them is given.")
def dates_that_are_no_span(draft: Draft) -> Iterator[Finding]:
    for document, _, code, record in draft.codes():
        for index, entry in enumerate(record.names):
            if (entry.first is None) != (entry.last is None) or (
                entry.first and entry.last and entry.first > entry.last
            ):
                what = "has no valid span of dates"
                fix = "give `first` and `last` in order, or neither"
                yield document, ("codes", code, "names", index), what, fix


def _owners(draft: Draft) -> dict[str, set[int]]:
    """The codes that have each name."""
    owners: dict[str, set[int]] = {}
    for _, _, code, record in draft.codes():
        for entry in record.names:
            owners.setdefault(entry.name, set()).add(code)
    return owners


@rule("name-shared", "A name belongs to several codes, and they do not say so in `also`.")
def name_of_undeclared_codes(draft: Draft) -> Iterator[Finding]:
    owners = _owners(draft)
    for document, _, code, record in draft.codes():
        for index, entry in enumerate(record.names):
            others, declared = owners[entry.name], {code, *(entry.also or ())}
            if others - declared or (draft.complete and declared - others):
                what = f"belongs to {_listed(others)}, but {_listed(declared)} are declared"
                fix = "declare every other code in `also`, or mend the name"
                yield document, ("codes", code, "names", index), what, fix


def _listed(codes: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(codes)))


@rule("name-erratum", "What the vendor printed by mistake is not the name of another code.")
def erratum_that_is_no_other_name(draft: Draft) -> Iterator[Finding]:
    owners = _owners(draft)
    for document, _, code, record in draft.codes() if draft.complete else ():
        if not isinstance(record, CommonCode) or not record.erratum:
            continue
        name = record.erratum.printed
        if name not in owners or code in owners[name]:
            fix = did_you_mean(name, owners, "print the name as the vendor's page does")
            loc: Loc = ("codes", code, "erratum", "printed")
            yield document, loc, "is not the name of another code", fix


@rule(
    "alias-taken",
    "A former name among the `aliases` is the name of another code, of a legacy value, or stands"
    " twice.",
)
def alias_of_something_else(draft: Draft) -> Iterator[Finding]:
    taken: dict[str, str] = {}
    for _, _, code, record in draft.codes():
        for entry in record.names:
            taken.setdefault(entry.name.lower(), f"is a name of {code}")
    legacy = draft.entries.get("legacy")
    for value in legacy.values if legacy else ():
        taken.setdefault(
            (value.name or "").lower(), f"is the name of the legacy value {value.code}"
        )
    for document, _, code, record in draft.codes():
        for index, name in enumerate(record.aliases or ()):
            if what := taken.get(name.lower()):
                fix = "delete it, or keep the address with the name that it was published under"
                yield document, ("codes", code, "aliases", index), what, fix
            taken.setdefault(name.lower(), f"is an alias of {code}")
