"""Pack the files that the installed command reads instead of the data.

These are API documents, search indexes, labels, and the Markdown of each code; where stages differ, also
with each of them first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from generator.catalog.model import Catalog
from generator.outputs import addresses, api, pages, search_index
from generator.outputs.addresses import Site
from generator.outputs.medium import Page

LABELS = (
    *("explain-page", "legacy-values-before", "source-ours"),
    *("command-about", "command-exit-codes", "command-usage", "command-help"),
    *("command-arguments", "command-options", "command-commands", "command-command"),
    *("command-explain", "command-query", "command-query-help", "command-full", "command-json"),
    *("command-stage", "command-scan", "command-file", "command-files", "command-format"),
    *("command-lang", "command-error", "command-missing", "command-unknown"),
    *("command-unrecognized", "command-value", "command-query-missing", "command-stage-json"),
    *("command-stage-unknown", "command-no-search", "command-no-scan", "command-standard-input"),
    *("command-exit-zero", "command-no-text", "command-bad-gzip", "command-closed"),
    *("command-fault", "command-version", "command-address", "command-damaged"),
)
"""Ids of the labels in generator/lookup/."""


def packed(catalogs: Mapping[str, Catalog], site: Site) -> dict[str, str]:
    """Return the files by path.

    Each file of documents, blocks or twins has the texts of all codes, by code, or by code and stage.
    """
    one = next(iter(catalogs.values()))
    published, legacy = dict(api.files(catalogs, site.url)), addresses.document("legacy")
    documents = {c.code: published[addresses.document("code", code=c.code)] for c in one.codes}
    files = {"documents.json": json.dumps(documents), legacy: published[legacy]}
    for language, catalog in catalogs.items():
        files |= search_index.files(catalog, pages.overviews(catalog, site, Page))
        files[f"words/{language}.json"] = json.dumps(words(catalog))
        told = {str(code.code): code for code in catalog.codes}
        for code, stage in ((c, s) for c in catalog.codes if c.differing for s in c.stages):
            told[f"{code.code} {stage.id}"] = code.led_by(stage)
        for name, texts in (("blocks", pages.blocks), ("twins", pages.twins)):
            by_key = dict(zip(told, texts(catalog, site, told.values()), strict=True))
            files[f"{name}/{language}.json"] = json.dumps(by_key)
    boundary = one.facts.boundary.date.isoformat()
    index = json.loads(published[addresses.document("index")])
    about = {
        "base": site.url,
        "url": addresses.real(site.url),
        "repository": addresses.real(site.repository),
        "boundary": boundary,
        "date": index["dataset_date"],
        "version": index["dataset_version"],
    }
    return files | {"site.json": json.dumps(about)}


def words(catalog: Catalog) -> dict[str, str]:
    """Return the labels of the commands."""
    return {id_: str(catalog.labels[id_]) for id_ in LABELS}
