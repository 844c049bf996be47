"""Parse addresses of the web, which stand in the data, in the environment and on pages."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# RFC 3986: unreserved, reserved, and percent-encoded characters.
_ALLOWED = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2}")
_HOST = re.compile(
    r"(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\.?"
)


class AddressError(ValueError):
    """A text is no address that a page can link to."""


def web_address(text: str) -> str:
    """Return `text`; raise `AddressError` unless it is an HTTP address with a host, a port and no user."""
    if odd := _ALLOWED.sub("", text):
        raise AddressError(f"has {odd[0]!r} in it; percent-encode it")
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise AddressError(
            "has no valid host or port; write https://host/ or https://host:443/"
        ) from None
    if parts.scheme not in ("http", "https"):
        raise AddressError("doesn't begin with https:// or http://")
    if "@" in parts.netloc:
        raise AddressError("has a user before its host; remove it")
    if (
        not host
        or parts.netloc.endswith(":")
        or not (parts.netloc[0] == "[" or _HOST.fullmatch(host))
    ):
        raise AddressError("has no valid host; write https://host/")
    return text
