"""The built site of data in which every text, id, address, file name, and joint is an attack."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from site_tests.support import attacks
from site_tests.support.nightly import NIGHTLY
from site_tests.support.project import TESTS
from site_tests.support.site import BuiltSite, SiteBuilder

HOOKS = TESTS / "support" / "attacked_hooks.py"
LINKED = {"href", "src", "action"}


def made_of(site: BuiltSite) -> set[tuple[str, ...]]:
    """Return the elements and attributes of all pages, with the addresses as they are without attacks."""
    pages = [*(site.page(url) for url in site.urls()), site.page("404.html")]
    return {
        (element.tag, name, _address(element.get(name, "")) if name in LINKED else "")
        for page in pages
        for element in page.root.iter()
        for name in ["", *element.attrib]
    }


def _address(text: str) -> str:
    """Return an address without attacks; a query may be any text."""
    path, query, _ = attacks.address(text).partition("?q=")
    return path + query


def test_attacks_add_nothing_to_any_page(
    build_site: SiteBuilder, sample_data: Path, sample_site: BuiltSite
) -> None:
    """Find no element, attribute, address or scheme that the site would not have without them."""
    attacked = build_site("hostile" if NIGHTLY else "hostile-small", sample_data, hooks=HOOKS)
    found = made_of(attacked)
    assert found - made_of(sample_site) == set()
    assert {urlsplit(address).scheme for _, _, address in found} <= {"", "http", "https"}
    text = (attacked.folder / "en" / "about" / "index.html").read_text("utf-8")
    for attack in (attacks.ADDRESS, attacks.ID):  # they were there
        assert re.search("onclick(=|%3D)%22alert", text) and attack not in text
