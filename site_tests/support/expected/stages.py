"""Expect of each stage its page, and the places of it that the search leads to."""

from __future__ import annotations

import re

from generator.catalog.model import Catalog, Code, Reason
from generator.catalog.stages import Callbacks, Stage
from generator.outputs import log_lines, retry_examples
from generator.outputs.addresses import Site
from generator.outputs.escape import plain
from site_tests.support.expected.said import Row, advised, cited, said_by, sourced
from site_tests.support.html import Run
from site_tests.support.readers.twin import letters


def row(catalog: Catalog, stage: Stage) -> Row:
    """Return all that is said of a stage."""
    codes = catalog.of_stage(stage)
    return {
        "id": stage.id,
        "title": stage.title,
        "summary": plain(stage.summary),
        "description": f"{stage.title}{catalog.language.colon}{plain(stage.summary)}",
        "introductions": [plain(said.text) for said in stage.introduction],
        "callback names": [(each.language, list(each.names)) for each in stage.callbacks],
        "section texts": [(s.id, [plain(said.text) for said in s.texts]) for s in stage.sections],
        "rules": [plain(text) for text in stage.retry.rule] if stage.retry else [],
        "actions": [
            (e.callback, plain(e.means.text), plain(e.text.text), e.action, list(e.codes))
            for e in stage.events
        ],
        "user messages": {kind: plain(text) for kind, text in stage.user_messages.items()},
        "numbers": [code.code for code in codes],
        "keywords": list(stage.log_keywords),
        "logged": logged(stage),
        "introduction": [said_by(catalog, said) for said in stage.introduction],
        "callbacks": [
            (
                Run(called(catalog, each), *cited(each.source)),
                [sourced(each.note)] * bool(each.note),
            )
            for each in stage.callbacks
        ],
        "sections": [
            (s.id, s.id == "order", [said_by(catalog, said) for said in s.texts])
            for s in stage.sections
        ],
        "log lines": [line.code.rstrip() for line in logged_at(catalog, stage)],
        "platforms": [line.language for line in logged_at(catalog, stage)],
        "jumps": jumps(catalog, stage),
        "first": {}
        if stage.events
        else {calls.id: tuple(c.code for c in first) for calls, first in catalog.calling(stage)},
        "rule": [
            Run(plain(text), *advised(catalog, stage.retry.source)) for text in stage.retry.rule
        ]
        if stage.retry
        else [],
        "events": [
            (
                event.callback,
                sourced(event.means),
                catalog.labels[f"action-{event.action}"],
                said_by(catalog, event.text),
            )
            for event in stage.events
        ],
        "codes title": [catalog.labels["codes-of-stage"].format(n=len(codes))]
        if codes and not stage.events
        else [catalog.labels["stage-reasons"]],
        "codes": [reason_row(catalog, stage, reason) for reason in catalog.reasons(stage)]
        if stage.events
        else [code_row(catalog, stage, code) for code in codes],
        "examples": [
            (
                example.platform,
                example.language,
                [example.shared.rstrip(), example.code.rstrip()],
                [(call.name, call.url) for call in example.calls],
            )
            for example in retry_examples.of_stage(catalog, stage)
        ],
    }


def jumps(catalog: Catalog, stage: Stage) -> list[tuple[str, str]]:
    """Return the links at the head of a stage's page, and the sections that they lead to."""
    t, codes = catalog.labels, catalog.of_stage(stage)
    title = t["stage-reasons"] if stage.events else t["codes-of-stage"].format(n=len(codes))
    examples = retry_examples.platforms(catalog, stage)
    found = [(title, "codes")] if codes or examples else []
    return found + [(t["example-title"], "retry-example")] * bool(examples)


def called(catalog: Catalog, callbacks: Callbacks) -> str:
    """Return the callbacks of a platform."""
    language = catalog.language
    return f"{callbacks.platform}{language.colon}{language.comma.join(callbacks.names)}"


def logged_at(catalog: Catalog, stage: Stage) -> tuple[log_lines.LogLine, ...]:
    """Return the lines that log the address of a code's page."""
    return log_lines.of_stage(catalog, Site(catalog.facts.url, catalog.facts.repository), stage)


