"""Say in a few words what a code means and what to do, for the previews of links and results of search engines."""

from __future__ import annotations

from generator.catalog.model import Catalog, Code
from generator.outputs.escape import plain

LONGEST = 400  # characters


def verdicts(catalog: Catalog, code: Code) -> list[str]:
    """Return the verdicts on a retry in words, after their stages where they differ."""
    words = [group.retry.words for group in code.retries]
    return words[:1] if len(set(words)) == 1 else catalog.language.labeled(code.retries, words)


def preview(catalog: Catalog, code: Code) -> str:
    """Return meaning and verdict, and from the first on as many steps as have place."""
    language = catalog.language
    text = plain(f"{code.code} {code.name}{language.colon}{code.summary}")
    if code.kind != "status":
        text = language.space.join([text, *map(plain, verdicts(catalog, code))])
    labels = language.labeled(code.advice, [""] * len(code.advice))
    for label, group in zip(labels, code.advice, strict=True):
        for step in group.steps:
            more = f"{text}{language.space}{label}{plain(step.text)}"
            if len(more) > LONGEST:
                return text
            text, label = more, ""
    return text
