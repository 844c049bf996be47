"""The Content-Security-Policy that each page declares, and the check that a page runs nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build import csp
from generator.commands import main
from site_tests.support.site import BuiltSite

# Computed with `printf 'var x = "</p>" && 1' | openssl dgst -sha256 -binary | base64`.
SCRIPT = 'var x = "</p>" && 1'
SOURCE = "'sha256-S2AdtgLu7QnVqyxs2VO1L0CeBJcuT6wovVYmzkMy4R8='"


def declared(policy: str) -> str:
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'


@pytest.mark.parametrize(
    "tag", ["<script>", '<script type="module">', '<SCRIPT type="text/javascript" id=x>']
)
def test_an_inline_script_is_allowed_by_its_hash(tag: str) -> None:
    policy = csp.policy(f"<p>x</p>{tag}{SCRIPT}</script><p>y</p>")
    assert f"script-src 'self' {SOURCE};" in policy


@pytest.mark.parametrize(
    "text",
    ['<script type="application/json">{}</script>', '<script src="a.js"></script>']
    + ["<script></script>", "<p>script</p>", "<style>p {}</style>", "<!-- <script>x</script> -->"],
)
def test_data_in_a_script_need_no_hash(text: str) -> None:
    assert "script-src 'self';" in csp.policy(text)


def test_a_script_that_the_policy_lacks_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "index.html"
    ours = declared(csp.policy(f"<script>{SCRIPT}</script>"))
    page.write_text(f"{ours}<script>{SCRIPT}</script>", "utf-8")
    assert main(["policy", str(tmp_path)]) == 0
    page.write_text(f"{ours}<script>{SCRIPT}</script><script>alert(1)</script>", "utf-8")
    assert main(["policy", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        "index.html: has an inline script that the theme did not write; remove it\n"
    )


@pytest.mark.parametrize("policies", [0, 2])
def test_a_page_declares_one_policy(policies: int, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(declared(csp.policy("")) * policies, "utf-8")
    [problem] = csp.problems(tmp_path)
    assert problem == f"index.html: has {policies} policies; its template must declare one"


def test_pages_have_a_policy_and_no_inline_styles_or_handlers(
    site: BuiltSite, sample_site: BuiltSite
) -> None:
    assert [*csp.problems(site.folder), *csp.problems(sample_site.folder)] == []
    inline = {
        (element.tag, name)
        for _, page in [*site.pages(), ("404.html", site.page("404.html"))]
        for element in page.root.iter()
        for name, value in element.items()
        if name.startswith("on") or name == "style" or value.startswith("javascript:")
    }
    assert inline == set()
    assert not [url for url, page in site.pages() if page.root.find(".//style") is not None]
