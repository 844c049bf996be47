"""The command `explain`: look up a code, a name, or words of a description.

It finds the same results as the site's search box.
"""

from __future__ import annotations

import json
import re
import sys
from argparse import Namespace
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from . import exact
from .engine import Engine, NoEngine
from .store import Store
from .terminal import fill, printable, write

MAX_EXPLAINED = 3  # codes; more are only listed
MAX_LISTED = 10
OTHER = {"zh": "en", "en": "zh"}
LIKENESS = {
    "near": "nearest",
    "part": "suggestions",
    "words": "suggestions",
    "partial": "suggestions",
}
"""The label before results for an unknown number, by what they are."""
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
Result = dict[str, Any]


def run(arguments: Namespace, store: Store) -> int:
    """Print the results of a query; return 0 if there are any, 1 if there are none, 2 for wrong options."""
    words = store.words(arguments.lang)
    if arguments.stage and not arguments.json:
        print(words["command-stage-json"], file=sys.stderr)
        return 2
    explanation = Explanation(store, arguments.lang)
    stages = [stage["id"] for stage in explanation.index["stages"]]
    if arguments.stage and arguments.stage not in stages:
        text = words["command-stage-unknown"]
        known = ", ".join(stages)
        print(fill(text, stage=printable(arguments.stage), known=known), file=sys.stderr)
        return 2
    query = " ".join(" ".join(arguments.query).split())
    answer = explanation.ask(query)
    hits = [result for result in answer["results"] if result["certain"]]
    if arguments.json:
        write(explanation.document(query, answer, arguments.stage), "utf-8")
        return 0 if hits or (answer["results"] and not answer["note"]) else 1
    if answer["told"]:
        told = "\n".join([*explanation.told(answer["told"]), ""])
        write(f"{told}\n" if hits or answer["note"] else told)
        if not hits and not answer["note"]:
            return 1
    results = hits or answer["results"]
    if not results or answer["note"]:
        write("\n".join(explanation.nothing(answer)) + "\n")
        return 1
    lines = [*explanation.left(answer), *explanation.lines(results, full=arguments.full)]
    write("\n".join(lines) + "\n")
    return 0


