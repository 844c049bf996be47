"""The texts for assistants: llms.txt, and all in one."""

from __future__ import annotations

import json
import re

import pytest

from generator.outputs import addresses, render
from generator.outputs.addresses import Site
from generator.outputs.packed import packed
from site_tests.support.attacks import ATTACKS, Attacked
from site_tests.support.dataset import catalogs, dataset
from site_tests.support.each import each
from site_tests.support.exports import URL, markdown_of
from site_tests.support.html import markdown_converter, parse, text_of
from site_tests.support.nightly import some
from site_tests.support.project import LANGS
from site_tests.support.stages import AT_STAGES

LLMS = ["llms.txt", *(f"{lang}/llms.txt" for lang in LANGS)]


@pytest.mark.parametrize("path", LLMS)
def test_llms_txt_has_the_form_that_it_should(path: str, docs: dict[str, str]) -> None:
    lines = [line for line in docs[path].splitlines() if line]
    assert lines[0].startswith("# ") and not any(line.startswith("# ") for line in lines[1:])
    assert lines[1].startswith("> ")
    sections = docs[path].split("\n## ")[1:]
    assert sections[-1].startswith("Optional\n")
    for section in sections:
        items = section.strip().splitlines()[1:]
        assert any(items)
        for item in filter(None, items):
            assert re.fullmatch(r"- \[.+\]\(https://[^\s()]+\)([:：].+)?", item), item


@pytest.mark.parametrize("path", LLMS)
def test_llms_txt_leads_to_files(path: str, docs: dict[str, str]) -> None:
    site = dataset().dataset.url
    targets = re.findall(r"\]\(([^)]+)\)", docs[path])
    assert len(targets) > 80
    for target in targets:
        assert markdown_of(target.removeprefix(site)) in docs, target


@pytest.mark.parametrize("name", ["llms.txt", "llms-full.txt"])
def test_root_llms_txt_is_in_the_fallback_language(name: str, docs: dict[str, str]) -> None:
    assert docs[name] == docs[f"{dataset().dataset.fallback}/{name}"]


@pytest.mark.parametrize("lang", LANGS)
def test_llms_full_is_not_too_long(lang: str, docs: dict[str, str]) -> None:
    assert len(docs[f"{lang}/llms-full.txt"].encode()) < 300_000


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return packed(catalogs(), Site(dataset().dataset.url, dataset().dataset.repository))


@pytest.mark.parametrize("lang", LANGS)
def test_packed_texts_of_a_code_are_the_published_ones(
    lang: str, files: dict[str, str], docs: dict[str, str]
) -> None:
    blocks, twins = (json.loads(files[f"{name}/{lang}.json"]) for name in ("blocks", "twins"))
    documents = json.loads(files["documents.json"])
    at_stages = [f"{code} {stage}" for code, stage in AT_STAGES]
    assert list(blocks) == list(twins) == [*documents, *at_stages]
    assert list(documents) == [str(code.code) for code in catalogs()[lang].codes]
    for code in documents:
        text = blocks[code]
        assert text.startswith(f"### {code} `") and f"\n{text}\n" in docs[f"{lang}/llms-full.txt"]
        assert twins[code] == docs[f"{lang}/codes/{code}/index.md{addresses.TWIN}"]
        assert documents[code] == docs[f"api/v1/codes/{code}.json"]
    for key in at_stages:  # the same, in another order
        for texts in (blocks, twins):
            told, usual = (re.findall(r"\w+", texts[k]) for k in (key, key.split()[0]))
            assert sorted(told) == sorted(usual)


@each("attack", some(ATTACKS, 16))
def test_hostile_text_stays_text_for_assistants(attack: str, attacked: Attacked) -> None:
    shown = " ".join(attack.translate({2: None, 3: None}).split())
    files = render(attacked(attack), Site(URL, "https://github.com/example/small"))
    convert = markdown_converter()
    for path in (
        "en/llms.txt",
        "en/llms-full.txt",
        f"en/codes/21200007/index.md{addresses.TWIN}",
    ):
        tree = parse(f"<div>{convert(files[path])}</div>")
        assert shown in text_of(tree), path
        for element in tree.iter():
            assert element.tag not in ("script", "img", "b", "iframe"), path
            assert not any(name.startswith("on") for name in element.attrib), path
            assert re.match(r"https?://|$", element.get("href", "")), path
