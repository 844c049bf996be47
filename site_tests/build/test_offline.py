"""The zip that is read from a folder: every page, the search and the log reader, without a server."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from generator.cli import main
from generator.model import Catalog
from generator.offline import NAME, pack
from generator.schema import Dataset
from site_tests.support.browser import OpenPage
from site_tests.support.project import LANGS, ROOT
from site_tests.support.site import BuiltSite
from site_tests.support.site import Page as ParsedPage

CODE = 21200007
DATE = datetime.date(2026, 11, 23)
WAITS = {"zh": "无法连接配置服务器。", "en": "The configuration server cannot be reached."}
languages = pytest.mark.parametrize("lang", LANGS)
in_folder = pytest.mark.parametrize("base_url", ["offline"], indirect=True)


@pytest.fixture(scope="session")
def unpacked(site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that is in the zip, at a place with a name that needs escaping."""
    place = tmp_path_factory.mktemp("离线 100%#1")
    pack(site.folder, place / "site.zip", DATE)
    with ZipFile(place / "site.zip") as archive:
        archive.extractall(place)
    return place / NAME


@pytest.fixture(scope="session")
def offline(unpacked: Path) -> str:
    return unpacked.as_uri() + "/"


def links(folder: Path) -> Iterator[tuple[Path, str]]:
    """What each page links or loads that is no address of its own."""
    for path in folder.rglob("*.html"):
        for element in ParsedPage(path).root.iter():
            for attribute in ("href", "src"):
                link = element.get(attribute)
                if link and not urlsplit(link).scheme and urlsplit(link).path:
                    yield path, link


def test_every_link_leads_to_a_file(unpacked: Path) -> None:
    found = list(links(unpacked))
    assert len(found) > 10_000
    assert not [
        (path.relative_to(unpacked), link)
        for path, link in found
        if not Path(path.parent, unquote(urlsplit(link).path)).is_file()
    ]


def test_every_page_of_the_site_is_there(unpacked: Path, site: BuiltSite) -> None:
    pages = {path.parent.relative_to(unpacked) for path in unpacked.rglob("index.html")}
    assert {Path(url) for url in site.urls()} == pages
    assert not (unpacked / "404.html").exists()


def test_the_same_site_gives_the_same_zip(site: BuiltSite, tmp_path: Path) -> None:
    for name in ("a.zip", "b/b.zip"):
        pack(site.folder, tmp_path / name, DATE)
    with ZipFile(tmp_path / "a.zip") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 23, 0, 0, 0)}
        assert {entry.filename.split("/")[0] for entry in archive.infolist()} == {NAME}
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b/b.zip").read_bytes()


def test_the_command_says_what_it_packed(
    site: BuiltSite, dataset: Dataset, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made, packed = tmp_path / "made.zip", tmp_path / "packed.zip"
    data = str(ROOT / "data")
    assert main(["offline", str(site.folder), str(made), "--data", data]) == 0
    count = pack(site.folder, packed, dataset.dataset.date)
    assert made.read_bytes() == packed.read_bytes()
    assert re.fullmatch(rf".*made\.zip: {count} files, \d\.\d MiB\n", capsys.readouterr().out)


def test_only_tags_are_changed(tmp_path: Path) -> None:
    """Texts that look like tags, addresses of other hosts and anchors stay as they are."""
    kept = '<p title=\'<a href="x/">\'>&lt;a href="x/"> <a href="https://example.org/x/">x</a>'
    kept += '<a href="#x/">x</a><a href="?x/">x</a><!-- <a href="x/"> --></p>'
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text(f'\u2028\r\n{kept}\n<a href="x/#y">x</a>', "utf-8")
    pack(tmp_path / "site", tmp_path / "x.zip", DATE)
    with ZipFile(tmp_path / "x.zip") as archive:
        text = archive.read(f"{NAME}/index.html").decode()
    assert text == f'\u2028\r\n{kept}\n<a href="x/index.html#y">x</a>'


# --- in the browser


@in_folder
@languages
def test_search_finds_and_leads_to_the_page(lang: str, open_page: OpenPage) -> None:
    page = open_page(f"{lang}/index.html")
    page.keyboard.press("/")
    page.keyboard.insert_text(f"error {CODE}!")
    expect(page.locator("[data-search] [role=option]").first).to_contain_text(str(CODE))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(str(CODE))
    expect(page.locator("article")).to_contain_text(WAITS[lang])


@in_folder
def test_words_of_the_other_language_are_found(open_page: OpenPage) -> None:
    page = open_page("en/index.html?q=配置服务器")
    expect(page.locator("[data-search] [role=option]").first).to_be_visible()


@in_folder
@languages
def test_the_log_reader_reads(lang: str, open_page: OpenPage) -> None:
    page = open_page(f"{lang}/lookup/index.html")
    page.locator(".reader textarea").fill(f"login failed, errorCode={CODE}\nerror=99999999\n")
    found = page.locator(".reader-result")
    expect(found).to_contain_text(WAITS[lang])
    found.get_by_role("link", name=str(CODE)).first.click()
    expect(page.locator("h1")).to_contain_text(str(CODE))


@in_folder
@languages
@pytest.mark.parametrize("address", [CODE, "kConfigServerCouldntConnectError"])
def test_a_permalink_leads_to_the_page_in_the_readers_language(
    address: int | str, lang: str, open_page: OpenPage
) -> None:
    page = open_page(f"{address}/index.html", locale={"zh": "zh-CN", "en": "en-GB"}[lang])
    page.wait_for_url(f"**/{lang}/codes/{CODE}/index.html")
    expect(page.locator("article")).to_contain_text(WAITS[lang])


@in_folder
@languages
def test_the_list_is_filtered(lang: str, open_page: OpenPage, catalogs: dict[str, Catalog]) -> None:
    page = open_page(f"{lang}/codes/index.html?stage=login")
    rows = page.locator(".code-list tbody > tr:visible")
    expect(rows).to_have_count(
        sum("login" in [stage.id for stage in code.stages] for code in catalogs[lang].codes)
    )
    page.locator(".code-list [name=text]").fill(str(CODE))
    expect(rows).to_have_count(1)


@in_folder
def test_a_permalink_that_is_copied_is_the_published_one(
    open_page: OpenPage, dataset: Dataset
) -> None:
    page = open_page(
        f"en/codes/{CODE}/index.html", permissions=["clipboard-read", "clipboard-write"]
    )
    page.get_by_role("button", name="Copy permalink").click()
    expect(page.locator(".copied")).to_contain_text("permalink")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text == f"{dataset.dataset.url.rstrip('/')}/{CODE}/"
