"""Build the search index of one language, which the site loads when a reader starts to search.

Short keys keep it small. A record has `c` code, `t` tier (0 documented by the vendor, 1 known from
headers), `n` names, `a` misprinted and former names, `x` meaning, `w` its mark, `o` other texts, `m` module,
`s` stages, `r` remedies, `v` answer on retries (`verdicts` has the verdict of each), and `k` kind unless it is an error; `w`, `m`, `s`, `r` and `v`
are indexes into lists of the same file. `checks` says how to do some remedies. Where stages differ, `g` has `s`, `x`, `w`, `r` and `v` of each group of
stages, and the `x` of the record has the meanings of all with their marks.
A legacy value has `c` number, `f` family, `h` anchor, `n` name, `x` meaning, `w` its mark, and `to` current codes.
A stage has its `callbacks` and other words that name it, and a family of legacy values its `log_keywords`.
A family of numbers that are no codes has `k` kind, `w` whose it is, `x` meaning, `n` ranges, `t` texts, `near`
and `keys` words around a number, `b` base, `v` values with meanings, `c` ranges with the first code that they
stand for, `s` source and its address, `e` certainty and `o` what is ours.
A place, a page or a section of one, has `u` address below its language's, `k` kind, `t` title, `x` a sentence,
`o` other texts and `w` names and words that readers type. `typed` has those for codes, `synonyms` other words for the
things of the glossary, `fillers` words that say nothing of a place, `labels` those that say nothing of a code, `homophones` characters that sound alike.
`numbering` explains codes that are not listed: each part of a rule is a text, or `@` and the name of the
table that explains the segment. Texts are plain.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from generator.catalog.families import Family
from generator.catalog.guidance import Guidance
from generator.catalog.legacy import LegacyValue
from generator.catalog.model import Catalog, Code
from generator.catalog.stages import Stage
from generator.outputs import addresses
from generator.outputs.articles import Article
from generator.outputs.escape import plain
from generator.outputs.places import Place, method, places
from generator.outputs.renderer import File

STRINGS = (
    *("search-", "lookup-", "family-", "anatomy-curl", "anatomy-result", "anatomy-number"),
    *("chip-retry-", "nav-codes", "nav-lookup", "open-code"),
)
"""Prefixes of the ids of labels that the browser needs."""
OF_THE_PAGE = (
    *("lookup-choose", "lookup-clear", "lookup-description", "lookup-drop", "lookup-failed"),
    *("lookup-introduction", "lookup-needs-scripts", "lookup-privacy", "lookup-progress"),
    "lookup-text",
)
"""Prefixes of the ids of those that only the log scanner's page has, in its HTML."""


def files(
    catalog: Catalog, pages: Iterable[File], by_hand: tuple[Article, ...] = ()
) -> Iterator[tuple[str, str]]:
    """Yield path and text of one language's index.

    `pages` are those of the language without those of codes; `by_hand` are pages that people wrote.
    """
    value = build(catalog, pages, by_hand)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    yield addresses.search(catalog.language.id), text + "\n"


