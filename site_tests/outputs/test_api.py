"""The API says what the dataset says, in the shape that its schemas promise."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator import api, endpoints
from generator.model import Catalog
from generator.resolve import resolve
from generator.schema import CommonCode, Dataset
from generator.validate import read
from site_tests.support.attacks import ATTACKS, poisoned
from site_tests.support.dataset import catalogs, dataset, records
from site_tests.support.project import LANGS, TESTS

URL = "https://site.example/"
CODES = sorted(records())
LISTS = ["codes", "stages", "modules", "remedies", "legacy"]
FORMATS = Draft202012Validator.FORMAT_CHECKER


@cache
def files() -> dict[str, Any]:
    """Every file of the API, read, by path below its folder."""
    texts = api.build(catalogs(), URL)
    assert all(path.startswith(endpoints.ROOT) for path in texts)
    return {path.removeprefix(endpoints.ROOT): json.loads(text) for path, text in texts.items()}


def code_of(code: int) -> dict[str, Any]:
    found = files()[f"codes/{code}.json"]
    assert isinstance(found, dict)
    return found


def validator(id_: str) -> Draft202012Validator:
    return Draft202012Validator(files()[f"schema/{id_}.json"], format_checker=FORMATS)


def by_id(name: str) -> dict[str, dict[str, Any]]:
    return {item["id"]: item for item in files()[f"{name}.json"]["items"]}


SAMPLES = {
    **{id_: f"{id_}.json" for id_ in ("index", *LISTS)},
    "code": "codes/52001002.json",
}


# --- the schemas


@pytest.mark.parametrize("id_", endpoints.PATHS)
def test_a_schema_is_one_and_says_where_it_is(id_: str) -> None:
    schema = files()[f"schema/{id_}.json"]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"{URL}api/v1/schema/{id_}.json"


@pytest.mark.parametrize("id_", ["index", *LISTS])
def test_a_document_is_valid(id_: str) -> None:
    validator(id_).validate(files()[f"{id_}.json"])


@pytest.mark.parametrize("code", CODES)
def test_a_record_is_valid(code: int) -> None:
    validator("code").validate(code_of(code))


def test_there_is_no_file_without_a_schema_and_no_schema_without_a_file() -> None:
    expected = {f"{id_}.json" for id_ in ("index", *LISTS)}
    expected |= {f"codes/{code}.json" for code in CODES}
    expected |= {f"schema/{id_}.json" for id_ in endpoints.PATHS} | {"openapi.json"}
    assert set(files()) == expected
    assert set(endpoints.PATHS) == {"index", "code", *LISTS}


def nodes(schema: object) -> Iterator[dict[str, Any]]:
    """Every mapping in a schema."""
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from nodes(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from nodes(value)


@pytest.mark.parametrize("id_", endpoints.PATHS)
def test_a_schema_is_strict_and_has_no_union_but_with_null(id_: str) -> None:
    for node in nodes(files()[f"schema/{id_}.json"]):
        assert "oneOf" not in node and "allOf" not in node
        assert not isinstance(node.get("type"), list)
        if "anyOf" in node:
            assert len(node["anyOf"]) == 2
            assert {"type": "null"} in node["anyOf"]
        if node.get("type") == "object":
            assert node["additionalProperties"] is False
            assert node["required"] == list(node["properties"])
            assert node["description"]


def spoilt(value: Any) -> Iterator[Any]:
    """Copies of a document, each with one thing wrong."""

    def places(part: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        yield path
        items: Any = ()
        if isinstance(part, dict):
            items = part.items()
        elif isinstance(part, list):
            items = enumerate(part[:1])
        for key, item in items:
            yield from places(item, (*path, key))

    def at(document: Any, path: tuple[Any, ...]) -> Any:
        for key in path:
            document = document[key]
        return document

    for path in places(value, ()):
        part = at(value, path)
        if isinstance(part, dict):
            for key in part:
                broken = copy.deepcopy(value)
                del at(broken, path)[key]
                yield broken
            broken = copy.deepcopy(value)
            at(broken, path)["unknown"] = None
            yield broken
        if path:
            broken = copy.deepcopy(value)
            wrong: object = {} if isinstance(part, list) else []
            at(broken, path[:-1])[path[-1]] = wrong
            yield broken


def small_sample(id_: str) -> Any:
    """A document with at most one item in its list, so that it is spoilt soon."""
    document = copy.deepcopy(files()[SAMPLES[id_]])
    if "items" in document:
        document["items"] = document["items"][:1]
    return document


@pytest.mark.parametrize("id_", endpoints.PATHS)
def test_a_schema_refuses_whatever_is_wrong(id_: str) -> None:
    check = validator(id_)
    document = small_sample(id_)
    assert check.is_valid(document)
    broken = list(spoilt(document))
    assert len(broken) > 20
    assert [b for b in broken if check.is_valid(b)] == []


@pytest.mark.parametrize(
    "field, wrong",
    [
        ("schema_version", "2.0.0"),
        ("record_version", "no digest"),
        ("code", -1),
        ("code", "52001002"),
        ("tier", "rare"),
        ("kind", None),
        ("stages", [None]),
        ("related", ["x"]),
    ],
)
def test_a_schema_refuses_a_wrong_value(field: str, wrong: object) -> None:
    assert not validator("code").is_valid(code_of(52001002) | {field: wrong})


def test_formats_are_checked() -> None:
    assert {"date", "uri"} <= set(FORMATS.checkers)


@pytest.mark.parametrize("wrong", ["http//no.example", "ftp://x.example/", "https://x y/", "/here"])
def test_a_schema_refuses_a_wrong_url(wrong: str) -> None:
    document = copy.deepcopy(code_of(52001002))
    document["urls"]["permalink"] = wrong
    assert not validator("code").is_valid(document)


def test_a_schema_refuses_another_kind_of_document() -> None:
    for id_, path in SAMPLES.items():
        accepting = {other for other in SAMPLES if validator(other).is_valid(files()[path])}
        assert accepting == {id_}


# --- OpenAPI


def test_the_openapi_document_is_valid() -> None:
    OpenAPIV31SpecValidator(files()["openapi.json"]).validate()
    assert files()["openapi.json"]["openapi"].startswith("3.1.")


@pytest.mark.parametrize("field", ["info", "openapi"])
def test_an_openapi_document_without_what_it_needs_is_refused(field: str) -> None:
    document = {k: v for k, v in files()["openapi.json"].items() if k != field}
    assert list(OpenAPIV31SpecValidator(document).iter_errors())


def test_the_openapi_document_has_every_file_and_no_other() -> None:
    document = files()["openapi.json"]
    (server,) = document["servers"]
    assert server["url"] + "/" == URL + endpoints.ROOT
    paths = [re.escape(path).replace(r"\{code\}", r"\d+") for path in document["paths"]]
    data = {f"/{path}" for path in files() if not path.startswith("schema/")} - {"/openapi.json"}
    for path in data:
        assert sum(bool(re.fullmatch(pattern, path)) for pattern in paths) == 1, path
    for pattern in paths:
        assert any(re.fullmatch(pattern, path) for path in data), pattern


@pytest.mark.parametrize("id_", endpoints.PATHS)
def test_the_openapi_document_describes_the_documents_as_the_schemas_do(id_: str) -> None:
    document = files()["openapi.json"]
    (operation,) = (
        item["get"] for item in document["paths"].values() if item["get"]["operationId"] == id_
    )
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    check = Draft202012Validator(document | schema, format_checker=FORMATS)
    check.validate(files()[SAMPLES[id_]])
    assert [b for b in spoilt(small_sample(id_)) if check.is_valid(b)] == []


# --- what may not change within v1


def shape(schema: dict[str, Any]) -> Iterator[str]:
    """A line for each field of a schema: its place, type, values, and whether it may be null."""

    def lines(node: dict[str, Any], place: str) -> Iterator[str]:
        null = ""
        if "anyOf" in node:
            null = " or null"
            (node,) = (n for n in node["anyOf"] if n != {"type": "null"})
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rpartition("/")[2]]
        values = "".join(f" {value}" for value in node.get("enum", ()))
        yield f"{place}: {node['type']}{null}{values}"
        if node["type"] == "array":
            yield from lines(node["items"], f"{place}[]")
        for name, field in node.get("properties", {}).items():
            yield from lines(field, f"{place}.{name}")

    return lines(schema, schema["$id"].rpartition("/")[2].removesuffix(".json"))


def now() -> list[str]:
    return [line for id_ in endpoints.PATHS for line in shape(files()[f"schema/{id_}.json"])]


PROMISED = sorted((TESTS / "api").glob("*.txt"))


@pytest.mark.parametrize("promised", PROMISED, ids=lambda path: path.stem)
def test_nothing_that_a_version_promised_is_gone_or_different(promised: Path) -> None:
    gone = set(promised.read_text("utf-8").splitlines()) - set(now())
    assert not gone, "within v1 fields may be added, but none may change or go"


def test_the_version_of_the_api_is_that_of_its_shape() -> None:
    """A new field is a new version: say so in the changelog, and add its shape as a file."""
    assert sorted(path.stem for path in PROMISED) == sorted(v.version for v in endpoints.CHANGELOG)
    assert endpoints.CHANGELOG[0].version == endpoints.SCHEMA_VERSION
    promised = TESTS / "api" / f"{endpoints.SCHEMA_VERSION}.txt"
    assert promised.read_text("utf-8").splitlines() == now()


@pytest.mark.parametrize("lang", LANGS)
def test_the_changelog_stands_on_the_page(lang: str, docs: dict[str, str]) -> None:
    page = docs[f"{lang}/api.md"]
    for version in endpoints.CHANGELOG:
        assert version.version in page and version.date in page
        assert catalogs()[lang].labels[f"api-change-{version.id}"] in page


# --- what the documents say


@pytest.mark.parametrize("id_", LISTS)
def test_a_list_counts_its_items(id_: str) -> None:
    document = files()[f"{id_}.json"]
    assert document["total"] == len(document["items"]) > 0


@pytest.mark.parametrize("code", CODES)
def test_a_record_is_the_same_alone_and_in_the_list(code: int) -> None:
    item = files()["codes.json"]["items"][CODES.index(code)]
    assert {"schema_version": endpoints.SCHEMA_VERSION} | item == code_of(code)


def both(text: Any) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


@pytest.mark.parametrize("code", CODES)
def test_a_record_says_what_the_dataset_says(code: int) -> None:
    record, found = records()[code], code_of(code)
    assert found["code"] == code
    assert int(found["hexadecimal"], 16) == code
    assert found["tier"] == record.tier  # type: ignore[attr-defined]
    assert [name["name"] for name in found["names"]] == [entry.name for entry in record.names]
    for name, entry in zip(found["names"], record.names, strict=True):
        assert [h["count"] for h in name["headers"]] == list(entry.headers.values())
        assert [b["code"] for b in name["also"]] == (entry.also or [])
        assert name["first"] == (entry.first and entry.first.isoformat())
        assert name["last"] == (entry.last and entry.last.isoformat())
    assert code in dataset().codes[found["module"]["id"]].codes
    assert found["comment"] == (record.comment and both(record.comment))
    note = record.note and both(record.note) | {"source": record.note.source}
    assert found["note"] == note
    assert found["retired"] is None
    assert "".join(s["digits"] for s in found["anatomy"]) in ("", str(code))
    assert set(found["related"]) <= set(CODES) - {code}


@pytest.mark.parametrize("code", CODES)
def test_guidance_is_resolved_for_each_stage(code: int) -> None:
    data, record, found = dataset(), records()[code], code_of(code)
    if not isinstance(record, CommonCode):
        (entry,) = found["guidance"]
        assert entry["stage"] is None
        assert entry["cause"] == both(record.cause) | {"source": record.cause.source}
        assert (entry["retry"] is None) == (found["kind"] == "status")
        return
    assert [s["id"] for s in found["stages"]] == record.stages
    assert [entry["stage"] for entry in found["guidance"]] == record.stages
    for entry in found["guidance"]:
        override = (record.overrides or {}).get(entry["stage"])
        cause = (override and override.cause) or record.cause
        remedies = (override and override.remedies) or record.remedies
        retry = (override and override.retry) or record.retry
        case = data.retries.root[retry.rule]
        assert entry["cause"] == both(cause) | {"source": cause.source}
        assert entry["remedies_source"] == remedies.source
        assert entry["remedies"] == [
            {"id": id_, "side": remedy.side, "text": both(remedy)}
            for id_ in remedies.steps
            for remedy in [data.remedies.root[id_]]
        ]
        assert entry["retry"] == {
            "helps": case.helps,
            "text": both(case.text),
            "source": retry.source,
        }


@pytest.mark.parametrize("lang", LANGS)
def test_what_users_are_told_is_what_the_pages_say(lang: str) -> None:
    for code in catalogs()[lang].codes:
        told = {
            g["stage"]: g["user_message"][lang]
            for g in code_of(code.code)["guidance"]
            if g["user_message"]
        }
        assert told == {stage.id: message for stage, message in code.user_messages}


@pytest.mark.parametrize("name", ["stages", "modules", "remedies"])
def test_a_list_and_the_records_name_the_same_codes(name: str) -> None:
    def ids(found: dict[str, Any]) -> set[str]:
        if name == "stages":
            return {stage["id"] for stage in found["stages"]}
        if name == "modules":
            return {found["module"]["id"]}
        return {r["id"] for entry in found["guidance"] for r in entry["remedies"]}

    items = by_id(name)
    assert set(items) == set(getattr(dataset(), name).root)
    for id_, item in items.items():
        assert item["codes"] == [code for code in CODES if id_ in ids(code_of(code))]


def test_the_stages_say_what_the_dataset_says() -> None:
    for id_, stage in dataset().stages.root.items():
        found = by_id("stages")[id_]
        assert found["title"] == both(stage.title)
        assert found["summary"] == both(stage.summary)
        assert [c["names"] for c in found["callbacks"]] == list(stage.callbacks.values())
        if stage.retry:
            rule = stage.retry
            assert found["retry"]["rule"] == [both(text) for text in rule.rule]
            assert found["retry"]["interval_seconds"] == rule.interval
            assert found["retry"]["wait_seconds"] == rule.wait
            attempts = rule.attempts and {"min": rule.attempts.min, "max": rule.attempts.max}
            assert found["retry"]["attempts"] == attempts
        for kind in ("network", "other"):
            message = getattr(stage.user_messages, kind, None)
            assert found["user_messages"][kind] == (message and both(message))


def test_the_legacy_values_are_those_of_the_dataset() -> None:
    document = files()["legacy.json"]
    legacy = dataset().legacy
    assert [family["id"] for family in document["families"]] == list(legacy.families)
    assert document["room_server_mask"] == [both(text) for text in legacy.mask.text]
    expected = [
        (id_, value.code, value.name, both(value.meaning), value.successors or [])
        for id_ in legacy.families
        for value in legacy.values
        if value.family == id_
    ]
    assert expected == [
        (item["family"], item["code"], item["name"], item["meaning"], item["successors"])
        for item in document["items"]
    ]


def urls(value: object) -> Iterator[str]:
    if isinstance(value, str) and value.startswith(URL):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from urls(item)
    elif isinstance(value, list):
        for item in value:
            yield from urls(item)


def test_every_url_of_the_site_leads_to_a_file(docs: dict[str, str]) -> None:
    pages = {re.sub(r"(^|/)index$", r"\1", path.removesuffix(".md")) for path in docs}
    known = set(docs) | {f"{page.rstrip('/')}/" for page in pages}
    known |= {path.removesuffix("index.html") for path in docs}
    found = {url for path, file in files().items() if path != "openapi.json" for url in urls(file)}
    assert len(found) > 3 * len(CODES)
    for url in found:
        path = url.removeprefix(URL).partition("#")[0].replace("{code}", str(CODES[0]))
        assert path == "" or path in known, url


def test_the_index_links_every_document_and_every_download(docs: dict[str, str]) -> None:
    index = files()["index.json"]
    linked = {link["url"] for link in index["documents"]} | {index["openapi"]}
    assert linked == {
        f"{URL}{endpoints.ROOT}{path}"
        for path in [*files(), "codes/{code}.json"]
        if not re.match(r"schema/|codes/\d", path)
    }
    assert {link["schema"] for link in index["documents"]} == {
        f"{URL}{endpoints.ROOT}{path}" for path in files() if path.startswith("schema/")
    }
    downloads = {link["url"].removeprefix(URL) for link in index["downloads"]}
    assert downloads == {
        path for path in docs if path == "codes.csv" or path.startswith("downloads/")
    }


# --- versions


def test_the_files_are_in_what_is_rendered(docs: dict[str, str]) -> None:
    url = dataset().dataset.url
    assert {p: t for p, t in docs.items() if p.startswith("api/")} == api.build(catalogs(), url)


def test_versions_do_not_depend_on_where_the_site_stands() -> None:
    elsewhere = api.build(catalogs(), "https://elsewhere.example/below/")
    for path, text in api.build(catalogs(), URL).items():
        assert elsewhere[path] == text.replace(URL, "https://elsewhere.example/below/")


def with_remedy(data: Dataset, id_: str, zh: str) -> dict[str, Catalog]:
    """The catalogs of the dataset with another wording of a remedy."""
    remedies = dict(data.remedies.root)
    remedies[id_] = remedies[id_].model_copy(update={"zh": zh})
    return resolve(data.model_copy(update={"remedies": type(data.remedies)(remedies)}))


def test_an_edit_changes_only_what_it_concerns() -> None:
    before = api.build(catalogs(), URL)
    after = api.build(with_remedy(dataset(), "publish-again", "重新推流。"), URL)
    changed = {path for path in before if before[path] != after[path]}
    concerned = by_id("remedies")["publish-again"]["codes"]
    assert concerned
    lists = {f"{id_}.json" for id_ in (*LISTS, "index")}  # they carry the dataset's version
    assert changed == {
        endpoints.ROOT + path for path in lists | {f"codes/{code}.json" for code in concerned}
    }
    for code in concerned:
        path = f"{endpoints.ROOT}codes/{code}.json"
        old, new = json.loads(before[path]), json.loads(after[path])
        assert old["record_version"] != new["record_version"]
    old, new = (json.loads(files[f"{endpoints.ROOT}stages.json"]) for files in (before, after))
    assert old["dataset_version"] != new["dataset_version"]
    assert old["items"] == new["items"]


def test_the_same_data_have_the_same_versions() -> None:
    remedy = dataset().remedies.root["publish-again"]
    again = api.build(with_remedy(dataset(), "publish-again", remedy.zh), URL)
    assert again == api.build(catalogs(), URL)


def test_records_have_versions_of_their_own() -> None:
    versions = [code_of(code)["record_version"] for code in CODES]
    assert len(set(versions)) == len(versions)


# --- hostile data


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_stays_text(attack: str, small: Path) -> None:
    texts = api.build(resolve(poisoned(read(small), attack)), URL)
    found = json.loads(texts[f"{endpoints.ROOT}codes/21200007.json"])
    assert found["guidance"][0]["cause"] == {"zh": attack, "en": attack, "source": "vendor"}
    for id_, path in endpoints.PATHS.items():
        schema = json.loads(texts[f"{endpoints.ROOT}schema/{id_}.json"])
        document = json.loads(texts[endpoints.ROOT + path.format(code=21200007)])
        jsonschema.validate(document, schema, Draft202012Validator, format_checker=FORMATS)
