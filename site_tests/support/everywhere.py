"""Read each kind of output back, and yield its differences from the expected rows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from generator.catalog.model import Catalog
from generator.dataset.diagnostics import DataError
from generator.outputs import addresses
from generator.outputs.escape import plain
from site_tests.support import expected
from site_tests.support.expected.said import Row
from site_tests.support.readers import block, code_page, lists, permalink, records, stage_page, twin
from site_tests.support.readers.shown import Shown, built, front_matter, rendered
from site_tests.support.readers.words import Words
from site_tests.support.site import BuiltSite

UNREADABLE = (
    *(AssertionError, AttributeError, LookupError, StopIteration, TypeError, ValueError),
    DataError,
)
"""The errors of a reader where an output has another form than it knows."""


@dataclass(frozen=True)
class Outputs:
    """The files that are rendered, and the site that is built of them if there is one."""

    docs: Mapping[str, str]
    site: BuiltSite | None = None

    def page(self, path: str) -> Shown:
        """Return the page at a path in `docs/`."""
        return built(self.site, addresses.url(path)) if self.site else rendered(self.docs, path)


Wrong = Iterator[str]
Check = Callable[[Outputs, Mapping[str, Catalog]], Wrong]


def differing(row: Row, want: Row, key: object) -> Wrong:
    """Yield the fields of a row that are not as expected."""
    yield from (
        f"{key}: {field}: {value!r} is not {want[field]!r}"
        for field, value in row.items()
        if value != want[field]
    )


def compare(want: Row, key: object, read: Callable[..., Row], *arguments: Any) -> Wrong:
    """Yield what differs in the row that is read, or why it cannot be read."""
    try:
        row = read(*arguments)
    except UNREADABLE as error:
        yield f"{key}: {type(error).__name__}: {error}"
    else:
        yield from differing(row, want, key)


def compare_all(
    want: Mapping[Any, Row], key: str, read: Callable[..., Iterable[Row]], *arguments: Any
) -> Wrong:
    """Yield what differs in a list, of which each row is there once and in order."""
    try:
        rows = list(read(*arguments))
    except UNREADABLE as error:
        yield f"{type(error).__name__}: {error}"
        return
    keys = [row[key] for row in rows]
    if keys != list(want):
        lost, added = [k for k in want if k not in keys], [k for k in keys if k not in want]
        yield f"lists {len(keys)} of {len(want)}, lacks {lost}, adds {added}, or out of order"
    for row in rows:
        if row[key] in want:
            yield from differing(row, want[row[key]], row[key])


def not_once(letters: str, *sentences: str) -> Wrong:
    """Yield the sentences that a text has not exactly once."""
    found = (s for s in sentences if letters.count(twin.letters(s.replace("`", ""))) != 1)
    yield from (f"not once: {sentence}" for sentence in found)


def stages_of(catalog: Catalog) -> dict[str, Row]:
    """Return the row of each stage."""
    return {stage.id: expected.stages.row(catalog, stage) for stage in catalog.stages}


def in_each(check: Callable[[Outputs, Catalog, Words], Wrong]) -> Check:
    """Make a check of both languages of one in each."""

    def check_all(outputs: Outputs, catalogs: Mapping[str, Catalog]) -> Wrong:
        for lang, catalog in catalogs.items():
            for wrong in check(outputs, catalog, Words(catalog)):
                yield f"{lang}: {wrong}"

    return check_all


@in_each
def code_pages(outputs: Outputs, catalog: Catalog, words: Words) -> Wrong:
    for code, row in expected.codes.rows(catalog).items():
        path = addresses.page(catalog.language.id, f"codes/{code}")
        yield from compare(row, code, code_page.read, outputs.page(path), words)


@in_each
def previews(outputs: Outputs, catalog: Catalog, words: Words) -> Wrong:
    for code, row in expected.codes.rows(catalog).items():
        front = front_matter(outputs.docs[addresses.page(catalog.language.id, f"codes/{code}")])
        want = {
            "title": row["title"],
            "description": row["description"],
            "citation": row["citation"],
            "code": str(code),
            "names": list(row["names"]),
            "permalink": row["permalink"],
        }
        found = {key: front.get(key) for key in want}
        found["citation"] = (found["citation"] or "").replace("`", "")
        yield from differing(found, want, code)


@in_each
def twins(outputs: Outputs, catalog: Catalog, words: Words) -> Wrong:
    lang, url = catalog.language.id, catalog.facts.url
    paths = [p for p in outputs.docs if p.startswith(f"{lang}/") and p.endswith(".md")]
    for path in paths:
        if path != addresses.page(lang, "codes/index"):
            text = outputs.docs[addresses.twin(path)]
            if wrong := twin.differs(outputs.page(path), text, url):
                yield f"{path}: {wrong}"


@in_each
def code_list(outputs: Outputs, catalog: Catalog, words: Words) -> Wrong:
    path = addresses.page(catalog.language.id, "codes/index")
    rows = expected.codes.rows(catalog)
    want = {c: rows[c] for c in sorted(rows, key=lambda c: rows[c]["tier"] != "common")}
    yield from compare_all(want, "code", lists.code_list, outputs.page(path), words)
    shown = twin.of_page(outputs.page(path), catalog.facts.url)[0]
    yield from not_once(shown, expected.lists.counts(catalog, "codes-text"))
    choices = expected.lists.filters_row(catalog)
    yield from compare(choices, "filters", lists.filters, outputs.page(path), words)
    text = outputs.docs[addresses.twin(path)]
    yield from compare_all(want, "code", lists.lines, text, words)


@in_each
def complete_table(outputs: Outputs, catalog: Catalog, words: Words) -> Wrong:
    want = expected.codes.rows(catalog)
    ordered = {c.code: want[c.code] for m in catalog.modules for c in catalog.of_module(m)}
    path = addresses.page(catalog.language.id, "complete")
    if front_matter(outputs.docs[path])["leads"] != f"{catalog.language.id}/codes/?group=module":
        yield "does not lead to the list by module"
    page = outputs.page(path)
    yield from compare_all(ordered, "code", lists.complete, page, words)
    modules = {module.id: expected.lists.module_row(catalog, module) for module in catalog.modules}
    yield from compare_all(modules, "id", lists.modules, page, words)
    shown = twin.of_page(page, catalog.facts.url)[0]
    yield from not_once(shown, expected.lists.counts(catalog, "complete-text"))


@in_each
def stage_pages(outputs: Outputs, catalog: Catalog, words: Words) -> Wrong:
    for stage in catalog.stages:
        path = addresses.page(catalog.language.id, f"stages/{stage.id}")
        want = expected.stages.row(catalog, stage)
        front = front_matter(outputs.docs[path])
        yield from differing({key: front[key] for key in ("title", "description")}, want, stage.id)
        yield from compare(want, stage.id, stage_page.read, outputs.page(path), words)


@in_each
def home(outputs: Outputs, catalog: Catalog, words: Words) -> Wrong:
    want = {stage.id: expected.lists.home_row(catalog, stage) for stage in catalog.stages}
    page = outputs.page(addresses.page(catalog.language.id, "index"))
    yield from compare_all(want, "id", lists.stages, page, words)
    example = f"{catalog.facts.url}{catalog.common[0].code}/"
    link = catalog.labels["home-permalink-text"].format(example=example)
    counted = catalog.labels["home-common-text"].format(n=len(catalog.common))
    yield from not_once(twin.of_page(page, catalog.facts.url)[0], link, counted)
    yield from compare(expected.lists.common_row(catalog), "common", lists.common, page)


@in_each
def legacy_page(outputs: Outputs, catalog: Catalog, words: Words) -> Wrong:
    page = outputs.page(addresses.page(catalog.language.id, "legacy"))
    want = {row["anchor"]: row for row in expected.legacy.values(catalog)}
    yield from compare_all(want, "anchor", permalink.legacy_values, page, words)
    families = expected.legacy.families(catalog)
    yield from compare(families, "families", permalink.legacy_families, page)
    shown = twin.of_page(page, catalog.facts.url)[0]
    yield from not_once(shown, expected.legacy.introduction(catalog))


@in_each
def other_numbers(outputs: Outputs, catalog: Catalog, words: Words) -> Wrong:
    page = outputs.page(addresses.page(catalog.language.id, "other-products"))
    want = {row["id"]: row for row in expected.sections.families(catalog)}
    yield from compare_all(want, "id", lists.sections, page)


@in_each
def changes(outputs: Outputs, catalog: Catalog, words: Words) -> Wrong:
    page = outputs.page(addresses.page(catalog.language.id, "changes"))
    want = {row["id"]: row for row in expected.sections.releases(catalog)}
    yield from compare_all(want, "id", lists.sections, page)


@in_each
def llms(outputs: Outputs, catalog: Catalog, words: Words) -> Wrong:
    rows = expected.codes.rows(catalog)
    want = {code.code: rows[code.code] for code in catalog.common}
    text = outputs.docs[f"{catalog.language.id}/llms.txt"]
    yield from compare_all(want, "code", lists.lines, text, words)
    yield from compare_all(stages_of(catalog), "id", lists.stage_lines, text, words)
    yield from not_once(twin.of_markdown(text)[0], *expected.assistants.counted(catalog))


@in_each
def llms_full(outputs: Outputs, catalog: Catalog, words: Words) -> Wrong:
    rows = expected.codes.rows(catalog)
    want = {
        c.code: expected.said.unlinked(rows[c.code])
        for m in catalog.modules
        for c in catalog.of_module(m)
    }
    text = outputs.docs[f"{catalog.language.id}/llms-full.txt"]
    yield from compare_all(want, "code", block.read_all, text, words)
    yield from compare(expected.assistants.outline(catalog), "outline", lists.outline, text)
    shown = twin.of_markdown(text)[0]
    yield from not_once(shown, *expected.assistants.whole(catalog))
    yield from not_once(shown, *(row["said"] for row in expected.sections.families(catalog)))
    yield from not_once(
        shown, *(module.text for module in catalog.modules if catalog.of_module(module))
    )
    yield from not_once(shown, *(family.text for family in catalog.legacy))
    values = {row["anchor"]: expected.said.unlinked(row) for row in expected.legacy.values(catalog)}
    yield from compare_all(values, "anchor", block.legacy_values, text, words)
    for stage in catalog.stages:
        beside = outputs.docs[
            addresses.twin(addresses.page(catalog.language.id, f"stages/{stage.id}"))
        ]
        row = expected.stages.row(catalog, stage)
        yield from (f"{stage.id}: {wrong}" for wrong in block.stage(text, beside, row, words))


@in_each
def search_index(outputs: Outputs, catalog: Catalog, words: Words) -> Wrong:
    index = json.loads(outputs.docs[addresses.search(catalog.language.id)])
    yield from compare_all(expected.codes.rows(catalog), "code", records.index, index, words)
    values = {row["anchor"]: row for row in expected.legacy.values(catalog)}
    yield from compare_all(values, "anchor", records.index_values, index)
    yield from compare_all(stages_of(catalog), "id", records.index_stages, index)
    modules = {module.id: expected.lists.module_row(catalog, module) for module in catalog.modules}
    yield from compare_all(modules, "id", records.index_modules, index)
    if index["remedies"] != [plain(remedy.text) for remedy in catalog.remedies.values()]:
        yield "remedies differ"
    for stage in catalog.stages:
        page = outputs.page(addresses.page(catalog.language.id, f"stages/{stage.id}"))
        row = expected.stages.places(catalog, stage)
        yield from compare(row, stage.id, records.index_places, index, page, stage.id)


@in_each
def spreadsheet(outputs: Outputs, catalog: Catalog, words: Words) -> Wrong:
    lang, want = catalog.language.id, expected.codes.rows(catalog)
    text = outputs.docs["codes.csv"]
    yield from compare_all(want, "code", records.table, text, lang, words)


@in_each
def api(outputs: Outputs, catalog: Catalog, words: Words) -> Wrong:
    lang, want = catalog.language.id, expected.codes.rows(catalog)
    items = json.loads(outputs.docs[addresses.document("codes")])["items"]
    yield from compare_all(want, "code", records.api_codes, items, lang, words)
    stages = json.loads(outputs.docs[addresses.document("stages")])["items"]
    yield from compare_all(stages_of(catalog), "id", records.api_stages, stages, lang)
    values = {row["anchor"]: row for row in expected.legacy.values(catalog)}
    items = json.loads(outputs.docs[addresses.document("legacy")])["items"]
    yield from compare_all(values, "anchor", records.api_values, items, lang)
    for code in want:
        document = json.loads(outputs.docs[addresses.document("code", code=code)])
        yield from compare(want[code], code, records.api_code, document, lang, words)


@in_each
def messages(outputs: Outputs, catalog: Catalog, words: Words) -> Wrong:
    found = json.loads(outputs.docs[addresses.DOWNLOADS["messages-json"][0]])
    lang = catalog.language.id
    told = [
        (int(code), [(s, texts[lang]) for s, texts in at.items()]) for code, at in found.items()
    ]
    rows = expected.codes.rows(catalog)
    want = [(code, row["messages"]) for code, row in rows.items() if row["messages"]]
    if told != want:
        yield f"messages of {[one for one, other in zip_longest(told, want) if one != other]}"


def permalinks(outputs: Outputs, catalogs: Mapping[str, Catalog]) -> Wrong:
    words = {lang: Words(catalog) for lang, catalog in catalogs.items()}
    want = {lang: expected.permalinks.rows(catalog) for lang, catalog in catalogs.items()}
    first = next(iter(catalogs.values()))
    fallback = catalogs[first.facts.fallback]
    for address in want[first.language.id]:
        text = outputs.docs[addresses.permalink(address)]
        try:
            rows, head = permalink.read(f"{address}/", text, words)
        except UNREADABLE as error:
            yield f"{address}: {type(error).__name__}: {error}"
            continue
        for lang, row in rows.items():
            yield from differing(row, want[lang][address], f"{lang}: {address}")
        meant = [want[lang][address] for lang in catalogs]
        titles = [want[fallback.language.id][address]["subject"]]
        if meant[0]["several"]:
            titles = [address, *(c.labels["permalink-several"] for c in catalogs.values())]
        wanted = {
            "title": " · ".join([*titles, fallback.labels["site-name"]]),
            "description": " ".join(row["description"] for row in meant),
        }
        yield from differing(head, wanted, address)


CHECKS: dict[str, Check] = {
    "code pages": code_pages,
    "previews": previews,
    "twins": twins,
    "list of codes": code_list,
    "complete table": complete_table,
    "stage pages": stage_pages,
    "home": home,
    "legacy page": legacy_page,
    "other numbers": other_numbers,
    "changes": changes,
    "llms.txt": llms,
    "llms-full.txt": llms_full,
    "search index": search_index,
    "spreadsheet": spreadsheet,
    "API": api,
    "messages": messages,
    "permalinks": permalinks,
}
"""By kind of output."""


def about(path: str) -> str:
    """Return the kind of the file at a path."""
    kinds = {
        r"\w+/codes/\d+\.md": "code pages",
        r"\w+/codes/index\.md(\.txt)?|\w+/codes/index\.md\.txt": "list of codes",
        r"\w+/complete\.md": "complete table",
        r"\w+/stages/\w+\.md": "stage pages",
        r"\w+/index\.md": "home",
        r"\w+/legacy\.md": "legacy page",
        r"\w+/other-products\.md": "other numbers",
        r"\w+/changes\.md": "changes",
        r"(\w+/)?llms\.txt": "llms.txt",
        r"(\w+/)?llms-full\.txt": "llms-full.txt",
        r".*\.md\.txt": "twins",
        r"search/\w+\.json": "search index",
        r"codes\.csv": "spreadsheet",
        r"api/v1/(codes|stages|legacy).*": "API",
        r"downloads/.*": "messages",
        r"-?\w+/index\.html": "permalinks",
    }
    return next((kind for pattern, kind in kinds.items() if re.fullmatch(pattern, path)), "")
