"""Rules for `anatomy.yaml`, and for codes whose digits contradict it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.numbering import Numbering
from generator.dataset.partial import PartialDataset
from generator.dataset.rules.registry import Finding, rule
from generator.dataset.schema import AnatomyRule


def numbering(data: PartialDataset) -> Numbering | None:
    """Return the numbering, or None if it or the modules are not valid."""
    scheme = _unchecked(data)
    return None if scheme is None or any(map(_is_uneven, scheme.anatomy.rules)) else scheme


def _unchecked(data: PartialDataset) -> Numbering | None:
    entry, modules = data.entries.get("anatomy"), data.vocabulary("modules")
    return Numbering(entry, modules) if entry and modules else None


def _is_uneven(entry: AnatomyRule) -> bool:
    return len(entry.parts) != entry.match.count("|") + 1


@rule(
    "anatomy-rule",
    "A numbering rule has more or fewer parts than segments, or explains a digit other than a module's"
    " as a module.",
)
def malformed_numbering_rule(data: PartialDataset) -> Iterator[Finding]:
    scheme = _unchecked(data)
    if scheme is None:
        return
    file = data.files["anatomy"]
    for index, entry in enumerate(scheme.anatomy.rules):
        segments = entry.match.split("|")
        if _is_uneven(entry):
            message = f"has {len(entry.parts)} parts for {len(segments)} segments"
            yield file, ("rules", index, "parts"), message, "give one part for each segment"
            return
        for place, (segment, part) in enumerate(zip(segments, entry.parts, strict=True)):
            if part == "module" and segment not in ("M", *scheme.modules):
                message = f"explains `{segment}` as a module"
                hint = "use M for a module's digit"
                yield file, ("rules", index, "parts", place), message, hint


@rule(
    "anatomy-evidence",
    "A numbering rule has the evidence `proved` without a proof, or `names` without fragments of names.",
)
def evidence_without_ground(data: PartialDataset) -> Iterator[Finding]:
    entry = data.entries.get("anatomy")
    for index, each in enumerate(entry.rules if entry else ()):
        location = ("rules", index, "evidence")
        if each.evidence == "proved" and each.proof is None:
            yield data.files["anatomy"], location, "has no proof", "add `proof`, or use `guess`"
        if each.evidence == "names" and not each.names and "curl" not in each.parts:
            hint = "add fragments that every code has, or use `guess`"
            yield data.files["anatomy"], location, "has no fragments in `names`", hint


@rule(
    "anatomy-outside",
    "A code in `outside` matches a numbering rule, or is not a code of the dataset.",
)
def needless_exception(data: PartialDataset) -> Iterator[Finding]:
    scheme = numbering(data)
    if scheme is None:
        return
    for index, code in enumerate(scheme.anatomy.outside):
        if code not in data.numbers:
            message = "is not a code of the dataset" if data.is_complete else None
        else:
            reading = scheme.read(code)
            message = f"matches the numbering rule `{reading.rule.id}`" if reading else None
        if message:
            yield data.files["anatomy"], ("outside", index), message, "delete it"


@rule(
    "anatomy-contradiction",
    "A code's digits match no rule of `anatomy.yaml`, or contradict the code's name.",
)
def digits_against_names(data: PartialDataset) -> Iterator[Finding]:
    scheme, modules = numbering(data), data.vocabulary("modules")
    if scheme is None:
        return
    # By code, as a duplicate is reported once.
    codes = {code: (file, module, record) for file, module, code, record in data.codes()}
    for code, (file, module, record) in codes.items():
        if code in scheme.anatomy.outside:
            continue
        reading = scheme.read(code)
        found = [] if reading else [("matches no numbering rule", _NO_RULE)]
        if reading and module in modules:
            names = [entry.name for entry in record.names]
            found = list(scheme.contradictions(reading, names, modules[module].prefixes))
        for message, hint in found:
            yield file, ("codes", code), message, hint


_NO_RULE = "correct the code, or add a rule to anatomy.yaml, or the code to `outside` there"
