"""The expected rows of each code, of each code at each stage, and of each stage: one table a language.

It is made from the catalog and says nothing of any output: readers (`site_tests/support/readers`) return
rows with the same fields, as many of them as an output shows. A value that depends on the stage is a
mapping by the stage's id; a code whose stages are unknown has the stage "".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from generator.catalog.guidance import Guidance, Retry, Step
from generator.catalog.legacy import LegacyValue
from generator.catalog.model import Catalog, Code, Header, Module, Name, Reason
from generator.catalog.sources import Source, Sourced
from generator.catalog.stages import Callbacks, Stage
from generator.outputs import log_lines, retry_examples
from generator.outputs.addresses import Site
from generator.outputs.escape import plain
from generator.outputs.permalinks import Permalink, by_name, by_number
from site_tests.support.html import Run
from site_tests.support.readers.twin import letters
from site_tests.support.stages import causes_of, shown_causes

Row = dict[str, Any]
HELPS = {
    "yes": "yes",
    "once": "conditional",
    "after": "conditional",
    "sdk": "no",
    "no": "no",
    "unknown": "unknown",
}
LONGEST = 400
"""The characters that the preview of a code may have."""


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


def told(guidance: Guidance) -> tuple[Sourced, tuple[Step, ...], Retry]:
    """Return all that guidance says."""
    return guidance.cause, guidance.steps, guidance.retry


def differs(code: Code) -> bool:
    """Return whether the guidance of a code is not the same at all of its stages."""
    return len({told(guidance) for guidance in code.guidance}) > 1


class Mark(NamedTuple):
    """The name of a source, and the address that it leads to."""

    mark: str
    url: str | None


def cited(source: Source) -> Mark:
    """Return the words by which a page names a source."""
    return Mark(source.cited, source.url if source.mark != "ours" else None)


def advised(catalog: Catalog, source: Source) -> Mark:
    """Return the words by which a page names the source of advice."""
    return Mark(catalog.labels["source-advice"], None) if source.mark == "ours" else cited(source)


def unlinked(value: Any) -> Any:
    """Return a value of a row as a text without links says it."""
    if isinstance(value, Run | Mark):
        return value._replace(url=None)
    if isinstance(value, dict):
        return {key: unlinked(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return (list if isinstance(value, list) else tuple)(map(unlinked, value))
    return value


def sourced(said: Sourced | None, before: str = "") -> Run | None:
    """Return a statement and its source."""
    return Run(f"{before}{plain(said.text)}", *cited(said.source)) if said else None


def answer(catalog: Catalog, retry: Retry) -> str:
    """Return the answer on retries in one line: the verdict, the limit and the text."""
    limit = retry.limit.words if retry.limit else ""
    return catalog.language.space.join(filter(None, [retry.words, limit, retry.text]))


def retry(catalog: Catalog, retry: Retry) -> list[Run]:
    """Return the answer on retries in full, as far as each of its sources goes."""
    limit, space = retry.limit, catalog.language.space
    if not limit:
        return [Run(plain(answer(catalog, retry)), *advised(catalog, retry.source))]
    anew = catalog.labels["retry-anew"].format(seconds=limit.count_anew_after_seconds)
    first = f"{retry.words}{space}{limit.words}"
    text, ours = plain(retry.text), Mark(catalog.labels["source-advice"], None)
    if retry.source.mark == "ours":
        rest = [Run(f"{text}{space}{anew}", *ours)]
    else:
        rest = [Run(text, *advised(catalog, retry.source)), Run(anew, *ours)]
    if limit.source == retry.source:
        return [rest[0]._replace(text=f"{first}{space}{rest[0].text}"), *rest[1:]]
    return [Run(first, *advised(catalog, limit.source)), *rest]


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


def headers(catalog: Catalog, of: tuple[Header, ...]) -> str:
    """Return the headers that have a name."""
    return catalog.language.comma.join(header.language for header in of)


def summary(catalog: Catalog, code: Code) -> str:
    """Return the meanings of a code in one line, with their marks."""
    said = catalog.language.space.join(causes_of(catalog, code))
    remark = f"{catalog.labels['retired-remark']}{catalog.language.space}" if code.retired else ""
    return f"{remark}{said}"


def listed(catalog: Catalog, code: Code) -> str:
    """Return the meanings of a code as a list shows them, each before its mark."""
    remark = f"{catalog.labels['retired-remark']}{catalog.language.space}" if code.retired else ""
    return f"{remark}{shown_causes(catalog, code)}"


def first_steps(catalog: Catalog, code: Code) -> str:
    """Return the first step, each where the steps differ at each stage, and how many more there are."""
    groups = tuple(group for group in code.advice if group.steps)
    space = catalog.language.space
    said = []
    for group in groups:
        more = catalog.labels["list-more-steps"].format(n=len(group.steps) - 1)
        said.append(f"{plain(group.steps[0].text)}{space + more if len(group.steps) > 1 else ''}")
    if len(code.advice) > 1:
        said = list(catalog.language.labeled(groups, said))
    return " ".join(said) or "—"


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


def verdicts(catalog: Catalog, code: Code) -> list[str]:
    """Return the verdicts on a retry, each after its stages if there are several."""
    return [
        (titled(catalog, group) if len(code.retries) > 1 else "") + plain(group.retry.words)
        for group in code.retries
    ]


def titled(catalog: Catalog, group: Guidance) -> str:
    """Return the stages at which guidance holds, before what it says."""
    language = catalog.language
    return language.comma.join(stage.title for stage in group.stages) + language.colon


def description(catalog: Catalog, code: Code) -> str:
    """Return the preview: the meanings, and as many steps as there is place for."""
    language = catalog.language
    text = f"{code.code} {code.name}{language.colon}{summary(catalog, code)}"
    if code.kind != "status":
        said = verdicts(catalog, code)
        same = {group.retry.words for group in code.retries}
        text = language.space.join([text, *([plain(*same)] if len(same) == 1 else said)])
    for group in code.advice:
        for number, step in enumerate(group.steps):
            label = titled(catalog, group) if len(code.advice) > 1 and not number else ""
            more = f"{text}{language.space}{label}{plain(step.text)}"
            if len(more) > LONGEST:
                return text
            text = more
    return text


class Fold(NamedTuple):
    """The content behind a title: points, statements with a source, lines of code with their heads, and their calls."""

    title: str
    points: list[Run]
    marked: list[Run]
    heads: list[str]
    blocks: list[str]
    calls: list[str]
    links: list[tuple[str, str | None]]


def folds(catalog: Catalog, code: Code) -> list[Fold]:
    """Return the folds of a page: how to do a step, and what support needs."""
    steps = {step.id: step for guidance in code.guidance for step in guidance.steps}
    found = [how(catalog, step) for step in steps.values() if step.checks or step.edits]
    is_zego = any(step.side == "zego" for step in steps.values())
    return found + [support(catalog)] * is_zego


def how(catalog: Catalog, step: Step) -> Fold:
    """Return the fold on a step: its checks, and the lines to change."""
    t, language, ours = catalog.labels, catalog.language, catalog.sources["ours"]
    checks = [Run(plain(check)) for check in step.checks]
    if checks:
        checks[-1] = Run(checks[-1].text, *advised(catalog, ours))
    return Fold(
        t["checks-title"].format(step=plain(step.text)),
        checks,
        [Run(plain(t["edit-ours"]), *advised(catalog, ours))] * bool(step.edits),
        [
            f"{edit.language}{language.open}{t[f'edit-{when}']}{language.close}{language.colon}".strip()
            for edit in step.edits
            for when in ("before", "after")
        ],
        [lines.rstrip() for edit in step.edits for lines in (edit.before, edit.after)],
        [
            f"{t[f'example-calls-{edit.calls[0].kind}']}{language.space}"
            f"{language.comma.join(call.name for call in edit.calls)}"
            for edit in step.edits
        ],
        [(call.name, call.url) for edit in step.edits for call in edit.calls],
    )


def support(catalog: Catalog) -> Fold:
    """Return the fold on support: what to send, and how to get the log."""
    needs, points = catalog.support, [Run(plain(text)) for text in catalog.support.send]
    for log in needs.platforms:
        name = f"{log.platform}{catalog.language.colon}{log.call.text}"
        points += [Run(name, *cited(log.call.source)), *(Run(plain(f)) for f in log.folders)]
        if log.folders and log.source:
            points[-1] = Run(points[-1].text, *cited(log.source))
    texts = [Run(plain(said.text), *cited(said.source)) for said in needs.log]
    title = catalog.labels["support-title"]
    return Fold(title, points, texts, [], [], [], [(needs.site, needs.site)])


def stage_row(catalog: Catalog, stage: Stage) -> Row:
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


def stage_places(catalog: Catalog, stage: Stage) -> Row:
    """Return what the search says of the page of a stage, of its callbacks, calls and sections."""
    rule = " ".join(plain(text) for text in stage.retry.rule[:2]) if stage.retry else ""
    summary = plain(stage.summary)
    means = {event.callback: plain(event.means.text) for event in stage.events}
    spelled: dict[str, dict[str, str]] = {}
    for each in stage.callbacks:
        for name in each.names:
            spelled.setdefault(printed(name).lower(), {})[name] = each.platform
    titles = {each.id: each.platform for each in stage.callbacks}
    calls: dict[str, dict[str, str]] = {}
    for call in catalog.calls:
        found = re.search(r"\w+(?=:(?!:)|$)", call.name)
        if found and call.stage == stage.id and found[0].lower() not in spelled:
            calls.setdefault(found[0], {})[call.name] = titles[call.platform]
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
            (name, comma.join(dict.fromkeys(on.values())), list(on)) for name, on in calls.items()
        ],
        "first": {id_: first_sentence(plain(text)) for id_, text in opening.items()},
    }


def first_sentence(text: str) -> str:
    """Return the letters of a text's first sentence, as far as the search tells a long one."""
    return letters(re.split(r"(?<=[。？！])|(?<=[.?!]) ", text)[0])[:90]


