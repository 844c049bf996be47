"""What holds for any text in the browser; `nox -s fuzz` asks longer and in new places."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from site_tests.support.pasted import PASTED, is_in
from site_tests.support.twin import SCAN

few = settings(max_examples=max(1, settings().max_examples // 4))


@few
@given(texts=st.lists(PASTED, min_size=40, max_size=40))
def test_the_browser_reports_only_what_is_in_the_text(texts: list[str], twin: Page) -> None:
    for text, entries in zip(texts, twin.evaluate(SCAN, [texts, False]), strict=True):
        for kind, code, *_ in entries:
            assert is_in(code, text), (text, kind, code)
