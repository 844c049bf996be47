"""The check of a site's links and ids."""

from __future__ import annotations

from pathlib import Path

from generator.build import links
from site_tests.support.each import each


def site(tmp_path: Path, **pages: str) -> Path:
    files = {"index.html": "<h1 id=top>x</h1>", "a/index.html": "<h2 id=here>x</h2>", "s.css": ""}
    files |= {name.replace("__", "/") + ".html": text for name, text in pages.items()}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@each(
    "link",
    ["../", "../#top", "../index.html", "../s.css", "../a/", "../a", "../a/#here", "#own", ""]
    + ["#", "?q=1", "../a/?q=1#here", "../%61/", "https://example.org/x", "mailto:a@example.org"]
    + ["./", "../b/#%6Fwn", "../s.css#anything"],
)
def test_link_with_a_target_is_valid(link: str, tmp_path: Path) -> None:
    page = f'<p id="own"><a href="{link}">x</a></p>'
    assert links.check(site(tmp_path, b__index=page)) == []


@each(
    "link, what",
    [
        ("../missing/", "has no target"),
        ("missing.html", "has no target"),
        ("../../outside/", "has no target"),
        ("../missing/#here", "has no target"),
        ("../a/#missing", "has no such anchor"),
        ("#missing", "has no such anchor"),
        ("/a/", "works only at the root of a host"),
        ("//example.org/", "works only at the root of a host"),
    ],
)
@each("attribute", ["a href", "img src", "link href", "script src"])
def test_link_without_a_target_is_reported(
    link: str, what: str, attribute: str, tmp_path: Path
) -> None:
    page = f'<{attribute}="{link}">'
    assert links.check(site(tmp_path, b__index=page)) == [f"b/index.html: {link} {what}"]


def test_repeated_link_is_reported_once(tmp_path: Path) -> None:
    page = '<a href="x/">x</a><a href="x/">x</a><a href="y/">x</a>'
    assert len(links.check(site(tmp_path, b__index=page))) == 2


def test_duplicate_id_is_reported(tmp_path: Path) -> None:
    page = "<p id=x></p><p id=x></p><p id=y></p>"
    assert links.check(site(tmp_path, b=page)) == ["b.html: the id x is not unique"]


def test_404_page_may_have_absolute_links(
    tmp_path: Path,
) -> None:
    root = site(tmp_path, **{"404": '<a href="/a/">x</a>'})
    assert links.check(root) == []


def test_link_out_of_the_site_is_reported(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "index.html").write_text("x", "utf-8")
    root = site(tmp_path / "site", b__index='<a href="../../outside/">x</a>')
    assert links.check(root) == ["b/index.html: ../../outside/ has no target"]
