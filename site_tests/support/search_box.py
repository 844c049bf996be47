"""The search box of a page, and the results below it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from site_tests.support.queries import Row

# The document has a box, and it shows all that came of the query that is in it.
SHOWN = """() => {
  const box = document.querySelector("[data-search]");
  const list = box.querySelector("[role=listbox]");
  return box.dataset.shown === box.querySelector("input").value && list.getAttribute("aria-busy") !== "true";
}"""
ROWS = """options => options.map(({ dataset, href }) =>
  [dataset.kind, Number(dataset.code), dataset.why, dataset.certain === "true", href])"""


def box(page: Page) -> Locator:
    return page.locator("header [data-search] input")


def rows(page: Page) -> list[Row]:
    """Return the results, once they are those of what stands in the box."""
    page.wait_for_function(SHOWN)
    return [Row(*row) for row in page.locator("[role=option]").evaluate_all(ROWS)]


def ask(page: Page, query: str) -> list[Row]:
    """Type a query into the search box."""
    box(page).fill(query)
    return rows(page)
