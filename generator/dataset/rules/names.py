"""Rules for the names of codes: their dates, owners, misprints and aliases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.dataset.diagnostics import did_you_mean
from generator.dataset.partial import PartialDataset
from generator.dataset.rules.registry import Finding, rule


@rule("name-dates", "A name's dates are out of order, or one of the two is missing.")
def malformed_dates(data: PartialDataset) -> Iterator[Finding]:
    for file, _, code, record in data.codes():
        for index, entry in enumerate(record.names):
            first, last = entry.first, entry.last
            if bool(first) != bool(last) or (first and last and first > last):
                message = "doesn't have a valid date range"
                hint = "give `first` and `last` in order, or neither"
                yield file, ("codes", code, "names", index), message, hint


def _owners(data: PartialDataset) -> dict[str, set[int]]:
    """Return the codes that have each name."""
    owners: dict[str, set[int]] = {}
    for _, _, code, record in data.codes():
        for entry in record.names:
            owners.setdefault(entry.name, set()).add(code)
    return owners


@rule("name-shared", "Several codes have the same name and don't list each other in `also`.")
def undeclared_owner(data: PartialDataset) -> Iterator[Finding]:
    owners = _owners(data)
    for file, _, code, record in data.codes():
        for index, entry in enumerate(record.names):
            others, declared = owners[entry.name] - {code}, {*(entry.also or ())}
            if others - declared or (data.is_complete and declared - others):
                message = f"is a name of {_listed(others)} too, but `also` has {_listed(declared)}"
                hint = "list every other code in `also`, or correct the name"
                yield file, ("codes", code, "names", index), message, hint


def _listed(codes: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(codes))) or "no other code"


@rule("name-erratum", "A printed name in `erratum` isn't a name or former name of another code.")
def unknown_misprint(data: PartialDataset) -> Iterator[Finding]:
    owners = _owners(data)
    for _, _, code, record in data.codes():
        for alias in record.aliases or ():
            owners.setdefault(alias, set()).add(code)
    for file, _, code, record in data.codes() if data.is_complete else ():
        name = record.erratum.printed if record.erratum else None
        if name and code in owners.get(name, {code}):
            hint = did_you_mean(name, owners, "copy the name from the vendor's page")
            location = ("codes", code, "erratum", "printed")
            yield file, location, "is not the name of another code", hint


@rule("alias-taken", "An alias is also the name of a code or legacy value, or another alias.")
def alias_in_use(data: PartialDataset) -> Iterator[Finding]:
    taken: dict[str, str] = {}
    for _, _, code, record in data.codes():
        for entry in record.names:
            taken.setdefault(entry.name.lower(), f"is a name of {code}")
    for _, _, value in data.legacy_values():
        name = (value.name or "").lower()
        taken.setdefault(name, f"is the name of the legacy value {value.code}")
    for file, _, code, record in data.codes():
        for index, name in enumerate(record.aliases or ()):
            if message := taken.get(name.lower()):
                hint = "delete it; its permalink already exists"
                yield file, ("codes", code, "aliases", index), message, hint
            taken.setdefault(name.lower(), f"is an alias of {code}")