def said_by(catalog: Catalog, said: Sourced) -> Run:
    """Return a statement of advice, and its source."""
    return Run(plain(said.text), *advised(catalog, said.source))


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


def data_ends(catalog: Catalog) -> str:
    """Return the sentence on where the data end."""
    boundary, headers = catalog.facts.boundary, catalog.headers
    return catalog.labels["data-ends"].format(
        boundary=boundary.date, build=boundary.build, first=headers.first, last=headers.last
    )


def legacy_families(catalog: Catalog) -> Row:
    """Return the texts of the page of legacy values before each table."""
    colon = catalog.language.colon
    return {
        "families": [(f.id, f.title, plain(f.text)) for f in catalog.legacy],
        "mask": [plain(text) for text in catalog.mask],
        "patterns": [
            f"{pattern}{colon}{plain(text)}" for pattern, text in catalog.patterns.items()
        ],
    }


def counts(catalog: Catalog, label: str) -> str:
    """Return a sentence with the number of all codes and of the common ones."""
    n, common = len(catalog.codes), len(catalog.common)
    return catalog.labels[label].format(n=n, common=common)


def counted(catalog: Catalog) -> list[str]:
    """Return the sentences of `llms.txt` on the whole, with its numbers and dates."""
    t, n = catalog.labels, len(catalog.codes)
    return [
        data_ends(catalog),
        t["complete-description"].format(n=n),
        t["codes-description"].format(n=n),
        t["legacy-description"].format(boundary=catalog.facts.boundary.date),
        t["home-permalink-text"].format(example=f"{catalog.facts.url}{catalog.common[0].code}/"),
    ]


