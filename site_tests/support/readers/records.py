"""The outputs for programs: the search index, the API's records, the table for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import Any

from site_tests.support.expected.said import Row
from site_tests.support.html import section, text_of
from site_tests.support.readers.shown import Shown
from site_tests.support.readers.twin import letters
from site_tests.support.readers.words import Words, spread

Json = dict[str, Any]


def index(found: Json, words: Words) -> list[Row]:
    """Return the records of the search index."""
    return [_record(found, record, words) for record in found["records"]]


def _record(found: Json, record: Json, words: Words) -> Row:
    def ids(name: str, positions: list[int]) -> tuple[str, ...]:
        return tuple(found[name][position]["id"] for position in positions)

    def told(of: Any) -> Any:
        groups = record.get("g", [{**record, "s": []}])
        return spread([(ids("stages", g["s"]), of(g)) for g in groups], stages)

    known = set("c t n a x w o m s r v g k".split())
    assert record.keys() <= known, record.keys() - known
    stages, is_status = ids("stages", record["s"]), record.get("k") == "status"
    steps = [words.steps[found["remedies"][r]] for r in record["r"]]
    return {
        "code": record["c"],
        "tier": ("common", "complete")[record["t"]],
        "kind": record.get("k", "error"),
        "names": tuple(record["n"]),
        "other names": tuple(record.get("a", ())),
        "module": found["modules"][record["m"]]["id"],
        "stages": stages,
        "meaning": told(lambda g: g["x"] if "g" in record else words.remark(g["x"])[1]),
        "is retired": words.remark(record["x"])[0],
        "mark": told(lambda g: found["marks"][g["w"]]),
        "steps": told(lambda g: tuple(words.steps[found["remedies"][r]] for r in g["r"])),
        "all steps": tuple(steps),
        "answer": {} if is_status else told(lambda g: found["retries"][g["v"]]),
        "all meanings": record["x"] if "g" in record else None,
        "other texts": record.get("o", []),
    }


def index_values(found: Json) -> list[Row]:
    """Return the legacy values of the search index."""
    return [
        {
            "code": value["c"],
            "family title": value["f"],
            "anchor": value["h"],
            "name": value["n"],
            "meaning": value["x"],
            "mark": found["marks"][value["w"]],
            "successors": tuple(value["to"]),
        }
        for value in found["legacy"]
    ]


def api_code(record: Json, lang: str, words: Words) -> Row:
    """Return a record of the API, in one language; texts have their spans."""

    def text(said: Json | None) -> str | None:
        return None if said is None else str(said[lang])

    held = {entry["stage"] or "": entry for entry in record["guidance"]}
    assert len(held) == len(record["guidance"])
    asked = {id_: entry["retry"] for id_, entry in held.items() if entry["retry"]}
    end = record["retired"]
    assert words.modules[record["module"]["title"][lang]] == record["module"]["id"]
    assert [words.stages[s["title"][lang]] for s in record["stages"]] == [
        s["id"] for s in record["stages"]
    ]
    return {
        "code": record["code"],
        "names": tuple(name["name"] for name in record["names"]),
        "aliases": tuple(record["aliases"]),
        "hexadecimal": record["hexadecimal"],
        "tier": record["tier"],
        "kind": record["kind"],
        "module": record["module"]["id"],
        "stages": tuple(stage["id"] for stage in record["stages"]),
        "retired": end and (spans(text(end["reason"])), end["successor"]),
        "meaning": {id_: spans(text(e["cause"])) for id_, e in held.items()},
        "steps": {
            id_: tuple(words.steps[spans(text(r["text"]))] for r in e["remedies"])
            for id_, e in held.items()
        },
        "verdict": {id_: retry["verdict"] for id_, retry in asked.items()},
        "messages": [
            (id_, spans(text(e["user_message"]))) for id_, e in held.items() if e["user_message"]
        ],
        "digits": tuple((s["digits"], spans(text(s["text"]))) for s in record["anatomy"]),
        "erratum": record["erratum"] and spans(text(record["erratum"]["note"])),
        "related": tuple(record["related"]),
        "remark": record["comment"] and spans(text(record["comment"])),
        "noted": record["note"] and spans(text(record["note"])),
        "headers": [
            (
                [(header["language"], header["count"]) for header in name["headers"]],
                name["first"],
                name["last"],
                [use["code"] for use in name["also"]],
            )
            for name in record["names"]
        ],
    }


def api_stages(items: list[Json], lang: str) -> list[Row]:
    """Return the stages of the API, in one language."""

    def said(texts: list[Json]) -> list[str]:
        return [spans(text[lang]) for text in texts]

    return [
        {
            "id": stage["id"],
            "title": stage["title"][lang],
            "summary": spans(stage["summary"][lang]),
            "introductions": said(stage["introduction"]),
            "callback names": [(c["language"], c["names"]) for c in stage["callbacks"]],
            "section texts": [(s["id"], said(s["texts"])) for s in stage["sections"]],
            "rules": said(stage["retry"]["rule"]) if stage["retry"] else [],
            "actions": [
                (e["callback"], *said([e["means"], e["text"]]), e["action"], e["codes"])
                for e in stage["events"]
            ],
            "user messages": {
                kind: spans(text[lang]) for kind, text in stage["user_messages"].items() if text
            },
            "numbers": stage["codes"],
        }
        for stage in items
    ]


def index_stages(found: Json) -> list[Row]:
    """Return the stages of the search index."""
    return [
        {
            "id": stage["id"],
            "title": stage["title"],
            "summary": stage["text"],
            "keywords": stage["keywords"],
            "logged": stage["callbacks"],
        }
        for stage in found["stages"]
    ]


def index_places(found: Json, page: Shown, stage: str) -> Row:
    """Return the entries that lead to the page of a stage; its sections are those of the page."""
    there = [p for p in found["places"] if p["u"].partition("#")[0] == f"stages/{stage}/"]
    parts = [(p["u"].partition("#")[2], p) for p in there if p["k"] == "section"]
    parts = [(id_, place) for id_, place in parts if not id_.startswith("retry-example-")]
    headings = [(e.get("id"), text_of(e)) for e in page.main.iter("h2")]
    assert [(id_, place["t"]) for id_, place in parts] == headings
    for id_, place in parts:
        assert letters(place["x"]) in letters(text_of(section(page.main, id_))), place["x"]
    (whole,) = (place for place in there if place["k"] == "stage")
    return {
        "title": whole["t"],
        "told": (whole["x"], whole.get("o", "")),
        **{
            f"{kind}s": [(p["t"], p["x"], p["w"]) for p in there if p["k"] == kind]
            for kind in ("callback", "call")
        },
        "first": {
            id_: letters(place["x"])[:90]
            for id_, place in parts
            if place["x"] and id_ not in ("callbacks", "retry-example", "login-first")
        },
    }


def api_values(items: list[Json], lang: str) -> list[Row]:
    """Return the legacy values of the API, in one language."""
    return [
        {
            "code": value["code"],
            "hexadecimal": value["hexadecimal"],
            "name": value["name"],
            "anchor": value["urls"]["pages"][lang].partition("#")[2],
            "family": value["family"],
            "meaning": spans(value["meaning"][lang]),
            "warning": value["warning"] and spans(value["warning"][lang]),
            "successors": tuple(value["successors"]),
            "pattern": value["pattern"],
            "dates": (value["first"], value["last"]),
        }
        for value in items
    ]


def index_modules(found: Json) -> list[Row]:
    """Return the modules of the search index."""
    return [
        {"id": module["id"], "title": module["title"], "text": module["text"]}
        for module in found["modules"]
    ]


def api_codes(items: list[Json], lang: str, words: Words) -> list[Row]:
    """Return the records of the list of all codes, in one language."""
    return [api_code(item, lang, words) for item in items]


def spans(text: str | None) -> str:
    """Return a text without the backticks of its spans."""
    assert text is not None
    return text.replace("`", "")


def table(text: str, lang: str, words: Words) -> list[Row]:
    """Return the rows of the table for spreadsheets, in one language."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    return [_row(row, lang, words) for row in rows]


