"""What the installed command reads instead of the data: the API's documents and the search indexes."""

from __future__ import annotations

import json
from collections.abc import Mapping

from generator.catalog.model import Catalog
from generator.outputs import addresses, api, search_index
from generator.outputs.addresses import Site


def packed(catalogs: Mapping[str, Catalog], site: Site) -> dict[str, str]:
    """What there is to read, by path."""
    boundary = next(iter(catalogs.values())).facts.boundary.date.isoformat()
    documents = dict(api.files(catalogs, site.url))
    codes = next(iter(catalogs.values())).codes
    paths = [addresses.document("code", code=code.code) for code in codes]
    files = {path: documents[path] for path in (*paths, addresses.document("legacy"))}
    for language, catalog in catalogs.items():
        files |= search_index.files(catalog)
        files[f"words/{language}.json"] = json.dumps(dict(catalog.labels))
    about = {"url": site.url, "repository": site.repository, "boundary": boundary}
    return files | {"site.json": json.dumps(about)}