def whole(catalog: Catalog) -> list[str]:
    """Return the texts of `llms-full.txt` beside codes, legacy values and stages, each with what stands before it."""
    t, numbering = catalog.labels, catalog.numbering
    steps = [step for step in catalog.remedies.values() if step.checks or step.edits]
    return [
        data_ends(catalog),
        *(t["checks-title"].format(step=s.text) + "".join(s.checks) for s in steps),
        t["support-title"] + t["about-support"] + catalog.support.site,
        "".join([t["support-details"], *catalog.support.send, t["support-log"]]),
        "".join(
            rule.match + str(rule.example) + "".join(s.digits + s.text for s in rule.segments)
            for rule in numbering.rules
        ),
        "".join(f"{result}{text}" for result, text in numbering.curl.items()),
        *(f.title + t[f"family-kind-{f.kind}"] + f.general for f in catalog.families),
        *(
            module.title + module.text + digits(catalog, module)
            for module in catalog.modules
            if catalog.of_module(module)
        ),
        legacy_text(catalog),
        "".join(catalog.mask),
        *(family.title + family.text for family in catalog.legacy),
    ]


def legacy_text(catalog: Catalog) -> str:
    """Return the introduction to legacy values, with their boundary."""
    boundary = catalog.facts.boundary
    return catalog.labels["legacy-text"].format(boundary=boundary.date, build=boundary.build)


