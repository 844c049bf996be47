"""Changes between the releases of the dataset, derived from their files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.dataset.schema import ReleasedCode, ReleaseFile


@dataclass(frozen=True, slots=True)
class Changes:
    """The codes that a release changed, in ascending order; `first` is the oldest release."""

    date: str
    first: bool
    added: tuple[int, ...]
    names: tuple[int, ...]
    meaning: tuple[int, ...]
    remedies: tuple[int, ...]
    retired: tuple[int, ...]


def changes(releases: Mapping[str, ReleaseFile]) -> tuple[Changes, ...]:
    """Return the changes of each release (by date), the newest first."""
    found = []
    before: dict[int, ReleasedCode] = {}
    for date, release in sorted(releases.items()):
        kept = [code for code in release.codes if code in before]
        retired = tuple(c for c in kept if release.codes[c].retired and not before[c].retired)
        pairs = [(c, before[c], release.codes[c]) for c in kept if c not in retired]
        changed = {
            field: tuple(c for c, old, new in pairs if getattr(old, field) != getattr(new, field))
            for field in ("names", "meaning", "remedies")
        }
        added = tuple(code for code in release.codes if code not in before)
        found.append(Changes(date, first=not before, added=added, retired=retired, **changed))
        before = release.codes
    return tuple(reversed(found))
