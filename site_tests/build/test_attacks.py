"""The built site of data in which every text, id, address, file name, and joint is an attack."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from generator.outputs import addresses
from site_tests.support import attacks
from site_tests.support.engine import knowing
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


@pytest.fixture(scope="module")
def attacked(build_site: SiteBuilder, sample_data: Path) -> BuiltSite:
    """Build the attacked site."""
    return build_site("hostile" if NIGHTLY else "hostile-small", sample_data, hooks=HOOKS)


def test_attacks_add_nothing_to_any_page(attacked: BuiltSite, sample_site: BuiltSite) -> None:
    """Find no element, attribute, address or scheme that the site would not have without them."""
    found = made_of(attacked)
    assert found - made_of(sample_site) == set()
    assert {urlsplit(address).scheme for _, _, address in found} <= {"", "http", "https"}
    text = (attacked.folder / "en" / "about" / "index.html").read_text("utf-8")
    for attack in (attacks.ADDRESS, attacks.ID):  # they were there
        assert re.search("onclick(=|%3D)%22alert", text) and attack not in text


def test_a_log_with_attacks_is_scanned_by_an_index_of_attacks(attacked: BuiltSite) -> None:
    index = (attacked.folder / addresses.search("en")).read_text("utf-8")
    code = next(
        record["c"] for record in json.loads(index)["records"] if record.get("k") != "status"
    )
    found = knowing(index).call("scanned", [f"{attacks.CORE} errorCode={code}", False])
    assert ("certain", code) in {(kind, value) for kind, value, *_ in found}
