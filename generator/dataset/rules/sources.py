"""Rules for sources: each statement names one that exists, and none is kept that no statement names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.dataset.diagnostics import did_you_mean
from generator.dataset.partial import PartialDataset
from generator.dataset.rules.references import REFERENCE_UNKNOWN, REFERENCE_UNUSED
from generator.dataset.rules.registry import Finding
from generator.dataset.source_file import Location, SourceFile


def _named(value: Any, location: Location = ()) -> Iterator[tuple[Location, str]]:
    """Yield the location and id of each source that a file names."""
    if isinstance(value, list):
        value = dict(enumerate(value))
    for key, item in value.items() if isinstance(value, dict) else ():
        if key == "source" and isinstance(item, str):
            yield (*location, key), item
        elif key == "sources" and isinstance(item, list):
            yield from (((*location, key, index), id_) for index, id_ in enumerate(item))
        elif key in ("stages", "steps") and isinstance(item, dict):
            for id_, source in item.items():
                if isinstance(source, str):
                    yield (*location, key, id_), source
        else:
            yield from _named(item, (*location, key))


def _references(data: PartialDataset) -> Iterator[tuple[SourceFile, Location, str]]:
    for key, file in data.files.items():
        if key not in ("labels", "sources") and not key.startswith("releases/"):
            for location, id_ in _named(file.value):
                yield file, location, id_


@REFERENCE_UNKNOWN
def unknown_source(data: PartialDataset) -> Iterator[Finding]:
    known = data.vocabulary("sources", "texts")
    for file, location, id_ in _references(data) if known else ():
        if id_ not in known:
            hint = did_you_mean(id_, known, "add it to `texts` of sources.yaml")
            yield file, location, f"references `{id_}`, which is not in sources.yaml", hint


@REFERENCE_UNUSED
def unused_source(data: PartialDataset) -> Iterator[Finding]:
    used = {id_ for _, _, id_ in _references(data)}
    for id_ in data.vocabulary("sources", "texts") if data.is_complete else ():
        if id_ not in used:
            yield data.files["sources"], ("texts", id_), "is not used", "use it or delete it"
