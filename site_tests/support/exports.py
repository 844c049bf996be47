"""The files that are downloaded, as they are made of the dataset."""

from __future__ import annotations

from functools import cache

from generator import exports, standalone
from site_tests.support.dataset import catalogs

URL = "https://site.example/"


@cache
def files() -> dict[str, str]:
    return exports.build(catalogs(), URL)


def markdown_of(url: str) -> str:
    """Where in `docs/` a file is that stands beside a page."""
    return url + standalone.SUFFIX if url.endswith("/index.md") else url
