"""The built site says what the dataset says: data, Markdown and HTML agree, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from mkdocs.utils.yaml import yaml_load

from generator import aliases, links
from generator.markup import plain
from generator.model import Catalog, Stage
from generator.render import PAGES
from generator.schema import CommonCode, Dataset
from site_tests.support.dataset import catalogs, records
from site_tests.support.html import has_class, rows_of, text_of, unmarked
from site_tests.support.project import LANGS, ROOT, tree_bytes
from site_tests.support.site import PREFIX, BuiltSite, Page
from site_tests.support.source import Row, source_rows
from site_tests.support.texts import HAN

CODES = [code.code for code in catalogs()["en"].codes]
COMMON = [code.code for code in catalogs()["en"].common]
STAGES = [stage.id for stage in catalogs()["en"].stages]
WITH_CODES = [stage for stage in STAGES if any(row.stage == stage for row in source_rows())]
NUMBERS = sorted({*CODES, *catalogs()["en"].legacy_values()})
SECTIONS = ["meaning", "remedies", "stages", "retry", "anatomy", "related", "source"]


def stage(catalog: Catalog, id_: str) -> Stage:
    return next(stage for stage in catalog.stages if stage.id == id_)


def remedies_said(lang: str, text: str) -> list[str]:
    """The ids of the remedies that a text consists of, in order; other words are an error."""
    known = sorted(_wordings(lang).items(), key=lambda item: -len(item[0]))
    found = []
    while text := text.strip():
        wording, id_ = next((item for item in known if text.startswith(item[0])), ("", ""))
        assert wording, f"no remedy: {text}"
        found.append(id_)
        text = text.removeprefix(wording)
    return found


@cache
def _wordings(lang: str) -> dict[str, str]:
    steps = {r for code in catalogs()[lang].codes for g in code.guidance for r in g.remedies}
    return {plain(remedy.text): remedy.id for remedy in steps}


def remedies_on_code_page(lang: str, section: Element) -> list[list[str]]:
    """The ids of the remedies in each ordered list of a section."""
    return [
        [id_ for item in list_.findall("li") for id_ in remedies_said(lang, unmarked(item))]
        for list_ in section.iter("ol")
    ]


def stage_row(page: Page, code: int) -> list[Element]:
    """The row of a code in a stage's table."""
    (row,) = (row for row in rows_of(page.section("codes")) if code_of(row) == code)
    return row


def code_of(row: list[Element]) -> int:
    return int(next(text_of(link) for link in row[0].iter("a")))


# --- every record has its pages and every page its record ----------------------------------------


def test_the_pages_are_those_of_the_model_and_no_others(site: BuiltSite) -> None:
    expected = {""} | {f"{number}/" for number in NUMBERS}
    expected |= {f"{name}/" for name in aliases.by_name(catalogs()["en"])}
    for lang in LANGS:
        expected |= {f"{lang}/{re.sub('index$', '', page)}".rstrip("/") + "/" for page in PAGES}
        expected |= {f"{lang}/stages/{id_}/" for id_ in STAGES}
        expected |= {f"{lang}/codes/{code}/" for code in CODES}
    assert set(site.urls()) == expected


@pytest.mark.parametrize("code", CODES, ids=str)
@pytest.mark.parametrize("lang", LANGS)
def test_a_code_has_a_page_with_its_code_and_names(lang: str, code: int, site: BuiltSite) -> None:
    page = site.page(f"{lang}/codes/{code}/")
    (title,) = page.head("title")
    names = [entry.name for entry in records()[code].names]
    (heading,) = page.main.iter("h1")
    shown = {text_of(span) for span in page.main.iter("code")}
    assert str(code) in text_of(title)
    assert names[0] in text_of(title)
    assert text_of(heading).startswith(str(code))
    assert set(names) <= shown


@pytest.mark.parametrize("number", NUMBERS, ids=str)
def test_a_number_has_a_permalink_that_leads_to_all_that_it_means(
    number: int, site: BuiltSite, catalogs: dict[str, Catalog]
) -> None:
    page = site.page(f"{number}/")
    targets = {link.get("href") for link in page.root.iter("a")}
    (title,) = page.head("title")
    assert str(number) in text_of(title)
    assert any(m.get("name") == "description" and m.get("content") for m in page.head("meta"))
    for lang, catalog in catalogs.items():
        if number in catalog.by_code:
            assert f"../{lang}/codes/{number}/" in targets
        for value in catalog.legacy_values().get(number, ()):
            assert f"../{lang}/legacy/#{value.anchor}" in targets


