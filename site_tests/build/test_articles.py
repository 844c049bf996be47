"""Pages that people wrote below `docs/`: kept, checked, and on the site like the others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.build import links
from generator.commands import main
from generator.outputs.addresses import Site
from generator.outputs.articles import parse, twins
from site_tests.support.articles import EN, FAQ, TITLES, ZH, write
from site_tests.support.engine import knowing
from site_tests.support.nightly import NIGHTLY
from site_tests.support.project import LANGS, run
from site_tests.support.site import BuiltSite

Capture = pytest.CaptureFixture[str]


def test_a_page_in_both_languages_is_kept_and_on_the_site(article_project: Path) -> None:
    for path, text in FAQ.items():
        assert (article_project / "docs" / path).read_text("utf-8") == text
    site = BuiltSite(article_project / "site")
    for lang in LANGS:
        page = site.page(f"{lang}/faq/")
        assert page.head("title")[0].text == f"{TITLES[lang]} - {site_name(site, lang)}"
        assert {"zh-CN", "en"} <= page.alternates.keys()
        other = next(other for other in LANGS if other != lang)
        [switch] = page.root.findall(".//a[@data-lang]")
        assert switch.get("href") == f"../../{other}/faq/"
        for url in (f"{lang}/about/", f"{lang}/faq/"):
            items = site.page(url).root.findall(".//div[@id='menu']//a")
            assert TITLES[lang] in {"".join(link.itertext()).strip() for link in items}
        assert f"/{lang}/faq/</loc>" in (site.folder / "sitemap.xml").read_text("utf-8")
    assert links.check(site.folder) == []
    twin = (site.folder / "en" / "faq" / "index.md").read_text("utf-8")
    assert twin.startswith("# Questions about *limits*\n\n<https://")


def site_name(site: BuiltSite, lang: str) -> str:
    return site.page(f"{lang}/").head("title")[0].text or ""


def test_the_search_finds_it_by_title_heading_and_first_paragraph(article_project: Path) -> None:
    folder = article_project / "docs" / "search"
    engine = knowing(*((folder / f"{lang}.json").read_text("utf-8") for lang in LANGS))
    for lang, query in [
        ("en", "limits"),
        ("en", "WOMBATS"),
        ("en", "trial rooms"),
        ("en", "袋熊"),
        ("zh", "袋熊"),
        ("zh", "试用版"),
        ("zh", "limits wombats"),
    ]:
        [rows] = engine.call("asked", [lang, [query]])
        assert rows[0][-1] == "faq/", query
    for query in ("20000001", ""):
        [rows] = engine.call("asked", ["en", [query]])
        assert "faq/" not in [row[-1] for row in rows], query


def test_a_missing_language_is_reported_and_the_page_kept(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    write(project, {"en/faq.md": EN})
    problem = (
        "docs/en/faq.md:1:1: the page: has no page in zh; write docs/zh/faq.md [page-language]"
    )
    monkeypatch.chdir(project)
    for command in ("check", "build"):
        assert main([command]) == 1
        assert problem in capsys.readouterr().err
    done = run("mkdocs", "build", folder=project)
    assert done.returncode == 1
    assert problem in done.stderr and "Traceback" not in done.stderr
    assert (project / "docs" / "en" / "faq.md").read_text("utf-8") == EN


def test_a_page_at_a_generated_ones_path_is_reported_and_kept(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    write(project, {"en/about.md": EN, "zh/about.md": ZH})
    told = "docs/zh/about.md, docs/en/about.md: not written by this version of `build`"
    monkeypatch.chdir(project)
    assert main(["build"]) == 2
    assert told in capsys.readouterr().err
    if NIGHTLY:
        done = run("mkdocs", "build", folder=project)
        assert done.returncode == 1
        assert told in done.stderr and "Traceback" not in done.stderr
    assert (project / "docs" / "en" / "about.md").read_text("utf-8") == EN


def test_a_page_that_is_not_utf_8_is_reported(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    write(tmp_path, FAQ)
    (tmp_path / "docs" / "zh" / "faq.md").write_bytes(ZH.encode("gbk"))
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 1
    assert "docs/zh/faq.md:1:1: the page: is not UTF-8; save it as UTF-8" in capsys.readouterr().err


# --- its parts


@pytest.mark.parametrize(
    "title", ["# A `b` [c](d.md) {#e}", "\n#  A b c #", "---\nx: y\n---\n# A b c"]
)
def test_title_is_plain(title: str) -> None:
    article = parse("en/faq.md", f"{title}\n\nText.\n")
    assert article
    assert (article.title, article.summary, article.headings) == ("A b c", "Text.", ())


def test_summary_and_headings_are_plain() -> None:
    article = parse("en/faq.md", EN)
    assert article
    assert article.summary.startswith(
        "How many rooms does the trial plan allow? See the list, a code,"
    )
    assert article.headings == ("Wombats 21200007",)


def test_the_markdown_beside_it_has_absolute_links() -> None:
    article = parse("en/faq.md", EN)
    assert article
    [(path, text)] = twins((article,), Site("https://example.org/s/", "https://example.org/r"))
    assert path == "en/faq/index.md.txt"
    assert re.findall(r"\]\(([^)]+)\)", text) == [
        "https://example.org/s/en/codes/index.md",
        "https://example.org/s/en/codes/20000001/#stages",
        "https://example.org/a.md",
        "#more",
        "https://example.org/s/en/index.md",
    ]
    assert "<https://example.org/s/en/faq/>" in text
