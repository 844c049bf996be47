"""Expect of each permalink what it says."""

from __future__ import annotations

import re

from generator.catalog.model import Catalog
from generator.outputs.escape import plain
from generator.outputs.permalinks import Permalink, by_name, by_number
from site_tests.support.expected import codes
from site_tests.support.expected.guidance import description, listed, titled, verdicts
from site_tests.support.expected.legacy import value_row
from site_tests.support.expected.said import Row
from site_tests.support.html import Run


def row(catalog: Catalog, address: str, meant: Permalink) -> Row:
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
                "retired": codes.row(catalog, code)["retired"],
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


def rows(catalog: Catalog) -> dict[str, Row]:
    """Return the row of each permalink."""
    return {
        address: row(catalog, address, meant)
        for address, meant in {**by_number(catalog), **by_name(catalog)}.items()
    }
