"""A permalink: a page of no language, with a section for each."""

from __future__ import annotations

from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from site_tests.support.expected.said import Row
from site_tests.support.html import Run, parse, rows_of, run, runs, section, text_of
from site_tests.support.readers.shown import Shown, only
from site_tests.support.readers.words import Words


def read(path: str, text: str, words: dict[str, Words]) -> tuple[dict[str, Row], dict[str, str]]:
    """Return the rows of a page by language, and its own title and description."""
    root = parse(text)
    metas = {m.get("name") or m.get("property"): m.get("content", "") for m in root.iter("meta")}
    title = text_of(only(root.iter("title")))
    assert (metas["og:title"], metas["og:description"]) == (title, metas["description"])
    pairs = [
        (e.get("data-lang", ""), urljoin(path, e.get("href", "")))
        for e in root.iter("link")
        if e.get("data-lang")
    ]
    alternates = dict(pairs)
    assert [lang for lang, _ in pairs] in ([], list(words))
    sections = list(root.iter("section"))
    assert [e.get("data-lang") for e in sections] == list(words)
    rows = {
        lang: _section(Shown(path, section), words[lang]) | {"goes on": alternates.get(lang)}
        for lang, section in zip(words, sections, strict=True)
    }
    return rows, {"title": title, "description": metas["description"]}


KINDS = ("cause", "erratum", "alias", "retired", "verdict", "at", "step", "code")


def _section(page: Shown, words: Words) -> Row:
    lang = words.catalog.language.id
    is_number = page.path.strip("-/").isdigit()
    codes: list[Row] = []
    assert all(len(listed) for listed in page.main.iter("ol"))
    for element in page.says(*KINDS):
        said = text_of(element)
        match element.get("data-says"):
            case "cause":
                codes.append({"erratum": None, "alias": None, "retired": None, "listed": said})
                codes[-1] |= {"verdicts": [], "steps": []}
            case "verdict":
                codes[-1]["verdicts"].append(run(element))
            case "at" | "step":
                codes[-1]["steps"].append(run(element))
            case "retired":
                label = words.catalog.labels["retired-successor"]
                reason, _, successor = said.partition(
                    f"{label}{words.catalog.language.colon.strip()}"
                )
                assert page.links(element) == ([f"{successor.strip()}/"] if successor else [])
                codes[-1]["retired"] = (reason.strip(), int(successor) if successor else None)
            case "code":
                number = page.link(element).rstrip("/").rpartition("/")[2]
                assert page.link(element) == f"{lang}/codes/{number}/"
                assert said == words.catalog.labels["open-code"].format(code=number)
                named = "" if is_number else f"{number}{words.catalog.language.colon}"
                assert codes[-1]["listed"].startswith(named)
                codes[-1] |= {
                    "code": int(number),
                    "listed": codes[-1]["listed"].removeprefix(named),
                }
            case kind:
                codes[-1][str(kind)] = said
    return {
        "subject": text_of(only(page.main.iter("h1"))),
        "several": [text_of(e) for e in page.says("several")],
        "codes": codes,
        "boundary": [text_of(e) for e in page.says("boundary")],
        "values": [_value(page, e, words) for e in page.says("value")],
    }


def _value(page: Shown, element: Element, words: Words) -> Row:
    lang = words.catalog.language.id
    link, *others = element.iter("a")
    named = "".join(text_of(e) for e in link.iter("code"))
    title = text_of(link).removesuffix(named).strip()
    warnings = [text_of(e) for e in element.iter("strong")]
    first, *rest = runs(element)
    meaning = first.text.removeprefix(text_of(link)).removeprefix(
        words.catalog.language.colon.strip()
    )
    anchor = page.target(link).removeprefix(f"{lang}/legacy/#")
    successors = tuple(int(text_of(a)) for a in others)
    assert [page.target(a) for a in others] == [f"{code}/" for code in successors]
    catalog = words.catalog
    head = f"{catalog.labels['column-current-code']}{catalog.language.colon}"
    listed = [head + catalog.language.comma.join(map(str, successors))] if successors else []
    after = " ".join([*warnings, *listed])
    assert [said.text for said in rest] == ([after] if after else [])
    return {
        "anchor": anchor,
        "family title": title,
        "named": named,
        "meaning": meaning.strip(),
        "mark": first.mark,
        "warning": only(warnings or [None]),
        "successors": successors,
    }


def legacy_values(page: Shown, words: Words) -> list[Row]:
    """Return the rows of the page of legacy values, by family."""
    lang = words.catalog.language.id
    found = []
    for family in words.catalog.legacy:
        for cells in rows_of(section(page.main, family.id)):
            said = {e.get("data-says"): e for e in cells}
            (link,) = said[None].iter("a")
            code = int(text_of(link))
            assert page.target(link) == f"{code}/"
            (anchor,) = (e.get("id") for e in said[None].iter() if e.get("id"))
            marks = [text_of(e) for e in said[None].iter("code")]
            hexadecimal = marks.pop(0) if marks and marks[0] == f"0x{code:X}" else None
            successors = tuple(int(text_of(a)) for a in said["today"].iter("a"))
            assert page.links(said["today"]) == [f"{lang}/codes/{n}/" for n in successors]
            warnings = [text_of(e) for e in said["meaning"].iter("strong")]
            today = text_of(said["today"])
            pattern = next((text_of(e) for e in said["today"].iter("code")), None)
            assert successors or pattern or today == words.catalog.labels["legacy-unknown"]
            dated = said["dated"].find("a")
            found.append(
                {
                    "code": code,
                    "hexadecimal": hexadecimal,
                    "name": only(marks or [None]),
                    "anchor": anchor,
                    "family": family.id,
                    "said": runs(said["meaning"]),
                    "warning": only(warnings or [None]),
                    "successors": successors,
                    "pattern": pattern,
                    "dated": Run(
                        text_of(said["dated"]), None, None if dated is None else dated.get("href")
                    ),
                }
            )
    return found


def legacy_families(page: Shown) -> Row:
    """Return the texts of the page of legacy values before each table."""
    return {
        "families": [
            (e.get("id"), text_of(e), text_of(section(page.main, e.get("id", ""))[0]))
            for e in page.main.iter("h2")
            if section(page.main, e.get("id", "")).find("table") is not None
        ],
        "mask": [text_of(e) for e in section(page.main, "room-server-mask").iter("p")],
        "patterns": [text_of(e) for e in section(page.main, "patterns").iter("li")],
    }