def logged(stage: Stage) -> list[str]:
    """Return the callbacks of a stage as logs print them, each in one spelling."""
    names = (printed(name) for callbacks in stage.callbacks for name in callbacks.names)
    return list({name.lower(): name for name in names}.values())


def printed(name: str) -> str:
    """Return a callback's name as logs print it."""
    method = re.search(r"\b[oO]n[A-Z]\w*", name)
    return method[0] if method else name


def code_row(catalog: Catalog, stage: Stage, code: Code) -> Row:
    """Return all that the page of a stage says of a code."""
    guidance = code.at(stage)
    remark = f"{catalog.labels['retired-remark']}{catalog.language.space}" if code.retired else ""
    return {
        "number": code.code,
        "name": code.name,
        "address": f"{catalog.language.id}/codes/{code.code}/",
        "meaning": Run(f"{remark}{plain(guidance.cause.text)}", guidance.cause.source.short),
        "words": guidance.retry.words if code.kind == "error" else None,
        "steps": tuple(step.id for step in guidance.steps),
    }


def reason_row(catalog: Catalog, stage: Stage, reason: Reason) -> Row:
    """Return all that the page of a stage with callbacks says of a number that one gives."""
    base = f"{catalog.language.id}/"
    value, code, guidance = reason.legacy, reason.code, reason.guidance
    given = {
        "callback": Run(reason.event.callback, *cited(reason.source)),
        "meaning": sourced(reason.meaning),
        "words": guidance.retry.words
        if guidance
        else catalog.labels[f"action-{reason.event.action}"],
    }
    if value:
        return given | {
            "number": value.code,
            "name": catalog.labels["stage-legacy"],
            "address": f"{base}legacy/#{value.anchor}",
            "also": (),
            "steps": (),
            "as": code.code if code and guidance else None,
        }
    assert code and guidance
    return given | {
        "number": code.code,
        "name": code.name,
        "address": f"{base}codes/{code.code}/",
        "also": tuple(other.id for other in code.stages if other != stage),
        "steps": tuple(step.id for step in guidance.steps),
        "as": None,
    }


def places(catalog: Catalog, stage: Stage) -> Row:
    """Return what the search says of the page of a stage, of its callbacks, calls and sections."""
    rule = " ".join(plain(text) for text in stage.retry.rule[:2]) if stage.retry else ""
    summary = plain(stage.summary)
    means = {event.callback: plain(event.means.text) for event in stage.events}
    spelled: dict[str, dict[str, str]] = {}
    for each in stage.callbacks:
        for name in each.names:
            spelled.setdefault(printed(name).lower(), {})[name] = each.platform
    titles = {each.id: each.platform for each in stage.callbacks}
    calls: dict[str, tuple[str, dict[str, str]]] = {}
    for call in catalog.calls:
        found = re.search(r"\w+(?=:(?!:)|$)", call.name)
        if found and call.stage == stage.id and found[0].lower() not in spelled:
            _, on = calls.setdefault(found[0].lower(), (found[0], {}))
            on[call.name] = titles[call.platform]
    opening = {section.id: section.texts[0].text for section in stage.sections}
    if stage.retry:
        opening["retry"] = stage.retry.rule[0]
    if catalog.of_stage(stage) and not stage.events:
        opening["codes"] = stage.introduction[0].text
    comma = catalog.language.comma
    return {
        "title": stage.title,
        "told": (rule, summary) if rule else (summary, ""),
        "callbacks": [
            (title, means.get(title, comma.join(dict.fromkeys(on.values()))), list(on))
            for on in spelled.values()
            for title in [printed(next(iter(on)))]
        ],
        "calls": [
            (name, comma.join(dict.fromkeys(on.values())), list(on)) for name, on in calls.values()
        ],
        "first": {id_: first_sentence(plain(text)) for id_, text in opening.items()},
    }


def first_sentence(text: str) -> str:
    """Return the letters of a text's first sentence, as far as the search tells a long one."""
    return letters(re.split(r"(?<=[。？！])|(?<=[.?!]) ", text)[0])[:90]