def test_the_root_leads_to_both_languages(site: BuiltSite) -> None:
    targets = {link.get("href") for link in site.page("").root.iter("a")}
    assert {f"{lang}/" for lang in LANGS} <= targets


# --- a code's page -------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES, ids=str)
def test_the_sections_of_a_code_are_fixed_and_the_same_in_both_languages(
    code: int, site: BuiltSite
) -> None:
    zh, en = (site.page(f"{lang}/codes/{code}/") for lang in LANGS)
    assert zh.headings(1) == en.headings(1) == ["code"]
    assert zh.headings(2) == en.headings(2) == SECTIONS
    assert zh.ids == en.ids


@pytest.mark.parametrize("code", CODES, ids=str)
@pytest.mark.parametrize("lang", LANGS)
def test_a_code_page_says_cause_and_every_remedy_in_order(
    lang: str, code: int, site: BuiltSite, catalogs: dict[str, Catalog]
) -> None:
    page, record = site.page(f"{lang}/codes/{code}/"), catalogs[lang].by_code[code]
    meaning = text_of(page.section("meaning"))
    for guidance in record.guidance:
        assert plain(guidance.cause.text) in meaning
    assert remedies_on_code_page(lang, page.section("remedies")) == [
        [remedy.id for remedy in guidance.remedies]
        for guidance in record.advice
        if guidance.remedies
    ]


@pytest.mark.parametrize("code", COMMON, ids=str)
@pytest.mark.parametrize("lang", LANGS)
def test_a_code_page_names_its_stages_with_their_callbacks(
    lang: str, code: int, site: BuiltSite, catalogs: dict[str, Catalog]
) -> None:
    section = site.page(f"{lang}/codes/{code}/").section("stages")
    linked = [link.get("href") for link in section.iter("a")]
    spans = {text_of(span) for span in section.iter("code")}
    stages = catalogs[lang].by_code[code].stages
    assert [link for link in linked if "/stages/" in str(link)] == [
        f"../../stages/{stage.id}/" for stage in stages
    ]
    assert {n for stage in stages for c in stage.callbacks for n in c.names} <= spans


@pytest.mark.parametrize("code", CODES, ids=str)
@pytest.mark.parametrize("lang", LANGS)
def test_a_code_page_says_whether_a_retry_helps_how_it_is_built_and_what_is_related(
    lang: str, code: int, site: BuiltSite, catalogs: dict[str, Catalog]
) -> None:
    page, record = site.page(f"{lang}/codes/{code}/"), catalogs[lang].by_code[code]
    if record.kind == "error":
        for guidance in record.guidance:
            assert plain(guidance.retry.text) in text_of(page.section("retry"))
    digits = [text_of(row[0]) for row in rows_of(page.section("anatomy"))]
    assert digits == [segment.digits for segment in record.segments]
    related = [link.get("href") for link in page.section("related").iter("a")]
    assert related == [f"../{other}/" for other in record.related]


@pytest.mark.parametrize("code", COMMON, ids=str)
@pytest.mark.parametrize("lang", LANGS)
def test_remedies_are_marked_with_where_they_come_from(
    lang: str, code: int, site: BuiltSite, catalogs: dict[str, Catalog]
) -> None:
    catalog = catalogs[lang]
    said: list[str] = []
    waiting = False
    for element in site.page(f"{lang}/codes/{code}/").section("remedies").iter():
        waiting = waiting or element.tag == "ol"
        if waiting and has_class(element, "source"):
            said.append(text_of(element))
            waiting = False
    advice = catalog.by_code[code].advice
    assert said == [catalog.labels[f"source-{given.remedies_source}"] for given in advice]


def test_the_page_of_20000002_tells_of_the_misprint(site: BuiltSite) -> None:
    for lang in LANGS:
        assert "kConfigDecryptError" in text_of(site.page(f"{lang}/codes/20000002/").main)


