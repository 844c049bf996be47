"""The log reader: logs, reading one, and its findings."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

LOG = """07-10 11:12:13.100 E zego: onInitSDK errorCode=-21200007
07-10 11:12:13.200 I zego: call 10000105 for help
07-10 11:12:13.300 E zego: onLoginRoom errorCode=51200006
07-10 11:12:13.400 E zego: 初始化失败，错误码：２１２００００７
07-10 11:12:13.500 E zego: onPublishStateUpdate stateCode=105
"""


def read(page: Page, text: str) -> None:
    """Put a text into the log reader and wait for the result."""
    page.locator("#reader-text").fill(text)
    done(page)


def done(page: Page) -> None:
    page.wait_for_selector(".reader[data-done]", state="attached")


def findings(page: Page, kind: str) -> dict[int, Locator]:
    """Return the findings of a section, by code."""
    found = page.locator(f".findings.{kind} > ol > li")
    codes = found.evaluate_all("items => items.map(item => Number(item.dataset.code))")
    return {code: found.nth(i) for i, code in enumerate(codes)}
