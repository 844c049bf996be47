"""The catalogs of a few codes that have between them all that a code can have, for renderings by the hundred."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from generator.catalog.model import Catalog
from generator.catalog.resolve import resolve
from generator.dataset.schema_codes import Retired
from generator.dataset.types import SourcedText
from site_tests.support.dataset import dataset

RETIRED, SUCCESSOR, FORMER = 12301012, 52001012, "kEngineStreamNameTakenError"
CODES = (
    *(0, 10000105, 10009001, 11000404, 12200002, RETIRED, 14000001, 20000002, 21200007, 40700001),
    *(SUCCESSOR, 52000105, 52000141, 52001002, 60001007, 60001008, 82000002, 120000004),
)
VALUES_A_FAMILY = 2


@cache
def specimens() -> dict[str, Catalog]:
    """Return the project's catalogs with only these codes, one of them retired and renamed, and fewer legacy values."""
    data = dataset()
    retired = {
        "aliases": [FORMER],
        "retired": Retired(
            reason=SourcedText(zh="不再返回。", en="It is gone.", source="error-headers"),
            successor=SUCCESSOR,
        ),
    }
    files = {
        module: file.model_copy(
            update={
                "codes": file.codes
                | {
                    code: record.model_copy(update=retired)
                    for code, record in file.codes.items()
                    if code == RETIRED
                }
            }
        )
        for module, file in data.codes.items()
    }
    resolved = resolve(data.model_copy(update={"codes": files}))
    return {lang: _few(catalog) for lang, catalog in resolved.items()}


def _few(catalog: Catalog) -> Catalog:
    needed = {
        entry.code for stage in catalog.stages for event in stage.events for entry in event.legacy
    }
    families = tuple(
        replace(
            family,
            values=tuple(
                value
                for number, value in enumerate(family.values)
                if number < VALUES_A_FAMILY
                or value.code in needed
                or value.warning
                or value.pattern
            ),
        )
        for family in catalog.legacy
    )
    of_modules = {catalog.of_module(module)[0].code for module in catalog.modules}
    of_stages = {code.code for stage in catalog.stages for code in catalog.of_stage(stage)[:1]}
    chosen = {*CODES, *of_modules, *of_stages}
    codes = tuple(code for code in catalog.codes if code.code in chosen)
    known = {code.code for code in codes}
    codes = tuple(replace(c, related=tuple(n for n in c.related if n in known)) for c in codes)
    by_code = {**catalog.by_code, **{code.code: code for code in codes}}
    return replace(catalog, codes=codes, legacy=families, by_code=by_code)
