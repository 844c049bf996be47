"""The catalog: merged overrides, order, immutability."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from generator.catalog.model import Catalog, Code
from generator.catalog.resolve import resolve
from generator.dataset.diagnostics import DataError
from generator.dataset.reader import examine, read
from generator.dataset.schema import Dataset
from site_tests.support.dataset import catalogs, records
from site_tests.support.each import each
from site_tests.support.problems import INVALID
from site_tests.support.project import LANGS, SMALL

CODES = catalogs()["en"].codes


@pytest.fixture
def small_catalog(small: Path) -> Catalog:
    return resolve(read(small))["en"]


# --- guidance ------------------------------------------------------------------------------------


def steps(code: Code) -> dict[tuple[str, ...], list[str]]:
    return {
        tuple(stage.id for stage in g.stages): [step.id for step in g.steps] for g in code.guidance
    }


def test_override_replaces_fields_at_its_stage_only(small_catalog: Catalog) -> None:
    code = small_catalog.by_code[21200007]
    assert steps(code) == {
        ("init",): ["check-network"],
        ("login",): ["check-network", "contact-support"],
    }
    own, overridden = code.guidance
    assert (overridden.cause, overridden.retry) == (own.cause, own.retry)


def test_labels_are_a_mapping_with_the_names_of_product_and_vendor(
    small_catalog: Catalog, small: Path
) -> None:
    dataset = read(small)
    names = (("{product}", "Small SDK"), ("{vendor}", "Smallco"))
    written = {id_: text.en for id_, text in dataset.labels.root.items()}
    for placeholder, name in names:
        written = {id_: text.replace(placeholder, name) for id_, text in written.items()}
    assert dict(small_catalog.labels) == written
    assert len(small_catalog.labels) == len(written)


def test_guidance_is_found_by_stage(small_catalog: Catalog) -> None:
    code = small_catalog.by_code[21200007]
    init, login = small_catalog.stages
    assert code.at(init) is code.guidance[0]
    assert code.at(login) is code.guidance[1]


def test_code_without_overrides_has_one_guidance(
    small_catalog: Catalog,
) -> None:
    assert steps(small_catalog.by_code[20000001]) == {("init",): ["check-app-sign"]}


def test_undocumented_code_has_the_general_advice(small_catalog: Catalog) -> None:
    code = small_catalog.by_code[51200007]
    assert (code.tier, steps(code)) == ("complete", {(): ["contact-support"]})
    assert code.guidance[0].retry.helps == "unknown"


def test_status_has_no_remedies(small_catalog: Catalog) -> None:
    code = small_catalog.by_code[50001008]
    assert (code.kind, steps(code)) == ("status", {(): []})


@each("code", CODES)
def test_guidance_covers_each_stage_once(code: Code) -> None:
    covered = [stage.id for guidance in code.guidance for stage in guidance.stages]
    assert sorted(covered) == sorted(stage.id for stage in code.stages)
    for guidance in code.guidance[1:]:
        own = code.guidance[0]
        assert (guidance.cause, guidance.steps, guidance.retry) != (
            own.cause,
            own.steps,
            own.retry,
        )


# --- order ---------------------------------------------------------------------------------------


def test_codes_ascend_and_link_to_their_neighbors() -> None:
    numbers = [code.code for code in CODES]
    assert numbers == sorted(numbers)
    assert [code.previous for code in CODES] == [None, *numbers[:-1]]
    assert [code.next for code in CODES] == [*numbers[1:], None]


def test_stages_modules_and_families_keep_file_order(dataset: Dataset) -> None:
    catalog = catalogs()["en"]
    assert [stage.id for stage in catalog.stages] == list(dataset.stages.root)
    assert [module.id for module in catalog.modules] == list(dataset.modules.root)
    assert [family.id for family in catalog.legacy] == list(dataset.legacy.families)


def test_catalogs_are_in_the_order_of_the_languages(dataset: Dataset) -> None:
    assert list(catalogs()) == list(dataset.dataset.languages) == list(LANGS)


def test_order_does_not_depend_on_the_order_of_the_files(small: Path) -> None:
    dataset = read(small)
    backwards = dataset.model_copy(update={"codes": dict(reversed(dataset.codes.items()))})
    assert resolve(backwards) == resolve(dataset)


def test_languages_differ_in_texts_only() -> None:
    zh, en = catalogs().values()
    for a, b in zip(zh.codes, en.codes, strict=True):
        assert (a.code, a.tier, a.kind, a.related, a.names) == (
            b.code,
            b.tier,
            b.kind,
            b.related,
            b.names,
        )
        assert steps(a) == steps(b)
        assert [s.digits for s in a.segments] == [s.digits for s in b.segments]
        assert a.cause.text != b.cause.text


def test_codes_are_found_by_number_stage_and_module() -> None:
    catalog = catalogs()["en"]
    assert [c.code for stage in catalog.stages for c in catalog.of_stage(stage)] == [
        code
        for stage in catalog.stages
        for code, record in sorted(records().items())
        if stage.id in (record.stages or ())
    ]
    assert [c for m in catalog.modules for c in catalog.of_module(m)] == list(catalog.codes)
    assert all(catalog.by_code[code.code] is code for code in catalog.codes)
    assert [c for c in catalog.codes if c.tier == "common"] == list(catalog.common)


def test_unknown_label_is_an_error() -> None:
    with pytest.raises(DataError, match="no-such-label: is missing"):
        catalogs()["en"].labels["no-such-label"]


def test_unknown_placeholder_is_an_error() -> None:
    label = catalogs()["en"].labels["open-code"]
    assert label.format(code=1) == "Open the page for 1"
    with pytest.raises(DataError, match=r"open-code: has an unknown placeholder; use \{number\}"):
        label.format(number=1)


# --- legacy and anatomy --------------------------------------------------------------------------


def test_legacy_values_are_grouped_by_number() -> None:
    values = catalogs()["en"].legacy_values()
    assert list(values) == sorted(values)
    assert [value.family for value in values[105]] == ["publish-state", "room-error"]
    listed = [value for family in catalogs()["en"].legacy for value in family.values]
    assert sum(map(len, values.values())) == len(listed)


def test_legacy_anchors_are_unique() -> None:
    anchors = [v.anchor for family in catalogs()["en"].legacy for v in family.values]
    assert len(set(anchors)) == len(anchors)
    assert {"room-error-105", "audioroom-login-minus-1"} <= set(anchors)


def test_segments_of_a_code_contain_all_digits() -> None:
    for code in CODES:
        if code.segments:
            assert "".join(segment.digits for segment in code.segments) == str(code.code)
            assert all(segment.text for segment in code.segments)


def test_unknown_libcurl_result_is_named(small: Path) -> None:
    text = (SMALL / "anatomy.yaml").read_text("utf-8").replace("  7: {zh: 无法", "  8: {zh: 无法")
    (small / "anatomy.yaml").write_text(text, "utf-8")
    segment = resolve(read(small))["en"].by_code[21200007].segments[-1]
    assert segment.digits == "07"
    assert "7" in segment.text


# --- frozen --------------------------------------------------------------------------------------


def test_catalog_is_frozen() -> None:
    catalog = catalogs()["en"]
    code = catalog.codes[0]
    for thing, attribute in [
        (catalog, "codes"),
        (code, "code"),
        (code.guidance[0], "steps"),
        (code.module, "title"),
        (catalog.stages[0], "title"),
        (catalog.language, "id"),
    ]:
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(thing, attribute, None)
        assert not hasattr(thing, "__dict__")


def test_resolving_does_not_change_the_dataset(small: Path) -> None:
    dataset = read(small)
    before = dataset.model_dump_json()
    resolve(dataset)
    assert dataset.model_dump_json() == before


def test_numbering_rule_without_a_code_is_not_shown(small: Path) -> None:
    """Take unfinished data, which are served too and may have one."""
    shutil.copy(INVALID / "reference-unused" / "anatomy.yaml", small)
    dataset, problems = examine(small)
    assert dataset and problems
    assert "hidden" in {rule.id for rule in dataset.anatomy.rules}
    assert "hidden" not in {rule.id for rule in resolve(dataset)["en"].numbering.rules}
