"""Expect of each code all that is said of it, at each stage."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.catalog.guidance import Guidance
from generator.catalog.model import Catalog, Code, Header, Name
from generator.outputs import retry_examples
from generator.outputs.escape import plain
from site_tests.support.expected.folds import folds
from site_tests.support.expected.guidance import (
    answer,
    description,
    differs,
    first_steps,
    listed,
    retry,
    summary,
    told,
)
from site_tests.support.expected.said import Row, advised, cited, data_ends, sourced
from site_tests.support.html import Run

HELPS = {
    "yes": "yes",
    "once": "conditional",
    "after": "conditional",
    "sdk": "no",
    "no": "no",
    "unknown": "unknown",
}


ANCHORS = "code meaning remedies user-message stages retry anatomy related source".split()
"""The sections of a code's page, whose addresses are published."""


NOTICES = (
    *("source-translation", "stages-unknown", "anatomy-none"),
    *("erratum", "names-several", "name-shared"),
    *("user-message", "former-names", "retired"),
)
"""The labels that are shown of some codes only."""


def rows(catalog: Catalog) -> dict[int, Row]:
    """Return the row of each code."""
    return {code.code: row(catalog, code) for code in catalog.codes}


def row(catalog: Catalog, code: Code) -> Row:
    """Return all that is said of a code."""
    t, language = catalog.labels, catalog.language
    held = {stage.id: code.at(stage) for stage in code.stages} or {"": code.guidance[0]}
    asked = held if code.kind == "error" else {}

    def each(of: Callable[[Guidance], Any], among: dict[str, Guidance] = held) -> dict[str, Any]:
        return {id_: of(guidance) for id_, guidance in among.items()}

    return {
        "code": code.code,
        "name": code.name,
        "names": tuple(name.name for name in code.names),
        "aliases": code.aliases,
        "hexadecimal": code.hexadecimal,
        "tier": code.tier,
        "kind": code.kind,
        "module": code.module.id,
        "stages": tuple(stage.id for stage in code.stages),
        "retired": code.retired and (plain(code.retired.reason), code.retired.successor),
        "meaning": each(lambda g: plain(g.cause.text)),
        "mark": each(lambda g: g.cause.source.short),
        "source": each(lambda g: g.cause.source.mark),
        "cited": each(lambda g: cited(g.cause.source)),
        "steps": each(lambda g: tuple(step.id for step in g.steps)),
        "step marks": each(lambda g: tuple(advised(catalog, step.source) for step in g.steps)),
        "sides": each(lambda g: g.sides),
        "verdict": each(lambda g: g.retry.verdict, asked),
        "words": each(lambda g: g.retry.words, asked),
        "example": {id_: examples(catalog, code, g) for id_, g in held.items()},
        "helps": tuple(dict.fromkeys(HELPS[g.retry.verdict] for g in asked.values())),
        "verdicts": tuple(dict.fromkeys(guidance.retry.verdict for guidance in asked.values())),
        "all sides": tuple(dict.fromkeys(s.side for g in code.guidance for s in g.steps)),
        "first steps": first_steps(catalog, code),
        "all steps": tuple(dict.fromkeys(s.id for g in code.guidance for s in g.steps)),
        "answer": each(lambda g: plain(answer(catalog, g.retry)), asked),
        "retry": each(lambda g: retry(catalog, g.retry), asked),
        "messages": [(stage.id, plain(message)) for stage, message in code.user_messages],
        "callbacks": [
            (
                stage.id,
                tuple(f"{c.platform}|{language.comma.join(c.names)}" for c in stage.callbacks),
            )
            for stage in code.stages
        ],
        "appears": None if code.stages else sourced(code.module.appears),
        "comment": None
        if code.comment == code.cause
        else sourced(code.comment, f"{t['header-comment']}{language.colon}"),
        "note": sourced(code.note),
        "erratum": code.erratum and plain(code.erratum.note),
        "dates": tuple(
            f"{name.name}{language.colon}{headers(catalog, name.headers)}"
            + (f"{language.space}{dated(catalog, name)}" if name.first else "")
            for name in code.names
        ),
        "shared": tuple(
            plain(t["name-shared-text"].format(name=name.name)) for name in code.names if name.also
        ),
        "trail": (code.module.title, f"{language.id}/complete/#{code.module.id}"),
        "anchors": sorted([*ANCHORS, *((s.id for s in code.stages) if differs(code) else ())]),
        "data ends": [data_ends(catalog)],
        "bearing": tuple(
            f"{name.name}{language.colon}{headers(catalog, name.headers)}"
            for name in code.names
            if len(code.names) > 1
        ),
        "bearers": tuple(
            (bearer, f"{bearer}{language.colon}{headers(catalog, its)}")
            for name in code.names
            if name.also
            for bearer, its in [
                (code.code, name.headers),
                *((use.code, use.headers) for use in name.also),
            ]
        ),
        "digits": tuple((segment.digits, plain(segment.text)) for segment in code.segments),
        "related": code.related,
        "listed": listed(catalog, code),
        "listed related": tuple(
            (other, catalog.by_code[other].name, listed(catalog, catalog.by_code[other]))
            for other in code.related
        ),
        "around": (code.previous, code.next),
        "remark": code.comment and plain(code.comment.text),
        "noted": code.note and plain(code.note.text),
        "headers": [
            (
                [(header.language, header.count) for header in name.headers],
                name.first and name.first.isoformat(),
                name.last and name.last.isoformat(),
                [use.code for use in name.also],
            )
            for name in code.names
        ],
        "summary": summary(catalog, code),
        "title": f"{code.code} {code.name}",
        "description": description(catalog, code),
        "citation": f"[{code.code} {code.name}]({{permalink}}){language.colon}{summary(catalog, code)}",
        "permalink": f"{code.code}/",
        "report": code.code,
        "address": f"{catalog.facts.url}{code.code}/",
        "is retired": bool(code.retired),
        "other names": (*filter(None, [code.erratum and code.erratum.printed]), *code.aliases),
        "all meanings": summary(catalog, code) if differs(code) else None,
        "other texts": [
            plain(text)
            for text in (
                code.comment and code.comment.text,
                code.note and code.note.text,
                code.retired and code.retired.reason,
            )
            if text and text != code.cause.text
        ],
        "others": list(
            filter(None, [sourced(code.note), code.erratum and Run(plain(code.erratum.note))])
        ),
        "block notices": {
            id_
            for id_, is_shown in {
                "status-text": code.kind != "error",
                "chip-tier-complete": code.tier != "common",
            }.items()
            if is_shown
        },
        "folds": tuple(folds(catalog, code)),
        "notices": notices(code),
    }


