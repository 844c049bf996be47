"""What a reader in a hurry sees of a code on a small phone, without scrolling."""

from __future__ import annotations

from playwright.sync_api import ViewportSize

from site_tests.support.browser import OpenPage
from site_tests.support.dataset import catalogs
from site_tests.support.each import each
from site_tests.support.nightly import some
from site_tests.support.project import LANGS
from site_tests.support.stages import DIFFERING

SIZE: ViewportSize = {"width": 360, "height": 640}
# Some codes, and some with chips of several stages, in each language by turns; nightly all in both.
CASES = [
    *some([(code.code, lang) for code in catalogs()["en"].codes for lang in LANGS], 180),
    *some([(code, lang) for code in DIFFERING for lang in LANGS], 10),
]

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


@each("code, lang", CASES)
def test_code_labels_meaning_and_the_first_step_are_seen_at_once(
    code: int, lang: str, open_page: OpenPage
) -> None:
    edges = open_page(f"{lang}/codes/{code}/", viewport=SIZE).evaluate(EDGES)
    if len(catalogs()[lang].by_code[code].causes) > 2:
        del edges["remedy"]  # the meanings at three stages come first
    assert {what: edge for what, edge in edges.items() if edge > SIZE["height"]} == {}
