"""A code at a glance: the part of its page that a small phone shows without scrolling."""

from __future__ import annotations

from playwright.sync_api import ViewportSize

from site_tests.support.browser import OpenPage
from site_tests.support.dataset import catalogs
from site_tests.support.each import each
from site_tests.support.kinds import DESKTOP
from site_tests.support.nightly import some
from site_tests.support.project import LANGS
from site_tests.support.stages import DIFFERING

STAGES = [stage.id for stage in catalogs()["en"].stages if stage.retry]
SIZE: ViewportSize = {"width": 360, "height": 640}
CODES = catalogs()["en"].codes
# Some codes, some of the common ones, and some whose stages differ, in each language by turns; nightly all in both.
CASES = [
    *some([(code.code, lang) for code in CODES for lang in LANGS], 180),
    *some([(code.code, lang) for code in CODES if code.tier == "common" for lang in LANGS], 15),
    *some([(code, lang) for code in DIFFERING for lang in LANGS], 10),
]

# The lower edges of the code and of what its first block says: of the texts, without the space around them.
EDGES = """() => {
  const edge = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return Math.max(...[...range.getClientRects()].map((line) => line.bottom));
  };
  const block = document.querySelector(".case");
  const steps = [...(block.querySelector("ol")?.children ?? [])];
  return Object.entries({
    code: document.querySelector("h1"),
    meaning: block.querySelector(".cause"),
    verdict: block.querySelector(".verdict"),
    step: steps[0],
    steps: steps.length > 2 ? undefined : steps[1],
  }).filter(([, element]) => element).map(([part, element]) => [part, edge(element)]);
}"""


@each("code, lang", CASES)
def test_meaning_verdict_and_steps_are_seen_at_once(
    code: int, lang: str, open_page: OpenPage
) -> None:
    page = open_page(f"{lang}/codes/{code}/", viewport=SIZE)
    page.locator(".copy-code").wait_for()
    edges = dict(page.evaluate(EDGES))
    assert edges.keys() >= {"code", "meaning", "verdict"}
    assert {part: edge for part, edge in edges.items() if edge > SIZE["height"]} == {}


# The lower edges of a stage's rule and of the rows with its callbacks.
OF_STAGE = """() => {
  const edge = (element) => element.getBoundingClientRect().bottom;
  const heading = document.getElementById("retry");
  const rows = [...document.querySelectorAll("tr:has(> td[data-says=callbacks])")];
  return [edge((heading.closest(".heading") ?? heading).nextElementSibling), ...rows.map(edge)];
}"""


@each("id_, lang", some([(id_, lang) for id_ in STAGES for lang in LANGS], 3))
def test_rule_and_callbacks_of_a_stage_are_seen_at_once(
    id_: str, lang: str, open_page: OpenPage
) -> None:
    for size, wanted in ((SIZE, 2), (DESKTOP, None)):
        page = open_page(f"{lang}/stages/{id_}/", viewport=size)
        page.locator(".heading .copy").first.wait_for(state="attached")
        edges = page.evaluate(OF_STAGE)
        assert len(edges) > 3
        assert [edge for edge in edges[:wanted] if edge > size["height"]] == []
