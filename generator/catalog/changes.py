"""Changes between the releases of the dataset: what was said before, and what is said now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.catalog.model import Change, Code
from generator.catalog.state import Lines, Owner, Said, State, Words
from generator.dataset.schema_releases import FirstForm, ReleaseFile, released

GUIDANCE = {"cause": "meaning", "steps": "remedies", "retry": "retry"}
"""The fields of codes that a stage may override, and their kinds of change."""
SHARED = ("remedies", "retries", "meanings", "servers")
"""The kinds of wordings that codes share by an id; a new one is told with the codes that use it."""
_PROGRAM = ("words", "labels")
"""The kinds of labels; a new one is told by the page that has it."""
KIND_OF = {
    **dict.fromkeys((*SHARED, "words", "undocumented"), "shared"),
    **dict.fromkeys(("legacy-families", "patterns", "mask"), "legacy"),
    **dict.fromkeys(("headers", "calls", "files"), "sources"),
    "platforms": "modules",
    "curl": "numbering",
    "stages": "stage",
}
"""The kinds of change of records; those of all others have the name of the records."""
KINDS = (
    *("retired", "names", "stages", "meaning", "remedies", "retry", "codes", "shared", "stage"),
    *("legacy", "families", "modules", "numbering", "support", "sources", "glossary", "dataset"),
    *("api", "resources", "labels"),
)
"""The kinds of change, in the order in which they are listed."""
PAGES = {
    "stages": "stages/{}",
    "legacy": "legacy#{}",
    "legacy-families": "legacy#{}",
    "families": "other-products#{}",
    "modules": "complete#{}",
    "glossary": "glossary#{}",
}
"""The page and section of records that have one."""


@dataclass(frozen=True, slots=True)
class Step:
    """A date with releases, their number, and the states before and after them."""

    date: date
    files: int
    spans: tuple[tuple[State, State], ...]
    """More than one where the form changed: a first state in another form is told as no change."""


def steps(releases: Mapping[str, ReleaseFile | FirstForm]) -> Iterator[Step]:
    """Yield the dates with releases, the oldest first."""
    state: State = {}
    in_first_form = False
    found: dict[date, list[tuple[State, State]]] = {}
    counts: Counter[date] = Counter()
    for name, release in sorted(releases.items(), key=lambda item: (released(item[0]), item[0])):
        day, _ = released(name)
        spans = found.setdefault(day, [])
        counts[day] += 1
        if in_first_form and isinstance(release, ReleaseFile):
            state = _after({}, release)  # the whole, and nothing to compare it with
            spans.append((state, state))
        else:
            start = spans.pop()[0] if spans else state
            state = _after(state, release)
            spans.append((start, state))
        in_first_form = isinstance(release, FirstForm)
    for day, each in found.items():
        yield Step(day, counts[day], tuple(each))


def newest(releases: Mapping[str, ReleaseFile | FirstForm]) -> State:
    """Return the state after all releases, which is empty if the last one is in the first form."""
    last = max(releases, key=released, default=None)
    if last is None or isinstance(releases[last], FirstForm):
        return {}
    return [*steps(releases)][-1].spans[-1][1]


def _after(state: State, release: ReleaseFile | FirstForm) -> State:
    """Return the state after a release; the first form has all of a code, the other one what differs."""
    if isinstance(release, FirstForm):
        codes = tuple(f"codes/{code}/" for code in release.codes)
        state = {path: value for path, value in state.items() if not path.startswith(codes)}
        return {**state, **release.said}
    now = {**state, **release.said}
    for path in release.gone:
        now.pop(path, None)
    return now


def added(spans: Iterable[tuple[State, State]]) -> list[int]:
    """Return the codes that the states after have and those before lack."""
    return sorted(
        int(path.split("/")[1])
        for before, now in spans
        for path in now.keys() - before.keys()
        if path.startswith("codes/") and path.endswith("/names")
    )


def changes(
    before: State, now: State, words: Words, by_code: Mapping[int, Code]
) -> Iterator[tuple[str, Change]]:
    """Yield what differs between two states after its kind, in order of kind, without new codes."""
    old, new = Said(before, words), Said(now, words)
    differing = {
        key: None
        for path in sorted(before.keys() | now.keys())
        if before.get(path) != now.get(path) and (key := _key(path))
    }
    found: dict[tuple[str, str, str, Lines, Lines], list[int]] = {}
    for owner, field in differing:
        is_told_when_new = owner.kind not in ("codes", *SHARED, *_PROGRAM)
        if not is_told_when_new and not (owner in old.fields and owner in new.fields):
            continue
        gone, come = _different(old.lines(owner, field), new.lines(owner, field))
        if gone == come:
            continue
        kind, head, page, codes = _of(owner, field, new if owner in new.fields else old)
        found.setdefault((kind, head, page, gone, come), []).extend(codes)
    for kind in KINDS:
        for (k, head, page, gone, come), codes in found.items():
            if k == kind:
                yield kind, Change(head, page, gone, come, tuple(by_code[n] for n in codes))


def _key(path: str) -> tuple[Owner, str]:
    """Return what a path is told of: a record and its field, the names of the API together."""
    kind, id_, *rest = path.split("/")
    if kind in ("api", "resources"):
        return Owner(kind, ""), ""
    if kind == "codes" and rest[0] == "overrides":
        return Owner(kind, id_), rest[2]
    if kind == "retries" and rest[0] in ("verdict", "condition", "limit", "text"):
        return Owner(kind, id_), "" if rest[-1] != "source" else "limit"
    return Owner(kind, id_), rest[0] if rest else ""


def _of(owner: Owner, field: str, said: Said) -> tuple[str, str, str, list[int]]:
    """Return the kind of a change, of what it is, that page, and the codes that it concerns."""
    words = said.words
    name = words.field(field) if field else ""
    if owner.kind == "codes":
        kind = GUIDANCE.get(field, field if field in KINDS else "codes")
        return kind, name if kind == "codes" else "", "", [int(owner.id)]
    kind = KIND_OF.get(owner.kind, owner.kind)
    title = said.title(owner) if field or owner.kind not in (*SHARED, *_PROGRAM) else ""
    head = words.language.colon.join(filter(None, (title, name)))
    codes = said.users(owner)
    if not head and not codes:
        head = words.field("words" if owner.id else "names")
    return kind, head, PAGES.get(owner.kind, "").format(owner.id), codes


def _different(old: Lines, new: Lines) -> tuple[Lines, Lines]:
    """Return the lines that the other side lacks, or all if only their order differs."""
    gone = tuple(line for line in old if line not in new)
    come = tuple(line for line in new if line not in old)
    return (gone, come) if gone or come else (old, new)
