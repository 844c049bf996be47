"""The lists of codes: the page of all codes, the complete table, and lines of Markdown."""

from __future__ import annotations

import re
from typing import Any

from site_tests.support.expected.said import Row
from site_tests.support.html import (
    has_class,
    markdown_converter,
    parse,
    run,
    runs,
    section,
    text_of,
)
from site_tests.support.readers.shown import Shown, only
from site_tests.support.readers.twin import letters, of_markdown
from site_tests.support.readers.words import Words, spread


def filters(page: Shown, words: Words) -> Row:
    """Return the filters of the page of all codes: what each compares and its choices, and the columns."""
    (form,) = page.main.iter("form")
    (table,) = page.main.iter("table")
    return {
        "choices": {
            text_of(only(facet.iter("strong"))): [
                (box.get("name"), box.get("value"), text_of(label))
                for label in facet.iter("label")
                for box in label.iter("input")
            ]
            for facet in form.iter("p")
            if facet.get("role") == "group"
        },
        "labels": [e.get("aria-label") for e in form.iter() if e.get("aria-label")],
        "told": [form.get(f"data-{name}") for name in ("count", "none")],
        "texts": [
            *(text_of(e) for e in form.iter() if e.tag == "button" or has_class(e, "unfold")),
            *(text for e in form.iter("input") if (text := e.get("placeholder"))),
        ],
        "columns": [text_of(cell) for cell in table.iter("th") if cell.get("scope")],
        "groups": [text_of(cell) for cell in table.iter("th") if cell.get("colspan")],
    }


def code_list(page: Shown, words: Words) -> list[Row]:
    """Return the rows of the page of all codes, with what its filters compare."""
    return [_listed(page, row, words) for row in page.main.iter("tr") if row.get("data-code")]


def _listed(page: Shown, row: Any, words: Words) -> Row:
    catalog, comma = words.catalog, words.catalog.language.comma
    (link,) = row.iter("a")
    number = int(row.get("data-code"))
    assert has_class(link, "code") and text_of(link) == str(number)
    assert row.get("id") == f"c{number}"
    assert page.target(link) == f"{catalog.language.id}/codes/{number}/"
    cells = {e.get("data-says"): e for e in row.iter("td")}
    module, *titles = text_of(cells["place"]).split(comma.strip())
    stages = tuple(words.stages[title.strip()] for title in titles)
    ids = {
        "stages": row.get("data-stage").split(),
        "module": [row.get("data-module")],
    }
    assert (ids["stages"], ids["module"]) == ([*stages], [words.modules[module]])
    chips = [e for e in cells["verdict"].iter() if has_class(e, "chip")]
    said = text_of(cells["verdict"])
    given = row.get("data-retry").split()
    verdict = {} if not given else spread(_verdicts(said, chips, words), stages)
    assert verdict or said == "—"
    return {
        "code": number,
        "names": tuple(text_of(e) for e in cells[None].iter("code")),
        "stages": stages,
        "module": words.modules[module],
        "tier": row.get("data-tier"),
        "verdict": verdict,
        "verdicts": tuple(given),
        "all sides": tuple(row.get("data-who").split()),
        "first steps": text_of(cells["act"]),
        "listed": text_of(cells["cause"]),
    }


def _verdicts(said: str, chips: list[Any], words: Words) -> list[tuple[tuple[str, ...], str]]:
    labels, found = words.catalog.labels, []
    if said == "—":
        return [((), "unknown")]
    for chip in chips:
        (kind,) = (name for name in chip.get("class").split() if name.startswith("retry-"))
        before, text, said = said.partition(text_of(chip))
        assert text == labels[f"chip-{kind}"] and kind != "retry-unknown"
        ids, rest = words.place(before.strip())
        assert not rest
        found.append((ids, kind.removeprefix("retry-")))
    assert not said
    return found


def complete(page: Shown, words: Words) -> list[Row]:
    """Return the codes of the page of modules."""
    lang, found = words.catalog.language.id, []
    for module in words.catalog.modules:
        for listed in page.says("codes", within=section(page.main, module.id)):
            numbers = [int(text_of(link)) for link in listed.iter("a")]
            assert page.links(listed) == [f"{lang}/codes/{number}/" for number in numbers]
            found += [{"code": number, "module": module.id} for number in numbers]
    return found


