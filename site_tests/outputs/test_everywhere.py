"""Every code is once in each output and the same in all: each output is read back and compared as a whole.

The table of what is expected is `site_tests/support/expected`; a reader returns rows of the same form.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from generator.catalog.model import Catalog
from generator.lookup.explain import Explanation
from generator.outputs import render
from generator.outputs.addresses import Site
from site_tests.support import expected
from site_tests.support.dataset import catalogs
from site_tests.support.everywhere import CHECKS, Outputs, compare, compare_all
from site_tests.support.expected.said import Row
from site_tests.support.lookup import run_command, store
from site_tests.support.nightly import some
from site_tests.support.project import LANGS
from site_tests.support.readers import block, log
from site_tests.support.readers.words import Words
from site_tests.support.site import BuiltSite
from site_tests.support.specimen import specimens
from site_tests.support.stages import DIFFERING

languages = pytest.mark.parametrize("lang", LANGS)
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def outputs(docs: dict[str, str], site: BuiltSite) -> Outputs:
    return Outputs(docs, site)


@pytest.fixture(scope="module")
def of_specimens() -> Outputs:
    facts = specimens()["en"].facts
    return Outputs(render(specimens(), Site(facts.url, facts.repository)))


@pytest.mark.parametrize("kind", CHECKS)
def test_each_code_is_there_once_and_all_that_is_said_of_it_is_as_expected(
    kind: str, outputs: Outputs, catalogs: dict[str, Catalog]
) -> None:
    assert list(CHECKS[kind](outputs, catalogs)) == []


@pytest.mark.parametrize("kind", CHECKS)
def test_a_retired_and_renamed_code_is_reported_as_expected(
    kind: str, of_specimens: Outputs
) -> None:
    assert list(CHECKS[kind](of_specimens, specimens())) == []


# --- the command line


@cache
def current(lang: str) -> dict[int, Row]:
    """Return the expected row of each code that is no legacy value as well."""
    catalog = catalogs()[lang]
    values = catalog.legacy_values()
    return {c: row for c, row in expected.codes.rows(catalog).items() if c not in values}


@languages
def test_a_log_with_every_code_is_reported_with_what_is_expected_of_each(
    lang: str, capsys: Capture, tmp_path: Path
) -> None:
    want, words = current(lang), Words(catalogs()[lang])
    file = tmp_path / "app.log"
    file.write_text("".join(f"errorCode={code}\n" for code in want), "utf-8")

    def scanned(form: str) -> str:
        run_command("scan", str(file), "--lang", lang, "--format", form)
        return capsys.readouterr().out

    findings = json.loads(scanned("json"))["findings"]
    assert list(compare_all(want, "code", log.findings, findings, words)) == []
    assert list(compare_all(want, "code", log.entries, scanned("text"), words)) == []
    rows = log.table(scanned("markdown"))
    assert rows == {f["code"]: log.cells(f, words) for f in findings}


@languages
def test_search_and_explain_say_what_is_expected_of_each_code(lang: str, capsys: Capture) -> None:
    want, words = current(lang), Words(catalogs()[lang])
    explanation = Explanation(store(), lang)
    wrong: list[str] = []
    for code in dict.fromkeys([*DIFFERING, *some(list(want), 9)]):
        first, *others = explanation.ask(str(code))["results"]
        assert [other for other in others if other["certain"]] == []
        assert (first["code"], first["name"]) == (code, want[code]["name"])
        assert first["meaning"] == want[code]["summary"]
        run_command("explain", str(code), "--lang", lang)
        told = capsys.readouterr().out
        row = expected.said.unlinked(want[code])
        wrong += compare(row, code, block.read, told, words)
    assert wrong == []
