"""The vendor's support: its address, what to send, and how to get the SDK's log."""

from __future__ import annotations

from dataclasses import dataclass

from generator.catalog.sources import Source, Sourced
from generator.catalog.texts import Texts
from generator.dataset.schema_guidance import SupportFile


@dataclass(frozen=True, slots=True)
class PlatformLog:
    """A platform's call that uploads the log, and the folders of its files."""

    platform: str
    call: Sourced
    folders: tuple[str, ...]
    source: Source | None


@dataclass(frozen=True, slots=True)
class Support:
    """The address of the vendor's support, what to send, and how to get the log."""

    site: str
    send: tuple[str, ...]
    log: tuple[Sourced, ...]
    platforms: tuple[PlatformLog, ...]


def resolved(support: SupportFile, texts: Texts) -> Support:
    """Return the support of the data in one language."""
    return Support(
        support.site,
        texts.all(support.send),
        tuple(texts.sourced(text) for text in support.log),
        tuple(
            PlatformLog(
                texts.platforms[id_].title,
                Sourced(log.call.name, texts.sources[log.call.source]),
                texts.all(log.folders or ()),
                texts.sources[log.source] if log.source else None,
            )
            for id_, log in support.platforms.items()
        ),
    )
