"""The command `explain`: what a code, a name, or words of a description mean.

Its search is that of the site's search box.
"""

from __future__ import annotations

import json
import re
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from . import unknown
from .search import Answer, Result, Searchable, search, speaks_other
from .store import Store
from .terminal import printable, write
from .unknown import fill

WHOLE = 3  # so many codes are explained one after another; more are listed
LISTED = 10
OTHER = {"zh": "en", "en": "zh"}
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


def run(arguments: Namespace, store: Store) -> int:
    """Prints what is asked for; 0 where something is known by that, 1 where nothing is."""
    query = " ".join(" ".join(arguments.query).split())
    searchable = Searchable(store.index(arguments.lang))
    stages = [stage["id"] for stage in searchable.index["stages"]]
    if arguments.stage and arguments.stage not in stages:
        print(
            f"--stage: {printable(arguments.stage)} is none of {', '.join(stages)}", file=sys.stderr
        )
        return 2
    answer = search(searchable, query)
    if not answer.identified and speaks_other(arguments.lang, query):
        other = Searchable(store.index(OTHER[arguments.lang]))
        answer = search(searchable, query, other)
    results = [result for result in answer.results if result.certain] or answer.results
    explanation = Explanation(store, searchable, arguments.stage)
    if not results or answer.note:
        text = explanation.nothing(query, answer)
        if arguments.json:
            print(text, file=sys.stderr)
        else:
            write(text + "\n")
        return 1
    if arguments.json:
        write("".join(explanation.document(result) for result in results), "utf-8")
    else:
        write("\n".join(explanation.lines(results)) + "\n")
    return 0


def guidance_at(document: dict[str, Any], stage: str | None) -> list[dict[str, Any]]:
    """What a code's document says of a stage; all of it where it knows nothing of the stage."""
    guidance: list[dict[str, Any]] = document["guidance"]
    return [entry for entry in guidance if entry["stage"] == stage] or guidance


