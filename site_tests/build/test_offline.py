"""The zip for reading without a server."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

import pytest

from generator.build.offline import NAME, pack
from generator.commands import main
from generator.dataset.schema import Dataset
from site_tests.support.project import ROOT
from site_tests.support.site import BuiltSite
from site_tests.support.site import Page as ParsedPage

DATE = datetime.date(2026, 11, 23)


def links(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each page with its relative links."""
    for path in folder.rglob("*.html"):
        for element in ParsedPage(path).root.iter():
            for attribute in ("href", "src"):
                link = element.get(attribute)
                if link and not urlsplit(link).scheme and urlsplit(link).path:
                    yield path, link


def test_links_lead_to_files(unpacked: Path) -> None:
    found = list(links(unpacked))
    assert len(found) > 10_000
    assert not [
        (path.relative_to(unpacked), link)
        for path, link in found
        if not Path(path.parent, unquote(urlsplit(link).path)).is_file()
    ]


def test_zip_contains_every_page(unpacked: Path, site: BuiltSite) -> None:
    pages = {path.parent.relative_to(unpacked) for path in unpacked.rglob("index.html")}
    assert {Path(url) for url in site.urls()} == pages
    assert not (unpacked / "404.html").exists()


def test_zip_is_reproducible(site: BuiltSite, tmp_path: Path) -> None:
    for name in ("a.zip", "b/b.zip"):
        pack(site.folder, tmp_path / name, DATE)
    with ZipFile(tmp_path / "a.zip") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 23, 0, 0, 0)}
        assert {entry.filename.split("/")[0] for entry in archive.infolist()} == {NAME}
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b/b.zip").read_bytes()


def test_offline_prints_a_summary(
    site: BuiltSite, dataset: Dataset, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made, packed = tmp_path / "made.zip", tmp_path / "packed.zip"
    data = str(ROOT / "data")
    assert main(["offline", str(site.folder), str(made), "--data", data]) == 0
    count = pack(site.folder, packed, dataset.dataset.date)
    assert made.read_bytes() == packed.read_bytes()
    assert re.fullmatch(rf".*made\.zip: {count} files, \d\.\d MiB\n", capsys.readouterr().out)


def test_only_tags_are_changed(tmp_path: Path) -> None:
    kept = '<p title=\'<a href="x/">\'>&lt;a href="x/"> <a href="https://example.org/x/">x</a>'
    kept += '<a href="#x/">x</a><a href="?x/">x</a><!-- <a href="x/"> --></p>'
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text(f'\u2028\r\n{kept}\n<a href="x/#y">x</a>', "utf-8")
    pack(tmp_path / "site", tmp_path / "x.zip", DATE)
    with ZipFile(tmp_path / "x.zip") as archive:
        text = archive.read(f"{NAME}/index.html").decode()
    assert text == f'\u2028\r\n{kept}\n<a href="x/index.html#y">x</a>'


def test_modules_with_the_same_name_are_distinguished(tmp_path: Path) -> None:
    (tmp_path / "site/js/engine").mkdir(parents=True)
    modules = {
        "a.js": 'import "./b.js"; import { b } from "./engine/b.js"; import("./engine/c.js");',
        "b.js": "",
        "engine/b.js": 'import { c } from "./c.js"; import { a } from "../a.js";',
        "engine/c.js": 'say("./b.js");',
    }
    for path, source in modules.items():
        (tmp_path / "site/js" / path).write_text(source, "utf-8")
    pack(tmp_path / "site", tmp_path / "x.zip", DATE)
    with ZipFile(tmp_path / "x.zip") as archive:
        script = archive.read(f"{NAME}/js/offline.js").decode()
    packed = re.search("const sources = (.*);", script)
    assert packed and json.loads(packed[1]) == modules | {
        "a.js": 'import "b.js"; import { b } from "engine/b.js"; import("engine/c.js");',
        "engine/b.js": 'import { c } from "engine/c.js"; import { a } from "a.js";',
    }
