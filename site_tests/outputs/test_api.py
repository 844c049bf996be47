"""The API says what the dataset says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from jsonschema import Draft202012Validator

from generator.dataset.meanings import worded
from generator.outputs import addresses, api
from generator.outputs.api import versions
from site_tests.support.api import CODES, FORMATS, LISTS, URL, by_id, code_of, files
from site_tests.support.attacks import ATTACKS, Attacked
from site_tests.support.dataset import catalogs, dataset, records
from site_tests.support.each import each
from site_tests.support.expected.codes import HELPS
from site_tests.support.nightly import some

# --- the documents


@pytest.mark.parametrize("id_", LISTS)
def test_a_list_counts_its_items(id_: str) -> None:
    document = files()[f"{id_}.json"]
    assert document["total"] == len(document["items"]) > 0


@each("code", CODES)
def test_a_record_is_the_same_alone_and_in_the_list(code: int) -> None:
    item = files()["codes.json"]["items"][CODES.index(code)]
    assert {"schema_version": versions.SCHEMA_VERSION} | item == code_of(code)


def both(text: Any) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def mark_of(source: str) -> str:
    """Return the mark of a source."""
    return str(dataset().sources.texts[source].mark)


STEPS = {"package": "vendor"}
"""The marks that v1 has no word for, and what it says instead."""


def source_in_v1(source: str) -> str:
    """Return what v1, whose sources are closed, says of a source."""
    mark = mark_of(source)
    return "vendor" if mark in ("document", "sample", "package") else mark


@each("code", CODES)
def test_a_record_says_what_the_dataset_says(code: int) -> None:
    record, found = records()[code], code_of(code)
    assert found["code"] == code
    assert int(found["hexadecimal"], 16) == code
    assert found["tier"] == record.tier
    assert [name["name"] for name in found["names"]] == [entry.name for entry in record.names]
    for name, entry in zip(found["names"], record.names, strict=True):
        assert [h["count"] for h in name["headers"]] == list(entry.headers.values())
        assert [b["code"] for b in name["also"]] == (entry.also or [])
        assert name["first"] == (entry.first and entry.first.isoformat())
        assert name["last"] == (entry.last and entry.last.isoformat())
    assert code in dataset().codes[found["module"]["id"]].codes
    assert found["comment"] == (record.comment and both(record.comment))
    note = record.note and both(record.note) | {"source": source_in_v1(record.note.source)}
    assert found["note"] == note
    end = record.retired
    assert found["retired"] == (end and {"reason": both(end.reason), "successor": end.successor})
    assert "".join(s["digits"] for s in found["anatomy"]) in ("", str(code))
    assert set(found["related"]) <= set(CODES) - {code}


@each("code", CODES)
def test_guidance_is_resolved_for_each_stage(code: int) -> None:
    data, record, found = dataset(), records()[code], code_of(code)
    stages: list[str | None] = list(record.stages or ())
    assert [s["id"] for s in found["stages"]] == stages
    assert [entry["stage"] for entry in found["guidance"]] == (stages or [None])
    general = data.dataset.undocumented
    given = record.steps or (general.steps if record.kind == "error" else {})
    for entry in found["guidance"]:
        override = (record.overrides or {}).get(entry["stage"])
        cause = override and override.cause
        steps = (override and override.steps) or given
        retry = (override and override.retry) or record.retry or general.retry
        told = cause or record.cause or record.comment
        assert told
        meaning = worded(told, data.meanings)
        assert entry["cause"] == both(meaning) | {"source": source_in_v1(meaning.source)}
        assert entry["remedies_source"] == source_in_v1(next(iter(steps.values()), "ours"))
        assert entry["remedies"] == [
            {"id": id_, "side": remedy.side, "text": both(remedy), "source": mark_of(source)}
            for id_, source in steps.items()
            for remedy in [data.remedies.root[id_]]
        ]
        if record.kind == "status":
            assert entry["retry"] is None
            continue
        case, told = data.retries.root[retry.rule], entry["retry"]
        assert (told["rule"], told["verdict"]) == (retry.rule, case.verdict)
        assert told["helps"] == HELPS[case.verdict]
        assert (told["text"], told["source"]) == (both(case.text), source_in_v1(retry.source))
        assert told["condition"] == (case.condition and both(case.condition))
        assert (told["calls"] and told["calls"]["id"]) == case.calls
        assert told["limit"] == (
            case.limit
            and {
                "interval_seconds": case.limit.interval,
                "attempts": case.limit.attempts.model_dump(),
                "count_anew_after_seconds": data.dataset.steady_seconds,
                "source": source_in_v1(case.limit.source),
            }
        )


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
        assert [(c["names"], c["source"]) for c in found["callbacks"]] == [
            (callbacks.names, STEPS.get(mark := mark_of(callbacks.source), mark))
            for callbacks in stage.callbacks.values()
        ]
        assert {s["id"]: [text["en"] for text in s["texts"]] for s in found["sections"]} == {
            id_: [text.en for text in texts] for id_, texts in (stage.sections or {}).items()
        }
        assert [(e["callback"], e["action"], e["codes"]) for e in found["events"]] == [
            (name, event.action, list(event.codes.numbers) if event.codes else [])
            for name, event in (stage.events or {}).items()
        ]
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
    known |= {path.removesuffix("index.html") for path in docs} | {addresses.OFFLINE}
    found = {url for path, file in files().items() if path != "openapi.json" for url in urls(file)}
    assert len(found) > 3 * len(CODES)
    for url in found:
        path = url.removeprefix(URL).partition("#")[0].replace("{code}", str(CODES[0]))
        assert path == "" or path in known, url


def test_the_index_links_every_document_and_every_download(docs: dict[str, str]) -> None:
    index = files()["index.json"]
    linked = {link["url"] for link in index["documents"]} | {index["openapi"]}
    assert linked == {
        f"{URL}{addresses.API}{path}"
        for path in [*files(), "codes/{code}.json"]
        if not re.match(r"schema/|codes/\d", path)
    }
    assert {link["schema"] for link in index["documents"]} == {
        f"{URL}{addresses.API}{path}" for path in files() if path.startswith("schema/")
    }
    downloads = {link["url"].removeprefix(URL) for link in index["downloads"]}
    assert downloads == {addresses.OFFLINE} | {
        path for path in docs if path == "codes.csv" or path.startswith("downloads/")
    }


# --- versions


def test_the_files_are_in_what_is_rendered(docs: dict[str, str]) -> None:
    url = dataset().dataset.url
    assert {p: t for p, t in docs.items() if p.startswith("api/v1/")} == dict(
        api.files(catalogs(), url)
    )


# --- hostile data


@each("attack", some(ATTACKS, 12))
def test_hostile_text_stays_text(attack: str, attacked: Attacked) -> None:
    texts = dict(api.files(attacked(attack), URL))
    found = json.loads(texts[f"{addresses.API}codes/21200007.json"])
    assert found["guidance"][0]["cause"] == {"zh": attack, "en": attack, "source": "vendor"}
    for id_, path in addresses.DOCUMENTS.items():
        schema = json.loads(texts[f"{addresses.API}schema/{id_}.json"])
        document = json.loads(texts[addresses.API + path.format(code=21200007)])
        jsonschema.validate(document, schema, Draft202012Validator, format_checker=FORMATS)


def test_each_name_leads_to_the_one_code_that_has_it() -> None:
    named: dict[str, set[int]] = {}
    for code, record in records().items():
        printed = [record.erratum.printed] if record.erratum else []
        for name in (*(name.name for name in record.names), *(record.aliases or ()), *printed):
            named.setdefault(name, set()).add(code)
    document = files()["names.json"]
    assert document["names"] == {
        name: min(codes) for name, codes in named.items() if len(codes) == 1
    }
    assert list(document["names"]) == sorted(document["names"])
    assert document["total"] == len(document["names"])
