"""The files that are downloaded, as they are made of the dataset."""

from __future__ import annotations

from functools import cache

from generator.outputs import addresses, exports
from site_tests.support.dataset import catalogs

URL = "https://site.example/"


@cache
def files() -> dict[str, str]:
    return dict(exports.files(catalogs(), URL))


def markdown_of(url: str) -> str:
    """Return the path below `docs/` of a file beside a page."""
    return url + addresses.TWIN if url.endswith("/index.md") else url