class Explanation:
    """Says in one language what results mean."""

    def __init__(self, store: Store, searchable: Searchable, stage: str | None) -> None:
        self.store = store
        self.index = searchable.index
        self.lang = searchable.language
        self.words = store.words(self.lang)
        self.strings: dict[str, str] = self.index["strings"]
        self.stage = stage

    # --- for programs

    def document(self, result: Result) -> str:
        """The API's record of a result."""
        if result.kind == "legacy":
            return json.dumps(self.legacy(result), ensure_ascii=False, indent=1) + "\n"
        text = self.store.document(result.thing["c"])
        if self.stage is None:
            return text
        document = json.loads(text)
        document["guidance"] = guidance_at(document, self.stage)
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

    def legacy(self, result: Result) -> dict[str, Any]:
        """The API's record of a legacy value."""
        page = f"#{result.thing['h']}"
        values: list[dict[str, Any]] = self.store.legacy()["items"]
        return next(value for value in values if value["urls"]["pages"]["en"].endswith(page))

    # --- for readers

    def lines(self, results: Sequence[Result]) -> Iterator[str]:
        """The lines that explain a few results, or list many."""
        if len([result for result in results if result.kind == "record"]) > WHOLE or (
            len(results) > 1 and not results[0].certain
        ):
            yield fill(self.strings["many"], count=len(results))
            yield ""
            yield from self.listed(results)
            return
        is_first = True
        for result in results:
            if not is_first:
                yield ""
            is_first = False
            yield from self.code(result) if result.kind == "record" else self.value(result)

    def listed(self, results: Sequence[Result]) -> Iterator[str]:
        """A line for each result, up to a number."""
        for result in results[:LISTED]:
            thing = result.thing
            is_record = result.kind == "record"
            name = thing["n"][0] if is_record else thing["n"]
            where = "" if is_record else self.aside(thing["f"])
            doubt = f" [{self.strings['possible']}]" if result.why == "possible" else ""
            yield f"  {' '.join(filter(None, [str(thing['c']), name]))}{where}{doubt}"
            yield f"    {thing['x']}"
        if len(results) > LISTED:
            yield f"  {fill(self.strings['lookup_more'], n=len(results) - LISTED)}"

    def code(self, result: Result) -> Iterator[str]:
        """All that is known of a code."""
        document = json.loads(self.store.document(result.thing["c"]))
        stages = {stage["id"]: self.say(stage["title"]) for stage in document["stages"]}
        guidance = guidance_at(document, self.stage)
        is_status = document["kind"] == "status"
        yield f"{document['code']} {document['names'][0]['name']}"
        yield " · ".join(self.chips(document, guidance))
        if result.why == "possible":
            yield f"[{self.strings['possible']}]"
        yield from self.retired(document)
        if self.stage and self.stage not in stages:
            yield self.words["explain-stage-unknown"]

        yield from self.section("meaning", self.grouped(guidance, stages, self.cause))
        comment = document["comment"]
        if comment:
            yield f"  {self.field('header-comment', self.say(comment))}"
        yield from self.section("remedies", self.advice(document, guidance, stages))
        retry = [self.words["retry-status"]]
        if not is_status:
            retry = list(self.grouped(guidance, stages, self.retry))
        yield from self.section("retry", retry)
        titles = [self.comma.join(stages.values()) or self.words["stages-unknown"]]
        yield from self.section("stages", titles)
        module = self.say(document["module"]["title"])
        yield f"  {self.field('module', module)}"
        yield from self.names(document)
        if document["note"]:
            yield ""
            yield self.say(document["note"])
        digits = [f"{part['digits']}  {self.say(part['text'])}" for part in document["anatomy"]]
        digits.append(self.field("anatomy-hexadecimal", document["hexadecimal"]))
        yield from self.section("anatomy", digits)
        related = [f"{code} {self.name(code)}" for code in document["related"]]
        if related:
            yield from self.section("related", related)
        yield ""
        yield self.field("explain-page", document["urls"]["pages"][self.lang])
        yield self.field("permalink", document["urls"]["permalink"])

    def retired(self, document: dict[str, Any]) -> Iterator[str]:
        """Why a code was withdrawn, and what to look at instead."""
        if retired := document["retired"]:
            yield from self.section("retired", [self.say(retired["reason"])])
            if successor := retired["successor"]:
                yield f"  {self.field('retired-successor', f'{successor} {self.name(successor)}')}"

    def chips(self, document: dict[str, Any], guidance: list[dict[str, Any]]) -> Iterator[str]:
        """What matters at a glance: whether a retry helps, whose turn it is, who says so."""
        if document["kind"] == "status":
            yield self.words["chip-status"]
        for helps in dict.fromkeys(entry["retry"]["helps"] for entry in guidance if entry["retry"]):
            yield self.words[f"chip-retry-{helps}"]
        remedies = (remedy for entry in guidance for remedy in entry["remedies"])
        for side in dict.fromkeys(remedy["side"] for remedy in remedies):
            yield self.words[f"chip-side-{side}"]
        yield self.words[f"chip-tier-{document['tier']}"]

    def section(self, title: str, lines: Sequence[str] | Iterator[str]) -> Iterator[str]:
        yield ""
        yield self.words[title]
        for line in lines:
            yield f"  {line}"

    def grouped(
        self, guidance: list[dict[str, Any]], stages: dict[str, str], said: Any
    ) -> Iterator[str]:
        """What is said at the stages, once for all that agree, with their titles if they differ."""
        groups: dict[str, list[str]] = {}
        for entry in guidance:
            groups.setdefault(said(entry), []).append(stages.get(entry["stage"], ""))
        for text, titles in groups.items():
            prefix = f"{self.comma.join(titles)}{self.colon}" if len(groups) > 1 else ""
            yield prefix + text

    def cause(self, entry: dict[str, Any]) -> str:
        return self.sourced(self.say(entry["cause"]), entry["cause"]["source"])

    def retry(self, entry: dict[str, Any]) -> str:
        retry = entry["retry"]
        parts = (self.words[f"retry-{retry['helps']}"], self.say(retry["text"]))
        return self.sourced(self.space.join(parts), retry["source"])

    def advice(
        self, document: dict[str, Any], guidance: list[dict[str, Any]], stages: dict[str, str]
    ) -> Iterator[str]:
        """The remedies as steps."""
        if document["kind"] == "status":
            yield self.words["status-text"]
        groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for entry in guidance:
            steps = tuple(self.say(remedy["text"]) for remedy in entry["remedies"])
            groups.setdefault(steps, []).append(entry)
        for steps, entries in groups.items():
            if len(groups) > 1:
                titles = (stages.get(entry["stage"], "") for entry in entries)
                yield self.comma.join(titles) + self.colon
            for number, step in enumerate(steps, 1):
                is_last = number == len(steps)
                source = entries[0]["remedies_source"]
                yield f"{number}. {self.sourced(step, source) if is_last else step}"
        if document["kind"] == "error" and document["tier"] != "common":
            yield self.words["undocumented"]

    def names(self, document: dict[str, Any]) -> Iterator[str]:
        """What a name shares or is misprinted as, and further names."""
        if len(document["names"]) > 1:
            lines = []
            for name in document["names"]:
                languages = self.comma.join(header["language"] for header in name["headers"])
                lines.append(f"{name['name']}{self.colon}{languages}")
            yield from self.section("names-several", lines)
        for name in document["names"]:
            if name["also"]:
                others = self.comma.join(str(other["code"]) for other in name["also"])
                yield from self.section("name-shared", [f"{name['name']}{self.colon}{others}"])
        if document["erratum"]:
            yield from self.section("erratum", [self.say(document["erratum"]["note"])])
        if document["aliases"]:
            yield ""
            yield self.field("formerly", self.comma.join(document["aliases"]))

    def value(self, result: Result) -> Iterator[str]:
        """All that is known of a legacy value."""
        value = self.legacy(result)
        name = f" {value['name']}" if value["name"] else ""
        yield f"{value['code']}{name} [{self.strings['tier_legacy']}]"
        yield self.words["legacy-values-of"].format(boundary=self.store.site["boundary"])
        yield f"  {result.thing['f']}{self.colon}{self.say(value['meaning'])}"
        if value["warning"]:
            yield f"  {self.say(value['warning'])}"
        if value["successors"]:
            codes = (f"{code} {self.name(code)}" for code in value["successors"])
            now = fill(self.strings["successors"], codes=self.comma.join(codes))
            yield f"  {self.sourced(now, 'ours')}"
        yield f"  {self.field('explain-page', value['urls']['pages'][self.lang])}"

    def nothing(self, query: str, answer: Answer) -> str:
        """What can be said where nothing is known by that."""
        lines = [self.strings[answer.note or "none"]]
        if answer.unknown:
            lines = list(self.unknown(answer.unknown.text, answer.unknown.value or 0))
        elif answer.results:
            lines = [self.strings["none"], self.strings["meant"]]
        return "\n".join([*lines, *self.listed(answer.results)])

    def unknown(self, written: str, value: int) -> Iterator[str]:
        """What the digits of a number say that is in no table."""
        yield fill(self.strings["missing"], value=printable(written))
        segments, masked, foreign = unknown.explain(value, self.index)
        if segments:
            yield self.strings["digits"]
            yield from (f"  {digits}  {text}" for digits, text in segments)
        if masked:
            label = "masked" if masked.code else "masked_unknown"
            said = fill(self.strings[label], value=value, result=masked.result)
            yield f"{said} {masked.code}" if masked.code else said
        if foreign:
            yield foreign
        if not segments and not masked and not foreign:
            yield self.strings["digits_none"]
        title = fill(self.strings["report_title"], value=written)
        form = urlencode({"template": "code.yml", "title": title, "code": written})
        report = f"{self.store.site['repository']}/issues/new?{form}"
        yield f"{self.strings['report']}{self.colon}{report}"
        yield self.strings["nearest"]

    # --- words

    def field(self, label: str, value: str) -> str:
        return f"{self.words[label]}{self.colon}{value}"

    def say(self, text: dict[str, str]) -> str:
        return _SPAN.sub(r"\1", text[self.lang])

    def sourced(self, text: str, source: str) -> str:
        return text + self.aside(self.words[f"source-{source}"])

    def aside(self, text: str) -> str:
        return f"（{text}）" if self.lang == "zh" else f" ({text})"

    def name(self, code: int) -> str:
        names = (record["n"][0] for record in self.index["records"] if record["c"] == code)
        return str(next(names, ""))

    @property
    def colon(self) -> str:
        return self.strings["colon"]

    @property
    def comma(self) -> str:
        return self.strings["separator"]

    @property
    def space(self) -> str:
        return "" if self.lang == "zh" else " "
