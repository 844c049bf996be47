"""Where the JSON API's documents are, and its versions: what pages show of it."""

from __future__ import annotations

from dataclasses import dataclass

ROOT = "api/v1/"
PATHS = {
    "index": "index.json",
    "codes": "codes.json",
    "code": "codes/{code}.json",
    "stages": "stages.json",
    "modules": "modules.json",
    "remedies": "remedies.json",
    "legacy": "legacy.json",
}
"""By id, below `ROOT`; the label `api-<id>` says what it holds. All but `index` and `code` are lists."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the API; the label `api-change-<id>` says what it brought."""

    version: str
    date: str

    @property
    def id(self) -> str:
        """The version as a label's id has it."""
        return self.version.replace(".", "-")


CHANGELOG = (Version("1.1.0", "2026-11-23"), Version("1.0.0", "2026-11-23"))
"""The newest first."""

SCHEMA_VERSION = CHANGELOG[0].version
