"""The table, the apps' resources and the Markdown for assistants say what the dataset says."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import openstep_plist  # type: ignore[import-untyped]
import pytest
from moz.l10n.formats import Format
from moz.l10n.model import Entry, Expression, PatternMessage
from moz.l10n.resource import parse_resource

from generator import exports, standalone
from generator.markup import markdown, plain
from generator.model import Catalog
from generator.render import Site, render
from generator.resolve import resolve
from generator.schema import CommonCode
from generator.validate import read
from site_tests.support.attacks import ATTACKS, poisoned
from site_tests.support.dataset import catalogs, dataset, records
from site_tests.support.html import markdown_converter, parse, text_of
from site_tests.support.project import LANGS
from site_tests.support.site import BuiltSite

URL = "https://site.example/"
CODES = sorted(records())


@cache
def files() -> dict[str, str]:
    return exports.build(catalogs(), URL)


def test_the_files_are_in_what_is_rendered(docs: dict[str, str]) -> None:
    expected = exports.build(catalogs(), dataset().dataset.url)
    assert set(expected) == {path for path, _ in exports.DOWNLOADS.values()}
    assert expected.items() <= docs.items()


# --- for spreadsheets


def rows_of(text: str) -> dict[int, dict[str, str]]:
    """The rows of the table by code, as Excel reads them: it goes by the byte order mark."""
    data = text.encode()
    assert data.startswith(b"\xef\xbb\xbf")
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    rows = list(reader)
    assert reader.fieldnames == list(exports.COLUMNS)
    assert all(None not in row and None not in row.values() for row in rows)
    return {int(row["code"]): row for row in rows}


@cache
def table() -> dict[int, dict[str, str]]:
    return rows_of(files()["codes.csv"])


def test_the_table_has_every_code_in_order() -> None:
    assert list(table()) == CODES


def test_the_lines_of_the_table_end_as_excel_writes_them() -> None:
    outside = re.sub(r'"(?:[^"]|"")*"', "", files()["codes.csv"])
    assert outside.count("\r\n") == outside.count("\n") == outside.count("\r") == len(CODES) + 1


@pytest.mark.parametrize("code", CODES)
def test_a_row_says_what_the_dataset_says(code: int) -> None:
    record, row = records()[code], table()[code]
    assert int(row["hexadecimal"], 16) == code
    assert row["names"].split() == [entry.name for entry in record.names]
    assert code in dataset().codes[row["module"]].codes
    assert row["tier"] == record.tier  # type: ignore[attr-defined]
    assert row["url"] == f"{URL}{code}/"
    assert row["stages"].split() == (record.stages if isinstance(record, CommonCode) else [])
    for lang in LANGS:
        assert plain(getattr(record.cause, lang)) in row[f"cause_{lang}"]
        if isinstance(record, CommonCode):
            overrides = (record.overrides or {}).values()
            for remedies in [record.remedies, *(o.remedies for o in overrides if o.remedies)]:
                for step in remedies.steps:
                    wording = plain(getattr(dataset().remedies.root[step], lang))
                    assert wording in row[f"remedies_{lang}"]
            assert row["retry"] and row[f"retry_{lang}"]


@pytest.mark.parametrize("lang", LANGS)
def test_where_stages_differ_a_cell_names_them(lang: str) -> None:
    titles = dataset().stages.root
    lines = table()[52001002][f"cause_{lang}"].splitlines()
    assert len(lines) == 2
    assert lines[1].startswith(getattr(titles["publish"].title, lang))


@pytest.mark.parametrize(
    "cell", ["=1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠1"]
)
def test_a_formula_is_made_text(cell: str) -> None:
    assert exports.harmless(cell) == "'" + cell if cell[0] not in "\t\r\n" else True
    assert exports.harmless(cell).startswith("'")


@pytest.mark.parametrize("cell", ["a;=1", "a\n=1", "a\t@1", "a\r\n-1", "a; +1"])
def test_a_formula_behind_what_may_separate_cells_is_made_text(cell: str) -> None:
    for part in re.split(r"[;\t\r\n]+", exports.harmless(cell))[1:]:
        assert part.startswith("'")


@pytest.mark.parametrize(
    "cell", ["", "a=b", "1-2", "x@y", "检查网络。", "a, -1", "0x1F", "'quoted'"]
)
def test_other_text_stays_as_it_is(cell: str) -> None:
    assert exports.harmless(cell) == cell


def test_no_cell_of_the_table_had_to_be_made_harmless() -> None:
    assert not any("'=" in c or c.startswith("'") for row in table().values() for c in row.values())


# --- for apps


def android_strings(text: str) -> dict[str, str]:
    """String resources as Mozilla's parser for Android's format reads them."""
    data = text.encode()
    names = [element.get("name") for element in ElementTree.fromstring(data)]
    assert len(set(names)) == len(names)
    strings = {}
    for section in parse_resource(Format.android, data).sections:
        for entry in section.entries:
            if isinstance(entry, Entry):
                assert isinstance(entry.value, PatternMessage)
                strings[entry.id[0]] = "".join(map(_source, entry.value.pattern))
    return strings


def _source(part: object) -> str:
    """A part of a message as it was written; the parser takes `%s` and `<b>` for more than text."""
    if isinstance(part, Expression):
        return str(part.attributes.get("source", part.arg))
    assert isinstance(part, str)
    return part


def ios_strings(text: str) -> dict[str, str]:
    """A table of strings as a parser of the old property list format reads it."""
    names = re.findall(r'^"(\w+)" = ', text, re.MULTILINE)
    assert len(set(names)) == len(names)
    return dict(openstep_plist.loads(text))


PLATFORMS = {"android": android_strings, "ios": ios_strings}


def strings(platform: str, lang: str) -> dict[str, str]:
    path, _ = exports.DOWNLOADS[f"{platform}-{lang}"]
    return PLATFORMS[platform](files()[path])


@pytest.mark.parametrize("lang", LANGS)
def test_android_and_ios_say_the_same(lang: str) -> None:
    assert strings("android", lang) == strings("ios", lang) == exports.resources(catalogs()[lang])


def test_both_languages_have_the_same_strings() -> None:
    assert list(strings("ios", "zh")) == list(strings("ios", "en"))


@pytest.mark.parametrize("lang", LANGS)
def test_every_remedy_is_a_resource(lang: str) -> None:
    found = {name: text for name, text in strings("android", lang).items() if "_remedy_" in name}
    assert found == {
        f"liveroom_remedy_{id_.replace('-', '_')}": plain(getattr(remedy, lang))
        for id_, remedy in dataset().remedies.root.items()
    }


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", CODES)
def test_what_to_tell_the_user_is_found_by_code_and_stage(code: int, lang: str) -> None:
    resources = strings("android", lang)
    told = json.loads(files()["downloads/messages.json"]).get(str(code), {})
    expected = {stage.id: plain(m) for stage, m in catalogs()[lang].by_code[code].user_messages}
    assert {stage: texts[lang] for stage, texts in told.items()} == expected
    name = f"liveroom_error_{code}"
    for stage, message in expected.items():
        found = [resources.get(f"{name}_{stage}"), resources.get(name)]
        assert [text for text in found if text is not None] == [message]
    if not expected:
        assert not any(re.fullmatch(f"{name}(_.*)?", key) for key in resources)


@pytest.mark.parametrize("lang", LANGS)
def test_names_of_resources_are_names_in_java(lang: str) -> None:
    assert all(re.fullmatch("[a-z][a-z0-9_]*", name) for name in strings("android", lang))


# --- for assistants


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


def markdown_of(url: str) -> str:
    """Where in `docs/` a file is that stands beside a page."""
    return url + standalone.SUFFIX if url.endswith("/index.md") else url


@pytest.mark.parametrize("path", LLMS)
def test_llms_txt_leads_to_files(path: str, docs: dict[str, str]) -> None:
    site = dataset().dataset.url
    targets = re.findall(r"\]\(([^)]+)\)", docs[path])
    assert len(targets) > 80
    for target in targets:
        assert markdown_of(target.removeprefix(site)) in docs, target


@pytest.mark.parametrize("name", ["llms.txt", "llms-full.txt"])
def test_where_all_look_is_the_language_of_those_who_ask_for_neither(
    name: str, docs: dict[str, str]
) -> None:
    assert docs[name] == docs[f"{dataset().dataset.fallback}/{name}"]


@pytest.mark.parametrize("lang", LANGS)
def test_llms_full_says_everything_and_is_not_too_long(lang: str, docs: dict[str, str]) -> None:
    whole = docs[f"{lang}/llms-full.txt"]
    text = text_of(parse(f"<div>{markdown_converter()(whole)}</div>"))
    assert len(whole.encode()) < 300_000
    catalog = catalogs()[lang]
    for code in catalog.codes:
        assert f"{code.code} {code.name}" in text
        for guidance in code.guidance:
            assert " ".join(plain(guidance.cause.text).split()) in text
            if code.tier == "common":
                assert all(plain(remedy.text) in text for remedy in guidance.remedies)
                assert plain(guidance.retry.text) in text
    for family in catalog.legacy:
        for value in family.values:
            assert re.search(
                rf"(?<!\d){value.code}\b[^.。]*[:：] ?{re.escape(plain(value.meaning))}", text
            )


# --- the Markdown beside each page


def pages(docs: dict[str, str]) -> list[str]:
    return [path for path in docs if path.endswith(".md")]


def test_every_page_has_its_markdown_beside_it(docs: dict[str, str]) -> None:
    beside = {path for path in docs if path.endswith(standalone.SUFFIX) and ".md" in path}
    assert {standalone.path(page) for page in pages(docs)} == beside
    assert standalone.path("en/index.md") == "en/index.md.txt"
    assert standalone.path("en/codes/index.md") == "en/codes/index.md.txt"
    assert standalone.path("en/codes/1.md") == "en/codes/1/index.md.txt"
    assert standalone.path("en/stages/reindex.md") == "en/stages/reindex/index.md.txt"


def test_it_begins_with_title_and_address_and_is_only_markdown(docs: dict[str, str]) -> None:
    site = dataset().dataset.url
    for page in pages(docs):
        path = standalone.path(page)
        text = docs[path]
        title, empty, address, *_ = text.splitlines()
        folder = path.removesuffix(f"index.md{standalone.SUFFIX}")
        assert title.startswith("# ") and not empty, path
        assert address == f"<{site}{folder}>", path
        prose = re.sub(r"^```.*?^```|`[^`\n]+`|\\.", "x", text, flags=re.MULTILINE | re.DOTALL)
        assert not re.search(r"\{ [.#]|^!!!|^<[a-z]+[\s>]|\n{3}", prose, re.MULTILINE), path


def test_its_links_lead_to_files_from_anywhere(docs: dict[str, str]) -> None:
    site = dataset().dataset.url
    folders = {re.sub(r"index\.(html|md\.txt)$", "", path) for path in docs}
    for page in pages(docs):
        prose = re.sub(
            r"^```.*?^```", "", docs[standalone.path(page)], flags=re.MULTILINE | re.DOTALL
        )
        for target in re.findall(r"\]\(([^)]+)\)", prose):
            assert re.match(r"https?://", target), (page, target)
            if target.startswith(site):
                path = markdown_of(target.removeprefix(site).partition("#")[0])
                assert path in docs or path in folders, (page, target)


def test_it_says_what_the_page_says(docs: dict[str, str]) -> None:
    for lang, catalog in catalogs().items():
        for code in catalog.codes:
            text = docs[f"{lang}/codes/{code.code}/index.md{standalone.SUFFIX}"]
            for guidance in code.guidance:
                assert markdown(guidance.cause.text) in text
                assert all(markdown(remedy.text) in text for remedy in guidance.remedies)
        listed = docs[f"{lang}/codes/index.md{standalone.SUFFIX}"]
        assert all(f"[{code.code}](" in listed for code in catalog.codes)


@pytest.mark.parametrize("lang", LANGS)
def test_a_drawing_a_form_and_a_remark_become_plain(lang: str, docs: dict[str, str]) -> None:
    assert "<svg" in docs[f"{lang}/complete.md"]
    assert "<svg" not in docs[f"{lang}/complete/index.md{standalone.SUFFIX}"]
    assert "!!! note" in docs[f"{lang}/anatomy.md"]
    assert "\n> **" in docs[f"{lang}/anatomy/index.md{standalone.SUFFIX}"]


def test_code_is_left_alone() -> None:
    code = "```xml\n<a>\n  { .x } [a](b.md)\n</a>\n```"
    page = f"---\ntitle: x\n---\n\n# T {{ #t }}\n\n`{{ .x }}` and `[a](b.md)`{{ .y }}\n\n{code}\n"
    assert standalone.text("en/x.md", page, URL) == (
        f"# T\n\n<{URL}en/x/>\n\n`{{ .x }}` and `[a](b.md)`\n\n{code}\n"
    )


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
    assert not list(site.folder.rglob(f"*.md{standalone.SUFFIX}"))


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_leads_a_feed_reader_to_the_feed_of_its_language(
    lang: str, site: BuiltSite
) -> None:
    for url in (f"{lang}/", f"{lang}/codes/21200007/", f"{lang}/changes/"):
        (feed,) = (
            link
            for link in site.page(url).head("link")
            if link.get("type") == "application/atom+xml"
        )
        path = (site.folder / url / feed.get("href", "")).resolve()
        assert path == (site.folder / lang / "changes/feed.xml").resolve()
        assert path.is_file()


# --- hostile data


@pytest.fixture(params=ATTACKS)
def attack(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def attacked(attack: str, small: Path) -> dict[str, Catalog]:
    """The catalogs of a dataset in which every text is the attack."""
    return resolve(poisoned(read(small), attack))


def test_a_hostile_cell_stays_text(attack: str, attacked: dict[str, Catalog]) -> None:
    rows = rows_of(exports.codes_csv(attacked, URL))
    assert list(rows) == [code.code for code in attacked["en"].codes]
    for row in rows.values():
        assert row["cause_en"] == exports.harmless(attack)
        assert row["cause_en"].replace("'", "") == attack.replace("'", "")
        assert not re.match(r"[=+\-@\t\r]", row["cause_en"])


@pytest.mark.parametrize("platform", ["android", "ios"])
def test_a_hostile_resource_stays_text(
    platform: str, attack: str, attacked: dict[str, Catalog]
) -> None:
    write = {"android": exports.android, "ios": exports.ios}[platform]
    written = write(exports.resources(attacked["en"]))
    assert set(PLATFORMS[platform](written).values()) == {attack}
    control = set(map(chr, [*range(32), *range(127, 160)]))
    assert not control & set(written.replace("\n", ""))


def test_a_percent_sign_is_no_place_of_a_value_for_android(
    attack: str, attacked: dict[str, Catalog]
) -> None:
    tree = ElementTree.fromstring(exports.android(exports.resources(attacked["en"])).encode())
    marked = {element.get("formatted") for element in tree}
    assert marked == ({"false"} if "%" in attack else {None})


def test_hostile_text_stays_text_for_assistants(attack: str, attacked: dict[str, Catalog]) -> None:
    shown = " ".join(attack.translate({2: None, 3: None}).split())
    files = render(attacked, Site(URL, "https://github.com/example/small"))
    convert = markdown_converter()
    for path in (
        "en/llms.txt",
        "en/llms-full.txt",
        f"en/codes/21200007/index.md{standalone.SUFFIX}",
    ):
        tree = parse(f"<div>{convert(files[path])}</div>")
        assert shown in text_of(tree), path
        for element in tree.iter():
            assert element.tag not in ("script", "img", "b", "iframe"), path
            assert not any(name.startswith("on") for name in element.attrib), path
            assert re.match(r"https?://|$", element.get("href", "")), path
