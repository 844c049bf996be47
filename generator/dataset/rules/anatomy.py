"""Anatomy: the rules by which digits read, and the codes that speak against them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.document import Loc
from generator.dataset.numbering import Numbering
from generator.dataset.partial import Draft
from generator.dataset.rules.registry import Finding, rule
from generator.dataset.schema import AnatomyRule


def numbering(draft: Draft) -> Numbering | None:
    """The rules of the digits, unless they or the modules cannot be used."""
    scheme = _written(draft)
    return None if scheme is None or any(map(_is_uneven, scheme.anatomy.rules)) else scheme


def _written(draft: Draft) -> Numbering | None:
    entry, modules = draft.entries.get("anatomy"), draft.vocabulary("modules")
    if entry is None or not modules:
        return None
    return Numbering(entry, [(r.from_, r.to) for m in modules.values() for r in m.ranges])


def _is_uneven(entry: AnatomyRule) -> bool:
    return len(entry.parts) != entry.match.count("|") + 1


@rule(
    "anatomy-rule",
    "A rule of the numbering has not one part for each of its segments, or takes another digit for"
    " a module.",
)
def rule_that_reads_wrongly(draft: Draft) -> Iterator[Finding]:
    scheme = _written(draft)
    if scheme is None:
        return
    document = draft.documents["anatomy"]
    for index, entry in enumerate(scheme.anatomy.rules):
        loc: Loc = ("rules", index, "parts")
        if _is_uneven(entry):
            yield document, loc, "has not one part a segment", "say something of each segment"
            return
        segments = zip(entry.match.split("|"), entry.parts, strict=True)
        for place, (segment, part) in enumerate(segments):
            if part == "module" and segment not in ("M", *scheme.module_digits):
                what, fix = f"explains `{segment}` as a module", "write M for a module's digit"
                yield document, (*loc, place), what, fix


@rule(
    "anatomy-outside",
    "A code is listed as outside of the rules though one reads it, or is no code at all.",
)
def outside_without_need(draft: Draft) -> Iterator[Finding]:
    scheme = numbering(draft)
    if scheme is None:
        return
    document, fix = draft.documents["anatomy"], "take it from the list"
    known = {code for _, _, code, _ in draft.codes()}
    for index, code in enumerate(scheme.anatomy.outside):
        loc: Loc = ("outside", index)
        if code not in known:
            if draft.complete:
                yield document, loc, "is no code of the dataset", fix
        elif reading := scheme.read(code):
            yield document, loc, f"is read by `{reading.rule.id}`", fix


@rule(
    "anatomy-contradiction",
    "A code has digits that no rule of `anatomy.yaml` reads, or that say otherwise than its name.",
)
def digits_that_say_otherwise(draft: Draft) -> Iterator[Finding]:
    scheme, modules = numbering(draft), draft.vocabulary("modules")
    if scheme is None:
        return
    # A code that stands twice is told of once.
    codes = {code: (document, module, record) for document, module, code, record in draft.codes()}
    for code, (document, module, record) in codes.items():
        if code in scheme.anatomy.outside:
            continue
        reading = scheme.read(code)
        found = [] if reading else ["no rule reads it"]
        if reading and module in modules:
            names = [entry.name for entry in record.names]
            found = scheme.contradictions(reading, names, modules[module].prefixes)
        for what in found:
            fix = "mend the code or the rules, or list it as `outside`"
            yield document, ("codes", code), what, fix
