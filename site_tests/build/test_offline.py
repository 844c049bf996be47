"""The zip for reading without a server."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

from generator.build.offline import NAME, pack
from generator.dataset.schema import Dataset
from generator.outputs.addresses import OFFLINE
from site_tests.support.project import LANGS
from site_tests.support.site import BuiltSite

DATE = datetime.date(2026, 11, 23)


def test_links_lead_to_files(unpacked: Path) -> None:
    links = {
        (path.parent, link)
        for path in unpacked.rglob("*.html")
        for link in re.findall(r"""\s(?:href|src)=["']?([^"'>\s#?]+)""", path.read_text("utf-8"))
        if not urlsplit(link).scheme
    }
    assert links
    assert [(at, link) for at, link in links if not (at / unquote(link)).is_file()] == []


def test_zip_contains_every_page(unpacked: Path, sample_site: BuiltSite) -> None:
    pages = {path.parent.relative_to(unpacked) for path in unpacked.rglob("index.html")}
    assert {Path(url) for url in sample_site.urls()} == pages
    assert not (unpacked / "404.html").exists()


def test_the_zip_is_built_with_the_site_and_dated_by_the_data(
    sample_site: BuiltSite, sample: Dataset
) -> None:
    with ZipFile(sample_site.folder / OFFLINE) as archive:
        entries = archive.infolist()
    day = sample.date
    assert {entry.date_time for entry in entries} == {(day.year, day.month, day.day, 0, 0, 0)}
    assert {entry.filename.split("/")[0] for entry in entries} == {NAME}


def test_the_zip_is_offered_by_the_site_and_not_by_itself(
    sample_site: BuiltSite, unpacked: Path
) -> None:
    for lang in LANGS:
        for url in ("", "about/", "api/"):
            page = f"{lang}/{url}index.html"
            assert f'{OFFLINE}"' in (sample_site.folder / page).read_text("utf-8"), page
            assert f'{OFFLINE}"' not in (unpacked / page).read_text("utf-8"), page


def test_only_tags_are_changed(tmp_path: Path) -> None:
    kept = '<p title=\'<a href="x/">\'>&lt;a href="x/"> <a href="https://example.org/x/">x</a>'
    kept += '<a href="#x/">x</a><a href="?x/">x</a><!-- <a href="x/"> --></p>'
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text(f'\u2028\r\n{kept}\n<a href="x/#y">x</a>', "utf-8")
    pack(tmp_path / "site", DATE)
    with ZipFile(tmp_path / "site" / OFFLINE) as archive:
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
    pack(tmp_path / "site", DATE)
    with ZipFile(tmp_path / "site" / OFFLINE) as archive:
        script = archive.read(f"{NAME}/js/offline.js").decode()
    packed = re.search("const sources = (.*);", script)
    assert packed and json.loads(packed[1]) == modules | {
        "a.js": 'import "b.js"; import { b } from "engine/b.js"; import("engine/c.js");',
        "engine/b.js": 'import { c } from "engine/c.js"; import { a } from "a.js";',
    }
