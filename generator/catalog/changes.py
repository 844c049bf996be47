"""Changes between the releases of the dataset, each with what was said before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.dataset.schema_releases import ReleasedGuidance, ReleasedText, ReleaseFile

KINDS = ("retired", "names", "stages", "meaning", "remedies", "retry")
"""The kinds of change of a code, in the order in which they are told."""
NOTHING = ReleaseFile(remedies={}, retries={}, codes={})
"""The state before the first release."""
Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A language, its words for `successor`, its separators, and the titles of the stages in order."""

    lang: str
    successor: str
    colon: str
    comma: str
    space: str
    stages: Mapping[str, str]


def states(releases: Mapping[str, ReleaseFile]) -> dict[str, ReleaseFile]:
    """Return the whole state at each release by date, the oldest first; a file only has what is new."""
    found = {}
    state = NOTHING
    for date, release in sorted(releases.items()):
        state = ReleaseFile(
            remedies=state.remedies | release.remedies,
            retries=state.retries | release.retries,
            codes=dict(sorted((state.codes | release.codes).items())),
        )
        found[date] = state
    return found


def changes(
    before: ReleaseFile, now: ReleaseFile, words: Words
) -> Iterator[tuple[str, Lines, Lines, list[int]]]:
    """Yield each kind of change, the lines that were said and those said now, and the codes of which."""
    pairs = [(code, said(before, code, words), said(now, code, words)) for code in before.codes]
    for kind in KINDS:
        found: dict[tuple[Lines, Lines], list[int]] = {}
        for code, old, new in pairs:
            if old[kind] != new[kind]:
                found.setdefault(_different(old[kind], new[kind]), []).append(code)
        for (old_lines, new_lines), codes in found.items():
            yield kind, old_lines, new_lines, codes


def _different(old: Lines, new: Lines) -> tuple[Lines, Lines]:
    """Return the lines that the other side lacks, or all if only their order differs."""
    gone = tuple(line for line in old if line not in new)
    come = tuple(line for line in new if line not in old)
    return (gone, come) if gone or come else (old, new)


def said(state: ReleaseFile, code: int, words: Words) -> dict[str, Lines]:
    """Return the lines that a release said of a code in one language, by kind."""
    record = state.codes[code]

    def text(written: ReleasedText) -> str:
        return str(getattr(written, words.lang))

    def lines(of: Callable[[ReleasedGuidance], Lines]) -> Lines:
        """Return the lines of all stages, after their titles if stages differ."""
        groups: dict[Lines, list[str]] = {}
        for guidance in record.guidance:
            groups.setdefault(of(guidance), []).extend(guidance.stages)
        if len(groups) == 1:
            return next(iter(groups))
        titled = {said: words.comma.join(_titles(words, ids)) for said, ids in groups.items()}
        return tuple(f"{titled[said]}{words.colon}{line}" for said in groups for line in said)

    end = record.retired
    successor = (
        f"{words.space}{words.successor}{words.colon}{end.successor}"
        if end and end.successor is not None
        else ""
    )
    return {
        "retired": (f"{text(end)}{successor}",) if end else (),
        "names": tuple(f"`{name}`" for name in record.names),
        "stages": tuple(_titles(words, [id_ for g in record.guidance for id_ in g.stages])),
        "meaning": (*lines(lambda g: (text(g.meaning),)), *map(text, record.remarks)),
        "remedies": lines(lambda g: tuple(text(state.remedies[id_]) for id_ in g.remedies)),
        "retry": lines(lambda g: (text(state.retries[g.retry]),) if g.retry else ()),
    }


def _titles(words: Words, ids: list[str]) -> list[str]:
    """Return the titles of stages, in the order of a session."""
    known = [title for id_, title in words.stages.items() if id_ in ids]
    return known + [id_ for id_ in ids if id_ not in words.stages]
