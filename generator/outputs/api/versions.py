"""The versions of the JSON API; the API's page shows them as a changelog."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the API; the label `api-change-<id>` describes its changes."""

    version: str
    date: str

    @property
    def id(self) -> str:
        """The version in the form that a label's id allows."""
        return self.version.replace(".", "-")


CHANGELOG = (
    Version("1.5.0", "2026-11-29"),
    Version("1.4.0", "2026-11-29"),
    Version("1.3.0", "2026-11-29"),
    Version("1.2.0", "2026-11-29"),
    Version("1.1.0", "2026-11-23"),
    Version("1.0.0", "2026-11-23"),
)
"""All versions, the newest first."""

SCHEMA_VERSION = CHANGELOG[0].version

LICENSE = "CC-BY-4.0"
