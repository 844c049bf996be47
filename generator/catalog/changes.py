"""What changed from one release of the dataset to the next: derived from their files, never typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.dataset.schema import ReleasedCode, ReleaseFile


@dataclass(frozen=True, slots=True)
class Changes:
    """What a release changed, as codes in ascending order; `first` has nothing before it."""

    date: str
    first: bool
    added: tuple[int, ...]
    names: tuple[int, ...]
    meaning: tuple[int, ...]
    remedies: tuple[int, ...]
    retired: tuple[int, ...]


def changes(releases: Mapping[str, ReleaseFile]) -> tuple[Changes, ...]:
    """What each release (by date) changed, the newest first."""
    found = []
    before: dict[int, ReleasedCode] = {}
    for date, release in sorted(releases.items()):
        kept = [code for code in release.codes if code in before]
        retired = tuple(c for c in kept if release.codes[c].retired and not before[c].retired)

        def differ(field: str) -> tuple[int, ...]:
            old, new = before, release.codes  # noqa: B023 - called within the loop only
            changed = (c for c in kept if getattr(old[c], field) != getattr(new[c], field))  # noqa: B023
            return tuple(c for c in changed if c not in retired)  # noqa: B023

        found.append(
            Changes(
                date=date,
                first=not before,
                added=tuple(code for code in release.codes if code not in before),
                names=differ("names"),
                meaning=differ("meaning"),
                remedies=differ("remedies"),
                retired=retired,
            )
        )
        before = release.codes
    return tuple(reversed(found))
