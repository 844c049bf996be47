"""What the browser recognises in a text, on the table that any implementation must agree with."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from site_tests.support.recognition import CASES, FOUND

SCAN = """async ([root, texts, careful]) => {
  const { buildScanIndex, scan } = await import(`${root}js/engine/scan.js`);
  const knowledge = buildScanIndex(await (await fetch(`${root}search/en.json`)).json());
  if (careful) knowledge.mayContainCode = () => true;
  return texts.map((text) => {
    const steps = scan(text, knowledge);
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value.entries.map(({ kind, code, certain, legacy, count, hits }) => ({
      code, kind: kind === "unknown" ? kind : certain ? "certain" : "possible", legacy: [...legacy], count,
      lines: [...new Set(hits.filter((_, i) => i % 3 === 0).map((line) => line + 1))],
    }));
  });
}"""


@pytest.fixture(scope="module")
def scanned(browser: Browser, server: str) -> list[list[dict[str, Any]]]:
    """What the scanner finds in each case."""
    page = browser.new_page()
    page.goto(server + "en/about/")
    found: list[list[dict[str, Any]]] = page.evaluate(SCAN, [server, [c["text"] for c in CASES]])
    page.close()
    return found


def test_cases_are_many_and_different() -> None:
    assert len(CASES) >= 80
    assert len({case["text"] for case in CASES}) == len(CASES)
    assert {key for case in CASES for key in case} == {"text", "legacy", *FOUND}


@pytest.mark.parametrize("number", range(len(CASES)), ids=[c["text"][:50] for c in CASES])
def test_a_text_is_read_as_the_table_says(number: int, scanned: list[list[dict[str, Any]]]) -> None:
    case = CASES[number]
    for kind in FOUND:
        found = {e["code"]: e["lines"] for e in scanned[number] if e["kind"] == kind}
        expected = case.get(kind, {})
        assert list(found.items()) == list(expected.items()), kind
    legacy = {e["code"]: e["legacy"] for e in scanned[number] if e["legacy"]}
    assert legacy == case.get("legacy", {})


def test_prefilter_overlooks_nothing(page: Page, server: str) -> None:
    page.goto("en/about/")
    texts = [case["text"] for case in CASES]
    texts.append("\n".join(texts))
    assert page.evaluate(SCAN, [server, texts]) == page.evaluate(SCAN, [server, texts, True])


def test_a_name_beside_its_number_counts_once(page: Page, server: str) -> None:
    page.goto("en/about/")
    text = "kNotLoginError(10000105)\nkNotLoginError and 10000105, kNotLoginError, error\n10000105 error"
    [[entry]] = page.evaluate(SCAN, [server, [text]])
    assert (entry["code"], entry["count"], entry["lines"]) == (10000105, 3, [1, 2, 3])