def digits(catalog: Catalog, module: Module) -> str:
    """Return the digits that a module's codes begin with, as the page says them."""
    listed = module.digits.replace(", ", catalog.language.comma)
    return catalog.labels["complete-digits"].format(digits=listed)


def module_row(catalog: Catalog, module: Module) -> Row:
    """Return all that the complete table says of a module."""
    t = catalog.labels
    n = sum(code.module == module for code in catalog.codes)
    return {
        "title": module.title,
        "text": plain(module.text),
        "said": Run(
            f"{plain(module.text)}{catalog.language.space}{digits(catalog, module)}",
            *cited(catalog.sources["ours"]),
        ),
        "id": module.id,
        "box": [module.title, f"{module.digits} · {t['diagram-module-codes'].format(n=n)}"],
    }


def filters_row(catalog: Catalog) -> Row:
    """Return the filters of the page of all codes, and the columns of its table."""
    t = catalog.labels
    choices = {
        "retry": [(id_, t[f"chip-retry-{id_}"]) for id_ in HELPS],
        "who": [(id_, t[f"chip-side-{id_}"]) for id_ in ("app", "network", "zego")],
        "stage": [(s.id, s.title) for s in catalog.stages if catalog.of_stage(s)],
        "module": [(m.id, m.title) for m in catalog.modules if catalog.of_module(m)],
        "tier": [(tier, t[f"tier-{tier}"]) for tier in ("common", "complete")],
        "group": [(id_, t[f"group-{id_}"]) for id_ in ("tier", "stage", "module")],
    }
    columns = ("column-code", "column-meaning", "column-remedies", "retry", "column-module-stages")
    return {
        "choices": {
            t[f"filter-{name}"]: [(name, *choice) for choice in of] for name, of in choices.items()
        },
        "labels": [t[f"filter-{name}"] for name in ("text", *choices)],
        "told": [t[f"filter-{name}"] for name in ("count", "none")],
        "texts": [t[f"filter-{name}"] for name in ("title", "clear", "text-hint")],
        "columns": [t[id_] for id_ in columns],
        "groups": [title for _, title in choices["tier"]],
    }


def home_row(catalog: Catalog, stage: Stage) -> Row:
    """Return all that the home page says of a stage."""
    t, language = catalog.labels, catalog.language
    n = sum(stage in code.stages for code in catalog.codes)
    count = f"{language.space}{t['codes-count'].format(n=n)}" if n else ""
    detail = t["diagram-anytime"] if stage.anytime else t["diagram-stage-codes"].format(n=n)
    return {
        "id": stage.id,
        "said": f"{stage.title}{language.colon}{plain(stage.summary)}{count}",
        "box": [stage.title, detail, f"{stage.title}{count}"],
    }


def common_row(catalog: Catalog) -> Row:
    """Return the common codes of each stage, as the home page lists them."""
    count, language = catalog.labels["codes-count"], catalog.language
    listed_at = [
        (stage, [code for code in catalog.of_stage(stage) if code.tier == "common"])
        for stage in catalog.stages
    ]
    return {
        "common": [
            (
                f"{stage.title}{language.space}{count.format(n=len(codes))}",
                [
                    (
                        f"{language.id}/codes/{code.code}/",
                        f"{code.code} {code.name}{language.colon}{listed(catalog, code)}",
                    )
                    for code in codes
                ],
            )
            for stage, codes in listed_at
            if codes
        ]
    }


