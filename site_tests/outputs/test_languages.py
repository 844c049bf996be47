"""The languages of the pages: declared, linked to each other, and nothing left untranslated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from generator.dataset.schema import Dataset
from site_tests.support.each import each
from site_tests.support.html import has_class, text_of
from site_tests.support.ids import CODES
from site_tests.support.project import LANGS
from site_tests.support.site import BuiltSite, language_of
from site_tests.support.texts import HAN


def test_the_language_of_each_page_is_declared(site: BuiltSite, dataset: Dataset) -> None:
    facts = dataset.dataset
    for url, page in site.pages():
        language = facts.languages[language_of(url) or facts.fallback]
        assert page.root.get("lang") == language.tag, url


def test_alternates_lead_to_the_other_language_and_back(site: BuiltSite, dataset: Dataset) -> None:
    base, languages = dataset.dataset.url, dataset.dataset.languages
    tags = {language.tag for language in languages.values()}
    for url, page in site.pages():
        if not language_of(url):
            continue
        assert tags <= set(page.alternates), url
        assert page.alternates[languages[language_of(url)].tag] == base + url
        for tag in tags:
            other = site.page(page.alternates[tag].removeprefix(base))
            assert other.root.get("lang") == tag
            assert {t: other.alternates[t] for t in tags} == {t: page.alternates[t] for t in tags}


@each("code", CODES)
def test_the_alternate_without_a_language_is_the_permalink(
    code: int, site: BuiltSite, dataset: Dataset
) -> None:
    for lang in LANGS:
        page = site.page(f"{lang}/codes/{code}/")
        assert page.alternates["x-default"] == f"{dataset.dataset.url}{code}/"


def test_the_switch_leads_to_the_same_page_in_the_other_language(site: BuiltSite) -> None:
    for url, page in site.pages():
        if not language_of(url):
            continue
        (switch,) = (e for e in page.root.iter("a") if has_class(e, "switch"))
        other = next(lang for lang in LANGS if lang != language_of(url))
        here = site.folder / url
        target = (here / switch.get("href", "")).resolve()
        assert target == (site.folder / other / url.partition("/")[2]).resolve(), url


def prose_of(element: Element, lang: str) -> Iterator[tuple[str, str]]:
    """Yield each run of text outside code with the language declared for it."""
    lang = element.get("lang", lang)
    if element.tag in ("code", "pre", "script", "style", "svg"):
        return
    # a phrase goes on over the elements in it, so that `one *two* three` is three words
    yield lang, (element.text or "")
    for child in element:
        yield from prose_of(child, lang)
        yield lang, (child.tail or "")


def runs_of(element: Element, lang: str) -> Iterator[tuple[str, str]]:
    """Yield the prose of an element by language, joined over neighbors of one language."""
    joined, current = "", ""
    for declared, text in prose_of(element, lang):
        if declared != current:
            if joined.strip():
                yield current, joined
            joined, current = "", declared
        joined += text
    if joined.strip():
        yield current, joined


_ENGLISH = re.compile(r"[A-Za-z'’]+(?:[ ,]+[A-Za-z'’]+){4,}")


def untranslated(element: Element, lang: str) -> list[str]:
    """Return Han in English, and five words or more of English in Chinese."""
    found = []
    for declared, text in runs_of(element, lang):
        pattern = _ENGLISH if declared.startswith("zh") else re.compile(f"[{HAN}]+")
        found += pattern.findall(text)
    return found


def test_nothing_is_left_untranslated(site: BuiltSite) -> None:
    left = {
        url: found
        for url, page in site.pages()
        if (body := page.root.find("body")) is not None
        and (found := untranslated(body, page.root.get("lang", "")))
    }
    assert left == {}


def test_titles_and_descriptions_are_in_the_language_of_the_page(site: BuiltSite) -> None:
    for url, page in site.pages():
        if not (lang := language_of(url)):
            continue
        (title,) = page.head("title")
        (description,) = (m for m in page.head("meta") if m.get("name") == "description")
        texts = text_of(title), description.get("content", "")
        for text in texts:
            assert bool(re.search(f"[{HAN}]", text)) == (lang == "zh"), (url, text)