@pytest.mark.parametrize("code, other", [(60001007, 60001008), (60001008, 60001007)])
def test_the_pages_of_a_shared_name_lead_to_each_other(
    code: int, other: int, site: BuiltSite
) -> None:
    for lang in LANGS:
        page = site.page(f"{lang}/codes/{code}/")
        sections = [page.section(id_) for id_ in SECTIONS if id_ != "related"]
        assert f"../{other}/" in {link.get("href") for s in sections for link in s.iter("a")}


# --- a stage's page ------------------------------------------------------------------------------


@pytest.mark.parametrize("row", source_rows(), ids=lambda row: f"{row.code}-{row.stage}")
@pytest.mark.parametrize("lang", LANGS)
def test_a_row_of_the_source_is_on_its_stage_page(
    lang: str, row: Row, site: BuiltSite, catalogs: dict[str, Catalog]
) -> None:
    cells = stage_row(site.page(f"{lang}/stages/{row.stage}/"), row.code)
    record, catalog = records()[row.code], catalogs[lang]
    printed = record.erratum.printed if isinstance(record, CommonCode) and record.erratum else ""
    guidance = catalog.by_code[row.code].at(stage(catalog, row.stage))
    assert row.name in (text_of(cells[0]).split()[1], printed)
    assert unmarked(cells[1]) == plain(guidance.cause.text)


@pytest.mark.parametrize("id_", STAGES)
@pytest.mark.parametrize("lang", LANGS)
def test_a_stage_page_lists_exactly_its_codes_ascending(
    lang: str, id_: str, site: BuiltSite
) -> None:
    page = site.page(f"{lang}/stages/{id_}/")
    expected = sorted({row.code for row in source_rows() if row.stage == id_})
    assert ("codes" in page.ids) == bool(expected)
    if expected:
        assert [code_of(row) for row in rows_of(page.section("codes"))] == expected


@pytest.mark.parametrize("id_", STAGES)
@pytest.mark.parametrize("lang", LANGS)
def test_a_stage_page_has_introduction_callbacks_and_retry_rule(
    lang: str, id_: str, site: BuiltSite, catalogs: dict[str, Catalog]
) -> None:
    page, it = site.page(f"{lang}/stages/{id_}/"), stage(catalogs[lang], id_)
    text = text_of(page.main)
    for sourced in it.introduction:
        assert plain(sourced.text) in text
    spans = {text_of(span) for span in page.section("callbacks").iter("code")}
    assert {name for callbacks in it.callbacks for name in callbacks.names} == spans
    for sentence in it.retry.rule if it.retry else ():
        assert plain(sentence) in text_of(page.section("retry"))


@pytest.mark.parametrize("id_", STAGES)
def test_the_ids_of_a_stage_page_are_the_same_in_both_languages(id_: str, site: BuiltSite) -> None:
    zh, en = (site.page(f"{lang}/stages/{id_}/") for lang in LANGS)
    assert zh.ids == en.ids


# --- the same remedies everywhere ----------------------------------------------------------------


@pytest.mark.parametrize("code", COMMON, ids=str)
def test_remedies_are_the_same_on_all_pages_unless_the_data_say_otherwise(
    code: int, site: BuiltSite
) -> None:
    record = records()[code]
    assert isinstance(record, CommonCode)
    overridden = {
        id_: override.remedies.steps
        for id_, override in (record.overrides or {}).items()
        if override.remedies
    }
    for lang in LANGS:
        on_stages = {
            id_: remedies_said(
                lang, unmarked(stage_row(site.page(f"{lang}/stages/{id_}/"), code)[2])
            )
            for id_ in record.stages
        }
        assert on_stages == dict.fromkeys(record.stages, record.remedies.steps) | overridden
        section = site.page(f"{lang}/codes/{code}/").section("remedies")
        on_page = [tuple(ids) for ids in remedies_on_code_page(lang, section)]
        assert len(set(on_page)) == len(on_page)
        assert set(on_page) == {tuple(ids) for ids in on_stages.values()}


# --- tables of everything ------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_the_list_of_codes_has_every_code_ascending(lang: str, site: BuiltSite) -> None:
    rows = rows_of(site.page(f"{lang}/codes/").main)
    assert [code_of(row) for row in rows] == CODES
    for row, code in zip(rows, CODES, strict=True):
        spans = [text_of(span) for span in row[0].iter("code")]
        assert spans == [entry.name for entry in records()[code].names]


