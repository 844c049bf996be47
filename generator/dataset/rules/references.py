"""What must hold between the records of a dataset, and of each text: a rule is a function.

The rules see all that is well-formed, so that a broken record does not hide what is wrong with others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

from generator.dataset.diagnostics import Problem, did_you_mean
from generator.dataset.numbering import Numbering
from generator.dataset.partial import Draft
from generator.dataset.rules import prose
from generator.dataset.schema import FILES, CodeBase, CommonCode, Override
from generator.dataset.source import Document, Loc


def texts(draft: Draft) -> Iterator[Problem]:
    """Each text by itself, in both languages."""
    for document in draft.documents.values():
        for loc, value in _walk(document.value, ()):
            zh, en = value.get("zh"), value.get("en")
            if not (isinstance(zh, str) and isinstance(en, str) and zh and en):
                continue  # the schema has said so
            sentence = not _is_phrase(document, loc)
            for finding in prose.check(zh, en, sentence=sentence):
                yield document.problem(
                    (*loc, finding.lang), finding.what, finding.fix, finding.rule
                )


def _is_phrase(document: Document, loc: Loc) -> bool:
    """Whether the text at `loc` stands in a line or a sentence of the interface."""
    stem = document.path.rpartition("/")[2]
    return (
        stem == "labels.yaml"
        or "title" in loc
        or "send" in loc
        or (stem == "anatomy.yaml" and "foreign" not in loc)
    )


def _walk(value: Any, loc: Loc) -> Iterator[tuple[Loc, dict[str, Any]]]:
    if isinstance(value, dict):
        if "zh" in value and "en" in value and not isinstance(value["zh"], dict):
            yield loc, value
            return
        for key, item in value.items():
            yield from _walk(item, (*loc, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _walk(item, (*loc, index))


def code_order(draft: Draft) -> Iterator[Problem]:
    """Codes of a file ascend."""
    for key, document in draft.documents.items():
        if not key.startswith("codes/") or not isinstance(document.value, dict):
            continue
        codes = document.value.get("codes")
        numbers = (
            [code for code in codes if isinstance(code, int)] if isinstance(codes, dict) else []
        )
        for before, code in pairwise(numbers):
            if code < before:
                what = f"stands after {before}"
                yield document.problem(("codes", code), what, "sort ascending", "code-order")


def code_module(draft: Draft) -> Iterator[Problem]:
    """Codes stand in their module's file, and once."""
    ranges = {
        module: [(r.from_, r.to) for r in entry.ranges]
        for module, entry in draft.vocabulary("modules").items()
    }
    seen: dict[int, str] = {}
    for document, module, code, _ in draft.codes():
        loc: Loc = ("codes", code)
        if code in seen:
            what, fix = f"stands in {seen[code]} too", "keep one"
            yield document.problem(loc, what, fix, "code-duplicate")
        seen[code] = document.path
        if module not in ranges:
            continue
        if not any(low <= code <= high for low, high in ranges[module]):
            home = next((m for m, rs in ranges.items() if any(a <= code <= b for a, b in rs)), None)
            fix = f"move it to codes/{home}.yaml" if home else "give a module that range"
            yield document.problem(loc, f"is no code of `{module}`", fix, "code-range")


def module_ranges(draft: Draft) -> Iterator[Problem]:
    """Ranges of modules are in order and do not overlap."""
    document = draft.documents.get("modules")
    spans = [
        (r.from_, r.to, module, index)
        for module, entry in draft.vocabulary("modules").items()
        for index, r in enumerate(entry.ranges)
    ]
    for low, high, module, index in spans:
        assert document
        loc: Loc = (module, "ranges", index)
        if low > high:
            what, fix = "ends before it begins", "swap its ends"
            yield document.problem(loc, what, fix, "module-range")
        for other_low, other_high, other, other_index in spans:
            if (module, index) != (other, other_index) and other_low <= low <= other_high:
                what, fix = f"overlaps a range of `{other}`", "separate them"
                yield document.problem(loc, what, fix, "module-range")


_NAMED = ("modules", "remedies", "retries", "platforms", "stages")


