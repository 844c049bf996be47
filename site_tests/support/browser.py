"""The pages that the browser tests open: kept from test to test, and watched."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import ConsoleMessage, Dialog, Page, Request, Response

BEHIND_NGINX = "--nginx"
OpenPage = Callable[..., Page]


def without_anchor(url: str) -> str:
    return url.partition("#")[0]


def watch(page: Page, base_url: str) -> list[str]:
    """Return a list to which all that goes wrong on a page is added.

    This is a request that leaves the site or fails, a message on the console (each breach of the
    server's Content-Security-Policy is one), an error and a dialog.
    """
    trouble: list[str] = []
    asked: set[str] = set()

    def on_request(request: Request) -> None:
        if request.is_navigation_request():
            asked.add(without_anchor(request.url))
        if not request.url.startswith((base_url, "data:", "blob:")):
            trouble.append(f"asks for {request.url}")

    def on_failed(request: Request) -> None:
        # A page that is left drops what it was loading.
        if request.failure != "net::ERR_ABORTED":
            trouble.append(f"{request.url}: {request.failure}")

    def on_response(response: Response) -> None:
        # Of a page that is missing on purpose, the test knows.
        if response.status >= 400 and not response.request.is_navigation_request():
            trouble.append(f"{response.url}: {response.status}")

    def on_console(message: ConsoleMessage) -> None:
        if "404" not in message.text or without_anchor(message.location["url"]) not in asked:
            trouble.append(f"{message.type}: {message.text} ({message.location['url']})")

    def on_dialog(dialog: Dialog) -> None:
        trouble.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("request", on_request)
    page.on("requestfailed", on_failed)
    page.on("response", on_response)
    page.on("console", on_console)
    page.on("dialog", on_dialog)
    page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
    return trouble