def value_row(catalog: Catalog, value: LegacyValue) -> Row:
    """Return all that is said of a legacy value."""
    language = catalog.language
    dates = value.last
    if value.first and value.first != value.last:
        dates = catalog.labels["legacy-span"].format(first=value.first, last=value.last)
    told = sourced(value.note) or Run("")
    said = [plain(value.meaning), value.warning and plain(value.warning), told.text]
    return {
        "code": value.code,
        "hexadecimal": value.hexadecimal,
        "name": value.name,
        "anchor": value.anchor,
        "family": value.family,
        "family title": value.family_title,
        "meaning": plain(value.meaning),
        "mark": value.source.short,
        "warning": value.warning and plain(value.warning),
        "said": [told._replace(text=language.space.join(filter(None, said)))],
        "after": letters(" ".join(filter(None, [*said[1:], told.mark]))),
        "successors": value.successors,
        "pattern": value.pattern,
        "dates": (value.first, value.last),
        "dated": Run(
            f"{value.source.short}{language.open}{dates}{language.close}", None, value.source.url
        ),
    }


def values(catalog: Catalog) -> list[Row]:
    """Return the row of each legacy value, by family."""
    return [value_row(catalog, value) for family in catalog.legacy for value in family.values]


def permalink_row(catalog: Catalog, address: str, meant: Permalink) -> Row:
    """Return all that a permalink says in one language; `meant` are the codes and values behind it."""
    t, language = catalog.labels, catalog.language
    number = re.fullmatch(r"-?\d+", address)
    named = [code.name for code in meant.codes] + [value.name for value in meant.values]
    names = [name for name in named if name]
    goes_on = len(meant.codes) == 1 and not meant.values
    is_several = len(meant.codes) + len(meant.values) > 1
    subject = " ".join([address, *names] if number else [address])
    if goes_on and not number:
        subject = f"{meant.codes[0].code} {address}"
    if is_several:
        subject = f"{address}{language.colon}{t['permalink-several']}"
    first = (
        description(catalog, meant.codes[0])
        if meant.codes
        else plain(language.marked(meant.values[0].meaning, meant.values[0].source))
    )
    several = t["legacy-several" if number else "alias-several"]
    return {
        "subject": subject,
        "description": first,
        "several": [several] if is_several else [],
        "goes on": f"{language.id}/codes/{meant.codes[0].code}/" if goes_on else None,
        "codes": [
            {
                "code": code.code,
                "listed": listed(catalog, code),
                "erratum": plain(code.erratum.note)
                if code.erratum and code.erratum.printed == address
                else None,
                "alias": plain(t["alias-renamed"].format(old=address, new=code.name))
                if address in code.aliases
                else None,
                "retired": row(catalog, code)["retired"],
                "verdicts": []
                if code.kind == "status"
                else [
                    Run(said, group.retry.source.advised)
                    for group, said in zip(code.retries, verdicts(catalog, code), strict=True)
                ],
                "steps": [
                    told
                    for group in code.advice
                    if group.steps
                    for told in (
                        *([Run(titled(catalog, group).strip())] * (len(code.advice) > 1)),
                        *(Run(plain(step.text), step.source.advised) for step in group.steps),
                    )
                ],
            }
            for code in meant.codes
        ],
        "boundary": [t["legacy-values-before"].format(boundary=catalog.facts.boundary.date)]
        if meant.values
        else [],
        "values": [
            {
                key: value
                for key, value in value_row(catalog, value).items()
                if key in ("anchor", "family title", "meaning", "mark", "warning", "successors")
            }
            | {"named": (value.name if number else str(value.code)) or ""}
            for value in meant.values
        ],
    }


def permalinks_of(catalog: Catalog) -> dict[str, Row]:
    """Return the row of each permalink."""
    return {
        address: permalink_row(catalog, address, meant)
        for address, meant in {**by_number(catalog), **by_name(catalog)}.items()
    }
