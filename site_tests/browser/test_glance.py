"""What a reader in a hurry sees of a code on a small phone, without scrolling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from site_tests.support.dataset import catalogs
from site_tests.support.nightly import some
from site_tests.support.project import LANGS

SIZE: ViewportSize = {"width": 360, "height": 640}
CODES = some([code.code for code in catalogs()["en"].codes], 14)

# The lower edge of the first line of what follows a heading, and that of a whole element.
EDGES = """() => {
  const after = (id, selector) => {
    const heading = document.getElementById(id);
    let next = (heading.closest(".heading") ?? heading).nextElementSibling;
    while (!next.matches(selector)) next = next.nextElementSibling;
    return next.querySelector("li") ?? next;
  };
  const whole = (element) => element.getBoundingClientRect().bottom;
  const line = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getClientRects()[0].bottom;
  };
  return {
    code: whole(document.querySelector("h1")),
    labels: Math.max(...[...document.querySelectorAll(".chip")].map(whole)),
    meaning: whole(after("meaning", "p")),
    remedy: line(after("remedies", "ol, p:not(:has(strong))")), // not the stages it is for
  };
}"""


@pytest.fixture(scope="module", params=LANGS)
def phone(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Page]:
    """One page for all codes: what is measured does not depend on the page before."""
    context = browser.new_context(
        base_url=f"{server}{request.param}/", viewport=SIZE, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("code", CODES)
def test_code_labels_meaning_and_the_first_step_are_seen_at_once(code: int, phone: Page) -> None:
    phone.goto(f"codes/{code}/")
    edges: dict[str, Any] = phone.evaluate(EDGES)
    assert {what: edge for what, edge in edges.items() if edge > SIZE["height"]} == {}
