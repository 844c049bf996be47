"""One page of each kind, and what each is tried with: languages, places of the site, screens."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from playwright.sync_api import Locator, Page, ViewportSize

from site_tests.support.nightly import some
from site_tests.support.project import LANGS

CODE = 52001002  # at several stages, with overrides
PAGES = {  # one page of each kind, below a language
    "home": "",
    "stage": "stages/login/",
    "stage-anytime": "stages/room/",
    "codes": "codes/",
    "code": f"codes/{CODE}/",
    "code-from-headers": "codes/113100015/",
    "status": "codes/1/",
    "complete": "complete/",
    "legacy": "legacy/",
    "anatomy": "anatomy/",
    "families": "other-products/",
    "glossary": "glossary/",
    "lookup": "lookup/",
    "changes": "changes/",
    "api": "api/",
    "about": "about/",
}
NEUTRAL = {  # pages of no language, as they are without scripts
    "root": "",
    "permalink": f"{CODE}/",
    "legacy-permalink": "105/",
    "many-meanings": "1/",
}
TAGS = {"zh": "zh-CN", "en": "en"}
LOCALES = {"zh": "zh-CN", "en": "en-US"}  # of readers
DESKTOP: ViewportSize = {"width": 1280, "height": 740}
PHONE: ViewportSize = {"width": 360, "height": 740}
ENLARGED: ViewportSize = {"width": 320, "height": 256}  # a desktop at 400 %, as in WCAG 1.4.10
languages = pytest.mark.parametrize("lang", LANGS)
zh_by_day = pytest.mark.parametrize("lang", some(LANGS, len(LANGS)))
en_by_day = pytest.mark.parametrize("lang", some(LANGS[::-1], len(LANGS)))


def by_turns(paths: Iterable[str]) -> list[str]:
    """Return each page below one language, by turns; nightly below all."""
    cases = [
        f"{LANGS[(number + turn) % len(LANGS)]}/{path}"
        for number, path in enumerate(paths)
        for turn in range(len(LANGS))
    ]
    return list(some(cases, len(LANGS)))


def switch(page: Page, lang: str) -> Locator:
    """Return the link to the page in another language."""
    return page.locator(f"a.switch[data-lang={lang}]")


def target(link: Locator) -> str:
    """Return the target of a link."""
    return str(link.evaluate("link => link.href"))
