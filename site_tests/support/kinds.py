"""One page of each kind, and what each is tried with: languages, places of the site, a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

from site_tests.support.project import LANGS

CODE = 52001002  # at two stages, with an override
PAGES = {  # one page of each kind, below a language
    "home": "",
    "stage": "stages/login/",
    "stage-without-codes": "stages/room/",
    "codes": "codes/",
    "code": f"codes/{CODE}/",
    "code-from-headers": "codes/113100015/",
    "status": "codes/1/",
    "complete": "complete/",
    "legacy": "legacy/",
    "anatomy": "anatomy/",
    "about": "about/",
}
NEUTRAL = {  # pages of no language, as they are without scripts
    "root": "",
    "permalink": f"{CODE}/",
    "legacy-permalink": "105/",
    "many-meanings": "1/",
}
TAGS = {"zh": "zh-CN", "en": "en"}
PHONE = {"width": 360, "height": 740}
kinds = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
languages = pytest.mark.parametrize("lang", LANGS)
everywhere = pytest.mark.parametrize(
    "base_url", ["server", "prefixed_server"], ids=["at-root", "below-prefix"], indirect=True
)


def switch(page: Page, lang: str) -> Locator:
    """The link to the page in another language."""
    return page.locator(f"a.switch[data-lang={lang}]")


def target(link: Locator) -> str:
    """Return the target of a link."""
    return str(link.evaluate("link => link.href"))
