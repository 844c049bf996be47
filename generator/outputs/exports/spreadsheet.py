"""Export all codes as a CSV file for spreadsheets, in which no cell is a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping

from generator.catalog.guidance import Guidance
from generator.catalog.model import Catalog
from generator.outputs.escape import plain

COLUMNS = (
    *("code", "hexadecimal", "names", "tier", "kind", "module", "stages"),
    *("cause_zh", "cause_en", "remedies_zh", "remedies_en", "retry", "retry_zh", "retry_en"),
    *("user_message_zh", "user_message_en", "related", "url"),
    *("aliases", "retired_zh", "retired_en", "successor", "verdict", "cause_source"),
)


def codes_csv(catalogs: Mapping[str, Catalog], url: str) -> str:
    """Return a CSV file with a row for each code, and the byte order mark that Excel needs for UTF-8."""
    file = io.StringIO()
    file.write("\ufeff")
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for code in catalogs["en"].codes:
        retries = [group.retry for group in code.retries if code.kind == "error"]
        cells: dict[str, str] = {
            "code": str(code.code),
            "hexadecimal": code.hexadecimal,
            "names": " ".join(name.name for name in code.names),
            "tier": code.tier,
            "kind": code.kind,
            "module": code.module.id,
            "stages": " ".join(stage.id for stage in code.stages),
            "retry": " ".join(dict.fromkeys(retry.helps for retry in retries)),
            "verdict": " ".join(dict.fromkeys(retry.verdict for retry in retries)),
            "cause_source": "\n".join(group.cause.source.mark for group in code.causes),
            "related": " ".join(map(str, code.related)),
            "url": f"{url}{code.code}/",
            "aliases": " ".join(code.aliases),
            "successor": str((code.retired and code.retired.successor) or ""),
        }
        for lang, catalog in catalogs.items():
            cells |= {f"{key}_{lang}": text for key, text in _cells(catalog, code.code)}
        writer.writerow({key: harmless(text) for key, text in cells.items()})
    return file.getvalue()


def _cells(catalog: Catalog, number: int) -> Iterator[tuple[str, str]]:
    """Yield column and text of the cells in one language; if stages differ, each has its own line."""
    code, language = catalog.by_code[number], catalog.language

    def lines(groups: tuple[Guidance, ...], texts: Iterable[str]) -> str:
        return "\n".join(language.labeled(groups, map(plain, texts)))

    yield "cause", lines(code.causes, (g.cause.text for g in code.causes))
    steps = (language.space.join(step.text for step in group.steps) for group in code.advice)
    yield "remedies", lines(code.advice, steps)
    if code.kind == "error":
        yield "retry", lines(code.retries, (catalog.answer(g.retry) for g in code.retries))
    if code.retired:
        yield "retired", plain(code.retired.reason)
    told = (f"{stage.title}{language.colon}{plain(text)}" for stage, text in code.user_messages)
    yield "user_message", "\n".join(told)


_FORMULA = re.compile(r"(?:^|(?<=[;\t\r\n]))(?=\s*[=+\-@＝＋－＠|])|^(?=[\t\r\n])")


def harmless(cell: str) -> str:
    """Put an apostrophe before text that a spreadsheet would read as a formula.

    This includes text after a semicolon, a tab or a line end, where some programs start a new cell.
    """
    return _FORMULA.sub("'", cell)
