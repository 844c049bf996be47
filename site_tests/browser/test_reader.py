"""The log reader, numbers that are in no table, the 404 page, and the pages by name.

The cases of `recognition.yaml` are what any implementation of the recognition must agree with.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from typing import Any, Literal
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, ViewportSize, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from generator.model import Catalog
from site_tests.support.axe import SCHEMES, violations
from site_tests.support.html import text_of
from site_tests.support.project import LANGS
from site_tests.support.reader import LOG, done, findings, read
from site_tests.support.recognition import CASES, FOUND
from site_tests.support.site import BuiltSite

Scheme = Literal["light", "dark"]
KIB = 1024

SCAN = """async ([root, texts, careful]) => {
  const { learn, scan } = await import(`${root}js/scan.js`);
  const knowledge = learn(await (await fetch(`${root}search/en.json`)).json());
  if (careful) knowledge.hurried = () => true;
  return texts.map((text) => {
    const steps = scan(text, knowledge);
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value.entries.map(({ kind, code, certain, legacy, count, hits }) => ({
      code, kind: kind === "unknown" ? kind : certain ? "certain" : "possible", legacy: [...legacy], count,
      lines: [...new Set(hits.filter((_, i) => i % 3 === 0).map((line) => line + 1))],
    }));
  });
}"""


# --- what is recognised


@pytest.fixture(scope="module")
def scanned(browser: Browser, server: str) -> list[list[dict[str, Any]]]:
    """What the scanner finds in each case."""
    page = browser.new_page()
    page.goto(server + "en/about/")
    found: list[list[dict[str, Any]]] = page.evaluate(SCAN, [server, [c["text"] for c in CASES]])
    page.close()
    return found


def test_cases_are_many_and_different() -> None:
    assert len(CASES) >= 80
    assert len({case["text"] for case in CASES}) == len(CASES)
    assert {key for case in CASES for key in case} == {"text", "legacy", *FOUND}


@pytest.mark.parametrize("number", range(len(CASES)), ids=[c["text"][:50] for c in CASES])
def test_a_text_is_read_as_the_table_says(number: int, scanned: list[list[dict[str, Any]]]) -> None:
    case = CASES[number]
    for kind in FOUND:
        found = {e["code"]: e["lines"] for e in scanned[number] if e["kind"] == kind}
        expected = case.get(kind, {})
        assert list(found.items()) == list(expected.items()), kind
    legacy = {e["code"]: e["legacy"] for e in scanned[number] if e["legacy"]}
    assert legacy == case.get("legacy", {})


def test_haste_overlooks_nothing(page: Page, server: str) -> None:
    page.goto("en/about/")
    texts = [case["text"] for case in CASES]
    texts.append("\n".join(texts))
    assert page.evaluate(SCAN, [server, texts]) == page.evaluate(SCAN, [server, texts, True])


def test_a_name_beside_its_number_counts_once(page: Page, server: str) -> None:
    page.goto("en/about/")
    text = "kNotLoginError(10000105)\nkNotLoginError and 10000105, kNotLoginError, error\n10000105 error"
    [[entry]] = page.evaluate(SCAN, [server, [text]])
    assert (entry["code"], entry["count"], entry["lines"]) == (10000105, 3, [1, 2, 3])


# --- the log reader


@pytest.mark.parametrize("lang", LANGS)
def test_the_reader_shows_what_each_code_means(
    lang: str, page: Page, catalogs: dict[str, Catalog]
) -> None:
    page.goto(f"{lang}/lookup/")
    read(page, LOG)
    catalog = catalogs[lang]
    certain = findings(page, "certain")
    assert list(certain) == [21200007, 105]
    code = catalog.by_code[21200007]
    item = certain[21200007]
    expect(item).to_have_attribute("data-count", "2")
    expect(item).to_have_attribute("data-line", "1")
    expect(item.locator("h3")).to_have_text(f"21200007 {code.name}")
    expect(item).to_contain_text(code.cause.text)
    expect(item).to_contain_text(code.guidance[0].remedies[0].text)
    assert (
        item.locator("h3 a").get_attribute("href")
        == f"{page.url.split(lang)[0]}{lang}/codes/21200007/"
    )
    [value] = [v for v in catalog.legacy_values()[105] if v.family == "publish-state"]
    expect(certain[105]).to_contain_text(f"{value.family_title}{catalog.language.colon}")
    assert list(findings(page, "possible")) == [10000105]
    unknown = findings(page, "unknown")
    assert list(unknown) == [51200006]
    expect(unknown[51200006].locator(".explanation li").first).to_contain_text("5")
    status = page.locator(".reader-status")
    expect(status).to_have_attribute("role", "status")
    expect(status).to_contain_text("2")


def test_the_reader_marks_the_code_in_its_lines(page: Page) -> None:
    page.goto("en/lookup/")
    read(page, LOG)
    excerpt = findings(page, "certain")[21200007].locator(".excerpt")
    excerpt.scroll_into_view_if_needed()
    expect(excerpt.locator("mark")).to_have_text(["21200007", "２１２００００７"])
    expect(excerpt.locator(".row").first).to_have_text(f"1{LOG.splitlines()[0]}")
    expect(excerpt.locator(".row")).to_have_count(6)  # with the empty last line
    expect(excerpt).to_have_attribute("tabindex", "0")


def test_only_what_is_in_view_of_a_large_file_is_drawn(page: Page) -> None:
    page.goto("en/lookup/")
    text = "onInitSDK errorCode=21200007\n" * 50_000
    file = {"name": "large.log", "mimeType": "text/plain", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    done(page)
    item = findings(page, "certain")[21200007]
    expect(item).to_have_attribute("data-count", "50000")
    excerpt = item.locator(".excerpt")
    excerpt.scroll_into_view_if_needed()
    excerpt.evaluate("box => box.scrollTo(0, 1e9)")
    expect(excerpt.locator(".row.hit").last).to_contain_text("50000")
    assert excerpt.locator(".row").count() < 60
    expect(page.locator(".reader-file")).to_contain_text("large.log")
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".finding")).to_have_count(0)
    expect(page.locator("#reader-text")).to_be_focused()


@pytest.mark.parametrize(
    "encoding, mark",
    [("utf-8", b""), ("utf-8-sig", b""), ("gb18030", b""), ("utf-16-le", b"\xff\xfe")],
)
def test_a_file_is_read_in_the_encodings_that_logs_have(
    encoding: str, mark: bytes, page: Page
) -> None:
    page.goto("en/lookup/")
    file = {
        "name": "a.log",
        "mimeType": "text/plain",
        "buffer": mark + "登录失败，错误码：62001001".encode(encoding),
    }
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    done(page)
    assert list(findings(page, "certain")) == [62001001]
    page.locator(".excerpt").scroll_into_view_if_needed()
    expect(page.locator(".excerpt mark")).to_have_text("62001001")
    expect(page.locator(".excerpt .row")).to_contain_text("登录失败，错误码：")


def test_a_file_and_a_text_can_be_dropped(page: Page) -> None:
    page.goto("en/lookup/")
    drop = """([text, isFile]) => {
      const dataTransfer = new DataTransfer();
      if (isFile) dataTransfer.items.add(new File([text], "a.log"));
      else dataTransfer.setData("text/plain", text);
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }"""
    page.evaluate(drop, ["errorCode=21200007", True])
    expect(page.locator(".finding[data-code='21200007']")).to_be_visible()
    page.evaluate(drop, ["errorCode=62001001", False])
    expect(page.locator(".finding[data-code='62001001']")).to_be_visible()
    expect(page.locator(".finding")).to_have_count(1)


def test_a_large_text_is_pasted_beside_the_field(page: Page) -> None:
    page.goto("en/lookup/")
    page.locator("#reader-text").focus()
    page.evaluate(
        """text => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(event);
        }""",
        "a line without any\n" * 20_000 + "errorCode=21200007",
    )
    done(page)
    expect(page.locator(".finding")).to_have_attribute("data-line", "20001")
    expect(page.locator("#reader-text")).to_have_value("")


@pytest.mark.parametrize("lang", LANGS)
def test_the_findings_are_copied_as_markdown(lang: str, page: Page, server: str) -> None:
    page.goto(f"{lang}/lookup/")
    read(page, LOG)
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    page.locator("[data-action=copy]").click()
    page.wait_for_function("window.copied")
    copied: str = page.evaluate("window.copied")
    rows = [line for line in copied.splitlines() if line.startswith("| ")]
    assert any(row.startswith(f"| [21200007]({server}21200007/) | `kConfigServer") for row in rows)
    assert any("| 2 | 1 |" in row for row in rows)
    assert any(row.startswith("| 51200006 |") and "libcurl" in row for row in rows)
    assert len(re.findall("^### ", copied, re.MULTILINE)) == 3
    assert "zego:" not in copied  # the log itself stays out


def test_nothing_leaves_the_browser(page: Page, server: str) -> None:
    page.goto("en/lookup/")
    expect(page.locator("article")).to_contain_text("does not leave the browser")
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    read(page, LOG)
    assert {urlsplit(r.url).path for r in requests} <= {"/search/en.json"}
    assert all(r.method == "GET" and r.post_data is None for r in requests)
    stored = page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])")
    assert "zego" not in stored


def test_markup_in_a_log_stays_text(page: Page) -> None:
    page.goto("en/lookup/")
    text = (
        '<img src=x onerror="window.hacked=1"> errorCode=21200007 <script>window.hacked=1</script>'
    )
    read(page, text)
    excerpt = page.locator(".excerpt")
    excerpt.scroll_into_view_if_needed()
    expect(excerpt.locator(".row")).to_have_text(f"1{text}")
    assert page.evaluate("window.hacked") is None


def test_the_reader_works_from_the_keyboard(page: Page) -> None:
    page.goto("en/lookup/")
    page.locator("#reader-text").focus()
    page.keyboard.insert_text("errorCode=21200007")
    done(page)
    names = []
    for _ in range(5):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel")
        )
    assert names[:4] == ["Choose a file", "Clear", "Copy as Markdown", "21200007"]
    assert (
        page.evaluate("document.activeElement.getAttribute('aria-label')") == "Lines with 21200007"
    )


@pytest.mark.parametrize("lang", LANGS)
def test_without_scripts_the_reader_points_to_the_list(
    lang: str, browser: Browser, server: str
) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=server)
    page = context.new_page()
    page.goto(f"{lang}/lookup/")
    expect(page.locator(".needs-scripts")).to_be_visible()
    expect(page.locator("textarea")).to_be_hidden()
    page.locator(".needs-scripts a").click()
    expect(page).to_have_url(f"{server}{lang}/codes/")
    context.close()


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_leads_to_the_reader(lang: str, page: Page) -> None:
    page.goto(f"{lang}/codes/21200007/")
    link = page.locator("header").get_by_role(
        "link", name="日志解读" if lang == "zh" else "Log reader"
    )
    link.click()
    expect(page.locator("#lookup")).to_be_visible()
    page.goto(f"{lang}/")
    assert page.locator("article a[href$='lookup/']").count() == 1


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("lang", LANGS)
def test_what_is_found_has_no_violation_and_fits_the_screen(
    lang: str, scheme: Scheme, width: int, new_context: CreateContextCallback
) -> None:
    size: ViewportSize = {"width": width, "height": 740}
    context = new_context(color_scheme=scheme, viewport=size, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{lang}/lookup/")
    read(page, LOG)
    page.locator(".excerpt").first.scroll_into_view_if_needed()
    expect(page.locator(".excerpt mark").first).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.goto(f"{lang}/?q=51200006")
    expect(page.locator("[data-search] .explanation")).to_be_visible()
    assert violations(page) == []


# --- numbers that are in no table


def issue_of(container: Locator) -> dict[str, list[str]]:
    href = container.locator("a[href*='issues/new']").get_attribute("href")
    assert href
    return parse_qs(urlsplit(href).query)


@pytest.mark.parametrize(
    "number, said",
    [
        ("51200006", ["LiveRoom server", "libcurl result 6"]),
        ("0x30D4006", ["LiveRoom server", "libcurl result 6"]),
        ("-62000999", ["the server's own result 999"]),
        ("113200099", ["the net agent: link", "number 200099"]),
        ("1048717", ["0x100000", "result 141", "52000141"]),
        ("1002001", ["Express SDK"]),
        ("99999999", ["No known rule"]),
    ],
)
def test_an_unknown_number_is_explained_in_the_box_and_on_the_404_page(
    number: str, said: list[str], page: Page
) -> None:
    page.goto("en/")
    page.locator("[data-search] input").fill(number)
    page.wait_for_selector(f"[data-search][data-shown='{number}']", state="attached")
    box = page.locator("[data-search] .explanation")
    for part in said:
        expect(box).to_contain_text(part)
    assert issue_of(box)["code"] == [number]
    assert issue_of(box)["template"] == ["code.yml"]
    assert page.locator("[role=option][data-why=near]").count() > 0
    page.goto(f"en/codes/{number}")
    shown = page.locator("section[data-lang=en] .explanation")
    for part in said:
        expect(shown).to_contain_text(part)
    assert issue_of(shown)["code"] == [number]
    assert shown.locator("a[href*='/en/codes/']").count() > 0


def test_a_known_number_is_not_explained(page: Page) -> None:
    page.goto("en/")
    for query in ("21200007", "-1", "212", "timeout"):
        page.locator("[data-search] input").fill(query)
        page.wait_for_selector(f"[data-search][data-shown='{query}']", state="attached")
        assert page.locator("[data-search] .explanation").count() == 0


@pytest.mark.parametrize("lang", LANGS)
def test_the_scripts_read_digits_as_the_generator_does(
    lang: str, page: Page, server: str, catalogs: dict[str, Catalog]
) -> None:
    page.goto(f"{lang}/about/")
    codes = {
        code.code: [[s.digits, s.text] for s in code.segments] for code in catalogs[lang].codes
    }
    read = page.evaluate(
        """async ([root, lang, codes]) => {
          const { explain } = await import(`${root}js/anatomy.js`);
          const index = await (await fetch(`${root}search/${lang}.json`)).json();
          return codes.map((code) => explain(code, index).segments.map(({ digits, text }) => [digits, text]));
        }""",
        [server, lang, list(codes)],
    )
    assert dict(zip(codes, read, strict=True)) == codes


# --- addresses that lead nowhere


@pytest.mark.parametrize("server_name", ["server", "prefixed_server"])
@pytest.mark.parametrize(
    "asked, target",
    [
        ("codes/21200007", "en/codes/21200007/"),
        ("zh/21200007", "zh/codes/21200007/"),
        ("ZH-cn/Codes/21200007/", "zh/codes/21200007/"),
        ("21200007.html", "en/codes/21200007/"),
        ("21200007.", "en/codes/21200007/"),
        ("-21200007", "en/codes/21200007/"),
        ("0x1437C87", "en/codes/21200007/"),
        (quote("２１２００００７"), "en/codes/21200007/"),
        ("%2221200007%22", "en/codes/21200007/"),
        ("knotloginerror", "en/codes/10000105/"),
        ("zh/codes/KNOTLOGINERROR", "zh/codes/10000105/"),
        ("RoomHbTimeout", "en/codes/60001005/"),
        ("ZegoError.kNotLoginError", "en/codes/10000105/"),
        ("zh/105", "105/"),
        ("en/legacy/-1", "-1/"),
        ("EN/LEGACY", "en/legacy/"),
        ("stages/login", "en/stages/login/"),
        ("zh-CN/", "zh/"),
    ],
)
def test_an_address_with_one_meaning_goes_on(
    asked: str, target: str, server_name: str, browser: Browser, request: pytest.FixtureRequest
) -> None:
    root = request.getfixturevalue(server_name)
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(root + asked)
    page.wait_for_url(root + target)
    context.close()


@pytest.mark.parametrize(
    "asked, codes",
    [
        ("notloginerror", ["10000105", "9", "105"]),
        ("kroomreconnectfailerror", ["60001007", "60001008"]),
        ("kconfigdecrypterror", ["20000001", "20000002"]),
        ("3197569", ["52000105"]),
        ("errorCode=21200007", ["21200007"]),
        ("blog/21200007", ["21200007"]),
        ("mixstream-auth", ["82000003"]),
    ],
)
def test_an_address_with_several_meanings_lists_them(
    asked: str, codes: list[str], page: Page, server: str
) -> None:
    page.goto(asked)
    items = page.locator("section[data-lang=en] .meant li")
    expect(items.first).to_be_visible()
    for item, code in zip(items.all(), codes, strict=False):
        expect(item.locator("code").first).to_have_text(re.compile(rf"^{code}( |$)"))
    assert page.url == server + asked


@pytest.mark.parametrize(
    "asked", ["%zz", "%3Cimg%20src=x%20onerror=alert(1)%3E", "a//b/", "__proto__"]
)
def test_an_odd_address_is_no_more_than_missing(asked: str, page: Page, server: str) -> None:
    errors: list[Any] = []
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(asked)
    expect(page.locator("section[data-lang=en] .meant")).to_be_attached()
    assert urlsplit(page.url).path == urlsplit(server + asked).path
    assert errors == []


@pytest.mark.parametrize("locale, lang", [("zh-CN", "zh"), ("en-GB", "en"), ("fr-FR", "en")])
def test_the_404_page_begins_in_the_readers_language(
    locale: str, lang: str, browser: Browser, server: str
) -> None:
    context = browser.new_context(locale=locale, base_url=server)
    page = context.new_page()
    page.goto("no/such/thing/at/all")
    expect(page.locator("section[data-lang] .meant")).to_be_attached()
    order = page.locator("section[data-lang]").evaluate_all("all => all.map(s => s.dataset.lang)")
    assert order == [lang, *(other for other in LANGS if other != lang)]
    page.goto(("en" if lang == "zh" else "zh") + "/no-such-thing")
    expect(page.locator("section[data-lang] .meant")).to_be_attached()
    order = page.locator("section[data-lang]").evaluate_all("all => all.map(s => s.dataset.lang)")
    assert order[0] != lang
    context.close()


# --- pages by name


def test_every_name_has_a_page_that_leads_to_all_that_it_means(
    site: BuiltSite, catalogs: dict[str, Catalog]
) -> None:
    for lang, catalog in catalogs.items():
        for code in catalog.codes:
            names = [name.name for name in code.names]
            names += [code.erratum.printed] if code.erratum else []
            for name in names:
                page = site.page(f"{name}/")
                assert f"../{lang}/codes/{code.code}/" in {
                    a.get("href") for a in page.root.iter("a")
                }
        for values in catalog.legacy_values().values():
            for value in values:
                if re.fullmatch(r"\w+", value.name or ""):
                    page = site.page(f"{value.name}/")
                    links = {a.get("href") for a in page.root.iter("a")}
                    assert f"../{lang}/legacy/#{value.anchor}" in links


@pytest.mark.parametrize(
    "name, codes, values",
    [
        ("kNotLoginError", [10000105], []),
        ("kRoomReconnectFailError", [60001007, 60001008], []),
        ("kConfigDecryptError", [20000001, 20000002], []),
        ("NotLoginError", [10000105], ["publish-play-state-9", "room-error-105"]),
        (
            "ExternalAudioDeviceWasNotEnabled",
            [12101101],
            ["api-return-5101"],
        ),
        ("RoomSessionError", [], ["kick-out-16777221", "kick-out-reason-3"]),
    ],
)
def test_a_shared_name_lists_present_codes_first(
    name: str, codes: list[int], values: list[str], site: BuiltSite
) -> None:
    page = site.page(f"{name}/")
    links = [a.get("href") or "" for a in page.root.iter("a")]
    meant = [link for link in links if re.search("/en/(codes/|legacy/#)", link)]
    assert meant == [f"../en/codes/{c}/" for c in codes] + [f"../en/legacy/#{v}" for v in values]
    (title,) = page.head("title")
    assert name in text_of(title)
    goes_on = [link for link in page.head("link") if link.get("data-lang")]
    assert bool(goes_on) == (len(codes) == 1 and not values)


def test_a_name_goes_on_to_its_code(page: Page) -> None:
    page.goto("kNotLoginError/")
    page.wait_for_url("**/en/codes/10000105/")


def test_no_two_paths_differ_only_in_case(docs: dict[str, str]) -> None:
    spellings = defaultdict(set)
    for path in docs:
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            prefix = "/".join(parts[:depth])
            spellings[prefix.lower()].add(prefix)
    assert [found for found in spellings.values() if len(found) > 1] == []


# --- sizes


def gzipped(site: BuiltSite, *names: str) -> int:
    return sum(
        len(gzip.compress((site.folder / "js" / f"{n}.js").read_bytes(), mtime=0)) for n in names
    )


def test_the_scripts_are_small(site: BuiltSite) -> None:
    assert gzipped(site, "scan", "anatomy") <= 8 * KIB
    assert gzipped(site, "lookup", "excerpt", "explanation", "dom") <= 10 * KIB
    assert gzipped(site, "missing") <= 3 * KIB


def test_the_reader_is_loaded_on_its_page_only(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path.rpartition("/")[2]))
    page.goto("en/codes/21200007/", wait_until="load")
    assert not {"scan.js", "lookup.js", "lookup.css", "anatomy.js", "missing.js"} & set(asked)
    assert not {name for name in asked if name.endswith(".json")}


def test_the_signs_of_the_legacy_families_reach_the_index(docs: dict[str, str]) -> None:
    index = json.loads(docs["search/en.json"])
    anchors = {value["h"] for value in index["legacy"]}
    assert {re.sub(r"-(minus-)?\d+$", "", anchor) for anchor in anchors} == set(index["signs"])
    assert all(index["signs"].values())
    assert {"onPublishStateUpdate", "OnKickOut"} & set(index["callbacks"])
