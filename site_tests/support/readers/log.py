"""Read the reports of `scan` on the codes in a log, as text and as JSON."""

from __future__ import annotations

import re
from typing import Any

from site_tests.support.expected.said import Row
from site_tests.support.readers.words import Ids, Words, spread


def finding(found: dict[str, Any], words: Words) -> Row:
    """Return a finding of the JSON report, in which each text stands after its stages if they differ."""
    catalog = words.catalog
    stages = tuple(stage.id for stage in catalog.by_code[found["code"]].stages)

    def placed(name: str) -> list[tuple[Ids, str]]:
        told = [words.place(text) for text in found[name]]
        return told if any(ids for ids, _ in told) else [((), text) for text in found[name]]

    causes = [(ids, _marked(text, words)) for ids, text in placed("meanings")]
    steps: dict[Ids, Ids] = dict.fromkeys((ids for ids, _ in causes), ())
    for ids, text in placed("remedies"):
        steps[ids] += (words.steps[text],)
    retries = placed("retries")
    return {
        "code": found["code"],
        "names": tuple(found["names"]),
        "meaning": spread([(ids, text) for ids, (text, _) in causes], stages),
        "mark": spread([(ids, mark) for ids, (_, mark) in causes], stages),
        "steps": spread(steps.items(), stages),
        "answer": spread(retries, stages),
        "address": found["permalink"],
    }


def findings(found: list[dict[str, Any]], words: Words) -> list[Row]:
    """Return the findings of the JSON report."""
    return [finding(each, words) for each in found]


def entries(report: str, words: Words) -> list[Row]:
    """Return the entries of the text report, each below the first line that has its code."""
    blocks = report.split("\n\n")
    return [
        entry(block.partition("\n")[2], words)
        for block in blocks
        if re.match(r"\S+:\d+: .*\n  -?\d", block)
    ]


def _marked(text: str, words: Words) -> tuple[str, str]:
    language = words.catalog.language
    said, _, mark = text.removesuffix(language.close).rpartition(language.open)
    assert text.endswith(language.close)
    return words.remark(said)[1], mark


def entry(text: str, words: Words) -> Row:
    """Return an entry of the text report: a line for the code, a cause and what to do for each group of stages."""
    catalog, strings = words.catalog, words.catalog.labels
    head, *lines = text.strip("\n").split("\n")
    code, *names = head.strip().partition(catalog.language.colon.rstrip())[0].split()
    stages = tuple(stage.id for stage in catalog.by_code[int(code)].stages)
    groups: list[tuple[Ids, tuple[str, str]]] = []
    steps: dict[Ids, Ids] = {}
    answers: list[tuple[Ids, str]] = []
    address = ""
    for line in (line.removeprefix("    ") for line in lines):
        if number := re.match(r"(\d+)\. ", line):
            ids = groups[-1][0]
            steps[ids] += (words.steps[line[number.end() :]],)
            assert int(number[1]) == len(steps[ids])
        elif line.startswith(strings["lookup-retry"]):
            answers.append((groups[-1][0], line.removeprefix(strings["lookup-retry"]).strip()))
        elif line.startswith(catalog.facts.url):
            address = line
        elif line != strings["lookup-remedies"] and not re.match(r"\S+:\d+: ", line):
            several = words.place(line)
            ids, cause = several if several[0] and {*several[0]} <= {*stages} else ((), line)
            groups.append((ids, _marked(cause, words)))
            steps[ids] = ()
    return {
        "code": int(code),
        "names": tuple(names),
        "meaning": spread([(ids, said) for ids, (said, _) in groups], stages),
        "mark": spread([(ids, mark) for ids, (_, mark) in groups], stages),
        "steps": spread(steps.items(), stages),
        "answer": spread(answers, stages),
        "address": address,
    }


def table(markdown: str) -> dict[int, list[str]]:
    """Return the cells of the Markdown report, by code."""
    rows = [
        [cell.strip() for cell in line[1:-1].replace("\\", "").split(" | ")]
        for line in markdown.splitlines()
        if "](http" in line
    ]
    return {int(re.findall(r"\d+", row[0])[0]): row for row in rows}


def cells(found: dict[str, Any], words: Words) -> list[str]:
    """Return the cells of the Markdown report for a finding of the JSON report."""
    catalog = words.catalog
    code = catalog.by_code[found["code"]]
    texts = (" ".join(found[name]) for name in ("meanings", "remedies", "retries"))
    return [
        f"[{code.code}]({found['permalink']})",
        " ".join(f"`{name}`" for name in found["names"]),
        str(found["count"]),
        str(found["first_lines"][0]["line"]),
        *texts,
        catalog.language.comma.join(stage.title for stage in code.stages),
    ]
