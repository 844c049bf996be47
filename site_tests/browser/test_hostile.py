"""A site made of attacks, in a real browser: it runs nothing of them and shows them as they are.

No policy of a server helps here: the pages alone have to be safe.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from itertools import chain
from urllib.parse import quote, unquote, urlencode, urlsplit
from xml.etree import ElementTree

import openstep_plist  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import expect

from generator.catalog.resolve import resolve
from generator.outputs import addresses, render
from generator.outputs.addresses import Site
from site_tests.support import attacks
from site_tests.support.browser import OpenPage
from site_tests.support.clipboard import clipboard
from site_tests.support.dataset import dataset
from site_tests.support.html import text_of
from site_tests.support.kinds import PAGES, by_turns
from site_tests.support.nightly import nightly
from site_tests.support.project import LANGS, TESTS
from site_tests.support.reader import findings, read
from site_tests.support.search_box import ask, box, rows
from site_tests.support.site import BuiltSite, SiteBuilder
from tools.server import serve

# The attacked texts are rendered and parsed in each run (`outputs/`); their site takes minutes to build.
pytestmark = nightly

KINDS = by_turns([*PAGES.values(), "codes/20000002/", "codes/82000002/", "codes/60001007/"])
LINE = " errorCode=21200007 onLoginRoom kNotLoginError 105 "  # of a log


@pytest.fixture(scope="session")
def files() -> dict[str, str]:
    """Render the dataset with an attack in every string."""
    data = dataset()
    site = Site(data.dataset.url, data.dataset.repository)
    return render(resolve(attacks.everywhere(data)), site)


@pytest.fixture(scope="session")
def attacked_site(build_site: SiteBuilder) -> BuiltSite:
    """Return the site that is built of the attacked dataset."""
    return build_site("hostile", hooks=TESTS / "support" / "attacked_hooks.py")


@pytest.fixture(scope="session")
def attacked_server(attacked_site: BuiltSite) -> Iterator[str]:
    """Yield the URL of the attacked site, whose path is part of it."""
    yield from serve(attacked_site.folder, urlsplit(attacks.site(dataset().dataset).url).path)


# A test fails if these pages run, request or log anything unexpected (`open_page`).
attacked = pytest.mark.parametrize("base_url", ["attacked_server"], indirect=True, ids=[""])


# --- the attacked strings


def test_every_string_that_is_free_text_is_an_attack() -> None:
    """Check that only ids that the program knows, numbers, dates and patterns carry no attack."""
    plain = re.compile(r"[\w.-]*|k\w*|[0-9MCRN|]+|[\w ]+")
    signs = (attacks.SIGN, attacks.ADDRESS, attacks.ID, attacks.JOINT)
    left = []

    def visit(value: object, where: str) -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                visit(item, f"{where}.{key}")
        elif isinstance(value, list):
            for item in value:
                visit(item, where)
        elif (
            isinstance(value, str)
            and not plain.fullmatch(value)
            and not any(sign in value for sign in signs)
        ):
            left.append((where, value))

    visit(attacks.everywhere(dataset()).model_dump(exclude={"releases"}), "")
    assert left == []


# --- every page, as it is built


def test_every_page_shows_attacks_verbatim(attacked_site: BuiltSite) -> None:
    seen = 0
    for url, page in [*attacked_site.pages(), ("404.html", attacked_site.page("404.html"))]:
        for parent in list(page.root.iter()):
            for child in list(parent):
                if child.tag == "pre":  # in a retry example text is a comment or a literal
                    parent.remove(child)
        values = (
            value
            for element in page.root.iter()
            for name, value in element.attrib.items()
            if name != "data-label"  # has no signs
        )
        asked = (unquote(value) if value.startswith("?q=") else value for value in values)
        shown = [text_of(page.root), *asked]
        for text in shown:
            assert not attacks.broken(" ".join(text.split())), (url, text[:300])
            seen += text.count(attacks.SIGN)
        if url.startswith(LANGS) and "/codes/" in url:
            title, metas = text_of(page.head("title")[0]), page.head("meta")
            description = next(meta for meta in metas if meta.get("name") == "description")
            assert attacks.NAME in title or url.endswith("/codes/"), url
            assert attacks.SIGN in description.get("content", ""), url
    assert seen > 50_000


# --- files other than pages


def _json(text: str) -> list[str]:
    strings: list[str] = []

    def visit(value: object) -> None:
        if isinstance(value, str):
            strings.append(value)
        elif isinstance(value, (dict, list)):
            for item in value.values() if isinstance(value, dict) else value:
                visit(item)

    visit(json.loads(text))
    return strings


def _feed(text: str) -> Iterator[str]:
    for element in ElementTree.fromstring(text.encode()).iter():
        is_html = element.get("type") == "html"
        yield unescape(element.text or "") if is_html else element.text or ""


READERS: dict[str, Callable[[str], Iterable[str]]] = {
    ".json": _json,
    "feed.xml": _feed,
    ".csv": lambda text: chain.from_iterable(csv.reader(io.StringIO(text))),
    ".strings": lambda text: openstep_plist.loads(text).values(),
}


@pytest.mark.parametrize("suffix", READERS)
def test_files_other_than_pages_have_attacks_verbatim(suffix: str, files: dict[str, str]) -> None:
    seen = 0
    for path, content in files.items():
        # The search's own texts of sections are without markup.
        if path.endswith(suffix) and not path.startswith(addresses.SEARCH):
            for text in READERS[suffix](content):
                assert attacks.broken(" ".join(text.split())) == 0, path
                seen += text.count(attacks.SIGN)
    assert seen


# --- the pages in a browser


@attacked
@pytest.mark.parametrize("path", ["", "52001002/", "105/", "no/such/page/", *KINDS])
def test_a_page_runs_nothing_and_shows_attacks_verbatim(path: str, open_page: OpenPage) -> None:
    page = open_page(path)
    page.wait_for_load_state("networkidle")
    shown = " ".join(page.evaluate("document.body.innerText").split())
    # In the retry examples code; on the page of a missing one, search results, whose texts are without markup.
    if "stages/" not in path and path != "no/such/page/":
        assert attacks.broken(shown) == 0
    assert shown.count(attacks.SIGN) >= 1
    assert not page.locator("body [onerror], body [onclick], body [onload], img, iframe").count()


@attacked
@pytest.mark.parametrize("lang", LANGS)
def test_the_attack_itself_is_copied(lang: str, open_page: OpenPage) -> None:
    page = open_page(f"{lang}/codes/52001002/")
    for what in ("name", "citation"):
        page.locator(f".copy[data-what={what}]").first.click()
        expect(page.locator(f".copy.done[data-what={what}]").first).to_be_visible()
        copied = clipboard(page)
        assert attacks.NAME in copied and attacks.broken(copied) == 0


@attacked
@pytest.mark.parametrize("lang", LANGS)
def test_search_results_show_attacks_verbatim(lang: str, open_page: OpenPage) -> None:
    page = open_page(f"{lang}/about/")
    for query in ("52001002", "51200006", "105", "kNotLoginError", "onerror", attacks.CORE):
        assert ask(page, query) or query == attacks.CORE
        shown = " ".join(page.locator("[data-search]").inner_text().split())
        assert attacks.SIGN in shown
        assert page.locator("[data-search] :is(img, script, b, iframe)").count() == 0


@attacked
@pytest.mark.parametrize("lang", LANGS)
def test_the_list_of_codes_filters_by_attacks(lang: str, open_page: OpenPage) -> None:
    attack = {"text": attacks.CORE, "stage": attacks.CORE, "module": '"]', "x": attacks.CORE}
    page = open_page(f"{lang}/codes/?{urlencode(attack)}#{quote(attacks.CORE)}")
    expect(page.locator("input[name=text]")).to_have_value(attacks.CORE)
    expect(page.locator(".filters [type=checkbox]:checked")).to_have_count(0)
    page.locator("input[name=text]").fill("onerror")
    expect(page.locator("tr[data-code='52001002']")).to_be_visible()
    page.locator("input[name=group][value=module]").check()
    assert attacks.CORE in " ".join(page.locator("tbody > tr > th").first.inner_text().split())


@attacked
@pytest.mark.parametrize("lang", LANGS)
def test_the_log_reader_shows_attacks_verbatim(lang: str, open_page: OpenPage) -> None:
    """Scan attacks in the data, and others in the log."""
    page = open_page(f"{lang}/lookup/")
    log = [attacks.CORE + LINE + attacks.CORE, attacks.CORE]
    read(page, "\n".join([*log, *(f"{s} 62001001 {s}" for s in attacks.STARTS)]))
    found = findings(page, "certain")
    assert 21200007 in found and 62001001 in {**found, **findings(page, "possible")}
    item = found[21200007]
    item.locator(".excerpt").scroll_into_view_if_needed()
    expect(item.locator(".excerpt .row").first).to_contain_text(
        attacks.CORE[-60:] + LINE + attacks.CORE[:60]  # a long line is cut
    )
    item.locator(".excerpt").evaluate("excerpt => excerpt.remove()")
    shown = " ".join(item.inner_text().split())
    assert attacks.broken(shown) == 0 and shown.count(attacks.NAME) >= 1
    assert page.locator(".reader :is(img, script, iframe, b)").count() == 0


# --- hostile addresses


@attacked
@pytest.mark.parametrize(
    "place", ["zh/", "en/lookup/", "en/codes/21200007/", "21200007/", "105/", "", "no/such/"]
)
@pytest.mark.parametrize(
    "attack",
    [
        f"?q={quote(attacks.CORE)}#{quote(attacks.CORE)}",
        "?q=javascript:alert(1)#javascript:alert(1)",
        '?__proto__[x]=1&constructor=1#"><img src=x onerror=alert(1)>',
    ],
    ids=["markup", "javascript", "prototype"],
)
def test_an_address_runs_nothing(
    attack: str, place: str, open_page: OpenPage, base_url: str
) -> None:
    page = open_page(place + attack)
    page.wait_for_load_state("networkidle")
    assert page.url.startswith(base_url)
    assert page.evaluate("({}).x") is None
    assert page.locator("img, iframe, body script:not([src]):not([id])").count() <= 2


@attacked
def test_a_missing_page_runs_nothing_of_its_address(open_page: OpenPage) -> None:
    for path in (
        quote(attacks.CORE, safe=""),
        "%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
        "x/javascript:alert(1)",
        "codes/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "constructor",
        "__proto__/21200007",
    ):
        page = open_page(path)
        expect(page.locator("section .meant").first).to_be_attached()
        expect(page.locator("h1[id^=missing]")).to_be_visible()
        assert page.locator("img, iframe").count() == 0


@attacked
def test_the_box_takes_attacks_key_by_key(open_page: OpenPage) -> None:
    page = open_page("en/about/")
    box(page).press_sequentially("<img src=x onerror=f()>")
    assert rows(page)
    assert page.locator("[data-search] img").count() == 0
