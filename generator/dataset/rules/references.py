"""References: every id that is named exists, and every id that exists is named."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.diagnostics import did_you_mean
from generator.dataset.document import Document, Loc
from generator.dataset.partial import Draft
from generator.dataset.rules import anatomy
from generator.dataset.rules.registry import Finding, rule
from generator.dataset.schema import CodeBase, CommonCode, Override

REFERENCE_UNKNOWN = rule("reference-unknown", "An id or a code is named that does not exist.")
REFERENCE_UNUSED = rule(
    "reference-unused",
    "A remedy, retry case, stage, module, platform, family or file that nothing names.",
    unfinished=True,
)

_VOCABULARIES = ("modules", "remedies", "retries", "platforms", "stages")
Reference = tuple[Document, Loc, str, str]
"""Where an id is named, of which vocabulary it is, and the id."""


def _references(draft: Draft) -> Iterator[Reference]:
    for document, _, code, record in draft.codes():
        for loc, stem, name in _references_of(record):
            yield document, ("codes", code, *loc), stem, name
    for key, document in draft.documents.items():
        folder, _, module = key.rpartition("/")
        if folder == "codes":
            yield document, (), "modules", module
    if dataset := draft.entries.get("dataset"):
        document, advice = draft.documents["dataset"], dataset.undocumented
        for index, remedy in enumerate(advice.remedies.steps):
            yield document, ("undocumented", "remedies", "steps", index), "remedies", remedy
        yield document, ("undocumented", "retry", "rule"), "retries", advice.retry.rule
    for stage, entry in draft.vocabulary("stages").items():
        for platform in entry.callbacks:
            loc = (stage, "callbacks", platform)
            yield draft.documents["stages"], loc, "platforms", platform


def _references_of(record: CodeBase) -> Iterator[tuple[Loc, str, str]]:
    for index, entry in enumerate(record.names):
        for platform in entry.headers:
            yield ("names", index, "headers", platform), "platforms", platform
    if not isinstance(record, CommonCode):
        return
    for index, stage in enumerate(record.stages):
        yield ("stages", index), "stages", stage
    guidance: list[tuple[Loc, CommonCode | Override]] = [((), record)]
    for stage, override in (record.overrides or {}).items():
        yield ("overrides", stage), "stages", stage
        guidance.append((("overrides", stage), override))
    for loc, item in guidance:
        if item.remedies:
            for index, remedy in enumerate(item.remedies.steps):
                yield (*loc, "remedies", "steps", index), "remedies", remedy
        if item.retry:
            yield (*loc, "retry", "rule"), "retries", item.retry.rule


# --- what is named and does not exist


@REFERENCE_UNKNOWN
def unknown_entry(draft: Draft) -> Iterator[Finding]:
    known = {stem: draft.ids(stem) for stem in _VOCABULARIES}
    for document, loc, stem, name in _references(draft):
        if known[stem] and name not in known[stem]:
            fix = did_you_mean(name, known[stem], f"add it to {stem}.yaml")
            yield document, loc, f"names `{name}`, which {stem}.yaml does not have", fix


@REFERENCE_UNKNOWN
def unknown_family(draft: Draft) -> Iterator[Finding]:
    legacy = draft.entries.get("legacy")
    families = legacy.families if legacy else {}
    for index, value in enumerate(legacy.values if legacy else ()):
        if value.family not in families:
            fix = did_you_mean(value.family, families, "add it to `families`")
            what = f"names `{value.family}`, which is no family"
            yield draft.documents["legacy"], ("values", index, "family"), what, fix


@REFERENCE_UNKNOWN
def unknown_successor(draft: Draft) -> Iterator[Finding]:
    legacy = draft.entries.get("legacy")
    known = {code for _, _, code, _ in draft.codes()}
    for index, value in enumerate(legacy.values if legacy and draft.complete else ()):
        for position, code in enumerate(value.successors or ()):
            if code not in known:
                loc: Loc = ("values", index, "successors", position)
                fix = did_you_mean(code, known, "delete it")
                yield draft.documents["legacy"], loc, "is no code of the dataset", fix


@REFERENCE_UNKNOWN
def unknown_part_of_a_call(draft: Draft) -> Iterator[Finding]:
    entry = draft.entries.get("calls")
    if entry is None:
        return
    stages = draft.vocabulary("stages").items()
    ruled = [id_ for id_, stage in stages if stage.retry and stage.retry.attempts]
    known = {"platform": draft.ids("platforms"), "stage": ruled, "file": list(entry.files)}
    for id_, call in entry.calls.items():
        for field, ids in known.items():
            name = getattr(call, field)
            if ids and name not in ids:
                what = f"names `{name}`, which is no {field} of an example"
                fix = did_you_mean(name, ids, "delete the call")
                yield draft.documents["calls"], ("calls", id_, field), what, fix


# --- what exists and is not named

_UNUSED = "is used nowhere", "use it or delete it"


@REFERENCE_UNUSED
def unused_entry(draft: Draft) -> Iterator[Finding]:
    if not draft.complete:
        return
    used = {(stem, name) for _, _, stem, name in _references(draft)}
    for stage, entry in draft.vocabulary("stages").items():
        if entry.callbacks:
            used.add(("stages", stage))  # what an app is told there, though it be by no code
    for stem in _VOCABULARIES:
        for name in draft.ids(stem):
            if (stem, name) not in used:
                yield draft.documents[stem], (name,), *_UNUSED


@REFERENCE_UNUSED
def unused_family(draft: Draft) -> Iterator[Finding]:
    if legacy := draft.entries.get("legacy"):
        used = {value.family for value in legacy.values}
        for family in legacy.families:
            if family not in used:
                yield draft.documents["legacy"], ("families", family), *_UNUSED


@REFERENCE_UNUSED
def unused_file(draft: Draft) -> Iterator[Finding]:
    if entry := draft.entries.get("calls"):
        used = {call.file for call in entry.calls.values()}
        for id_ in entry.files:
            if id_ not in used:
                yield draft.documents["calls"], ("files", id_), *_UNUSED


@REFERENCE_UNUSED
def unused_rule_of_the_numbering(draft: Draft) -> Iterator[Finding]:
    scheme = anatomy.numbering(draft)
    if scheme is None or not draft.complete:
        return
    readings = (scheme.read(code) for _, _, code, _ in draft.codes())
    used = {reading.rule.id for reading in readings if reading}
    for index, entry in enumerate(scheme.anatomy.rules):
        if entry.id not in used:
            what, fix = "reads no code", "delete it, or put it before the rule that hides it"
            yield draft.documents["anatomy"], ("rules", index), what, fix
