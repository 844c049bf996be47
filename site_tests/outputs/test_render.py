"""Rendering is a pure function, and text stays text."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from generator.catalog.model import Catalog
from generator.catalog.resolve import resolve
from generator.dataset.reader import read
from generator.dataset.schema import Dataset
from generator.outputs import addresses, render
from generator.outputs.addresses import Site
from site_tests.support.attacks import poisoned
from site_tests.support.html import markdown_converter, parse, text_of
from site_tests.support.project import LANGS, small_data

SITE = Site("https://small.example/", "https://github.com/example/small")


def front_matter(text: str) -> dict[str, Any]:
    _, front, _ = text.split("---\n", 2)
    loaded = yaml.safe_load(front)
    assert isinstance(loaded, dict)
    return loaded


# --- pure ----------------------------------------------------------------------------------------


def test_the_url_of_the_site_stands_only_where_a_full_url_is_needed(sample: Dataset) -> None:
    catalogs, facts = resolve(sample), sample.dataset
    here, elsewhere = facts.url, "https://elsewhere.example/below/"
    one, other = (render(catalogs, Site(url, facts.repository)) for url in (here, elsewhere))
    assert list(one) == list(other)
    for name, text in one.items():
        assert other[name] == text.replace(here, elsewhere), name


# --- all files ------------------------------------------------------------------------------------


def test_both_languages_have_the_same_pages(docs: dict[str, str]) -> None:
    of = {
        lang: {name.removeprefix(f"{lang}/") for name in docs if name.startswith(f"{lang}/")}
        for lang in LANGS
    }
    assert of["zh"] == of["en"] != set()


def test_every_file_ends_with_one_line_end_and_has_no_others_than_unix_ones(
    docs: dict[str, str],
) -> None:
    for name, text in docs.items():
        assert text.endswith("\n"), name
        assert "\r" not in text or name == "codes.csv", name  # whose readers expect others


def test_a_markdown_page_has_the_front_matter_that_head_and_search_need(
    docs: dict[str, str], catalogs: dict[str, Catalog]
) -> None:
    for name, text in docs.items():
        if not name.endswith(".md"):
            continue
        front = front_matter(text)
        lang, _, path = name.removesuffix(".md").partition("/")
        url = f"{path.removesuffix('index').rstrip('/')}/".removeprefix("/")
        assert front["lang"] == lang, name
        assert front["title"].strip(), name
        assert front["description"].strip(), name
        assert "`" not in front["title"] + front["description"], name
        assert front["alternates"] == {other: f"{other}/{url}" for other in catalogs}, name


def test_descriptions_of_pages_are_all_different(docs: dict[str, str]) -> None:
    described: dict[tuple[str, str], str] = {}
    for name, text in docs.items():
        if name.endswith(".md"):
            front = front_matter(text)
            other = described.setdefault((front["lang"], front["description"]), name)
            assert other == name


# --- hostile data --------------------------------------------------------------------------------

ATTACK = (
    "</script><img src=x onerror=alert(1)> {{ config }} {% raw %} a | b [x](javascript:alert(1)) "
    "{: onclick=x } \"><b> ]]> %3Cscript%3E &amp; &lt; *em* __b__ \\| # !!! note ' {0} <!-- -->"
)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Render a dataset in which every text is an attack."""
    small = small_data(tmp_path_factory.mktemp("small") / "data")
    return render(resolve(poisoned(read(small), ATTACK)), SITE)


def test_hostile_text_reaches_every_page_as_text(attacked: dict[str, str]) -> None:
    convert = markdown_converter()
    seen = 0
    for name, text in attacked.items():
        if not name.endswith(".md"):
            continue
        assert front_matter(text)
        body = text.split("---\n", 2)[2]
        tree = parse(f"<article>{convert(body)}</article>")
        for element in tree.iter():
            assert element.tag not in ("script", "img", "b", "iframe"), name
            assert not any(a.startswith("on") or a in ("src", "style") for a in element.attrib), (
                name
            )
            assert not element.get("href", "").startswith("javascript"), name
        shown = text_of(tree)
        assert "onerror" not in shown or ATTACK in shown, name
        seen += shown.count(ATTACK)
    assert seen > 50


def test_hostile_text_reaches_permalinks_as_text(attacked: dict[str, str]) -> None:
    pages = {addresses.url(name).rstrip("/") for name in attacked if name.endswith(".md")}
    for name, text in attacked.items():
        if not name.endswith(".html"):
            continue
        tree = parse(text)
        assert len(list(tree.iter("script"))) == 1, name
        assert not list(tree.iter("img")), name
        address = name.removesuffix("index.html").rstrip("/")
        if address and not any(f"{lang}/{address}" in pages for lang in LANGS):
            assert ATTACK in text_of(tree), name
            described = [m.get("content") for m in tree.iter("meta") if m.get("name")]
            assert any(ATTACK in str(content) for content in described), name


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_text_reaches_the_search_index_as_text(lang: str, attacked: dict[str, str]) -> None:
    index = json.loads(attacked[f"search/{lang}.json"])
    told = [told for record in index["records"] for told in record.get("g", [record])]
    assert all(each["x"].endswith(ATTACK) for each in told)
