"""The feed of the changes, and their page."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from generator.catalog.model import Catalog
from generator.catalog.resolve import resolve
from generator.dataset.reader import read
from generator.releases import snapshot
from generator.releases.snapshot import to_yaml
from site_tests.support.edits import edited
from site_tests.support.project import LANGS
from site_tests.support.site import BuiltSite


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_leads_a_feed_reader_to_the_feed_of_its_language(
    lang: str, site: BuiltSite
) -> None:
    for url in (f"{lang}/", f"{lang}/codes/21200007/", f"{lang}/changes/"):
        (feed,) = (
            link
            for link in site.page(url).head("link")
            if link.get("type") == "application/atom+xml"
        )
        path = (site.folder / url / feed.get("href", "")).resolve()
        assert path == (site.folder / lang / "changes/feed.xml").resolve()
        assert path.is_file()


ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("lang", LANGS)
def test_the_feed_is_atom_with_an_entry_a_release(
    lang: str, docs: dict[str, str], catalogs: dict[str, Catalog]
) -> None:
    feed = ET.fromstring(docs[f"{lang}/changes/feed.xml"])
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
        release.date for release in catalogs[lang].releases
    ]
    for element in (feed, *entries):
        for required in ("id", "title", "updated"):
            assert element.findtext(f"{ATOM}{required}")


def test_a_change_stands_on_the_page_and_in_the_feed_of_both_languages(small: Path) -> None:
    (small / "releases").mkdir()
    first = snapshot.take(read(small))
    (small / "releases" / "2026-01-01.yaml").write_text(to_yaml(first), "utf-8")
    second = edited(small, "codes/config.yaml", "zh: 无法", "zh: 现在无法")
    (small / "releases" / "2026-02-01.yaml").write_text(to_yaml(second), "utf-8")
    for catalog in resolve(read(small)).values():
        newest, oldest = catalog.releases
        assert oldest.first
        ((kind, codes),) = newest.groups
        assert kind == "meaning"
        assert codes
