"""What a reader has to download of the search."""

from __future__ import annotations

import gzip

import pytest

from site_tests.support.project import LANGS
from site_tests.support.site import BuiltSite

KIB = 1024


def gzipped(*files: bytes) -> int:
    return sum(len(gzip.compress(file, mtime=0)) for file in files)


def test_the_core_is_small(site: BuiltSite) -> None:
    names = "recognize words documents matches similarity search stages guidance families".split()
    modules = [site.folder / "js/engine" / f"{name}.js" for name in names]
    assert gzipped(*(module.read_bytes() for module in modules)) <= 21 * KIB


@pytest.mark.parametrize("lang", LANGS)
def test_the_index_is_small(lang: str, site: BuiltSite) -> None:
    index = (site.folder / "search" / f"{lang}.json").read_bytes()
    assert gzipped(index) <= 150 * KIB
