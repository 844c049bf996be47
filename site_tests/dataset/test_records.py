"""The records: the order of their stages, and the marks of what no vendor's page says."""

from __future__ import annotations

from generator.catalog.model import Catalog
from generator.dataset.schema import Dataset
from site_tests.support.dataset import records
from site_tests.support.each import each


@each("code", records())
def test_stages_of_a_code_are_in_session_order(code: int, dataset: Dataset) -> None:
    order = list(dataset.stages.root)
    stages = list(records()[code].stages or ())
    assert stages == sorted(stages, key=order.index)


COMMENTED = [c for c, r in records().items() if r.comment and r.tier == "complete"]


@each("code", COMMENTED)
def test_comment_of_a_header_is_the_meaning_of_a_code_without_another(
    code: int, catalogs: dict[str, Catalog]
) -> None:
    for catalog in catalogs.values():
        found = catalog.by_code[code]
        assert found.cause == found.comment
        assert found.cause.text in found.summary
        assert found.cause.source.mark == "header"


@each("code", [c for c, record in records().items() if record.tier == "complete"])
def test_meaning_of_a_code_outside_of_the_vendors_page_is_not_its(
    code: int, catalogs: dict[str, Catalog]
) -> None:
    found = catalogs["en"].by_code[code]
    assert {g.cause.source.mark for g in found.guidance} <= {"document", "sample", "header", "ours"}
    steps = [step for guidance in found.guidance for step in guidance.steps]
    assert {step.source.mark for step in steps} <= {"sample", "header", "ours"}
    assert {g.retry.source.mark for g in found.guidance} <= {"sample", "header", "ours"}