@pytest.mark.parametrize("lang", LANGS)
def test_the_complete_table_has_every_code_in_its_module(
    lang: str, site: BuiltSite, dataset: Dataset
) -> None:
    page = site.page(f"{lang}/complete/")
    assert page.headings(2) == list(dataset.modules.root)
    for module in dataset.modules.root:
        rows = rows_of(page.section(module))
        assert [code_of(row) for row in rows] == sorted(dataset.codes[module].codes)


@pytest.mark.parametrize("lang", LANGS)
def test_the_legacy_table_has_every_value_in_its_family_with_an_anchor(
    lang: str, site: BuiltSite, catalogs: dict[str, Catalog]
) -> None:
    page = site.page(f"{lang}/legacy/")
    for family in catalogs[lang].legacy:
        rows = rows_of(page.section(family.id))
        assert len(rows) == len(family.values)
        for row, value in zip(rows, family.values, strict=True):
            anchors = [id_ for cell in row for e in cell.iter() if (id_ := e.get("id"))]
            targets = [e.get("href") for cell in row for e in cell.iter("a")]
            assert value.anchor in anchors
            assert code_of(row) == value.code
            assert plain(value.meaning) in text_of(row[1])
            for successor in value.successors:
                assert f"../codes/{successor}/" in targets


@pytest.mark.parametrize("lang", LANGS)
def test_the_mask_is_explained_on_the_legacy_page(lang: str, site: BuiltSite) -> None:
    text = text_of(site.page(f"{lang}/legacy/").section("room-server-mask"))
    for fact in ("0x100000", "1048680", "104", "52000104"):
        assert fact in text


@pytest.mark.parametrize("lang", LANGS)
def test_the_anatomy_page_shows_every_rule_and_libcurl_result(
    lang: str, site: BuiltSite, dataset: Dataset
) -> None:
    page = site.page(f"{lang}/anatomy/")
    assert page.headings(3) == [rule.id for rule in dataset.anatomy.rules]
    shown = [text_of(row[0]) for row in rows_of(page.section("curl"))]
    assert shown == [str(result) for result in dataset.anatomy.curl]


@pytest.mark.parametrize("path", [path for path in PAGES if path != "index"])
def test_the_ids_of_a_single_page_are_the_same_in_both_languages(
    path: str, site: BuiltSite
) -> None:
    url = re.sub("index$", "", path).rstrip("/") + "/"
    zh, en = (site.page(f"{lang}/{url}") for lang in LANGS)
    assert zh.ids == en.ids


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_says_where_its_data_end(lang: str, site: BuiltSite, dataset: Dataset) -> None:
    facts = dataset.dataset
    dates = [day.isoformat() for day in (facts.boundary.date, facts.headers.last)]
    for url, page in site.pages():
        if url.startswith(f"{lang}/"):
            assert all(day in text_of(page.root) for day in dates), url


# --- languages -----------------------------------------------------------------------------------


def language_of(url: str) -> str:
    """The language's folder, or nothing for a page that belongs to none."""
    first, _, _ = url.partition("/")
    return first if first in LANGS else ""


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


@pytest.mark.parametrize("code", CODES, ids=str)
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
    """Each run of text outside code with the language declared for it."""
    lang = element.get("lang", lang)
    if element.tag in ("code", "pre", "script", "style", "svg"):
        return
    # a phrase goes on over the elements in it, so that `one *two* three` is three words
    yield lang, (element.text or "")
    for child in element:
        yield from prose_of(child, lang)
        yield lang, (child.tail or "")


def runs_of(element: Element, lang: str) -> Iterator[tuple[str, str]]:
    """The prose of an element by language, joined over neighbours of one language."""
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
    """Han in English, and five words or more of English in Chinese."""
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


# --- links and files -----------------------------------------------------------------------------


def test_every_link_and_anchor_of_the_site_resolves(site: BuiltSite) -> None:
    assert links.check(site.folder) == []


def test_the_canonical_url_of_a_page_is_its_own(site: BuiltSite, dataset: Dataset) -> None:
    for url, page in site.pages():
        canonical = [
            link.get("href") for link in page.head("link") if link.get("rel") == "canonical"
        ]
        assert canonical == [dataset.dataset.url + url]