def references(draft: Draft) -> Iterator[Problem]:
    """Every id that is named exists, and every id that exists is named."""
    used: dict[str, set[str]] = {stem: set() for stem in FILES}

    def check(document: Document, loc: Loc, stem: str, name: str) -> Iterator[Problem]:
        used[stem].add(name)
        known = draft.ids(stem)
        if known and name not in known:
            fix = did_you_mean(name, known, f"add it to {stem}.yaml")
            what = f"names `{name}`, which {stem}.yaml does not have"
            yield document.problem(loc, what, fix, "reference-unknown")

    for document, _, code, record in draft.codes():
        for loc, stem, name in _references(record):
            yield from check(document, ("codes", code, *loc), stem, name)
    for key, document in draft.documents.items():
        folder, _, module = key.rpartition("/")
        if folder == "codes":
            yield from check(document, (), "modules", module)
    if dataset := draft.entries.get("dataset"):
        advice = dataset.undocumented
        here: Loc = ("undocumented", "remedies", "steps")
        for index, remedy in enumerate(advice.remedies.steps):
            yield from check(draft.documents["dataset"], (*here, index), "remedies", remedy)
        here = ("undocumented", "retry", "rule")
        yield from check(draft.documents["dataset"], here, "retries", advice.retry.rule)
    stages = draft.documents.get("stages")
    for stage, entry in draft.vocabulary("stages").items():
        assert stages
        for platform in entry.callbacks:
            yield from check(stages, (stage, "callbacks", platform), "platforms", platform)
        if entry.callbacks:
            used["stages"].add(stage)  # what an app is told there, though it be by no code
    for stem in _NAMED if draft.complete else ():
        for name in draft.ids(stem):
            if name not in used[stem]:
                what, fix = "is used nowhere", "use it or delete it"
                yield draft.documents[stem].problem((name,), what, fix, "reference-unused")


def _references(record: CodeBase) -> Iterator[tuple[Loc, str, str]]:
    """Every id that a record names: where, of which vocabulary, and the id."""
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


def overrides(draft: Draft) -> Iterator[Problem]:
    """An override is for a stage of the record and differs from it."""
    for document, _, code, record in draft.codes():
        if not isinstance(record, CommonCode):
            continue
        for stage, override in (record.overrides or {}).items():
            loc: Loc = ("codes", code, "overrides", stage)
            if stage not in record.stages:
                what, fix = (
                    "is for a stage that the code does not have",
                    "list the stage or delete it",
                )
                yield document.problem(loc, what, fix, "override-stage")
            fields = dict(override.fields())
            if not fields:
                what, fix = "replaces nothing", "delete it"
                yield document.problem(loc, what, fix, "override-default")
            for name, value in fields.items():
                if value == getattr(record, name):
                    what, fix = "equals the record's own", "delete it"
                    yield document.problem((*loc, name), what, fix, "override-default")
        if record.overrides and set(record.stages) <= set(record.overrides):
            what, fix = "override every stage", "make one of them the record's own"
            yield document.problem(("codes", code, "overrides"), what, fix, "override-default")


def names(draft: Draft) -> Iterator[Problem]:
    """A name of several codes is declared on each; dates are spans; misprints are others'."""
    owners: dict[str, set[int]] = {}
    for _, _, code, record in draft.codes():
        for entry in record.names:
            owners.setdefault(entry.name, set()).add(code)
    for document, _, code, record in draft.codes():
        for index, entry in enumerate(record.names):
            loc: Loc = ("codes", code, "names", index)
            if (entry.first is None) != (entry.last is None) or (
                entry.first and entry.last and entry.first > entry.last
            ):
                what, fix = (
                    "has no valid span of dates",
                    "give `first` and `last` in order, or neither",
                )
                yield document.problem(loc, what, fix, "name-dates")
            others, declared = owners[entry.name], {code, *(entry.also or ())}
            if others - declared or (draft.complete and declared - others):
                what = f"belongs to {_listed(others)}, but {_listed(declared)} are declared"
                fix = "declare every other code in `also`, or mend the name"
                yield document.problem(loc, what, fix, "name-shared")
        if isinstance(record, CommonCode) and record.erratum and draft.complete:
            name = record.erratum.printed
            if name not in owners or code in owners[name]:
                fix = did_you_mean(name, owners, "print the name as the vendor's page does")
                what = "is not the name of another code"
                yield document.problem(
                    ("codes", code, "erratum", "printed"), what, fix, "name-erratum"
                )


def aliases(draft: Draft) -> Iterator[Problem]:
    """A name that a code had before leads to that code alone."""
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
                loc: Loc = ("codes", code, "aliases", index)
                fix = "delete it, or keep the address with the name that it was published under"
                yield document.problem(loc, what, fix, "alias-taken")
            taken.setdefault(name.lower(), f"is an alias of {code}")


