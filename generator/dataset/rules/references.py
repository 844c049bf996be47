"""Rules for references: a referenced id must exist, and an id must be referenced."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.diagnostics import did_you_mean
from generator.dataset.partial import PartialDataset
from generator.dataset.rules import anatomy
from generator.dataset.rules.meanings import causes
from generator.dataset.rules.registry import Finding, rule
from generator.dataset.schema_codes import CodeRecord, SharedText
from generator.dataset.source_file import Location, SourceFile

REFERENCE_UNKNOWN = rule("reference-unknown", "A referenced id or code doesn't exist.")
REFERENCE_UNUSED = rule(
    "reference-unused",
    "A remedy, retry case, shared meaning, server, source, stage, module, platform, legacy family, call,"
    " file of a call, or numbering rule isn't used.",
    unfinished=True,
)

_VOCABULARIES = ("modules", "remedies", "retries", "platforms", "stages")
Reference = tuple[SourceFile, Location, str, str]
"""File and location of a reference, the vocabulary, and the referenced id."""


def _references(data: PartialDataset) -> Iterator[Reference]:
    for file, _, code, record in data.codes():
        for location, stem, name in _references_of(record):
            yield file, ("codes", code, *location), stem, name
    for key, file in data.files.items():
        folder, _, module = key.rpartition("/")
        if folder == "codes":
            yield file, (), "modules", module
    if dataset := data.entries.get("dataset"):
        file, advice = data.files["dataset"], dataset.undocumented
        for remedy in advice.steps:
            yield file, ("undocumented", "steps", remedy), "remedies", remedy
        yield file, ("undocumented", "retry", "rule"), "retries", advice.retry.rule
    if sources := data.entries.get("sources"):
        for index, header in enumerate(sources.headers):
            location = ("headers", index, "platform")
            yield data.files["sources"], location, "platforms", header.platform
    for rule_, case in data.vocabulary("retries").items():
        if case.calls:
            yield data.files["retries"], (rule_, "calls"), "stages", case.calls
        if case.step:
            yield data.files["retries"], (rule_, "step"), "remedies", case.step
    for id_, remedy in data.vocabulary("remedies").items():
        for platform in remedy.edits or ():
            yield data.files["remedies"], (id_, "edits", platform), "platforms", platform
    for stage, entry in data.vocabulary("stages").items():
        for platform in entry.callbacks:
            yield data.files["stages"], (stage, "callbacks", platform), "platforms", platform


def _references_of(record: CodeRecord) -> Iterator[tuple[Location, str, str]]:
    for index, entry in enumerate(record.names):
        for platform in entry.headers:
            yield ("names", index, "headers", platform), "platforms", platform
    for stage in record.stages or ():
        yield ("stages", stage), "stages", stage
    for stage in record.overrides or ():
        yield ("overrides", stage), "stages", stage
    for location, part in record.parts():
        for remedy in part.steps or ():
            yield (*location, "steps", remedy), "remedies", remedy
        if part.retry:
            yield (*location, "retry", "rule"), "retries", part.retry.rule


# --- referenced, but not defined


@REFERENCE_UNKNOWN
def unknown_entry(data: PartialDataset) -> Iterator[Finding]:
    known = {stem: data.ids(stem) for stem in _VOCABULARIES}
    for file, location, stem, name in _references(data):
        if known[stem] and name not in known[stem]:
            hint = did_you_mean(name, known[stem], f"add it to {stem}.yaml")
            yield file, location, f"references `{name}`, which is not in {stem}.yaml", hint


@REFERENCE_UNKNOWN
def unknown_family(data: PartialDataset) -> Iterator[Finding]:
    families = data.vocabulary("legacy", "families")
    for file, location, value in data.legacy_values():
        if value.family not in families:
            hint = did_you_mean(value.family, families, "add it to `families`")
            message = f"references the unknown family `{value.family}`"
            yield file, (*location, "family"), message, hint


@REFERENCE_UNKNOWN
def unknown_successor(data: PartialDataset) -> Iterator[Finding]:
    for file, location, code in data.legacy_successors() if data.is_complete else ():
        if code not in data.numbers:
            hint = did_you_mean(code, data.numbers, "delete it")
            yield file, location, "is not a code of the dataset", hint


@REFERENCE_UNKNOWN
def unknown_stage_of_a_resource(data: PartialDataset) -> Iterator[Finding]:
    dataset = data.entries.get("dataset")
    if dataset is None or not data.is_complete:
        return
    known = {code: record.stages or {} for _, _, code, record in data.codes()}
    for field in ("resources_without_stage", "resources_without_retry"):
        for code, stages in (getattr(dataset, field) or {}).items():
            for stage in [stages] if isinstance(stages, str) else stages:
                if stage not in known.get(code, ()):
                    hint = did_you_mean(stage, known.get(code, ()), "restore the stage of the code")
                    message = f"references `{stage}`, which is not a stage of {code}"
                    yield data.files["dataset"], (field, code), message, hint


@REFERENCE_UNKNOWN
def unknown_part_of_a_call(data: PartialDataset) -> Iterator[Finding]:
    entry = data.entries.get("calls")
    if entry is None:
        return
    stages = data.vocabulary("stages").items()
    repeating = [id_ for id_, stage in stages if stage.retry and stage.retry.attempts]
    known = {
        "platform": ("platform", data.ids("platforms")),
        "stage": ("stage with retry attempts", repeating),
        "file": ("file", list(entry.files)),
    }
    for id_, call in entry.calls.items():
        for field, (title, ids) in known.items():
            name = getattr(call, field)
            if ids and name is not None and name not in ids:
                hint = did_you_mean(name, ids, "delete the call")
                message = f"references `{name}`, which is not a {title}"
                yield data.files["calls"], ("calls", id_, field), message, hint


def _meanings(data: PartialDataset) -> Iterator[Reference]:
    """Yield each reference to a shared meaning, and to a server."""
    for file, location, _, cause in causes(data):
        if isinstance(cause, SharedText):
            yield file, (*location, "meaning"), "meanings", cause.meaning
            if cause.server is not None:
                yield file, (*location, "server"), "servers", cause.server


@REFERENCE_UNKNOWN
def unknown_meaning(data: PartialDataset) -> Iterator[Finding]:
    shared = data.entries.get("meanings")
    for file, location, field, name in _meanings(data) if shared else ():
        known = getattr(shared, field)
        if name not in known:
            hint = did_you_mean(name, known, f"add it to `{field}` of meanings.yaml")
            yield file, location, f"references `{name}`, which is not in meanings.yaml", hint


# --- defined, but not referenced


def _definitions(data: PartialDataset) -> Iterator[Reference]:
    """Yield each id that must be referenced, of the files whose references are all known."""
    for stem in _VOCABULARIES if data.is_complete else ():
        for id_ in data.ids(stem):
            yield data.files[stem], (id_,), stem, id_
    for stem, field in (("legacy", "families"), ("calls", "files")):
        for id_ in data.vocabulary(stem, field):
            yield data.files[stem], (field, id_), field, id_
    for field in ("meanings", "servers") if data.is_complete else ():
        for id_ in data.vocabulary("meanings", field):
            yield data.files["meanings"], (field, id_), field, id_
    for id_, call in data.vocabulary("calls", "calls").items() if data.is_complete else ():
        if call.stage is None:
            yield data.files["calls"], ("calls", id_), "calls", id_


@REFERENCE_UNUSED
def unused_entry(data: PartialDataset) -> Iterator[Finding]:
    used = {(stem, name) for _, _, stem, name in (*_references(data), *_meanings(data))}
    # The page of a stage shows its callbacks, even if no code lists the stage.
    stages = data.vocabulary("stages").items()
    used |= {("stages", id_) for id_, stage in stages if stage.callbacks}
    used |= {("families", value.family) for _, _, value in data.legacy_values()}
    calls = data.vocabulary("calls", "calls")
    used |= {("files", call.file) for call in calls.values()}
    code = [
        (platform, lines)
        for remedy in data.vocabulary("remedies").values()
        for platform, edit in (remedy.edits or {}).items()
        for lines in (edit.before, edit.after)
    ]
    used |= {
        ("calls", id_)
        for id_, call in calls.items()
        if any(call.platform == platform and call.is_in(lines) for platform, lines in code)
    }
    for file, location, stem, name in _definitions(data):
        if (stem, name) not in used:
            yield file, location, "is not used", "use it or delete it"


@REFERENCE_UNUSED
def unused_numbering_rule(data: PartialDataset) -> Iterator[Finding]:
    scheme = anatomy.numbering(data)
    if scheme is None or not data.is_complete:
        return
    readings = map(scheme.read, data.numbers)
    used = {reading.rule.id for reading in readings if reading}
    for index, entry in enumerate(scheme.anatomy.rules):
        if entry.id not in used:
            message, hint = "matches no code", "delete it, or move it before the rule that hides it"
            yield data.files["anatomy"], ("rules", index), message, hint
