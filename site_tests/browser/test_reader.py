"""The log reader: its view of a log, the ways to give it one, and the files that it loads."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import FilePayload, Page, Request, expect

from generator.catalog.model import Catalog
from generator.outputs.escape import plain
from site_tests.support.browser import OpenPage
from site_tests.support.each import each
from site_tests.support.kinds import en_by_day, zh_by_day
from site_tests.support.log_files import NO_TEXT, READ
from site_tests.support.long_lines import KINDS
from site_tests.support.project import TESTS
from site_tests.support.reader import LOG, done, findings, read

CORE = (TESTS / "support" / "core.js").read_text("utf-8")


@zh_by_day
def test_the_reader_shows_what_each_code_means(
    lang: str, open_page: OpenPage, catalogs: dict[str, Catalog]
) -> None:
    page = open_page(f"{lang}/lookup/")
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
    network = code.guidance[0].steps[0]
    expect(item).to_contain_text(network.text)
    checks = item.locator("details details").first
    checks.locator("summary").click()
    expect(checks.locator("li")).to_have_text([plain(check) for check in network.checks])
    assert (
        item.locator(".finding-page a").get_attribute("href")
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


def test_the_reader_marks_the_code_in_its_lines_and_nothing_leaves_the_browser(
    open_page: OpenPage, catalogs: dict[str, Catalog]
) -> None:
    page = open_page("en/lookup/")
    expect(page.locator("article")).to_contain_text(catalogs["en"].labels["lookup-privacy"])
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    read(page, LOG)
    excerpt = findings(page, "certain")[21200007].locator(".excerpt")
    excerpt.scroll_into_view_if_needed()
    expect(excerpt.locator("mark")).to_have_text(["21200007", "２１２００００７"])
    expect(excerpt.locator(".row").first).to_have_text(f"1{LOG.splitlines()[0]}")
    expect(excerpt.locator(".row")).to_have_count(5)
    expect(excerpt).to_have_attribute("tabindex", "0")
    assert {urlsplit(r.url).path for r in requests} <= {"/search/en.json"}
    assert all(r.method == "GET" and r.post_data is None for r in requests)
    stored = page.evaluate("JSON.stringify([localStorage, document.cookie])")
    assert "zego" not in stored


def test_only_what_is_in_view_of_a_large_file_is_drawn(open_page: OpenPage) -> None:
    page = open_page("en/lookup/")
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


def choose(page: Page, content: bytes, name: str = "a.log") -> None:
    """Choose a file with some content."""
    file = FilePayload(name=name, mimeType="text/plain", buffer=content)
    page.locator("input[type=file]").set_input_files(file)


def test_a_file_is_read_in_the_encodings_that_logs_have(open_page: OpenPage) -> None:
    page = open_page("en/lookup/")
    for content in READ.values():
        choose(page, content)
        done(page)
        assert list(findings(page, "certain")) == [62001001]
        page.locator(".excerpt").scroll_into_view_if_needed()
        expect(page.locator(".excerpt mark")).to_have_text("62001001")
        expect(page.locator(".excerpt .row").first).to_contain_text("登录失败")
        page.get_by_role("button", name="Clear").click()


@en_by_day
def test_a_file_that_is_no_text_is_reported(
    lang: str, open_page: OpenPage, catalogs: dict[str, Catalog]
) -> None:
    page = open_page(f"{lang}/lookup/")
    said = catalogs[lang].labels["lookup-no-text"]
    for name, content in NO_TEXT.items():
        choose(page, content, name)
        expect(page.locator(".reader-status")).to_have_text(said.replace("{name}", name))
        expect(page.locator(".finding")).to_have_count(0)


def test_successes_are_counted_and_errors_come_before_statuses(open_page: OpenPage) -> None:
    page = open_page("en/lookup/")
    successes = "onPublishStateUpdate stateCode=0\n" * 3
    read(page, successes + "errorCode=50001008\nerrorCode=62001001\n")
    assert list(findings(page, "certain")) == [62001001, 50001008]
    expect(page.locator(".reader-status")).to_contain_text("successes (3)")
    page.get_by_role("button", name="Clear").click()
    choose(page, b"\n\r\n")
    expect(page.locator(".reader-status")).to_contain_text("Lines scanned: 2")


@en_by_day
def test_a_summary_tells_of_each_finding_and_leads_to_it(
    lang: str, open_page: OpenPage, catalogs: dict[str, Catalog]
) -> None:
    """Expect the stage as the line says it, and the verdict there; what is no sure error is folded."""
    page = open_page(f"{lang}/lookup/")
    log = "onPlayStateUpdate stateCode=52001002\nerrorCode=50001008\ncall 10000105 for help\n"
    read(page, log)
    labels = catalogs[lang].labels
    play = next(stage for stage in catalogs[lang].stages if stage.id == "play")
    rows = page.locator(".reader table.summary tbody tr")
    expect(rows).to_contain_text(["52001002", "50001008", "10000105"])
    error, status, possible = rows.all()
    expect(error).to_contain_text(play.title)
    expect(error.locator(".chip")).to_have_text(labels["chip-retry-no"])
    expect(status).to_contain_text(labels["search-status"])
    expect(possible).to_contain_text(labels["lookup-possible"])
    folds = page.locator(".finding > details")
    shown = folds.evaluate_all("folds => folds.map(fold => [fold.id, fold.open])")
    assert shown == [["found-52001002", True], ["found-50001008", False], ["found-10000105", False]]
    possible.locator("a").click()
    expect(folds.last).to_have_attribute("open", "")
    expect(folds.last).to_be_in_viewport()


def test_a_printed_log_shows_its_lines_and_permalinks(open_page: OpenPage, base_url: str) -> None:
    page = open_page("en/lookup/")
    read(page, "onInitSDK errorCode=21200007\n" + "\n" * 200 + "errorCode=10000105\n")
    page.pdf()
    expect(page.locator(".excerpt mark")).to_have_text(["21200007", "10000105"])
    page.emulate_media(media="print")
    after = "a => getComputedStyle(a, '::after').content"
    links = page.locator(".finding a[href]").all()
    printed = [said for link in links if (said := link.evaluate(after)) != "none"]
    assert printed == [f'" <{base_url}{code}/>"' for code in (21200007, 10000105)]


def test_a_log_is_kept_for_the_tab(open_page: OpenPage) -> None:
    page = open_page("en/lookup/", fresh=True)
    read(page, LOG)
    page.goto(page.url.replace("/en/", "/zh/"))
    done(page)
    expect(page.locator("#reader-text")).to_have_value(LOG)
    assert 21200007 in findings(page, "certain")
    choose(page, b"x" * 300_000 + b"\nerrorCode=62001001", "large.log")
    expect(page.locator(".reader-file")).to_contain_text("large.log")  # the scan of it has begun
    done(page)
    page.reload()
    done(page)
    assert list(findings(page, "certain")) == [62001001]
    expect(page.locator(".reader-file")).to_contain_text("large.log")
    page.get_by_role("button", name="清空").click()
    page.reload()
    expect(page.locator("#reader-text")).to_have_value("")
    expect(page.locator(".finding")).to_have_count(0)


METER = re.search(r"export (function meter\(\) \{.*?\n\})\n", CORE, re.DOTALL)


@each("name", ["Chinese JSON in one line", "a code with a key", "long compositions"])
def test_drawing_a_line_reads_no_more_of_a_longer_one(name: str, open_page: OpenPage) -> None:
    assert METER
    page = open_page("en/lookup/")
    handled = []
    for size in (20_000, 80_000):
        read(page, f"errorCode=62001001 {KINDS[name](size)}")
        page.evaluate(f"() => {{ ({METER[1]})(); }}")
        excerpt = page.locator(".excerpt").first
        excerpt.scroll_into_view_if_needed()
        expect(excerpt.locator("mark").first).to_be_visible()
        handled.append(page.evaluate("handled"))
        page.get_by_role("button", name="Clear").click()
        page.reload()
    assert handled[1] <= handled[0] + 1000


DROP = """([text, isFile]) => {
  const dataTransfer = new DataTransfer();
  if (isFile) dataTransfer.items.add(new File([text], "a.log"));
  else dataTransfer.setData("text/plain", text);
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}"""


def test_a_large_text_is_pasted_beside_the_field(open_page: OpenPage) -> None:
    page = open_page("en/lookup/")
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


@en_by_day
def test_the_findings_are_copied_as_markdown(lang: str, open_page: OpenPage, base_url: str) -> None:
    page = open_page(f"{lang}/lookup/")
    read(page, LOG)
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    page.locator("[data-action=copy]").click()
    page.wait_for_function("() => window.copied")
    copied: str = page.evaluate("window.copied")
    rows = [line for line in copied.splitlines() if line.startswith("| ")]
    assert any(
        row.startswith(f"| [21200007]({base_url}21200007/) | `kConfigServer") for row in rows
    )
    assert any("| 2 | 1 |" in row for row in rows)
    assert any(row.startswith("| 51200006 |") and "libcurl" in row for row in rows)
    assert len(re.findall("^### ", copied, re.MULTILINE)) == 3
    assert "zego:" not in copied  # the log itself stays out


def test_markup_in_a_log_stays_text_and_a_file_or_a_text_can_be_dropped(
    open_page: OpenPage,
) -> None:
    page = open_page("en/lookup/")
    text = (
        '<img src=x onerror="window.hacked=1"> errorCode=21200007 <script>window.hacked=1</script>'
    )
    read(page, text)
    excerpt = page.locator(".excerpt")
    excerpt.scroll_into_view_if_needed()
    expect(excerpt.locator(".row")).to_have_text(f"1{text}")
    assert page.evaluate("window.hacked") is None
    page.evaluate(DROP, ["errorCode=21200007", True])
    expect(page.locator(".reader-file")).to_contain_text("a.log")
    expect(page.locator(".finding[data-code='21200007']")).to_be_visible()
    page.evaluate(DROP, ["errorCode=62001001", False])
    expect(page.locator(".finding[data-code='62001001']")).to_be_visible()
    expect(page.locator(".finding")).to_have_count(1)


def test_the_reader_works_from_the_keyboard(
    open_page: OpenPage, catalogs: dict[str, Catalog]
) -> None:
    page = open_page("en/lookup/")
    page.locator("#reader-text").focus()
    page.keyboard.insert_text("onInitSDK errorCode=21200007")
    done(page)
    names = []
    for _ in range(6):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel")
        )
    checks = catalogs["en"].labels["lookup-checks"]
    assert names[:3] == ["Choose a file", "Clear", "Copy as Markdown"]
    assert names[3].startswith("21200007 kConfigServer") and names[4] == checks


@zh_by_day
def test_without_scripts_the_reader_points_to_the_list(
    lang: str, open_page: OpenPage, base_url: str
) -> None:
    page = open_page(f"{lang}/lookup/", java_script_enabled=False)
    expect(page.locator(".needs-scripts")).to_be_visible()
    expect(page.locator("textarea")).to_be_hidden()
    page.locator(".needs-scripts a").click()
    expect(page).to_have_url(f"{base_url}{lang}/codes/")


@en_by_day
def test_every_page_leads_to_the_reader(lang: str, open_page: OpenPage) -> None:
    page = open_page(f"{lang}/codes/21200007/")
    link = page.locator("header").get_by_role(
        "link", name="分析日志" if lang == "zh" else "Scan a log"
    )
    link.click()
    expect(page.locator("#lookup")).to_be_visible()
    page = open_page(f"{lang}/")
    assert page.locator("article a[href$='lookup/']").count() == 1


def test_the_reader_is_loaded_on_its_page_only(open_page: OpenPage) -> None:
    page = open_page("about:blank", fresh=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path.rpartition("/")[2]))
    page.goto("en/codes/21200007/", wait_until="load")
    assert not {"scan.js", "lookup.js", "lookup.css", "numbering.js", "not-found.js"} & set(asked)
    assert not {name for name in asked if name.endswith(".json")}
