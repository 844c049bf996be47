"""Versions of the API: fields stay within one, and changes make a new one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.catalog.model import Catalog
from generator.catalog.resolve import resolve
from generator.dataset.schema import Dataset
from generator.outputs import addresses, api
from generator.outputs.api import versions
from generator.outputs.api.schemas import fields
from site_tests.support.api import CODES, URL, WHOLE, by_id, code_of, files
from site_tests.support.dataset import catalogs, dataset
from site_tests.support.each import each
from site_tests.support.nightly import some
from site_tests.support.project import LANGS, TESTS


def now() -> list[str]:
    """Return a line for each field of today's schemas: its place, type, values, and whether it may be null."""
    documents = (files()[f"schema/{id_}.json"] for id_ in addresses.DOCUMENTS)
    return [": ".join(field) for document in documents for field in fields(document)]


PROMISED = sorted((TESTS / "api").glob("*.txt"))


@pytest.mark.parametrize("promised", PROMISED, ids=lambda path: path.stem)
def test_nothing_that_a_version_promised_is_gone_or_different(promised: Path) -> None:
    gone = set(promised.read_text("utf-8").splitlines()) - set(now())
    assert not gone, "within v1 fields may be added, but none may change or go"


def contract(promised: Iterable[str], id_: str) -> Draft202012Validator:
    """Return a schema of what a client made at that version expects; more fields do not trouble it."""
    schemas: dict[str, dict[str, Any]] = {}
    for line in promised:
        place, _, words = line.partition(": ")
        kind, *values = words.replace(" or null", "").split()
        null = " or null" in words
        schema: dict[str, Any] = {"type": [kind, "null"] if null else kind}
        if values:
            schema["enum"] = [*values, None] if null else values
        schemas[place] = schema
        if place.endswith("[]"):
            schemas[place.removesuffix("[]")]["items"] = schema
        elif "." in place:
            owner, _, name = place.rpartition(".")
            schemas[owner].setdefault("properties", {})[name] = schema
            schemas[owner].setdefault("required", []).append(name)
    return Draft202012Validator(schemas[id_])


def documents_of(id_: str) -> list[dict[str, Any]]:
    return [code_of(code) for code in CODES] if id_ == "code" else [files()[f"{id_}.json"]]


@each("id_", addresses.DOCUMENTS)
@each("promised", some(PROMISED[::-1], len(PROMISED)))
def test_a_client_of_each_version_reads_the_documents_of_today(promised: Path, id_: str) -> None:
    lines = promised.read_text("utf-8").splitlines()
    is_new = not any(line.partition(":")[0] == id_ for line in lines)
    for document in [] if is_new else documents_of(id_):
        contract(lines, id_).validate(document)


@pytest.mark.parametrize(
    "line",
    [
        "code.gone: string",
        "code.code: string",
        "code.module.gone: integer",
        "code.names[]: string",
        "code.urls.pages.zh: object",
        "code.kind: string status",
        "code.hexadecimal: integer or null",
        "code.guidance[].retry: object",
    ],
)
def test_a_client_fails_where_a_field_went_or_has_another_type(line: str) -> None:
    place = line.partition(": ")[0]
    promised = [
        was
        for was in PROMISED[0].read_text("utf-8").splitlines()
        if was.partition(": ")[0] != place
    ]
    owner = place.removesuffix("[]") if place.endswith("[]") else place.rpartition(".")[0]
    at = [was.partition(": ")[0] for was in promised].index(owner) + 1
    client = contract([*promised[:at], line, *promised[at:]], "code")
    assert not all(client.is_valid(document) for document in documents_of("code"))


def test_the_version_of_the_api_is_that_of_its_shape() -> None:
    """Demand a new version for a new field and for a change of the schemas.

    Say so in the changelog, and add its shape as a file.
    """
    assert sorted(path.stem for path in PROMISED) == sorted(v.version for v in versions.CHANGELOG)
    assert versions.CHANGELOG[0].version == versions.SCHEMA_VERSION
    promised = TESTS / "api" / f"{versions.SCHEMA_VERSION}.txt"
    assert promised.read_text("utf-8").splitlines() == now()


@pytest.mark.parametrize("lang", LANGS)
def test_the_changelog_stands_on_the_page(lang: str, docs: dict[str, str]) -> None:
    page = docs[f"{lang}/api.md"]
    for version in versions.CHANGELOG:
        assert version.version in page and version.date in page
        assert catalogs()[lang].labels[f"api-change-{version.id}"] in page


def with_remedy(data: Dataset, id_: str, zh: str) -> dict[str, Catalog]:
    """Return the catalogs of the dataset with another wording of a remedy."""
    remedies = dict(data.remedies.root)
    remedies[id_] = remedies[id_].model_copy(update={"zh": zh})
    return resolve(data.model_copy(update={"remedies": type(data.remedies)(remedies)}))


def test_an_edit_changes_only_what_it_concerns() -> None:
    before = dict(api.files(catalogs(), URL))
    remedy = dataset().remedies.root["publish-again"]
    assert before == dict(api.files(with_remedy(dataset(), "publish-again", remedy.zh), URL))
    after = dict(api.files(with_remedy(dataset(), "publish-again", "重新推流。"), URL))
    changed = {path for path in before if before[path] != after[path]}
    concerned = by_id("remedies")["publish-again"]["codes"]
    assert concerned
    lists = {f"{id_}.json" for id_ in WHOLE}  # they carry the dataset's version
    assert changed == {
        addresses.API + path for path in lists | {f"codes/{code}.json" for code in concerned}
    }
    for code in concerned:
        path = f"{addresses.API}codes/{code}.json"
        old, new = json.loads(before[path]), json.loads(after[path])
        assert old["record_version"] != new["record_version"]
    old, new = (json.loads(files[f"{addresses.API}stages.json"]) for files in (before, after))
    assert old["dataset_version"] != new["dataset_version"]
    assert old["items"] == new["items"]


def test_records_have_versions_of_their_own() -> None:
    versions = [code_of(code)["record_version"] for code in CODES]
    assert len(set(versions)) == len(versions)
