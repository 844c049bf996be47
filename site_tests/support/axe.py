"""Run axe-core on a page, in both schemes and on screens of both widths."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, ViewportSize

from site_tests.support.kinds import DESKTOP, PHONE
from site_tests.support.nightly import NIGHTLY, some
from site_tests.support.project import LANGS

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
Look = tuple[Literal["light", "dark"], ViewportSize]
LOOKS: list[Look] = [("light", DESKTOP), ("light", PHONE), ("dark", PHONE), ("dark", DESKTOP)]


def in_looks(paths: Iterable[str]) -> list[tuple[str, str, Look]]:
    """Return pages with a language and a look, by turns; nightly in all."""
    cases = [
        (
            path,
            LANGS[(number + turn) % len(LANGS)],
            LOOKS[(number // len(LANGS) + step) % len(LOOKS)],
        )
        for number, path in enumerate(paths)
        for turn in range(len(LANGS))
        for step in range(len(LOOKS))
    ]
    return list(some(cases, len(LANGS) * len(LOOKS)))


# Leave out elements that differ from one at the same place only in words: axe needs seconds for some hundred rows.
THIN_OUT = """() => {
  const own = ({ tagName, className, attributes }) =>
    [tagName, className, ...[...attributes].map(({ name }) => name)].join();
  const shape = element => [own(element), "(", ...[...element.children].map(shape), ")"].join();
  const place = element => element.matches("body") ? "" : own(element) + place(element.parentElement);
  const seen = new Set();
  for (const element of [...document.querySelectorAll("tbody > tr, li, p, details, pre, option")].reverse()) {
    const its = place(element.parentElement) + shape(element);
    if (seen.has(its)) element.remove();
    seen.add(its);
  }
}"""

# Lay out everything: axe takes elements that are not laid out for what they were before.
LAY_OUT = """() => {
  const style = new CSSStyleSheet();
  style.replaceSync("* { content-visibility: visible !important }");
  document.adoptedStyleSheets.push(style);
}"""


def violations(page: Page) -> list[str]:
    """Return axe-core's findings, a line each: rule, first element, what to do."""
    page.evaluate(LAY_OUT)
    if not NIGHTLY:
        page.evaluate(THIN_OUT)
    found: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{v['id']}: {v['nodes'][0]['target']} {v['nodes'][0]['failureSummary']}" for v in found
    ]
