"""A code's page."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from site_tests.support.expected import NOTICES, Fold, Row
from site_tests.support.html import (
    Run,
    has_class,
    rows_of,
    run,
    runs,
    section,
    spread_marks,
    text_of,
)
from site_tests.support.readers.shown import Shown, only
from site_tests.support.readers.words import Ids, Words, once, spread


def read(page: Shown, words: Words) -> Row:
    """What the page says of its code."""
    main, catalog = page.main, words.catalog
    lang = catalog.language.id
    (heading,) = main.iter("h1")
    number, name = text_of(heading).split()
    (where,) = (e for e in main.iter() if has_class(e, "where"))
    stages = tuple(_last(address) for address in page.links(where, f"{lang}/stages/"))
    assert (
        tuple(words.stages[text_of(a)] for a in where.iter("a") if "/stages/" in page.target(a))
        == stages
    )
    ((module, address),) = (
        (words.modules[text_of(a)], page.target(a))
        for a in where.iter("a")
        if "/stages/" not in page.target(a)
    )
    assert address == f"{lang}/complete/#{module}"
    assert (catalog.labels["stage"] in text_of(where)) == bool(stages)
    sides, verdicts, tier, is_status = _chips(page, words, stages)
    causes = [_placed(e, words) for e in page.says("cause")]
    retries = [(e, *_placed(e, words)) for e in page.says("retry")]
    told = {
        ids: text_of(verdict) for e, ids, _ in retries for verdict in page.says("verdict", within=e)
    }
    assert len(told) == len(retries)
    for _, ids, said in retries:
        assert said[0].text.startswith(told[ids])
    steps = [(ids, spread_marks([run(e) for e in items])) for ids, items in _steps(page, words)]
    shown_words = spread(told.items(), stages)
    assert {id_: words.verdicts[text] for id_, text in shown_words.items()} == verdicts
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
        "tier": tier,
        "kind": "status" if is_status else "error",
        "module": module,
        "stages": stages,
        "retired": (only(retired), only(successors or [None])) if retired else None,
        "meaning": spread([(ids, only(said).text) for ids, said in causes], stages),
        "cited": spread([(ids, only(said)[1:]) for ids, said in causes], stages),
        "steps": spread(
            [(i, tuple(words.steps[s.text] for s in said)) for i, said in steps], stages, ()
        ),
        "step marks": spread([(i, tuple(s[1:] for s in said)) for i, said in steps], stages, ()),
        "sides": sides,
        "verdict": verdicts,
        "words": shown_words,
        "retry": spread([(ids, said) for _, ids, said in retries], stages),
        "messages": once(
            (only(ids), text)
            for e in page.says("message")
            for ids, text in [words.place(text_of(e))]
        ),
        "callbacks": _callbacks(page, words),
        "appears": _maybe(page, "appears"),
        "comment": _maybe(page, "comment"),
        "note": _maybe(page, "note"),
        "erratum": next((text_of(e) for e in page.says("erratum")), None),
        "dates": tuple(text_of(e) for e in page.says("name")),
        "shared": tuple(text_of(e) for e in page.says("shared")),
        "trail": _trail(page),
        "data ends": [text_of(e) for e in main.iter("p") if has_class(e, "data-ends")],
        "bearing": tuple(text_of(e) for e in page.says("bearing")),
        "bearers": tuple(_bearer(page, e, int(number)) for e in page.says("bearer")),
        "digits": tuple(
            (text_of(digits), text_of(text)) for digits, text in rows_of(section(main, "anatomy"))
        ),
        "listed related": tuple(_related(page, words, e) for e in page.says("related")),
        "around": tuple(_around(page, which) for which in ("previous", "next")),
        "permalink": only(page_targets(page, "permalink")),
        "address": only(text_of(e) for e in page.says("permalink")),
        "folds": tuple(_fold(e) for e in main.iter("details")),
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
    """Where the links lead that say something of this kind."""
    return [page.target(e) for e in page.says(kind)]


def _maybe(page: Shown, kind: str) -> Run | None:
    found = page.says(kind)
    return run(only(found)) if found else None


def _placed(element: Element, words: Words) -> tuple[Ids, list[Run]]:
    first, *others = runs(element)
    ids, text = words.place(first.text)
    return ids, [first._replace(text=text), *others]


def _chips(page: Shown, words: Words, stages: Ids) -> tuple[Any, Any, str, bool]:
    """What the chips say: sides and verdicts by stage, the tier, and whether it is a status."""
    labels = words.catalog.labels
    kinds = {
        f"{kind}-{id_.removeprefix(f'chip-{kind}-')}": labels[id_]
        for kind in ("retry", "side", "tier")
        for id_ in labels
        if id_.startswith(f"chip-{kind}-")
    } | {"status": labels["chip-status"]}
    groups: list[tuple[Ids, list[str]]] = []
    for paragraph in page.main.iter("p"):
        found = [_kind(e, kinds) for e in paragraph.iter() if has_class(e, "chip")]
        if has_class(paragraph, "chips"):
            ids, rest = words.place(text_of(paragraph))
            assert not words.place(rest)[0]
            groups.append((ids, found))
        elif found:
            groups.append(((), found))
    chips = [chip for _, found in groups for chip in found]
    tier = only(chip for chip in chips if chip.startswith("tier"))
    chips.remove(tier)
    told = [(ids, found) for ids, found in groups if ids]
    told = told or [((), chips)]
    assert [chip for _, found in told for chip in found] == chips
    is_status = "status" in chips

    def of(kind: str) -> list[tuple[Ids, tuple[str, ...]]]:
        return [(i, tuple(c.partition("-")[2] for c in f if c.startswith(kind))) for i, f in told]

    verdicts = {} if is_status else spread([(i, only(v)) for i, v in of("retry")], stages)
    return spread(of("side"), stages), verdicts, tier.removeprefix("tier-"), is_status


def _kind(chip: Element, kinds: dict[str, str]) -> str:
    """Which chip it is: its class, with the words that belong to it."""
    (kind,) = (name for name in chip.get("class", "").split() if name in kinds)
    assert text_of(chip) == kinds[kind], f"{text_of(chip)} is not {kind}"
    return kind


def _steps(page: Shown, words: Words) -> list[tuple[Ids, list[Element]]]:
    """The steps, in groups by stages."""
    groups: list[tuple[Ids, list[Element]]] = []
    place: Ids = ()
    for element in page.says("at", "step"):
        if element.get("data-says") == "at":
            place, rest = words.place(text_of(element))
            assert place and not rest
        elif groups and groups[-1][0] == place:
            groups[-1][1].append(element)
        else:
            groups.append((place, [element]))
    return groups


def _callbacks(page: Shown, words: Words) -> list[tuple[str, tuple[str, ...]]]:
    found: dict[str, tuple[str, ...]] = {}
    for element in page.says("stage", "callbacks"):
        if element.get("data-says") == "stage":
            stage = words.stages[text_of(element)]
            assert page.link(element) == f"{words.catalog.language.id}/stages/{stage}/"
            assert stage not in found
            found[stage] = ()
        else:
            found[stage] += (text_of(element),)
    return list(found.items())


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
        ["".join(block.itertext()).rstrip() for block in details.iter("pre")],
        [text_of(p) for p in paragraphs if p.find("a/code") is not None],
        [(text_of(link), link.get("href")) for link in links],
    )


def _trail(page: Shown) -> tuple[str, str]:
    """The last link of the way to the page."""
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
    """The texts that no element says: headings, titles of boxes, and sentences that stand alone."""
    return {
        text_of(e)
        for e in page.main.iter()
        if e.tag in ("p", "li", "h2", "h3") and not e.get("data-says")
    } | {text_of(e).partition(":")[0].partition("：")[0] for e in page.says("aliases")}
