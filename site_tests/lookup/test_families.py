"""Numbers and texts that are no LiveRoom codes: search, `explain` and `scan` say whose they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.catalog.families import Family
from generator.catalog.model import Catalog
from site_tests.support.each import each
from site_tests.support.engine import core
from site_tests.support.families import PASTED, Pasted
from site_tests.support.lookup import run_command
from site_tests.support.nightly import some
from site_tests.support.project import LANGS

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def families(catalogs: dict[str, Catalog]) -> dict[str, dict[str, Family]]:
    """Return the families of each language by id."""
    return {lang: {f.id: f for f in catalog.families} for lang, catalog in catalogs.items()}


@each("lang", LANGS)
@each("pasted", PASTED)
def test_search_says_whose_it_is_and_offers_no_similar_code(lang: str, pasted: Pasted) -> None:
    [[told, results]] = core().call("told", [lang, [pasted.text]])
    assert [id_ for id_, _ in told] == list(pasted.families)
    assert told[0][1] == list(pasted.codes)
    # A number without letters may also be hexadecimal.
    shown = {code for code, why in results if why != "possible"}
    assert shown <= set(pasted.codes)


@each("lang", LANGS)
@each("pasted", some(PASTED, 3))
def test_explain_names_the_owner_and_the_source(
    lang: str, pasted: Pasted, capsys: Capture, families: dict[str, dict[str, Family]]
) -> None:
    status = run_command("explain", pasted.text, "--lang", lang)
    out = capsys.readouterr().out
    for id_ in pasted.families:
        family = families[lang][id_]
        assert f"{family.title}]" in out
        assert any(source.url and source.url in out for source in family.sources)
        assert f"/{lang}/other-products/#{id_}\n" in out
        assert not family.ours or family.ours in out
    assert all(str(code) in out for code in pasted.codes)
    assert status == (0 if pasted.codes else 1)


@each("lang", LANGS)
@each("pasted", some(PASTED, 3))
def test_scan_names_the_owner_and_the_source(
    lang: str,
    pasted: Pasted,
    capsys: Capture,
    tmp_path: Path,
    families: dict[str, dict[str, Family]],
) -> None:
    log = tmp_path / "app.log"
    log.write_text(f"{pasted.text}\n", "utf-8")
    status = run_command("scan", str(log), "--json", "--lang", lang)
    [finding] = json.loads(capsys.readouterr().out)["findings"]
    own = {families[lang][id_].kind for id_ in pasted.families} == {"liveroom"}
    assert finding["kind"] == ("unknown" if own else "other")
    assert str(finding["code"]) == pasted.written
    assert finding["permalink"] is None
    said = "\n".join(finding["meanings"])
    for id_ in pasted.families:
        family = families[lang][id_]
        assert family.title in said
        assert any(source.url and source.url in said for source in family.sources)
    assert all(str(code) in said for code in pasted.codes)
    harmless = families[lang][pasted.families[0]].kind in ("event", "status")
    assert status == (0 if harmless else 1)


def scanned(log: str, tmp_path: Path, capsys: Capture, *arguments: str) -> str:
    path = tmp_path / "app.log"
    path.write_text(log, "utf-8")
    run_command("scan", str(path), *arguments)
    return capsys.readouterr().out


def test_a_kick_out_reason_tells_what_to_do(
    tmp_path: Path, capsys: Capture, catalogs: dict[str, Catalog]
) -> None:
    [finding] = json.loads(scanned("onKickOut reason=1", tmp_path, capsys, "--json"))["findings"]
    code = catalogs["en"].by_code[63000001]
    assert finding["remedies"] == [
        remedy.text.replace("`", "") for remedy in code.guidance[0].steps
    ]
    assert "nothing" not in " ".join(finding["meanings"]).lower()


def test_a_short_number_with_a_key_is_not_dropped_without_a_word(
    tmp_path: Path, capsys: Capture
) -> None:
    log = "code=105\nerrorCode: 404\nstatus=200\nerrorCode=0\n"
    assert "105, 404" in scanned(log, tmp_path, capsys).splitlines()[-1]
    assert json.loads(scanned(log, tmp_path, capsys, "--json"))["short"] == [105, 404]


@pytest.mark.parametrize("part", [slice(1, None), slice(-1)])
def test_a_number_that_one_code_contains_is_only_a_guess(
    part: slice, capsys: Capture, catalogs: dict[str, Catalog]
) -> None:
    """Of module 5, as no other product has seven digits like it."""
    codes = [str(code) for code in catalogs["en"].by_code]
    parts = (code[part] for code in codes if code.startswith("52"))
    run_command("explain", next(n for n in parts if [n in code for code in codes].count(True) == 1))
    out = capsys.readouterr().out
    assert "Did you mean:" in out
    assert "###" not in out


@pytest.mark.parametrize("number", ["7777777", "1048717", "777", "12345678901"])
def test_only_numbers_as_long_as_codes_get_similar_ones(number: str, capsys: Capture) -> None:
    assert run_command("explain", number) == 1
    assert "Similar codes" not in capsys.readouterr().out


def test_json_of_another_products_number_names_the_owner(capsys: Capture) -> None:
    assert run_command("explain", "1002001", "--json") == 1
    document = json.loads(capsys.readouterr().out)
    assert document["results"] == []
    assert "Express SDK" in document["others"][0]["lines"][0]
