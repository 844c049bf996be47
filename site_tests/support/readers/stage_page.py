"""A stage's page."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from site_tests.support.expected.said import Row
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
from site_tests.support.readers.words import Words


def read(page: Shown, words: Words) -> Row:
    """Return the row of a stage as its page says it."""
    main, lang = page.main, words.catalog.language.id
    ids = [e.get("id", "") for e in main.iter("h2")]
    assert len(set(ids)) == len(ids)
    sections = {id_: section(main, id_) for id_ in ids}
    first = {id_: sections.pop(id_) for id_ in ids if id_.endswith("-first")}
    callbacks = sections.pop("callbacks")
    examples = sections.pop("retry-example", Element("none"))
    events = rows_of(sections.pop("events", Element("none")))
    codes = rows_of(sections.pop("codes", Element("none")))
    rule = sections.pop("retry", Element("none"))
    titles = {e.get("id"): text_of(e) for e in main.iter("h2")}
    shown = _examples(examples)
    assert bool(shown) == ("retry-example" in titles)
    for id_, it in first.items():
        calls = id_.removesuffix("-first")
        assert titles[id_] == words.catalog.labels["stage-first"].format(stage=_title(calls, words))
        sentence, listed = it.findall("p")
        assert run(sentence).text == words.catalog.labels["stage-first-text"].format(
            stage=_title(calls, words)
        )
        assert [f"{lang}/codes/{text_of(a)}/" for a in listed.iter("a")] == page.links(listed)
    for id_ in sections:
        assert titles[id_] == words.catalog.labels[f"stage-{id_}"]
    return {
        "title": text_of(only(main.iter("h1"))),
        "introduction": [run(e) for e in page.says("introduction")],
        "callbacks": _callbacks(page, callbacks, words),
        "sections": [
            (id_, it.find("ol") is not None, spread_marks([run(e) for e in it.iter("li")]))
            for id_, it in sections.items()
        ],
        "log lines": ["".join(e.itertext()).rstrip() for e in callbacks.iter("pre")],
        "platforms": [text_of(e) for e in callbacks.iter("strong")],
        "jumps": [
            (text_of(a), page.target(a).removeprefix(f"{page.address}#"))
            for e in main.iter("p")
            if has_class(e, "jump")
            for a in e.iter("a")
        ],
        "first": {
            id_.removesuffix("-first"): tuple(int(text_of(a)) for a in it.iter("a"))
            for id_, it in first.items()
        },
        "rule": spread_marks([run(e) for e in rule.iter("li")]),
        "events": [_event(cells) for cells in events],
        "codes title": [titles["codes"]],
        "codes": [_row(page, cells, words) for cells in codes],
        "examples": shown,
    }


def _title(id_: str, words: Words) -> str:
    return next(title for title, known in words.stages.items() if known == id_)


def _callbacks(page: Shown, section: Element, words: Words) -> list[tuple[Run, list[Run]]]:
    """Return the callbacks after their platform, and the notes on them."""
    colon = words.catalog.language.colon
    rows = [(text_of(platform), run(names)) for platform, names in rows_of(section)]
    said = spread_marks([it._replace(text=f"{name}{colon}{it.text}") for name, it in rows])
    notes: dict[str, list[Run]] = {name: [] for name, _ in rows}
    for note in map(run, page.says("noted", within=section)):
        name = only(name for name in notes if note.text.startswith(f"{name}{colon}"))
        notes[name].append(note._replace(text=note.text.removeprefix(f"{name}{colon}").strip()))
    return list(zip(said, notes.values(), strict=True))


def _said(cells: list[Element]) -> dict[str | None, Element]:
    return {cell.get("data-says"): cell for cell in cells}


def _event(cells: list[Element]) -> tuple[str, Run, str, Run]:
    said = _said(cells)
    action = text_of(only(said["act"].iter("strong")))
    act = run(said["act"])
    assert act.text.startswith(action)
    rest = act._replace(text=act.text.removeprefix(action).strip())
    return text_of(only(said[None].iter("code"))), run(said["cause"]), action, rest


def _row(page: Shown, cells: list[Element], words: Words) -> Row:
    said, lang = _said(cells), words.catalog.language.id
    head, act, verdict = said[None], said["act"], said["verdict"]
    link = only(a for a in head.iter("a") if has_class(a, "code"))
    number = int(text_of(link))
    action = [text_of(e) for e in act.iter("strong")]
    rest = text_of(act).removeprefix(only(action or [""])).strip()
    chips = [text_of(e) for e in verdict.iter() if has_class(e, f"retry-{_kind(e, words)}")]
    assert text_of(verdict) == only(chips or ["—"])
    if f"{lang}/codes/" in page.target(link):
        assert link.get("id") == f"c{number}"
    found = {
        "number": number,
        "address": page.target(link),
        "meaning": run(said["cause"]),
        "words": only(action or chips or [None]),
    }
    callbacks = [e for e in head.iter("code") if has_class(e, "callback")]
    if not callbacks:
        name = text_of(only(head.iter("code")))
        assert text_of(head) == f"{number} {name}"
        return found | {"name": name, "steps": words.steps_in(rest)}
    first, *others = runs(head)
    callback = text_of(only(callbacks))
    name = first.text.removeprefix(str(number)).removesuffix(callback).strip()
    also = [a for a in head.iter("a") if "/stages/" in page.target(a)]
    assert [page.target(a) for a in also] == [
        f"{lang}/stages/{words.stages[text_of(a)]}/" for a in also
    ]
    assert bool(others) == bool(also)
    leads = [int(text_of(a)) for a in act.iter("a")]
    assert page.links(act) == [f"{lang}/codes/{code}/" for code in leads]
    return found | {
        "name": name,
        "callback": first._replace(text=callback),
        "also": tuple(words.stages[text_of(a)] for a in also),
        "steps": () if leads else words.steps_in(rest),
        "as": only(leads or [None]),
    }


def _kind(chip: Element, words: Words) -> str | None:
    return words.verdicts.get(text_of(chip))


Example = tuple[str, str, list[str], list[tuple[str, str | None]]]


def _examples(section: Element) -> list[Example]:
    """Return the tabs: platform, language, blocks of code, and calls with their addresses."""
    tabs = [e for e in section.iter("div") if has_class(e, "tabbed-block")]
    titles = [text_of(e) for e in section.iter("label")]
    found = []
    for tab, opened_by, title in zip(tabs, section.iter("input"), titles, strict=True):
        heading = only(tab.iter("h3"))
        assert text_of(heading) == title
        id_ = heading.get("id") or opened_by.get("id") or ""  # the built page has it at the tab
        blocks = ["".join(e.itertext()).rstrip() for e in tab.iter("pre")]
        calls = [(text_of(a), a.get("href")) for a in tab.iter("a") if a.find("code") is not None]
        found.append((id_.removeprefix("retry-example-"), title, blocks, calls))
    return found
