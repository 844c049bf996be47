"""Render the JSON API as files of the site: documents with both languages side by side, and schemas."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from generator.catalog.guidance import Remedy
from generator.catalog.legacy import LegacyFamily
from generator.catalog.model import Catalog, Module
from generator.catalog.stages import Stage
from generator.outputs import addresses
from generator.outputs.api.build import Builder
from generator.outputs.api.schemas import json_schemas, openapi


def files(catalogs: Mapping[str, Catalog], url: str) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of the API; `url` is the site's, with a final slash."""
    one = catalogs["en"]
    yield from Builder(catalogs["zh"], one, url).files()
    for id_, schema in json_schemas(url, one.facts.vendor).items():
        yield addresses.json_schema(id_), _json(schema)
    yield addresses.OPENAPI, _json(openapi(url, one))


def ids(catalog: Catalog) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each document that lists objects with ids, by path, with those ids."""
    lists: dict[str, Iterable[Stage | Module | Remedy | LegacyFamily]] = {
        "stages": catalog.stages,
        "modules": catalog.modules,
        "remedies": catalog.remedies.values(),
        "legacy": catalog.legacy,
    }
    for document, items in lists.items():
        yield addresses.document(document), tuple(item.id for item in items)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