def _row(row: dict[str, str], lang: str, words: Words) -> Row:
    stages = tuple(row["stages"].split())

    def lines(column: str) -> list[tuple[tuple[str, ...], str]]:
        told = row[column].split("\n") if row[column] else []
        return [words.place(line) for line in told] if len(told) > 1 else [((), t) for t in told]

    steps = lines(f"remedies_{lang}")
    answers = lines(f"retry_{lang}")
    causes = lines(f"cause_{lang}")
    sources = zip((ids for ids, _ in causes), row["cause_source"].split("\n"), strict=True)
    return {
        "code": int(row["code"]),
        "hexadecimal": row["hexadecimal"],
        "names": tuple(row["names"].split()),
        "aliases": tuple(row["aliases"].split()),
        "tier": row["tier"],
        "kind": row["kind"],
        "module": row["module"],
        "stages": stages,
        "meaning": spread(causes, stages),
        "source": spread(sources, stages),
        "steps": spread([(ids, words.steps_in(text)) for ids, text in steps], stages, ()),
        "answer": spread(answers, stages),
        "verdicts": tuple(row["verdict"].split()),
        "helps": tuple(row["retry"].split()),
        "messages": [
            (ids[0], text)
            for ids, text in map(words.place, filter(None, row[f"user_message_{lang}"].split("\n")))
        ],
        "related": tuple(map(int, row["related"].split())),
        "permalink": row["url"].removeprefix(words.catalog.facts.url),
        "retired": (row[f"retired_{lang}"], int(row["successor"]) if row["successor"] else None)
        if row[f"retired_{lang}"]
        else None,
    }
