"""The files of the built site."""

from __future__ import annotations

import gzip
import re

from generator.dataset.rules.legacy import TAKEN
from site_tests.support.each import each
from site_tests.support.project import LANGS
from site_tests.support.site import BuiltSite

LANG = "(zh|en)"
PUBLISHED = {
    "pages": rf"{LANG}/(([a-z-]+/|stages/[a-z]+/|codes/[0-9]+/)?index\.(html|md))",
    "permalinks": r"((-?[0-9]+|[A-Za-z][A-Za-z0-9_]+)/)?index\.html",
    "permalinks of pages": r"([a-z-]+|stages/[a-z]+)/index\.html",
    "for crawlers": r"robots\.txt",
    "the 404 page": r"404\.html",
    "for GitHub Pages": r"\.nojekyll",
    "sitemap": r"sitemap\.xml(\.gz)?",
    "search indexes": rf"search/{LANG}\.json",
    "for assistants": rf"({LANG}/)?llms(-full)?\.txt",
    "feeds": rf"{LANG}/changes/feed\.xml",
    "API": r"api/v1/(([a-z]+|schema/[a-z]+|codes/[0-9]+)\.json)",
    "table": r"codes\.csv",
    "messages": r"downloads/(messages\.json|liveroom-error-codes\.zip|android/values(-zh)?/liveroom_errors\.xml"
    r"|ios/(en|zh-Hans)\.lproj/LiveRoomErrors\.strings)",
    "our scripts": r"js/(engine/)?[a-z-]+\.js",
    "our styles": r"css/[a-z-]+\.css",
    "pictures": r"images/(favicon\.svg|icon-[0-9]+\.png|card-(zh|en)\.png)",
}


def test_only_intended_files_are_published(site: BuiltSite) -> None:
    files = {path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*")}
    files = {name for name in files if (site.folder / name).is_file()}
    allowed = re.compile("|".join(PUBLISHED.values()))
    assert sorted(name for name in files if not allowed.fullmatch(name)) == []


@each("pattern", PUBLISHED.values())
def test_every_kind_of_file_is_published(pattern: str, site: BuiltSite) -> None:
    names = (path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*"))
    assert any(re.fullmatch(pattern, name) for name in names)


def test_site_contains_no_symbolic_links(site: BuiltSite) -> None:
    assert [path for path in site.folder.rglob("*") if path.is_symlink()] == []


def test_engine_scripts_import_only_each_other(site: BuiltSite) -> None:
    folder = site.folder / "js/engine"
    for path in folder.iterdir():
        imported = re.findall(r"""(?:from|import\(?)\s*["']([^"']*)""", path.read_text("utf-8"))
        assert not [name for name in imported if not name.startswith("./")], path.name
        assert all((folder / name).is_file() for name in imported), path.name


# --- sizes -------------------------------------------------------------------------------------

KIB = 1024
SEARCH = "documents families fill guidance matches numbering rank recognize search stages vocabulary words"
OF_THE_BOX = ["search-box", "unknown-number", "addresses", "dom"]


@each(
    "most, names",
    [
        (24 * KIB, [*OF_THE_BOX, *(f"engine/{name}" for name in SEARCH.split())]),
        (12 * KIB, ["engine/scan", "engine/numbering", "engine/families"]),
        (10 * KIB, ["lookup", "excerpt", "unknown-number", "dom"]),
        (3 * KIB, ["not-found"]),
    ],
)
def test_scripts_are_small(most: int, names: list[str], site: BuiltSite) -> None:
    assert gzipped(site, *(f"js/{name}.js" for name in names)) <= most


@each("lang", LANGS)
def test_the_index_is_small(lang: str, site: BuiltSite) -> None:
    assert gzipped(site, f"search/{lang}.json") <= 40 * KIB


def gzipped(site: BuiltSite, *names: str) -> int:
    return sum(len(gzip.compress((site.folder / name).read_bytes(), mtime=0)) for name in names)


def test_no_legacy_name_can_take_the_place_of_what_the_site_has(site: BuiltSite) -> None:
    pages = {path.name for path in (site.folder / "en").iterdir() if path.is_dir()}
    folders = {path.name for path in site.folder.iterdir() if path.is_dir()}
    permalinks = {name for name in folders if (site.folder / name / "index.html").is_file()}
    ours = {name for name in pages | folders - permalinks if name.isidentifier()}
    assert {"api", "js", "about"} <= ours | set(LANGS) <= TAKEN