def retired(draft: Draft) -> Iterator[Problem]:
    """What takes the place of a code is a code in use, and a released code keeps its record."""
    records = {code: record for _, _, code, record in draft.codes()}

    def check(document: Document, loc: Loc, successor: int) -> Iterator[Problem]:
        if successor not in records:
            if draft.complete:
                what, fix = "is no code of the dataset", did_you_mean(successor, records, "mend it")
                yield document.problem(loc, what, fix, "retired-successor")
        elif end := records[successor].retired:
            after = records.get(-1 if end.successor is None else end.successor)
            in_use = after and not after.retired
            fix = f"name {end.successor}" if in_use else "name a code that is in use, or delete it"
            yield document.problem(loc, "is retired itself", fix, "retired-successor")

    for document, _, code, record in draft.codes():
        if record.retired and record.retired.successor is not None:
            here: Loc = ("codes", code, "retired", "successor")
            yield from check(document, here, record.retired.successor)
    legacy = draft.entries.get("legacy")
    for index, value in enumerate(legacy.values if legacy else ()):
        for position, successor in enumerate(value.successors or ()):
            if successor in records:
                here = ("values", index, "successors", position)
                yield from check(draft.documents["legacy"], here, successor)


def releases(draft: Draft) -> Iterator[Problem]:
    """A code that was released keeps its record."""
    known = {code for _, _, code, _ in draft.codes()}
    for date, release in sorted(draft.releases.items(), reverse=True) if draft.complete else ():
        for code in release.codes if release else ():
            if code not in known:
                known.add(code)  # the newest release says it for all
                what = "was released and has no record any more"
                fix = "bring the record back; one that is withdrawn says so with `retired`"
                document = draft.documents[f"releases/{date}"]
                yield document.problem(("codes", code), what, fix, "code-lost")


def _listed(codes: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(codes)))


def legacy(draft: Draft) -> Iterator[Problem]:
    """Legacy values name families and successors that exist; a number stands once a family."""
    document, entry = draft.documents.get("legacy"), draft.entries.get("legacy")
    if document is None or entry is None:
        return
    known = {code for _, _, code, _ in draft.codes()}
    families = list(entry.families)
    seen: set[tuple[str, int]] = set()
    for index, value in enumerate(entry.values):
        loc: Loc = ("values", index)
        if value.family not in families:
            fix = did_you_mean(value.family, families, "add it to `families`")
            what = f"names `{value.family}`, which is no family"
            yield document.problem((*loc, "family"), what, fix, "reference-unknown")
        if (value.family, value.code) in seen:
            what = f"gives {value.code} a second meaning in `{value.family}`"
            yield document.problem((*loc, "code"), what, "keep one", "code-duplicate")
        seen.add((value.family, value.code))
        for position, code in enumerate(value.successors or ()):
            if draft.complete and code not in known:
                what, fix = "is no code of the dataset", did_you_mean(code, known, "delete it")
                here = (*loc, "successors", position)
                yield document.problem(here, what, fix, "reference-unknown")
    for family in families:
        if not any(value.family == family for value in entry.values):
            what, fix = "is used nowhere", "use it or delete it"
            yield document.problem(("families", family), what, fix, "reference-unused")
    example = entry.mask.example
    if example.code ^ entry.mask.value != example.result or (
        draft.complete and example.successor not in known
    ):
        what, fix = "is no example of the mask", "mend its numbers"
        yield document.problem(("mask", "example"), what, fix, "legacy-mask")


def calls(draft: Draft) -> Iterator[Problem]:
    """Calls name files, stages with a retry rule and platforms that exist; names stand in lines."""
    document, entry = draft.documents.get("calls"), draft.entries.get("calls")
    if document is None or entry is None:
        return
    stages = draft.vocabulary("stages")
    ruled = [id_ for id_, stage in stages.items() if stage.retry and stage.retry.attempts]
    known = {"platform": draft.ids("platforms"), "stage": ruled, "file": list(entry.files)}
    for id_, call in entry.calls.items():
        loc: Loc = ("calls", id_)
        for field_name, ids in known.items():
            name = getattr(call, field_name)
            if ids and name not in ids:
                what = f"names `{name}`, which is no {field_name} of an example"
                fix = did_you_mean(name, ids, "delete the call")
                yield document.problem((*loc, field_name), what, fix, "reference-unknown")
        stage = stages.get(call.stage)
        if stage and call.platform in known["platform"] and call.platform not in stage.callbacks:
            what = f"is of a stage that has no callback on `{call.platform}`"
            fix = f"add one to `{call.stage}` in stages.yaml, or delete the call"
            yield document.problem((*loc, "platform"), what, fix, "call-callback")
        words = re.split(r"[.]|::", call.name)[-1].rstrip(":").split(":")
        if not re.search(r"\b.*\b".join(map(re.escape, words)), call.signature):
            what, fix = f"does not have `{call.name}` in it", "copy the line that has"
            yield document.problem((*loc, "signature"), what, fix, "call-signature")
    for id_ in entry.files:
        if not any(call.file == id_ for call in entry.calls.values()):
            what, fix = "is used nowhere", "use it or delete it"
            yield document.problem(("files", id_), what, fix, "reference-unused")


