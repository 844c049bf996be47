"""The site behind nginx, with the configuration that the repository ships: `nox -s nginx`.

The other browser tests run behind it too; here are the server's answers, the policy, and one walk
through everything that the scripts serve.
"""

from __future__ import annotations

import gzip
import http.client
import json
import re
import shutil
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from site_tests.support.browser import OpenPage
from site_tests.support.clipboard import button, clipboard
from site_tests.support.project import LANGS
from site_tests.support.reader import LOG, findings, read
from site_tests.support.search_box import ask, rows
from site_tests.support.site import BuiltSite
from tools import nginx, system

CODE = 21200007
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".png": "image/png",
    ".strings": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".zip": "application/zip",
    "feed.xml": "application/atom+xml; charset=utf-8",
}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FOR_EVER = "public, max-age=31536000, immutable"
A_WHILE = "public, max-age=300"
ALWAYS_ASKED = "no-cache"


class Answer(NamedTuple):
    """An answer of the server."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Connection(http.client.HTTPConnection):
    """One that also sends what a client should not."""

    def _validate_path(self, url: str) -> None:
        """Let any path pass."""


Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def get(server: str) -> Iterator[Ask]:
    """Yield `get(path, method="GET", **headers)`, which makes one request and sends its path as it is."""
    connection = Connection(urlsplit(server).netloc, timeout=60)

    def get(path: str, method: str = "GET", **headers: str) -> Answer:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        if response.will_close:
            connection.close()
        return answer

    yield get
    connection.close()


@pytest.fixture(scope="module")
def published(site: BuiltSite) -> dict[str, bytes]:
    """Return every file by the path that it is asked for."""
    files = {}
    for path in site.folder.rglob("*"):
        if path.is_file() and path.name not in ("404.html", ".nojekyll"):
            url = "/" + path.relative_to(site.folder).as_posix()
            files[url.removesuffix("index.html")] = path.read_bytes()
    return files


def kind(path: str) -> str:
    """Return the key of `TYPES` for a path."""
    if path.endswith("/feed.xml"):
        return "feed.xml"
    return ".html" if path.endswith("/") else path[path.rindex(".") :]


# --- files


def test_every_file_is_served_as_what_it_is(get: Ask, published: dict[str, bytes]) -> None:
    assert {kind(path) for path in published} == set(TYPES)
    wrong = []
    for path, content in published.items():
        answer = get(path)
        wanted = (200, TYPES[kind(path)], None, content)
        type_, coding = answer.headers["Content-Type"], answer.headers["Content-Encoding"]
        if (answer.status, type_, coding, answer.body) != wanted:
            wrong.append((path, answer.status, type_, coding))
    assert wrong == []


@pytest.mark.parametrize(
    "suffix", sorted(TYPES.keys() - {".gz", ".png", ".svg", ".zip"})
)  # svg: too small to gain
def test_text_is_compressed_for_clients_that_accept_it(
    suffix: str, get: Ask, published: dict[str, bytes]
) -> None:
    path = max((p for p in published if kind(p) == suffix), key=lambda p: len(published[p]))
    answer = get(path, Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(answer.body) == published[path]
    assert len(answer.body) < 0.6 * len(published[path])


def test_an_answer_may_be_stored_as_long_as_it_holds(get: Ask, published: dict[str, bytes]) -> None:
    hashed = re.compile(r"\.[0-9a-f]{8}\.")
    for path in published:
        programs = path.startswith(("/api/", "/downloads/")) or kind(path) in (
            {".csv", ".md", ".txt", ".xml", "feed.xml"}
        )
        wanted = A_WHILE if programs else ALWAYS_ASKED
        if hashed.search(path) and path.endswith((".css", ".js")):
            wanted = FOR_EVER
        headers = get(path, "HEAD").headers
        assert (path, headers["Cache-Control"]) == (path, wanted)
        assert (path, headers["Access-Control-Allow-Origin"]) == (path, "*" if programs else None)
    assert sum(bool(hashed.search(path)) for path in published) >= 3


@pytest.mark.parametrize("path", ["/", "/zh/", f"/{CODE}/", "/js/site.js", "/api/v1/codes.json"])
def test_an_unchanged_file_is_not_sent_again(path: str, get: Ask) -> None:
    first = get(path)
    again = get(path, If_None_Match=first.headers["ETag"])
    assert (first.status, again.status, again.body) == (200, 304, b"")


@pytest.mark.parametrize("path", ["/zh", "/zh/codes", f"/{CODE}", f"/en/codes/{CODE}", "/-1"])
def test_a_folder_without_its_slash_leads_to_it(path: str, get: Ask) -> None:
    answer = get(path)
    assert (answer.status, answer.headers["Location"]) == (301, f"{path}/")


# --- missing and improper addresses

MISSING = [
    "/no/such/page",
    "/404.html",
    "/assets/",
    "/zh/codes/21200007/index.html/",
    "/js/site.js/",
    "/ZH/",
    "/kroomhbtimeouterror/",
    "/zh/codes/21200007/index.html%20",
    "/%E9%94%99%E8%AF%AF%E7%A0%81/",
    "/%ff%fe",
    "/zh/\\..\\..\\etc\\passwd",
    "/zh%5c..%5c..%5cetc%5cpasswd",
    "/%252e%252e%252fetc%252fpasswd",
    "/..%c0%af..%c0%afetc/passwd",
    "/.../etc/passwd",
    "/....//....//etc/passwd",
    "//etc/passwd",
    "//zh",
    "//zh/",
    "//example.org/%2f..",
    "/zh//codes/",
    "/zh/%2Fcodes/",
    "/.gitignore",
    "/.git/config",
    "/zh/.hidden",
    "/.well-known/security.txt",
    "/.writing-x",
    "/%2egit/config",
    "/mkdocs.yml",
    "/data/codes/config.yaml",
    "/nginx.conf",
    "/index.md.txt",
    "/zh/index.md.txt",
    "/" + "a" * 300,
    "/" + "a/" * 2000,
    "/zh/%0d%0aX-Injected:%20yes",
    "/zhx?/../../etc/passwd",
]
REFUSED = [  # by nginx itself, before any configuration has a say
    ("/../etc/passwd", 400),
    ("/zh/../../etc/passwd", 400),
    ("/%2e%2e/etc/passwd", 400),
    ("/zh/%2e%2e/%2E%2E/etc/passwd", 400),
    ("/..%2f..%2fetc/passwd", 400),
    ("/zh/%00", 400),
    ("/zh/index.md%00.html", 400),
    ("/%", 400),
    ("/%zz", 400),
    ("/" + "a" * 20_000, 414),
]


@pytest.mark.parametrize("path", MISSING, ids=lambda path: path[:40])
def test_a_missing_address_is_answered_with_the_404_page(
    path: str, get: Ask, site: BuiltSite
) -> None:
    answer = get(path)
    assert (answer.status, answer.headers["Location"]) == (404, None)
    assert answer.body == (site.folder / "404.html").read_bytes()
    assert answer.headers["Content-Type"] == TYPES[".html"]
    assert answer.headers["Cache-Control"] == ALWAYS_ASKED
    assert "X-Injected" not in answer.headers


@pytest.mark.parametrize("path, status", REFUSED, ids=lambda value: str(value)[:40])
def test_an_improper_request_is_refused(path: str, status: int, get: Ask) -> None:
    answer = get(path)
    assert (answer.status, answer.headers["Location"]) == (status, None)
    assert len(answer.body) < 1000 and b"root:" not in answer.body


@pytest.mark.parametrize("path", ["/api/v1/codes/1234567.json", "/api/v2/", "/api/v1/zh"])
def test_a_missing_document_is_answered_in_json(path: str, get: Ask) -> None:
    answer = get(path)
    assert (answer.status, answer.headers["Content-Type"]) == (404, TYPES[".json"])
    assert "/api/v1/index.json" in json.loads(answer.body)["error"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", ["/api/v1/codes.json", "/codes.csv", "/zh/index.md"])
def test_a_program_of_another_site_may_send_its_own_headers(path: str, get: Ask) -> None:
    answer = get(path, "OPTIONS", Origin="https://example.org")
    assert answer.status == 204
    for name, value in (("Origin", "*"), ("Headers", "*"), ("Methods", "GET, HEAD, OPTIONS")):
        assert answer.headers[f"Access-Control-Allow-{name}"] == value
    assert get("/zh/", "OPTIONS", Origin="https://example.org").status == 405


def test_well_known_files_are_served(get: Ask, site: BuiltSite) -> None:
    file = site.folder / ".well-known" / "security.txt"
    file.parent.mkdir()
    file.write_text("Contact: https://example.org/\n", "utf-8")
    try:
        assert get("/.well-known/security.txt").body == file.read_bytes()
    finally:
        shutil.rmtree(file.parent)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_the_site_is_only_read(method: str, get: Ask) -> None:
    assert get("/zh/", method).status == 405


# --- the headers


# A page has a policy of its own; any other file, opened by itself, runs and loads nothing.
NOTHING = "default-src 'none'; style-src 'unsafe-inline'; "
PAGES = ["/", "/zh/", "/missing"]


@pytest.mark.parametrize(
    "path", [*PAGES, "/zh", "/%00", "/api/v1/codes.json", "/js/site.js", "/images/favicon.svg"]
)
def test_every_answer_has_the_headers_that_protect(path: str, get: Ask) -> None:
    headers = get(path).headers
    assert {name: headers[name] for name in ALWAYS} == ALWAYS
    assert headers["Server"] == "nginx"  # and no version
    framed = headers["Content-Security-Policy"].removeprefix(NOTHING)
    assert framed == "frame-ancestors 'none'"
    assert headers["Content-Security-Policy"] == framed or path not in PAGES
    assert "camera=()" in headers["Permissions-Policy"]


# --- the site in a browser


@pytest.mark.parametrize("lang", LANGS)
def test_everything_works_and_nothing_is_said_on_the_console(
    lang: str, open_page: OpenPage
) -> None:
    page = open_page(f"{lang}/")
    ask(page, str(CODE))
    assert rows(page)[0].code == CODE
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{lang}/codes/{CODE}/**")

    button(page, lang, {"zh": "错误码", "en": "code"}[lang]).click()
    expect(page.locator(".copied[role=status]")).not_to_be_empty()
    assert clipboard(page) == str(CODE)

    before = page.locator("body").get_attribute("data-md-color-scheme")
    page.locator("header button.palette").click()
    expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", str(before))

    page.goto(f"{lang}/codes/?stage=mix")
    expect(page.locator("input[name=stage][value=mix]")).to_be_checked()
    expect(page.locator(f"tr[data-code='{CODE}']")).to_be_hidden()
    page.locator("form.filters [type=reset]").click()
    expect(page.locator(f"tr[data-code='{CODE}']")).to_be_visible()

    page.goto(f"{lang}/lookup/")
    read(page, LOG)
    assert CODE in findings(page, "certain")

    page.goto(f"{lang}/complete/")
    page.wait_for_url(f"**/{lang}/codes/?group=module")
    page.locator("a.switch").click()
    page.wait_for_url(f"**/{next(o for o in LANGS if o != lang)}/codes/?group=module")

    page.goto(f"{CODE}/")
    page.wait_for_url(f"**/codes/{CODE}/")


def test_the_404_page_works_where_nothing_is(open_page: OpenPage) -> None:
    expect(open_page("en/codes/51200006").locator("main")).to_contain_text("51200006")


# --- the installation of nginx


@pytest.mark.parametrize("ci, installed", [("true", ["nginx"]), ("", []), ("false", [])])
def test_only_ci_installs_nginx(
    ci: str,
    installed: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked: list[str] = []
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(shutil, "which", lambda name, path: None)
    monkeypatch.setattr(system, "install", asked.append)
    assert nginx.main() == 1
    assert asked == installed
    assert capsys.readouterr().err == f"{nginx.ADVICE}\n"