def lines(text: str, words: Words) -> list[Row]:
    """Return the lines of Markdown that list codes, each with a link to the code's own Markdown."""
    url, lang = words.catalog.facts.url, words.catalog.language.id
    found = []
    for line in text.splitlines():
        if not line.startswith("- [") or f"/{lang}/codes/" not in line.partition(")")[0]:
            continue
        item = parse(f"<div>{markdown_converter()(line)}</div>")
        (link,) = item.iter("a")
        number, *name = text_of(link).split()
        assert link.get("href") == f"{url}{lang}/codes/{number}/index.md"
        said = " ".join(f"{text} {mark}" for text, mark, _ in runs(only(item.iter("li"))))
        rest = said.removeprefix(text_of(link)).strip()
        names, _, listed = rest.partition(words.catalog.language.colon.strip())
        named = {"name": only(name)} if name else {"names": tuple(names.split())}
        assert not (name and names)
        found.append({"code": int(number), "listed": listed.strip()} | named)
    return found


def modules(page: Shown, words: Words) -> list[Row]:
    """Return the modules of the complete table, and the boxes of the diagram."""
    boxes = _boxes(page)
    return [
        {
            "id": e.get("id"),
            "title": text_of(e),
            "said": run(section(page.main, e.get("id", ""))[0]),
            "box": boxes[f"{words.catalog.language.id}/complete/#{e.get('id')}"],
        }
        for e in page.main.iter("h2")
    ]


def _boxes(page: Shown) -> dict[str, list[str]]:
    """Return the texts of a diagram's boxes, by the address that each leads to."""
    boxes = [a for a in page.main.iter("a") if a.find("rect") is not None]
    found = {page.target(a): [text_of(t) for t in a.iter("text")] for a in boxes}
    assert len(found) == len(boxes)
    for box in boxes:
        if name := box.get("aria-label"):
            found[page.target(box)].append(name)
    return found


def stages(page: Shown, words: Words) -> list[Row]:
    """Return the stages of the home page, and the boxes of the diagram."""
    lang, boxes = words.catalog.language.id, _boxes(page)
    found = []
    for item in section(page.main, "stages").iter("li"):
        id_ = words.stages[text_of(only(item.iter("a")))]
        assert page.link(item) == f"{lang}/stages/{id_}/"
        found.append({"id": id_, "said": text_of(item), "box": boxes[f"{lang}/stages/{id_}/"]})
    assert len(found) == len(boxes)
    return found


def outline(text: str) -> Row:
    """Return the headings of a text with their levels, and the first lines of its remarks."""
    return {
        "headings": [
            (len(sign), letters(of_markdown(title)[0]))
            for sign, title in re.findall(r"(?m)^(#+) (.+)", text)
        ],
        "remarks": [
            letters(of_markdown(title)[0]) for title in re.findall(r"\n\n> (.+)", text)[1:]
        ],
    }


def sections(page: Shown) -> list[Row]:
    """Return the texts of a page's sections, and their links."""
    found = []
    for heading in page.main.iter("h2"):
        parts = [
            part
            for part in section(page.main, heading.get("id", ""))
            if not has_class(part, "page-actions") and not has_class(part, "data-ends")
        ]
        links = [link for part in parts for link in part.iter("a")]
        found.append(
            {
                "id": heading.get("id"),
                "title": text_of(heading),
                "said": letters("".join(map(text_of, parts))),
                "links": [
                    link.get("href") if "://" in link.get("href", "") else page.target(link)
                    for link in links
                ],
            }
        )
    return found


def common(page: Shown) -> Row:
    """Return the common codes of the home page, by the title of their stage."""
    return {
        "common": [
            (
                text_of(only(fold.iter("summary"))),
                [(page.link(item), text_of(item)) for item in fold.iter("li")],
            )
            for fold in section(page.main, "common").iter("details")
        ]
    }


def stage_lines(text: str, words: Words) -> list[Row]:
    """Return the lines of `llms.txt` that list the stages."""
    url, lang = words.catalog.facts.url, words.catalog.language.id
    found = []
    for line in text.splitlines():
        if line.startswith("- [") and f"({url}{lang}/stages/" in line:
            title, rest = line.removeprefix("- [").split("](", 1)
            address, summary = rest.split(")", 1)
            id_ = words.stages[title]
            assert address == f"{url}{lang}/stages/{id_}/index.md"
            said = summary.removeprefix(words.catalog.language.colon.strip()).strip()
            found.append({"id": id_, "summary": said.replace("`", "")})
    return found
