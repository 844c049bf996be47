"""The mark of each meaning on the page of changes and in the feed."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from pathlib import Path

from generator.catalog.model import Release
from generator.catalog.resolve import resolve
from generator.dataset.reader import read
from generator.outputs import render
from generator.outputs.addresses import Site
from generator.outputs.escape import plain
from site_tests.support.html import parse, text_of
from site_tests.support.project import small_data
from site_tests.support.stages import causes_of, marks_of

"""The characters that the preview of a code may have."""


def test_meaning_of_a_new_code_has_its_mark_on_the_page_of_changes_and_in_the_feed(
    tmp_path: Path,
) -> None:
    catalogs = {
        lang: replace(catalog, releases=(Release("2030-01-01", 1, False, catalog.codes, {}),))
        for lang, catalog in resolve(read(small_data(tmp_path / "data"))).items()
    }
    files = dict(render(catalogs, Site("https://e.example/", "https://e.example/r")))
    for lang, catalog in catalogs.items():
        lines = files[f"{lang}/changes.md"].splitlines()
        feed = parse(f"<div>{unescape(files[f'{lang}/changes/feed.xml'])}</div>")
        items = [plain(text_of(item)) for item in feed.iter("li")]
        assert len(items) == len(catalog.codes) > 0
        for code, item in zip(catalog.codes, items, strict=True):
            [line] = (line for line in lines if line.startswith(f"- [{code.code} "))
            assert [mark for mark in marks_of(code) if f"*{mark}*" not in line] == []
            said = catalog.language.space.join(causes_of(catalog, code))
            assert item.endswith(said)