def examples(catalog: Catalog, code: Code, guidance: Guidance) -> tuple[str, ...]:
    """Return the stages to whose retry examples the page leads beside some guidance."""
    same = [s for s in code.stages if told(code.at(s)) == told(guidance)]
    if code.kind != "error" or guidance.retry.verdict != "yes":
        return ()
    return tuple(stage.id for stage in same if retry_examples.platforms(catalog, stage))


def headers(catalog: Catalog, of: tuple[Header, ...]) -> str:
    """Return the headers that have a name."""
    return catalog.language.comma.join(header.language for header in of)


def dated(catalog: Catalog, name: Name) -> str:
    """Return the dates of the headers with a name."""
    label = "header-date" if name.first == name.last else "header-span"
    return catalog.labels[label].format(first=name.first, last=name.last)


def notices(code: Code) -> frozenset[str]:
    """Return the labels that are shown of some codes only, of those that this one has."""
    shown = {
        "source-translation": code.tier == "common",
        "stages-unknown": not code.stages and not code.module.appears,
        "anatomy-none": not code.segments,
        "erratum": code.erratum,
        "names-several": len(code.names) > 1,
        "name-shared": any(name.also for name in code.names),
        "user-message": code.user_messages,
        "former-names": code.aliases,
        "retired": code.retired,
    }
    return frozenset(id_ for id_, is_shown in shown.items() if is_shown)
