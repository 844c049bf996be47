"""The hashes of inline scripts for a Content-Security-Policy."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build import csp
from generator.commands import main
from site_tests.support.site import BuiltSite

# Computed with `printf 'var x = "</p>" && 1' | openssl dgst -sha256 -binary | base64`.
SCRIPT = 'var x = "</p>" && 1'
SOURCE = "'sha256-S2AdtgLu7QnVqyxs2VO1L0CeBJcuT6wovVYmzkMy4R8='"


def pages(tmp_path: Path, *texts: str) -> Path:
    for number, text in enumerate(texts):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "index.html").write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "tag", ["<script>", '<script type="module">', '<SCRIPT type="text/javascript" id=x>']
)
def test_inline_script_has_a_hash(tag: str, tmp_path: Path) -> None:
    assert csp.script_hashes(pages(tmp_path, f"<p>x</p>{tag}{SCRIPT}</script><p>y</p>")) == [SOURCE]


@pytest.mark.parametrize(
    "text",
    ['<script type="application/json">{}</script>', '<script src="a.js"></script>']
    + ["<script></script>", "<p>script</p>", "<style>p {}</style>", "<!-- <script>x</script> -->"],
)
def test_script_that_is_not_run_has_no_hash(text: str, tmp_path: Path) -> None:
    assert csp.script_hashes(pages(tmp_path, text)) == []


def test_hashes_are_unique_and_sorted(tmp_path: Path) -> None:
    one, two = f"<script>{SCRIPT}</script>", "<script>y</script>"
    here = csp.script_hashes(pages(tmp_path, one + two, two, one))
    (tmp_path / "other").mkdir()
    assert here == csp.script_hashes(pages(tmp_path / "other", two + one))
    assert len(here) == 2 and SOURCE in here


def test_nginx_has_one_variable(tmp_path: Path) -> None:
    assert csp.nginx(pages(tmp_path, f"<script>{SCRIPT}</script>")) == (
        f'map "" $liveroom_inline_scripts {{\n    default "{SOURCE}";\n}}\n'
    )


def test_policy_prints_the_variable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = pages(tmp_path, f"<script>{SCRIPT}</script>")
    assert main(["policy", str(site)]) == 0
    assert capsys.readouterr() == (csp.nginx(site), "")


def test_pages_have_few_inline_scripts_and_no_inline_styles(
    site: BuiltSite, sample_site: BuiltSite
) -> None:
    # A policy has no hashes for handlers and styles in attributes.
    assert 0 < len(csp.script_hashes(sample_site.folder)) < 10
    inline = {
        (element.tag, name)
        for _, page in [*site.pages(), ("404.html", site.page("404.html"))]
        for element in page.root.iter()
        for name, value in element.items()
        if name.startswith("on") or name == "style" or value.startswith("javascript:")
    }
    assert inline == set()
    assert not [url for url, page in site.pages() if page.root.find(".//style") is not None]
