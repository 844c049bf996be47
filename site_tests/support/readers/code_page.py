"""A code's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar
from xml.etree.ElementTree import Element

from site_tests.support.expected.codes import ANCHORS, NOTICES
from site_tests.support.expected.folds import Fold
from site_tests.support.expected.said import Row
from site_tests.support.html import (
    Run,
    has_class,
    rows_of,
    run,
    runs,
    spread_marks,
    text_of,
)
from site_tests.support.readers.shown import Shown, only
from site_tests.support.readers.words import Ids, Words, once

T = TypeVar("T")


def read(page: Shown, words: Words) -> Row:
    """Return the row of a code as its page says it."""
    main, catalog = page.main, words.catalog
    lang = catalog.language.id
    (heading,) = main.iter("h1")
    number, name = text_of(heading).split()
    stages = tuple(words.stages[text_of(e)] for e in page.says("stage"))
    assert [_last(page.link(e)) for e in page.says("stage")] == [*stages]
    module, address = _trail(page)
    blocks = [_block(page, words, e) for e in main.iter() if has_class(e, "case")]
    held = [line for _, lines in blocks for line in lines]
    ids = [id_ for line in held for id_ in line.stages]
    assert sorted(ids, key=stages.index) == sorted(stages, key=stages.index)
    firsts = [[stages.index(line.stages[0]) for line in lines if stages] for _, lines in blocks]
    assert [*map(sorted, firsts)] == firsts == sorted(firsts), "blocks are out of order"
    is_status = bool(page.says("status"))
    texts = _labels(page)
    retired = [run(e).text for e in page.says("retired")]
    successors = [int(text_of(e)) for e in page.says("successor")]
    assert page_targets(page, "successor") == [f"{lang}/codes/{n}/" for n in successors]
    return {
        "code": int(number),
        "name": name,
        "names": tuple(
            text_of(e).split(catalog.language.colon.strip())[0] for e in page.says("name")
        ),
        "aliases": tuple(
            alias
            for e in page.says("aliases")
            for alias in words.after("former-names", text_of(e)).split(catalog.language.comma)
        ),
        "hexadecimal": only(text_of(e) for e in page.says("hexadecimal")),
        "tier": only(
            tier
            for e in page.says("tier")
            for tier in ("common", "complete")
            if text_of(e) == catalog.labels[f"source-note-{tier}"]
        ),
        "kind": "status" if is_status else "error",
        "module": words.modules[module],
        "stages": stages,
        "retired": (only(retired), only(successors or [None])) if retired else None,
        "meaning": _each(blocks, lambda block, _: block.text),
        "cited": _each(blocks, lambda block, _: block[1:]),
        "steps": _each(blocks, lambda _, line: tuple(words.steps[s.text] for s in line.steps)),
        "step marks": _each(blocks, lambda _, line: tuple(s[1:] for s in line.steps)),
        "verdict": {} if is_status else _each(blocks, lambda _, line: line.verdict),
        "words": {} if is_status else _each(blocks, lambda _, line: line.words),
        "retry": {} if is_status else _each(blocks, lambda _, line: line.retry),
        "example": _each(blocks, lambda _, line: line.examples),
        "messages": once(
            (only(ids), text)
            for e in page.says("message")
            for ids, text in [words.place(text_of(e))]
        ),
        "callbacks": _callbacks(page, stages),
        "appears": _maybe(page, "appears"),
        "comment": _maybe(page, "comment"),
        "note": _maybe(page, "note"),
        "erratum": next((text_of(e) for e in page.says("erratum")), None),
        "dates": tuple(text_of(e) for e in page.says("name")),
        "shared": tuple(text_of(e) for e in page.says("shared")),
        "trail": (module, address),
        "anchors": sorted(
            id_ for e in main.iter() if (id_ := e.get("id")) in (*ANCHORS, *words.stages.values())
        ),
        "data ends": [text_of(e) for e in main.iter("p") if has_class(e, "data-ends")],
        "bearing": tuple(text_of(e) for e in page.says("bearing")),
        "bearers": tuple(_bearer(page, e, int(number)) for e in page.says("bearer")),
        "digits": tuple(
            (text_of(digits), text_of(text))
            for digits, text in rows_of(_fold_with(main, "anatomy"))
        ),
        "listed related": tuple(_related(page, words, e) for e in page.says("related")),
        "around": tuple(_around(page, which) for which in ("previous", "next")),
        "permalink": only(page_targets(page, "permalink")),
        "address": only(text_of(e) for e in page.says("permalink")),
        "folds": tuple(_fold(e) for e in main.iter("details") if has_class(e, "note")),
        "notices": frozenset(
            id_ for id_ in NOTICES if catalog.labels[id_].replace("`", "") in texts
        ),
        "report": int(
            only(
                a.get("href", "").rpartition("code=")[2]
                for a in main.iter("a")
                if has_class(a, "report")
            )
        ),
    }


def _last(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def page_targets(page: Shown, kind: str) -> list[str]:
    """Return the targets of the links that say something of this kind."""
    return [page.target(e) for e in page.says(kind)]


def _maybe(page: Shown, kind: str) -> Run | None:
    found = page.says(kind)
    return run(only(found)) if found else None


class Line(NamedTuple):
    """The lines of a block for some stages: the verdict, its words, the whole answer, steps, and examples."""

    stages: Ids
    verdict: str | None
    words: str
    retry: list[Run]
    steps: list[Run]
    examples: Ids


Block = tuple[Run, list[Line]]
"""A meaning, and what is said of the stages that have it."""


def _each(blocks: list[Block], of: Callable[[Run, Line], T]) -> dict[str, T]:
    """Return the values of the lines of blocks, by stage; of a code whose stages are unknown by ""."""
    pairs = ((i, of(cause, line)) for cause, lines in blocks for line in lines for i in line.stages)
    if not any(line.stages for _, lines in blocks for line in lines):
        ((cause, (line,)),) = blocks
        return {"": of(cause, line)}
    return dict(once(pairs))


def _block(page: Shown, words: Words, block: Element) -> Block:
    title = next((e for e in block.iter("p") if has_class(e, "admonition-title")), None)
    stages = () if title is None else _where(page, words, title)
    cause = run(only(page.says("cause", within=block)))
    parts: list[list[Element]] = []
    for element in page.says("at", "retry", "status", "step", "examples", within=block):
        if element.get("data-says") == ("retry" if title is not None else "at") or not parts:
            parts.append([])
        parts[-1].append(element)
    return cause, [_line(page, words, stages, part) for part in parts]


def _line(page: Shown, words: Words, stages: Ids, part: list[Element]) -> Line:
    said = {kind: [e for e in part if e.get("data-says") == kind] for kind in KINDS}
    assert not (stages and said["at"])
    for label in said["at"]:
        stages = _where(page, words, label)
    retry = only(said["retry"] or said["status"])
    verdict = [text_of(e) for e in page.says("verdict", within=retry)]
    (kind,) = (
        c.partition("-")[2] or None for c in retry.get("class", "").split() if c != "verdict"
    )
    assert verdict == [] or words.verdicts[only(verdict)] == kind
    t, space = words.catalog.labels, words.catalog.language.space
    for status in said["status"]:
        assert text_of(status) == f"{t['chip-status']}{space}{t['status-text']}"
    examples = tuple(words.stages[text_of(a)] for e in said["examples"] for a in e.iter("a"))
    assert [page.target(a) for e in said["examples"] for a in e.iter("a")] == [
        f"{words.catalog.language.id}/stages/{id_}/#retry-example" for id_ in examples
    ]
    answer = runs(retry)
    assert not verdict or answer[0].text.startswith(only(verdict))
    steps = spread_marks([run(e) for e in said["step"]])
    return Line(stages, kind, only(verdict or [""]), answer, steps, examples)


KINDS = ("at", "retry", "status", "step", "examples")


def _where(page: Shown, words: Words, label: Element) -> Ids:
    """Return the stages of a label, each linked."""
    found = tuple(words.stages[text_of(a)] for a in label.iter("a"))
    assert sorted(found, key=[*words.stages.values()].index) == [*found]
    assert text_of(label) == words.catalog.language.comma.join(text_of(a) for a in label.iter("a"))
    assert page.links(label) == [f"{words.catalog.language.id}/stages/{id_}/" for id_ in found]
    return found


def _fold_with(main: Element, id_: str) -> Element:
    """Return the fold that has the element with an id."""
    return only(
        fold for fold in main.iter("details") if any(e.get("id") == id_ for e in fold.iter())
    )


def _callbacks(page: Shown, stages: Ids) -> list[tuple[str, tuple[str, ...]]]:
    """Return the callbacks at each stage, by platform, as the table has them."""
    found: dict[str, list[str]] = {stage: [] for stage in stages}
    for table in page.main.iter("table"):
        if page.says("stage", within=table):
            for platform, *cells in rows_of(table):
                for stage, cell in zip(stages, cells, strict=True):
                    assert cell.get("data-says") == "callbacks" and cell.get("data-label")
                    if cell.find("code") is not None:
                        found[stage].append(f"{text_of(platform)}|{text_of(cell)}")
    return [(stage, tuple(names)) for stage, names in found.items()]


def _bearer(page: Shown, element: Element, here: int) -> tuple[int, str]:
    numbers = [int(_last(address)) for address in page.links(element)]
    return only(numbers or [here]), text_of(element)


def _related(page: Shown, words: Words, element: Element) -> tuple[int, str, str]:
    link = next(element.iter("a"))
    number, name = text_of(link).split()
    assert page.target(link) == f"{words.catalog.language.id}/codes/{number}/"
    rest = (
        text_of(element)
        .removeprefix(text_of(link))
        .removeprefix(words.catalog.language.colon.strip())
    )
    return int(number), name, rest.strip()


def _fold(details: Element) -> Fold:
    paragraphs = list(details.iter("p"))
    cited = [link for mark in details.iter("em") for link in mark.iter("a")]
    links = [link for link in details.iter("a") if link not in cited]
    return Fold(
        text_of(only(details.iter("summary"))),
        [run(item) for item in details.iter("li")],
        [run(p) for p in paragraphs if p.find("em") is not None],
        [text_of(p) for p in paragraphs if p.find("strong") is not None],
        ["".join(block.itertext()).rstrip() for block in details.iter("pre")],
        [text_of(p) for p in paragraphs if p.find("a/code") is not None],
        [(text_of(link), link.get("href")) for link in links],
    )


def _trail(page: Shown) -> tuple[str, str]:
    """Return the last link of the way to the page."""
    (trail,) = (e for e in page.main.iter("p") if has_class(e, "trail"))
    *_, link = trail.iter("a")
    return text_of(link), page.target(link)


def _around(page: Shown, which: str) -> int | None:
    found = [a for a in page.main.iter("a") if has_class(a, which)]
    if not found:
        return None
    number = int(_last(page.target(only(found))))
    assert page.target(found[0]).count("/codes/") == 1
    assert str(number) in text_of(found[0]).split()
    return number


def _labels(page: Shown) -> set[str]:
    """Return the texts that no element says: headings, titles of boxes, and sentences that stand alone."""
    return {
        text_of(e)
        for e in page.main.iter()
        if e.tag in ("p", "li", "h2", "h3") and not e.get("data-says")
    } | {text_of(e).partition(":")[0].partition("：")[0] for e in page.says("aliases")}
