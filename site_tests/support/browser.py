"""The browser and what serves it: the types of the fixtures."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

BEHIND_NGINX = "--nginx"
OpenPage = Callable[..., Page]