class Explanation:
    """Formats results in one language."""

    def __init__(self, store: Store, lang: str) -> None:
        self.store = store
        self.lang = lang
        index = store.index(lang)
        self.index: dict[str, Any] = json.loads(index)
        self.strings: dict[str, str] = self.index["strings"]
        self.engine: Engine | None
        try:
            self.engine = Engine()
        except NoEngine:
            self.engine = None
        else:
            self.engine.give(index)

    def ask(self, query: str) -> dict[str, Any]:
        """Return the engine's answer to a query, or without an engine that of `exact`."""
        if self.engine is None:
            words = self.store.words(self.lang)
            print(words["command-no-search"], file=sys.stderr)
            return exact.ask(self.index, query)
        asked = {"lang": self.lang, "query": query}
        if self.engine.call("needsOther", asked):
            asked["other"] = OTHER[self.lang]
            self.engine.give(self.store.index(asked["other"]))
        answer: dict[str, Any] = self.engine.call("ask", asked)
        return answer

    # --- for programs

    def document(self, query: str, answer: dict[str, Any], stage: str | None) -> str:
        """Return an answer as one JSON document: hits are certain, guesses are not."""
        note = answer["note"] or {}
        value = {
            "query": query,
            "results": [self.result(result, stage) for result in answer["results"]],
            "others": [
                {"written": each["written"], "family": each["id"], "lines": each["lines"]}
                for each in answer["told"]
            ],
            "unlisted": note.get("value"),
            "left_out": answer["left"],
        }
        return json.dumps(value, ensure_ascii=False, indent=1) + "\n"

    def result(self, result: Result, stage: str | None) -> dict[str, Any]:
        """Return a result with the API's record, with the guidance of only one stage if it is given."""
        kind = "code" if result["kind"] == "record" else result["kind"]
        said = {"kind": kind, "certain": result["certain"], "why": result["why"]}
        said["url"] = self.address(result)
        if kind == "place":
            return said | {"title": result["title"], "text": result["meaning"]}
        if kind == "legacy":
            return said | {"record": self.store.legacy(self.lang, result["anchor"])}
        document = self.store.document(result["code"])
        if stage is not None:
            guidance = document["guidance"]
            document["guidance"] = [g for g in guidance if g["stage"] == stage] or guidance
        return said | {"record": document}

    def address(self, result: Result) -> str | None:
        """Return the URL of a result's page, or None if the site has no address."""
        if result["kind"] == "record":
            return self.site(f"{result['code']}/")
        place = result["place"] or f"legacy/#{result['anchor']}"
        return self.site(f"{self.lang}/{place}")

    def site(self, path: str) -> str | None:
        """Return the URL of a page, or None if the site has no address."""
        return self.store.url and self.store.url + path

    # --- for readers

    def lines(self, results: list[Result], *, full: bool) -> Iterator[str]:
        """Yield the lines that explain a few results, or list many."""
        is_begun = results[0]["why"] == "prefix" or results[0]["kind"] == "place"
        if len([result for result in results if result["kind"] == "record"]) > MAX_EXPLAINED or (
            (is_begun or len(results) > 1) and not results[0]["certain"]
        ):
            label = "suggestions" if len(results) == 1 else "many_results"
            yield fill(self.strings[label], count=len(results))
            yield ""
            yield from self.listed(results)
            return
        for number, result in enumerate(results):
            if number:
                yield ""
            if result["why"] == "possible":
                yield f"[{self.strings['possible']}]"
            if result["kind"] == "record":
                text = self.store.text(self.lang, result["code"], result["stage"], full=full)
                yield text.rstrip("\n")
            else:
                yield from self.value(result)

    def left(self, answer: dict[str, Any]) -> Iterator[str]:
        """Yield the line on words of the query that nothing has."""
        if answer["left"]:
            words = self.strings["separator"].join(map(printable, answer["left"]))
            yield fill(self.strings["left"], words=words)

    def listed(self, results: list[Result]) -> Iterator[str]:
        """Yield two lines for each of the first `MAX_LISTED` results, and the number of the others."""
        for result in results[:MAX_LISTED]:
            where = f" ({result['family']})" if result["family"] else ""
            doubt = f" [{self.strings['possible']}]" if result["why"] == "possible" else ""
            name = f" {result['name']}" if result["name"] else ""
            head = result["title"] or f"{result['code']}{name}{where}{doubt}"
            yield "  " + "  ".join(filter(None, (head, self.address(result))))
            yield f"    {result['meaning']}"
        if len(results) > MAX_LISTED:
            yield f"  {fill(self.strings['lookup_more'], n=len(results) - MAX_LISTED)}"

    def value(self, result: Result) -> Iterator[str]:
        """Yield the lines that explain a legacy value."""
        value = self.store.legacy(self.lang, result["anchor"])
        words = self.store.words(self.lang)
        name = f" {value['name']}" if value["name"] else ""
        yield f"{value['code']}{name} [{self.strings['tier_legacy']}]"
        yield words["legacy-values-before"].format(boundary=self.store.site["boundary"])
        yield f"  {result['family']}{self.strings['colon']}{result['meaning']}"
        if value["warning"]:
            yield "  " + _SPAN.sub(r"\1", value["warning"][self.lang])
        if value["successors"]:
            names = {record["c"]: record["n"][0] for record in self.index["records"]}
            codes = (f"{code} {names.get(code, '')}" for code in value["successors"])
            now = fill(self.strings["successors"], codes=self.strings["separator"].join(codes))
            yield f"  {now} ({words['source-ours']})"
        yield from self.page(self.address(result))

    def page(self, url: str | None) -> Iterator[str]:
        """Yield the line that says where more is."""
        if url:
            words = self.store.words(self.lang)
            yield f"  {words['explain-page']}{self.strings['colon']}{url}"

    def told(self, told: list[dict[str, Any]]) -> Iterator[str]:
        """Yield the lines on numbers and texts that are no codes of the SDK, and whose they are."""
        for each in told:
            first, *others = each["lines"]
            yield f"{printable(each['written'])} [{first}]"
            yield from (f"  {line}" for line in others)
            yield from self.page(self.site(f"{self.lang}/other-products/#{each['id']}"))

    def nothing(self, answer: dict[str, Any]) -> Iterator[str]:
        """Yield the lines for a query without certain results."""
        note = answer["note"] or {"kind": "none"}
        if note["kind"] == "unknown":
            why = answer["results"][0]["why"] if answer["results"] else ""
            yield from self.unknown(note, LIKENESS.get(why))
        elif answer["results"]:
            yield self.strings["none"]
            yield self.strings["suggestions"]
        else:
            yield self.strings["none"]
            if home := self.site(f"{self.lang}/"):
                yield f"{self.strings['onward']} {home}"
        yield from self.listed(answer["results"])

    def unknown(self, note: dict[str, Any], likeness: str | None) -> Iterator[str]:
        """Yield the lines for a number that is not listed, up to the list of similar codes."""
        written, value = note["value"], note["number"]
        yield fill(self.strings["not_listed"], value=printable(written))
        assert self.engine  # only the engine returns this note
        said = self.engine.call("digits", {"lang": self.lang, "value": value})
        if said["segments"]:
            yield self.strings["digits"]
            yield from (f"  {part['digits']}  {part['text']}" for part in said["segments"])
        if masked := said["masked"]:
            yield f"{said['mask']} {masked['code']}" if masked["code"] else said["mask"]
        if not any(said.values()):
            yield self.strings["digits_none"]
        if self.store.repository:
            title = fill(self.strings["report_title"], value=written)
            form = urlencode({"template": "code.yml", "title": title, "code": written})
            report = f"{self.store.repository}/issues/new?{form}"
            yield f"{self.strings['report']}{self.strings['colon']}{report}"
        if likeness:
            yield self.strings[likeness]
