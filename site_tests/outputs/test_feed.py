"""The feed of the changes, and their page."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from generator.catalog.model import Catalog
from generator.catalog.resolve import resolve
from generator.dataset.reader import read
from generator.outputs import render
from generator.outputs.addresses import Site
from site_tests.support.edits import edit, release
from site_tests.support.html import parse, text_of
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


OLD = {"zh": "无法解密配置。", "en": "The configuration cannot be decrypted."}
NEW = {"zh": "配置 `<b>` 无法解密。", "en": "The configuration `<b>` cannot be decrypted."}
VENDOR = {"zh": "（常见错误码）", "en": " (Common codes)"}


def test_a_change_stands_with_before_and_after_on_the_page_and_in_the_feed(small: Path) -> None:
    assert release(small) == 0
    for lang in LANGS:
        edit(small / "codes/config.yaml", OLD[lang], f"'{NEW[lang]}'")
    assert release(small, "2020-02-01") == 0
    catalogs = resolve(read(small))
    url = "https://e.example/"
    files = dict(render(catalogs, Site(url, f"{url}r")))
    for lang, catalog in catalogs.items():
        labels, colon = catalog.labels, catalog.language.colon
        mark = VENDOR[lang]
        old = f"{labels['changes-before']}{colon}{OLD[lang]}{mark}"
        new = f"{labels['changes-after']}{colon}{NEW[lang]}{mark}"
        page = files[f"{lang}/changes.md"]
        section = page[page.index("## 2020-02-01") : page.index("## 2020-01-02")]
        code = "- [20000001 `kConfigDecryptError`](codes/20000001.md)"
        assert f"    {code}\n        - {old}\n        - {new}\n" in section
        newest, oldest = ET.fromstring(files[f"{lang}/changes/feed.xml"]).findall(f"{ATOM}entry")
        assert newest.findtext(f"{ATOM}id") == f"{url}{lang}/changes/#2020-02-01"
        (content,) = newest.findall(f"{ATOM}content")
        assert content.get("type") == "html"
        html = parse(f"<div>{content.text}</div>")
        assert [a.get("href") for a in html.iter("a")] == [f"{url}{lang}/codes/20000001/"]
        lines = [text_of(item) for item in html.iter("li") if item.find("ul") is None]
        assert lines == [old, new.replace("`", "")]
        assert OLD[lang] not in (oldest.findtext(f"{ATOM}content") or "")