def build(
    catalog: Catalog, pages: Iterable[File], by_hand: tuple[Article, ...] = ()
) -> dict[str, Any]:
    """Return the index as plain values; records ascend by code."""

    def retry(group: Guidance) -> str:
        return plain(catalog.answer(group.retry))

    remedies = list(catalog.remedies)
    retries = {retry(g): g.retry.verdict for code in catalog.codes for g in code.guidance}
    answers = list(retries)
    marks = list(dict.fromkeys(source.short for source in catalog.sources.values()))
    stages = [stage.id for stage in catalog.stages]
    modules = [module.id for module in catalog.modules]

    def steps(of: Code | Guidance) -> list[int]:
        return [remedies.index(step.id) for step in of.steps]

    def meaning(code: Code, group: Guidance) -> dict[str, Any]:
        remark = (
            f"{catalog.labels['retired-remark']}{catalog.language.space}" if code.retired else ""
        )
        cause = group.cause
        return {"x": plain(f"{remark}{cause.text}"), "w": marks.index(cause.source.short)}

    def record(code: Code) -> dict[str, Any]:
        entry: dict[str, Any] = {
            "c": code.code,
            "t": int(code.tier != "common"),
            "n": [name.name for name in code.names],
            **meaning(code, code.guidance[0]),
            "m": modules.index(code.module.id),
            "s": [stages.index(stage.id) for stage in code.stages],
            "r": steps(code),
        }
        if code.kind == "error" and not code.differing:
            entry["v"] = answers.index(retry(code.guidance[0]))
        if code.differing:
            entry["x"] = plain(code.summary)
            entry["g"] = [
                {
                    "s": [stages.index(stage.id) for stage in group.stages],
                    **meaning(code, group),
                    "r": steps(group),
                    "v": answers.index(retry(group)),
                }
                for group in code.differing
            ]
        if others := _others(code):
            entry["o"] = others
        if code.erratum or code.aliases:
            entry["a"] = [*([code.erratum.printed] if code.erratum else []), *code.aliases]
        if code.kind != "error":
            entry["k"] = code.kind
        return entry

    numbering = catalog.numbering
    return {
        "lang": catalog.language.id,
        "product": catalog.facts.product,
        "other": catalog.others[0].id,
        "strings": {
            key.removeprefix("search-").replace("-", "_"): catalog.labels[key]
            for key in catalog.labels
            if key.startswith(STRINGS) and not key.startswith(OF_THE_PAGE)
        }
        | {
            "separator": catalog.language.comma,
            "colon": catalog.language.colon,
            "space": catalog.language.space,
            "open": catalog.language.open,
            "close": catalog.language.close,
        },
        "marks": marks,
        "stages": [
            {
                "id": stage.id,
                "title": stage.title,
                "text": plain(stage.summary),
                "callbacks": _callbacks(stage),
                "keywords": list(stage.log_keywords),
            }
            for stage in catalog.stages
        ],
        "modules": [
            {"id": module.id, "title": module.title, "text": plain(module.text)}
            for module in catalog.modules
        ],
        "remedies": [plain(remedy.text) for remedy in catalog.remedies.values()],
        "checks": {
            plain(remedy.text): [plain(check) for check in remedy.checks]
            for remedy in catalog.remedies.values()
            if remedy.checks
        },
        "retries": list(retries),
        "verdicts": list(retries.values()),
        "records": [record(code) for code in catalog.codes],
        "numbering": {
            "rules": [
                [rule.match, [p.text if p.kind == "text" else f"@{p.kind}" for p in rule.parts]]
                for rule in numbering.rules
            ],
            "modules": {digit: modules.index(m.id) for digit, m in numbering.modules.items()},
            "curl": {str(result): plain(text) for result, text in numbering.curl.items()},
        },
        "families": [_family(family) for family in catalog.families],
        "log_keywords": {family.id: list(family.log_keywords) for family in catalog.legacy},
        "legacy": [_legacy(value, marks) for family in catalog.legacy for value in family.values],
        "places": [_place(place) for place in places(catalog, pages, by_hand)],
        "typed": {
            str(code.code): words
            for code in catalog.codes
            if (words := catalog.typed.places.get(f"codes/{code.code}"))
        },
        "symptoms": catalog.typed.symptoms,
        "synonyms": catalog.typed.synonyms,
        "fillers": catalog.typed.fillers,
        "labels": catalog.typed.labels,
        "homophones": catalog.typed.homophones,
    }


def _place(place: Place) -> dict[str, Any]:
    entry = {"u": place.address, "k": place.kind, "t": place.title, "x": place.summary}
    return entry | {key: value for key, value in (("o", place.more), ("w", place.words)) if value}


def _family(family: Family) -> dict[str, Any]:
    url = next((source.url for source in family.sources if source.url), None)
    title = next(source.title for source in family.sources if source.url == url)
    entry: dict[str, Any] = {
        "id": family.id,
        "k": family.kind,
        "w": family.title,
        "x": plain(family.meaning),
        "n": [list(span) for span in family.numbers],
        "t": list(family.texts),
        "near": list(family.near),
        "keys": list(family.keys),
        "b": family.base,
        "v": [[*value.span, plain(value.title)] for value in family.values],
        "c": [[*codes.span, codes.first, codes.when] for codes in family.codes],
        "s": [title, url],
        "e": family.certainty,
        "o": plain(family.ours) if family.ours else None,
    }
    return {key: value for key, value in entry.items() if value not in ([], None)}


def _callbacks(stage: Stage) -> list[str]:
    """Return the callbacks' names as logs print them, without class and parameters."""
    names = [method(name) for callbacks in stage.callbacks for name in callbacks.names]
    return list({name.lower(): name for name in names}.values())


def _others(code: Code) -> list[str]:
    """Return the other texts of a code: comment, note, reason of retirement."""
    texts = [more.text for more in (code.comment, code.note) if more]
    texts += [code.retired.reason] if code.retired else []
    unique = dict.fromkeys(plain(text) for text in texts if text != code.cause.text)
    return list(unique)


def _legacy(value: LegacyValue, marks: list[str]) -> dict[str, Any]:
    return {
        "c": value.code,
        "f": value.family_title,
        "h": value.anchor,
        "n": value.name,
        "x": plain(value.meaning),
        "w": marks.index(value.source.short),
        "to": list(value.successors),
    }