def numbering(draft: Draft) -> Iterator[Problem]:
    """No code contradicts the rules of its digits, unless it is listed as outside of them."""
    rules, modules = draft.entries.get("anatomy"), draft.vocabulary("modules")
    if rules is None or not modules:
        return
    rules_document = draft.documents["anatomy"]
    scheme = Numbering(rules, [(r.from_, r.to) for m in modules.values() for r in m.ranges])
    for index, rule in enumerate(rules.rules):
        if len(rule.parts) != rule.match.count("|") + 1:
            what, fix = "has not one part a segment", "say something of each segment"
            yield rules_document.problem(("rules", index, "parts"), what, fix, "anatomy-rule")
            return
        for place, (segment, part) in enumerate(
            zip(rule.match.split("|"), rule.parts, strict=True)
        ):
            if part == "module" and segment not in ("M", *scheme.module_digits):
                what, fix = f"explains `{segment}` as a module", "write M for a module's digit"
                here: Loc = ("rules", index, "parts", place)
                yield rules_document.problem(here, what, fix, "anatomy-rule")
    codes = {code: (document, module, record) for document, module, code, record in draft.codes()}
    used: set[str] = set()
    for code, (document, module, record) in codes.items():
        reading = scheme.read(code)
        if reading:
            used.add(reading.rule.id)
        if code in rules.outside:
            if reading:
                what, fix = f"is read by `{reading.rule.id}`", "take it from the list"
                here = ("outside", rules.outside.index(code))
                yield rules_document.problem(here, what, fix, "anatomy-outside")
            continue
        found = [] if reading else ["no rule reads it"]
        if reading and module in modules:
            names_ = [entry.name for entry in record.names]
            found = scheme.contradictions(reading, names_, modules[module].prefixes)
        for what in found:
            fix = "mend the code or the rules, or list it as `outside`"
            yield document.problem(("codes", code), what, fix, "anatomy-contradiction")
    if not draft.complete:
        return
    for index, code in enumerate(rules.outside):
        if code not in codes:
            what, fix = "is no code of the dataset", "take it from the list"
            yield rules_document.problem(("outside", index), what, fix, "anatomy-outside")
    for index, rule in enumerate(rules.rules):
        if rule.id not in used:
            what, fix = "reads no code", "delete it, or put it before the rule that hides it"
            yield rules_document.problem(("rules", index), what, fix, "reference-unused")


def repeated_wordings(draft: Draft) -> Iterator[Problem]:
    """No two remedies, and no two retry cases, say the same."""
    for stem in ("remedies", "retries"):
        seen: dict[str, str] = {}
        for name, entry in draft.vocabulary(stem).items():
            text = getattr(entry, "text", entry)
            for lang in ("zh", "en"):
                words = "".join(filter(str.isalnum, getattr(text, lang))).lower()
                if seen.setdefault(lang + words, name) != name:
                    what = f"says the same as `{seen[lang + words]}`"
                    yield draft.documents[stem].problem(
                        (name,), what, "keep one of them", "text-repeated"
                    )


def repeated_readings(draft: Draft) -> Iterator[Problem]:
    """Our own readings of undocumented codes are all different: else they say nothing."""
    seen: dict[str, int] = {}
    for document, _, code, record in draft.codes():
        if isinstance(record, CommonCode):
            continue
        for lang in ("zh", "en"):
            text = getattr(record.cause, lang)
            if seen.setdefault(text, code) != code:
                what = f"is the text of {seen[text]} too"
                yield document.problem(
                    ("codes", code, "cause", lang), what, "say what is different", "text-repeated"
                )


RULES: list[Callable[[Draft], Iterator[Problem]]] = [
    texts,
    code_order,
    code_module,
    module_ranges,
    references,
    overrides,
    names,
    aliases,
    retired,
    releases,
    legacy,
    calls,
    numbering,
    repeated_wordings,
    repeated_readings,
]
