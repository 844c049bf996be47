"""The few lines on a code in `llms-full.txt`, which the command line prints too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from site_tests.support.expected.said import Row
from site_tests.support.html import Run, markdown_converter, parse, runs, text_of
from site_tests.support.readers.shown import only
from site_tests.support.readers.twin import letters, of_markdown
from site_tests.support.readers.words import Words, spread


def read(block: str, words: Words) -> Row:
    """Return the row of a code as the lines say it; `others` are the lines without a label."""
    tree = parse(f"<div>{markdown_converter()(block)}</div>")
    heading, address, items = tree
    assert (heading.tag, address.tag, items.tag) == ("h3", "p", "ul")
    assert text_of(heading).count("`") == 0
    number, *names = text_of(heading).split()
    labels, colon = words.catalog.labels, words.catalog.language.colon.strip()
    found: dict[str, list[list[Run]]] = {id_: [] for id_ in LABELS}
    others: list[Run] = []
    notices = set()
    for item in items:
        first, *rest = _runs(item)
        label, _, text = first.text.partition(colon)
        kind = next((id_ for id_ in LABELS if labels[id_] == label), None)
        if kind:
            found[kind].append([first._replace(text=text.strip()), *rest])
        elif notice := next((n for n in NOTICES if labels[n] == first.text), None):
            assert not rest
            notices.add(notice)
        else:
            assert not rest
            others.append(first)
    stages = words.titled(found["stages"][0][0].text) if found["stages"] else ()
    causes = [_placed(said, words) for said in found["meaning"]]
    steps = [_placed(said, words) for said in found["remedies"]]
    retries = [_placed(said, words) for said in found["retry"]]
    return {
        "code": int(number),
        "names": tuple(names),
        "address": text_of(address),
        "stages": stages,
        "retired": _retired(found["retired"], words),
        "meaning": spread([(ids, only(said).text) for ids, said in causes], stages),
        "cited": spread([(ids, only(said)[1:]) for ids, said in causes], stages),
        "steps": spread(
            [(ids, sum((words.steps_in(s.text) for s in said), ())) for ids, said in steps],
            stages,
            (),
        ),
        "step marks": spread(
            [
                (ids, tuple(s[1:] for s in said for _ in words.steps_in(s.text)))
                for ids, said in steps
            ],
            stages,
            (),
        ),
        "words": spread([(i, words.verdict_in(s[0].text)[0]) for i, s in retries], stages),
        "retry": spread(retries, stages),
        "comment": _comment(found["header-comment"], words),
        "others": others,
        "block notices": notices,
    }


LABELS = ("retired", "meaning", "header-comment", "remedies", "stages", "retry")
NOTICES = ("status-text", "chip-tier-complete")


def _runs(item: Element) -> list[Run]:
    return [said._replace(url=None) for said in runs(item)]


def _placed(said: list[Run], words: Words) -> tuple[tuple[str, ...], list[Run]]:
    ids, text = words.place(said[0].text)
    return ids, [said[0]._replace(text=text), *said[1:]]


def _retired(found: list[list[Run]], words: Words) -> tuple[str, int | None] | None:
    if not found:
        return None
    ((said,),) = found
    label = f"{words.catalog.labels['retired-successor']}{words.catalog.language.colon.strip()}"
    reason, _, successor = said.text.partition(label)
    return reason.strip(), int(successor) if successor else None


def _comment(found: list[list[Run]], words: Words) -> Run | None:
    if not found:
        return None
    ((said,),) = found
    label = f"{words.catalog.labels['header-comment']}{words.catalog.language.colon}"
    return said._replace(text=f"{label}{said.text}")


def read_all(text: str, words: Words) -> list[Row]:
    """Return the row of every code as a whole text says it."""
    return [read(block, words) for block in blocks(text)]


def blocks(text: str) -> list[str]:
    """Return the blocks of the codes in a whole text, in order."""
    return [m[0] for m in re.finditer(r"(?ms)^### \d+ `.*?(?=^##|\Z)", text)]


def legacy_values(text: str, words: Words) -> list[Row]:
    """Return the lines on legacy values of a whole text."""
    catalog, colon = words.catalog, words.catalog.language.colon.strip()
    found = []
    for family in catalog.legacy:
        title, after = f"### {family.title}\n", f"{catalog.labels['column-current-code']}{colon}"
        section = text[text.index(title, text.index(catalog.labels["legacy-successors"])) :]
        section = re.split("(?m)^##", section[3:])[0]
        for line in re.findall("(?m)^- .*", section):
            item = only(parse(f"<div>{markdown_converter()(line)}</div>").iter("li"))
            first, *others = runs(item)
            head, _, meaning = first.text.partition(colon)
            number, _, name = head.partition(" ")
            code = int(number)
            hexadecimal = f"0x{code:X}" if name.split()[:1] == [f"0x{code:X}"] else None
            name = name.removeprefix(hexadecimal or "").strip()
            said, _, today = " ".join(f"{s.text} {s.mark or ''}" for s in others).partition(after)
            assert bool(today.strip()) == (after in line)
            numbers = re.findall(r"(?<![\w()])\d+(?![\w()])", today)
            found.append(
                {
                    "code": code,
                    "hexadecimal": hexadecimal,
                    "name": name or None,
                    "anchor": f"{family.id}-{str(code).replace('-', 'minus-')}",
                    "meaning": meaning.strip(),
                    "mark": first.mark,
                    "after": letters(said),
                    "successors": tuple(map(int, numbers)),
                    "pattern": None if numbers else today.strip() or None,
                }
            )
    return found


def stage(text: str, twin: str, row: Row, words: Words) -> Iterator[str]:
    """Yield what the part on a stage lacks of the stage's statements, or has beside those of its page."""
    start = text.index(f"### {row['title']}\n", text.index(words.catalog.labels["home-stages"]))
    part = re.split("(?m)^### ", text[start + 4 :])[0].partition("\n## ")[0]
    known = [of_markdown(line)[0] for line in twin.splitlines()]
    lines = [of_markdown(line)[0] for line in part.splitlines()[1:]]
    rest = iter(known)
    for line in filter(None, lines):
        if line not in rest and line != letters(words.catalog.labels["retry-rule"]):
            yield f"{line} is not on the page, or elsewhere"
            return
    events, sections = row["events"], [texts for _, _, texts in row["sections"]]
    reasons = row["codes"] if events else []
    notes = [note for _, notes in row["callbacks"] for note in notes]
    told = [
        *(row["introduction"] if events else ()),
        *(said for _, means, _, text in events for said in (means, text)),
        *(code["meaning"] for code in reasons),
        *row["rule"],
        *(callbacks for callbacks, _ in row["callbacks"]),
        *notes,
        *(() if events else row["introduction"]),
        *(said for texts in sections for said in texts),
    ]
    whole, at = "".join(lines), 0
    for said in (letters(said.text) for said in told):
        if (at := whole.find(said, at)) < 0:
            yield f"{said} is missing, or out of order"
            return
        at += len(said)
    heads = len(sections) + bool(row["rule"]) + 2 * bool(events) + bool(row["callbacks"])
    if len(list(filter(None, lines))) != len(told) - len(events) + heads:
        yield f"{row['title']} has more lines than statements"
