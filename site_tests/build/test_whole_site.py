"""The whole site: links, loaded resources, published files, navigation, and a prefix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

from generator.build import links
from generator.dataset.schema import Dataset
from generator.outputs.addresses import OFFLINE
from site_tests.support.html import has_class, text_of
from site_tests.support.ids import CODES, STAGES
from site_tests.support.project import LANGS, ROOT, tree_bytes
from site_tests.support.site import PREFIX, BuiltSite, Page, language_of

# --- links and files -----------------------------------------------------------------------------


def test_links_and_anchors_of_the_site_have_targets(sample_site: BuiltSite) -> None:
    assert links.check(sample_site.folder) == []


def test_canonical_url_is_the_pages_own(site: BuiltSite, dataset: Dataset) -> None:
    """Leave the permalinks of names to test_sharing.py."""
    for url, page in site.pages():
        if not language_of(url):
            continue
        canonical = [
            link.get("href") for link in page.head("link") if link.get("rel") == "canonical"
        ]
        assert canonical == [dataset.dataset.url + url]


def test_sitemap_lists_the_pages_with_the_dataset_date(site: BuiltSite, dataset: Dataset) -> None:
    root = ElementTree.fromstring((site.folder / "sitemap.xml").read_text("utf-8"))
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    named = [str(location.text) for location in root.iter(f"{space}loc")]
    pages = {dataset.dataset.url + url for url in site.urls() if language_of(url)}
    assert len(named) == len(set(named))
    assert pages <= set(named) <= {dataset.dataset.url + url for url in site.urls()}
    dates = {element.text for element in root.iter(f"{space}lastmod")}
    assert dates <= {dataset.date.isoformat()}


_LOADING = {"src", "srcset", "poster", "data", "background"}
_LOADING_RELS = {
    "stylesheet",
    "icon",
    "preload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
    "modulepreload",
    "manifest",
}


def loaded(page: Page) -> Iterator[str]:
    """Yield each URL that a browser loads, or connects to, for a page."""
    for element in page.root.iter():
        for name, value in element.attrib.items():
            rels = set(element.get("rel", "").split())
            if name in _LOADING or (
                name == "href" and element.tag == "link" and rels & _LOADING_RELS
            ):
                yield value


def test_pages_load_nothing_from_other_hosts(site: BuiltSite) -> None:
    for url, page in [*site.pages(), ("404.html", site.page("404.html"))]:
        forms = [form.get("action", "") for form in page.root.iter("form")]
        assert [link for link in [*loaded(page), *forms] if urlsplit(link).netloc] == [], url


def test_styles_and_scripts_name_no_other_host(site: BuiltSite) -> None:
    theme = ROOT / "templates" / "theme"
    for path in theme.rglob("*"):
        if path.suffix in (".css", ".js"):
            text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")  # a namespace
            assert not re.search(r"https?://|[\"'(]//\w", text), path.name
    for path in site.folder.rglob("*.css"):
        assert not re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", path.read_text("utf-8"))


# --- navigation and 404 --------------------------------------------------------------------------


def test_navigation_has_stages_and_pages_in_order(site: BuiltSite) -> None:
    single = "codes legacy anatomy other-products lookup api glossary changes about"
    pages = ["", *(f"stages/{id_}/" for id_ in STAGES), *(f"{page}/" for page in single.split())]
    for lang in LANGS:
        generated = [f"{lang}/{page}" for page in pages]
        shown = navigation(site, f"{lang}/codes/{CODES[9]}/")
        assert shown[: len(generated)] == generated  # before the handwritten pages


def navigation(site: BuiltSite, url: str) -> list[str]:
    """Return the targets of a page's navigation, in order."""
    [menu] = (e for e in site.page(url).root.iter("div") if e.get("id") == "menu")
    links = [link.get("href", "") for link in menu.iter("a")]
    return [urljoin(url, link) for link in links if not link.startswith("#")]


def test_404_page_links_to_both_languages(site: BuiltSite) -> None:
    page = site.page("404.html")
    targets = {urlsplit(link.get("href", "")).path for link in page.root.iter("a")}
    for lang in LANGS:
        assert {f"/{lang}/", f"/{lang}/codes/"} <= targets


def test_links_of_the_prefixed_404_page_have_targets(
    prefixed_site: BuiltSite,
) -> None:
    page = prefixed_site.page("404.html")
    local = [link.get("href", "") for link in page.root.iter("a")]
    local += loaded(page)
    for link in local:
        parts = urlsplit(link)
        if parts.netloc or parts.scheme or not parts.path:
            continue
        assert parts.path.startswith(PREFIX), link
        target = prefixed_site.folder / parts.path.removeprefix(PREFIX)
        assert (target / "index.html").is_file() or target.is_file(), link


def test_prefix_changes_only_full_urls_and_the_404_page(
    sample_site: BuiltSite, prefixed_site: BuiltSite, sample: Dataset
) -> None:
    ours, theirs = tree_bytes(sample_site.folder), tree_bytes(prefixed_site.folder)
    assert set(ours) == set(theirs)
    urls = sample.dataset.url.encode(), f"https://example.org{PREFIX}".encode()
    with_address = {"404.html", "sitemap.xml.gz", "robots.txt", OFFLINE}
    differing = [
        name
        for name, data in ours.items()
        if name not in with_address
        and _of_any_site(data.replace(*urls)) != _of_any_site(theirs[name])
    ]
    assert differing == []


def _of_any_site(page: bytes) -> bytes:
    """Return a page without the scope of what browsers store, and the hash of the script that has it."""
    return re.sub(rb"'?sha256-[\w+/=]+|(?<=__md_scope=new URL\(\")[^\"]*", b"", page)


def test_links_to_pages_preview_as_what_they_are(site: BuiltSite) -> None:
    for url, page in site.pages():
        if not url.startswith(LANGS):
            continue
        meta = {m.get("property") or m.get("name"): m.get("content", "") for m in page.head("meta")}
        [canonical] = [link for link in page.head("link") if link.get("rel") == "canonical"]
        assert text_of(page.head("title")[0]).startswith(meta["og:title"] or "nothing"), url
        assert meta["og:description"] == meta["description"], url
        assert 10 <= len(meta["og:description"]) <= 400, url
        assert meta["og:url"] == canonical.get("href"), url
        locale = {"zh": "zh_CN", "en": "en"}[url[:2]]
        assert (meta["og:type"], meta["og:locale"]) == ("article", locale), url
        if code := re.match(r".*/codes/(-?\d+)/$", url):
            assert code[1] in meta["og:title"], url


def test_only_the_list_of_codes_loads_its_script(site: BuiltSite) -> None:
    loading = {
        url
        for url, page in site.pages()
        for element in page.root.iter()
        if (element.get("src") or element.get("href") or "").endswith("codes.js")
    }
    assert loading == {f"{lang}/codes/" for lang in LANGS}
    assert not any(
        has_class(element, "filters")
        for url, page in site.pages()
        if url not in loading
        for element in page.root.iter("form")
    )
