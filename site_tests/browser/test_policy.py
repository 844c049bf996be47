"""The policy that each page declares: text that became markup could do nothing."""

from __future__ import annotations

import re

from playwright.sync_api import Page

REFUSED = "Content Security Policy|Trusted(HTML|Script)"
INTRUDERS = {
    "a script": "document.body.append(Object.assign(document.createElement('script'), {text}))",
    "a handler": "document.body.insertAdjacentHTML('beforeend', `<img src=x: onerror='${text}'>`)",
    "an address": "location.href = `javascript:${text}`",
    "a style": "document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">x</p>')",
    "another host": "fetch('https://example.org/').catch(() => 0)",
    "a frame": "document.body.append(Object.assign(document.createElement('iframe'), {src: '/'}))",
    "a base": "document.head.append(Object.assign(document.createElement('base'), {href: '/x/'}))",
}


def test_a_page_runs_and_loads_only_what_the_site_has(page: Page) -> None:
    page.goto("en/codes/21200007/")
    for name, attempt in INTRUDERS.items():
        with page.expect_console_message(lambda said: re.search(REFUSED, said.text) is not None):
            page.evaluate(f"try {{ const text = 'window.intruded = true'; {attempt}; }} catch {{}}")
        assert page.evaluate("window.intruded") is None, name
