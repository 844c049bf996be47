"""The copy buttons, and what is on the clipboard."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from site_tests.support.dataset import catalogs

THIS = {lang: catalog.labels["copy-this"] for lang, catalog in catalogs().items()}


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def button(page: Page, lang: str, what: str) -> Locator:
    return page.get_by_role("button", name=THIS[lang].format(what=what), exact=True)