def test_the_sitemap_names_the_pages_of_the_languages_dated_by_the_data(
    site: BuiltSite, dataset: Dataset
) -> None:
    root = ElementTree.fromstring((site.folder / "sitemap.xml").read_text("utf-8"))
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    named = [str(location.text) for location in root.iter(f"{space}loc")]
    pages = {dataset.dataset.url + url for url in site.urls() if language_of(url)}
    assert len(named) == len(set(named))
    assert pages <= set(named) <= {dataset.dataset.url + url for url in site.urls()}
    dates = {element.text for element in root.iter(f"{space}lastmod")}
    assert dates <= {dataset.dataset.date.isoformat()}


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
    """Every URL that a browser fetches, or connects to, for a page by itself."""
    for element in page.root.iter():
        for name, value in element.attrib.items():
            rels = set(element.get("rel", "").split())
            if name in _LOADING or (
                name == "href" and element.tag == "link" and rels & _LOADING_RELS
            ):
                yield value


def test_no_page_loads_anything_from_another_host(site: BuiltSite) -> None:
    for url, page in [*site.pages(), ("404.html", site.page("404.html"))]:
        forms = [form.get("action", "") for form in page.root.iter("form")]
        assert [link for link in [*loaded(page), *forms] if urlsplit(link).netloc] == [], url


def test_no_style_or_script_of_ours_names_another_host(site: BuiltSite) -> None:
    theme = ROOT / "templates" / "theme"
    for path in theme.rglob("*"):
        if path.suffix in (".css", ".js"):
            assert not re.search(r"https?://|[\"'(]//\w", path.read_text("utf-8")), path.name
    for path in site.folder.rglob("*.css"):
        assert not re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", path.read_text("utf-8"))


def test_nothing_is_published_that_is_not_meant_to_be(site: BuiltSite) -> None:
    meant = {
        ".html",
        ".md",
        ".csv",
        ".strings",
        ".css",
        ".js",
        ".json",
        ".svg",
        ".png",
        ".xml",
        ".txt",
        ".map",
        ".gz",
        ".woff2",
    }
    assert {path.suffix for path in site.folder.rglob("*") if path.is_file()} <= meant
    assert not list(site.folder.rglob(".*"))


# --- navigation and 404 --------------------------------------------------------------------------


def test_the_navigation_names_the_stages_and_single_pages_in_order() -> None:
    with (ROOT / "mkdocs.yml").open("rb") as file:
        nav = yaml_load(file)["nav"]
    single = [f"{path}.md" for path in PAGES]
    pages = [single[0], *(f"stages/{id_}.md" for id_ in STAGES), *single[1:]]
    assert nav == [{lang: [f"{lang}/{page}" for page in pages]} for lang in LANGS]


def test_a_page_shows_the_navigation_of_its_language_only(site: BuiltSite) -> None:
    for url in (*(f"{lang}/" for lang in LANGS), *(f"{lang}/codes/{CODES[9]}/" for lang in LANGS)):
        page = site.page(url)
        (nav,) = (e for e in page.root.iter("nav") if has_class(e, "md-nav--primary"))
        targets = {
            (site.folder / url / link.get("href", "")).resolve().relative_to(site.folder.resolve())
            for link in nav.iter("a")
            if not link.get("href", "").startswith("#")
        }
        assert {target.parts[0] for target in targets} == {language_of(url)}
        assert Path(language_of(url), "stages", STAGES[0]) in targets


def test_the_404_page_helps_in_both_languages(site: BuiltSite) -> None:
    page = site.page("404.html")
    targets = {urlsplit(link.get("href", "")).path for link in page.root.iter("a")}
    for lang in LANGS:
        assert {f"/{lang}/", f"/{lang}/codes/"} <= targets


def test_below_a_prefix_every_link_of_the_404_page_leads_into_the_site(
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


def test_below_a_prefix_nothing_but_full_urls_and_the_404_page_changes(
    site: BuiltSite, prefixed_site: BuiltSite, dataset: Dataset
) -> None:
    ours, theirs = tree_bytes(site.folder), tree_bytes(prefixed_site.folder)
    assert set(ours) == set(theirs)
    urls = dataset.dataset.url.encode(), f"https://example.org{PREFIX}".encode()
    for name, data in ours.items():
        if name not in ("404.html", "sitemap.xml.gz"):
            assert data.replace(*urls) == theirs[name], name
