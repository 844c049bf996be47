"""The links that `explain` and `scan` print: they lead to the site where it is, or there are none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.lookup import cli
from generator.lookup import store as packed_store
from generator.lookup.store import Store
from generator.outputs.addresses import Site
from generator.outputs.packed import packed
from site_tests.support.dataset import catalogs, dataset
from site_tests.support.each import each
from site_tests.support.project import LANGS

Capture = pytest.CaptureFixture[str]
FACTS = dataset().dataset
QUERIES = ["1", "1000002", "99999999", "banana", "6000", "go live"]
LOG = "onLoginRoom errorCode=52001002\nonInitSDK errorCode=21200007\nerrorCode=105\n"
COMMANDS = [
    *(("explain", query) for query in QUERIES),
    *(("explain", query, "--json") for query in QUERIES[:2]),
    *(("explain", "21200007", *form) for form in ([], ["--full"], ["--json"])),
    *(("scan", "app.log", "--format", form) for form in cli.FORMATS),
]


@pytest.fixture(scope="module", autouse=True)
def _packed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Put the files of the installed package in place, for a site that has no address yet."""
    folder = tmp_path_factory.mktemp("packed")
    for name, text in packed(catalogs(), Site.at(FACTS.url, FACTS.repository)).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packed_store, "PACKED", folder)
        yield


@pytest.fixture(autouse=True)
def _log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "app.log").write_text(LOG, "utf-8")
    for name in ("SITE_URL", "REPO_URL"):
        monkeypatch.delenv(name, raising=False)


def said(capsys: Capture, *arguments: str) -> str:
    cli.main(arguments)
    out, err = capsys.readouterr()
    assert err == ""
    return out


@each("arguments", COMMANDS)
def test_a_site_without_an_address_is_not_linked(
    arguments: tuple[str, ...], capsys: Capture
) -> None:
    out = said(capsys, *arguments, "--lang", "zh")
    assert ".example/" not in out and not re.search(r"\]\((?!https://)", out)
    if "--json" in arguments:
        for result in json.loads(out)["results"]:
            assert result["url"] is result["record"]["urls"] is None


@each("arguments", COMMANDS)
def test_the_address_in_the_environment_is_linked(
    arguments: tuple[str, ...], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    for name, repository in (("one", "code"), ("two(2)", "more")):
        monkeypatch.setenv("SITE_URL", f"https://docs.corp/{name}")
        monkeypatch.setenv("REPO_URL", f"https://git.corp/{repository}")
        told.append(said(capsys, *arguments, "--lang", "zh"))
        assert ".example/" not in told[-1]
    first = told[0].replace("corp/one/", "corp/two%282%29/").replace("corp/code/", "corp/more/")
    assert first == told[1]
    if (
        "1000002" not in arguments or "--json" not in arguments
    ):  # another product's, without records
        assert "https://docs.corp/one/" in told[0]


@pytest.mark.parametrize("lang", LANGS)
def test_no_text_of_a_code_links_a_site_without_an_address(lang: str) -> None:
    store = Store.packed()
    for code in catalogs()[lang].by_code:
        for full in (True, False):
            text = store.text(lang, code, None, full=full)
            assert FACTS.url not in text and FACTS.repository not in text
            assert not re.search(r"\]\((?!https://)|^<|\n\n\n", text, re.MULTILINE)


@pytest.mark.parametrize("name", ["SITE_URL", "REPO_URL"])
def test_an_invalid_address_is_reported(
    name: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "javascript:alert(1)")
    assert cli.main(["explain", "99999999", "--lang", "en"]) == 2
    told = f"{name} is not the address of a website; begin it with https://\n"
    assert capsys.readouterr().err == told
