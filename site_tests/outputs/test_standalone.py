"""The Markdown beside each page."""

from __future__ import annotations

import re

import pytest

from generator.outputs import addresses
from site_tests.support.dataset import dataset
from site_tests.support.exports import markdown_of
from site_tests.support.project import LANGS
from site_tests.support.site import BuiltSite


def pages(docs: dict[str, str]) -> list[str]:
    return [path for path in docs if path.endswith(".md")]


def test_every_page_has_its_markdown_beside_it(docs: dict[str, str]) -> None:
    beside = {path for path in docs if path.endswith(addresses.TWIN) and ".md" in path}
    assert {addresses.twin(page) for page in pages(docs)} == beside
    assert addresses.twin("en/index.md") == "en/index.md.txt"
    assert addresses.twin("en/codes/index.md") == "en/codes/index.md.txt"
    assert addresses.twin("en/codes/1.md") == "en/codes/1/index.md.txt"
    assert addresses.twin("en/stages/reindex.md") == "en/stages/reindex/index.md.txt"


def test_it_begins_with_title_and_address_and_is_only_markdown(docs: dict[str, str]) -> None:
    site = dataset().dataset.url
    for page in pages(docs):
        path = addresses.twin(page)
        text = docs[path]
        title, empty, address, *_ = text.splitlines()
        folder = path.removesuffix(f"index.md{addresses.TWIN}")
        assert title.startswith("# ") and not empty, path
        assert address == f"<{site}{folder}>", path
        prose = re.sub(r"^```.*?^```|`[^`\n]+`|\\.", "x", text, flags=re.MULTILINE | re.DOTALL)
        assert not re.search(r"\{ [.#d]|^!!!|^<[a-z]+[\s>]|\n{3}", prose, re.MULTILINE), path


def test_its_links_lead_to_files_from_anywhere(docs: dict[str, str]) -> None:
    site = dataset().dataset.url
    folders = {re.sub(r"index\.(html|md\.txt)$", "", path) for path in docs}
    for page in pages(docs):
        prose = re.sub(
            r"^```.*?^```", "", docs[addresses.twin(page)], flags=re.MULTILINE | re.DOTALL
        )
        for target in re.findall(r"\]\(([^)]+)\)", prose):
            assert re.match(r"https?://", target), (page, target)
            if target.startswith(site):
                path = markdown_of(target.removeprefix(site).partition("#")[0])
                is_there = path in docs or path in folders or path == addresses.OFFLINE
                assert is_there, (page, target)


@pytest.mark.parametrize("lang", LANGS)
def test_a_drawing_a_form_and_a_remark_become_plain(lang: str, docs: dict[str, str]) -> None:
    assert "<svg" in docs[f"{lang}/complete.md"]
    assert "<svg" not in docs[f"{lang}/complete/index.md{addresses.TWIN}"]
    assert "!!! note" in docs[f"{lang}/anatomy.md"]
    assert "\n> **" in docs[f"{lang}/anatomy/index.md{addresses.TWIN}"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_site_serves_it_and_the_page_leads_to_it(lang: str, site: BuiltSite) -> None:
    for url in (f"{lang}/", f"{lang}/codes/", f"{lang}/codes/21200007/", f"{lang}/stages/mix/"):
        (link,) = (
            link for link in site.page(url).head("link") if link.get("type") == "text/markdown"
        )
        assert link.get("rel", "").split() == ["alternate"]
        text = (site.folder / url / link.get("href", "")).read_text("utf-8")
        assert text.startswith("# ")
        assert f"{url}>" in text.splitlines()[2]
    assert not list(site.folder.rglob(f"*.md{addresses.TWIN}"))
