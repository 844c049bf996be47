"""The site as seen from elsewhere: previews of links, icons, languages, and words for crawlers."""

from __future__ import annotations

import re
import struct
from pathlib import Path

from generator.dataset.schema import Dataset
from generator.outputs import permalinks
from site_tests.support.dataset import catalogs
from site_tests.support.project import LANGS
from site_tests.support.site import PREFIX, BuiltSite


def size(picture: Path) -> tuple[int, int]:
    """Return width and height of a PNG."""
    head = picture.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", head[16:])
    return width, height


def test_each_page_has_the_picture_of_its_language_and_icons(
    site: BuiltSite, dataset: Dataset
) -> None:
    base = f"{dataset.dataset.url.rstrip('/')}/"
    for url, page in site.pages():
        meta = {m.get("property"): m.get("content", "") for m in page.head("meta")}
        lang = url[:2] if url.startswith(tuple(f"{lang}/" for lang in LANGS)) else "en"
        assert meta["og:image"] == f"{base}images/card-{lang}.png", url
        icons = {link.get("rel"): link.get("href", "") for link in page.head("link")}
        touch = icons["apple-touch-icon"]
        assert (
            site.folder / url / touch
        ).resolve() == site.folder.resolve() / "images/icon-180.png"
    assert {size(site.folder / f"images/card-{lang}.png") for lang in LANGS} == {(1200, 630)}
    for side in (32, 180):
        assert size(site.folder / f"images/icon-{side}.png") == (side, side)


def test_the_languages_of_a_page_have_absolute_addresses_and_one_of_none(
    site: BuiltSite, dataset: Dataset
) -> None:
    base = f"{dataset.dataset.url.rstrip('/')}/"
    for url, page in site.pages():
        links = [link for link in page.head("link") if link.get("hreflang")]
        by_language = {link.get("hreflang", ""): link.get("href", "") for link in links}
        for address in by_language.values():
            assert address.startswith(base), url
            assert (site.folder / address.removeprefix(base) / "index.html").is_file(), url
        if url.startswith(LANGS) and "faq" not in url:
            assert {*by_language} == {"zh-CN", "en", "x-default"}, url
            neutral = re.sub("^(zh|en)/(codes/(?=-?[0-9]))?", "", url)
            assert by_language["x-default"] == f"{base}{neutral}", url


def test_all_permalinks_of_a_code_have_one_canonical_address(
    site: BuiltSite, dataset: Dataset
) -> None:
    base = f"{dataset.dataset.url.rstrip('/')}/"
    catalog = catalogs()["en"]
    for address, meant in {**permalinks.by_number(catalog), **permalinks.by_name(catalog)}.items():
        links = site.page(f"{address}/").head("link")
        [canonical] = [link.get("href") for link in links if link.get("rel") == "canonical"]
        only = len(meant.codes) == 1 and not meant.values
        assert canonical == f"{base}{meant.codes[0].code if only else address}/"


def test_crawlers_find_each_page_and_its_languages(
    site: BuiltSite, prefixed_site: BuiltSite, dataset: Dataset
) -> None:
    """Read the sitemap, which is named where the site has an address."""
    base = f"{dataset.dataset.url.rstrip('/')}/"
    robots = [(each.folder / "robots.txt").read_text("utf-8") for each in (site, prefixed_site)]
    assert robots[0] == "User-agent: *\nAllow: /\n"
    assert robots[1] == f"{robots[0]}\nSitemap: https://example.org{PREFIX}sitemap.xml\n"
    sitemap = (site.folder / "sitemap.xml").read_text("utf-8")
    for lang, tag in {"zh": "zh-CN", "en": "en"}.items():
        assert f'hreflang="{tag}" href="{base}{lang}/codes/21200007/"' in sitemap
    assert f'hreflang="x-default" href="{base}21200007/"' in sitemap
