"""The parameters of tests: the codes, numbers and stages of the dataset."""

from __future__ import annotations

from generator.catalog.model import Catalog
from generator.catalog.stages import Stage
from site_tests.support.dataset import catalogs

CODES = [code.code for code in catalogs()["en"].codes]
COMMON = [code.code for code in catalogs()["en"].common]
STAGES = [stage.id for stage in catalogs()["en"].stages]
NUMBERS = sorted({*CODES, *catalogs()["en"].legacy_values()})


def stage(catalog: Catalog, id_: str) -> Stage:
    return next(stage for stage in catalog.stages if stage.id == id_)
