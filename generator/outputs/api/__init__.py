"""The JSON API: both languages of every record side by side, and the schemas, as files of the site."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from generator.catalog.model import Catalog, LegacyFamily, Module, Remedy, Stage
from generator.outputs import addresses
from generator.outputs.api.build import Builder
from generator.outputs.api.schemas import json_schemas, openapi


def files(catalogs: Mapping[str, Catalog], url: str) -> Iterator[tuple[str, str]]:
    """Every file of the API with its path; `url` is the site's, with a final slash."""
    yield from Builder(catalogs["zh"], catalogs["en"], url).files()
    for id_, schema in json_schemas(url).items():
        yield addresses.json_schema(id_), _json(schema)
    yield addresses.OPENAPI, _json(openapi(url))


def ids(catalog: Catalog) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The lists of the API that have things with ids in them, by path, with those ids."""
    guidance = (g for code in catalog.codes for g in code.guidance)
    things: dict[str, Iterable[Stage | Module | Remedy | LegacyFamily]] = {
        "stages": catalog.stages,
        "modules": catalog.modules,
        "remedies": dict.fromkeys(remedy for g in guidance for remedy in g.remedies),
        "legacy": catalog.legacy,
    }
    for document, found in things.items():
        yield addresses.document(document), tuple(thing.id for thing in found)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
