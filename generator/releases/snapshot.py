"""Snapshots of the dataset, from which the changes between releases are derived.

A snapshot is flat: the path of each text and value, such as `codes/20000001/cause`, as the data have it.
So a text that codes share is there once, and a new field of the schema is part of it without a line here.
`python -m generator release` writes what differs from the releases before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from pydantic import BaseModel

from generator.catalog.legacy import anchor
from generator.catalog.resolve import resolve
from generator.catalog.state import State
from generator.dataset.schema import Dataset, Term
from generator.dataset.schema_releases import ReleaseFile
from generator.dataset.types import Text
from generator.outputs import addresses, exports
from generator.outputs.api import schemas
from generator.outputs.exports.spreadsheet import COLUMNS

_HEAD = """\
# yaml-language-server: $schema=../schema/releases.json
# Written by `python -m generator release`; do not edit.
"""
_UNSEEN = dict.fromkeys(("id", "names", "prefixes", "servers", "avoid", "why", "synonyms"), True)
"""The fields of modules, numbering rules and terms that only rules and writers read."""
_WORDS = ("retry-", "action-", "chip-")
"""Labels with these beginnings are the words of verdicts, actions and who acts."""


def take(dataset: Dataset) -> dict[str, Any]:
    """Return the state of the whole dataset, sorted by path."""
    leaves = (
        leaf
        for kind, records in _records(dataset)
        for id_, record in records.items()
        for leaf in _record(f"{kind}/{str(id_).replace('/', '-')}", record)
    )
    return dict(sorted(leaves))


def difference(before: State, now: State) -> ReleaseFile:
    """Return what is new or changed in a state since the one before, and what is gone."""
    said = {path: value for path, value in now.items() if before.get(path) != value}
    return ReleaseFile(said=said, gone=sorted(before.keys() - now.keys()))


def to_yaml(release: ReleaseFile) -> str:
    """Format a release as YAML, a value per line, so that a diff shows the changed ones."""
    value = release.model_dump(exclude_defaults=True)
    body = yaml.safe_dump(
        value, allow_unicode=True, default_flow_style=None, sort_keys=False, width=10_000
    )
    return f"{_HEAD}{body}"


def _records(dataset: Dataset) -> Iterator[tuple[str, Mapping[Any, Any]]]:
    """Yield each kind of record that readers see, with the records by id."""
    yield "codes", {c: r for file in dataset.codes.values() for c, r in file.codes.items()}
    for kind in ("stages", "remedies", "retries", "modules", "platforms", "families"):
        yield kind, getattr(dataset, kind).root
    yield from (("meanings", dataset.meanings.meanings), ("servers", dataset.meanings.servers))
    legacy = dataset.legacy
    yield "legacy", {anchor(value): value for value in legacy.values}
    yield "legacy-families", legacy.families
    yield "patterns", {pattern.pattern: pattern for pattern in legacy.patterns}
    yield from (("mask", {"all": legacy.mask}), ("support", {"all": dataset.support}))
    anatomy, facts = dataset.anatomy, dataset.dataset
    yield "numbering", {rule.id: rule for rule in anatomy.rules}
    yield "curl", anatomy.curl.results
    yield "glossary", {id_: t for id_, t in dataset.glossary.root.items() if t.means}
    yield from (("calls", dataset.calls.calls), ("files", dataset.calls.files))
    yield "sources", dataset.sources.texts
    yield "headers", {f"{file.platform}-{file.file}": file for file in dataset.sources.headers}
    yield "undocumented", {"all": facts.undocumented}
    general = {
        "product": facts.product,
        "vendor": facts.vendor,
        "steady_seconds": facts.steady_seconds,
    }
    general |= {"outside": anatomy.outside, "boundary": facts.boundary.model_dump(mode="json")}
    yield "dataset", {"all": general}
    words: dict[str, Text] = {}
    labels: dict[str, Text] = {}
    for id_, text in dataset.labels.root.items():
        (words if id_.startswith(_WORDS) else labels)[id_] = text
    yield from (("words", words), ("labels", labels))
    yield "writing", {id_: _of_writers(term) for id_, term in dataset.glossary.root.items()}
    documents = schemas.json_schemas("", facts.vendor).values()
    promised: dict[str, Any] = dict(
        field for schema in documents for field in schemas.fields(schema)
    )
    promised["codes.csv"] = list(COLUMNS)
    promised["feed.entry.id"] = addresses.changes("{language}", "{date}")
    yield "api", promised
    names: dict[str, set[str]] = {}
    catalogs = resolve(dataset.model_copy(update={"releases": {}}))  # no name depends on these
    for path, found in exports.names(catalogs):
        for name in found:
            names.setdefault(name, set()).add(path.split("/")[1])
    yield "resources", {name: sorted(platforms) for name, platforms in names.items()}


def _of_writers(term: Term) -> dict[str, Any]:
    """Return the texts of a term that readers do not see, so that neither language of them changes alone."""
    texts = {"term": None if term.means else term.term, "why": term.why}
    return {name: text.model_dump() for name, text in texts.items() if text}


def _record(path: str, record: Any) -> Iterator[tuple[str, Any]]:
    """Yield the path and value of each field of a record."""
    if isinstance(record, BaseModel):
        is_code = path.startswith("codes/")
        exclude = None if is_code else _UNSEEN
        record = record.model_dump(mode="json", by_alias=True, exclude_none=True, exclude=exclude)
        if is_code:
            record |= _names(record["names"])
    if isinstance(record, dict):
        if text := {key: record.pop(key) for key in ("zh", "en") if key in record}:
            yield path, text
        for key, value in record.items():
            yield from _leaves(f"{path}/{key}", value)
    else:
        yield path, record


def _names(entries: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the fields `names`, in order, and `headers` and `also` by name."""
    found: dict[str, Any] = {"names": [entry["name"] for entry in entries]}
    for entry in entries:
        name, also = entry.pop("name"), entry.pop("also", [])
        found.setdefault("headers", {})[name] = {**entry.pop("headers"), **entry}
        found.setdefault("also", {})[name] = also
    return found


def _leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the path and value of each leaf: a text, a list, or a mapping without others in it."""
    if isinstance(value, dict):
        if path.endswith("/steps"):
            value = [{"remedy": id_, "source": source} for id_, source in value.items()]  # in order
        elif "before" in value:  # lines of code
            value = {key: code.splitlines() for key, code in value.items()}
        if isinstance(value, dict) and any(isinstance(v, dict | list) for v in value.values()):
            for key, item in value.items():
                yield from _leaves(f"{path}/{key}", item)
            return
    if value not in ([], {}):
        yield path, value
