"""Record releases of the data in a folder, verify what was published, and tell what changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from generator.catalog.changes import newest
from generator.catalog.model import Catalog
from generator.catalog.resolve import resolve
from generator.catalog.state import State
from generator.dataset.reader import read
from generator.dataset.schema import PUBLISHED, Dataset
from generator.dataset.schema_releases import FirstForm, ReleaseFile, form_of, released
from generator.dataset.yaml_reader import parse
from generator.outputs import addresses, files, pages
from generator.outputs.addresses import Site
from generator.releases import git, languages, permalinks, snapshot

Releases = Mapping[str, ReleaseFile | FirstForm]
Handwritten = Callable[[Mapping[str, Catalog]], Iterable[str]]
"""Returns the paths below `docs/` of the pages written by hand."""
_SHOWN = 3
"""The number of changes that an error names."""


class ReleaseError(ValueError):
    """A published release was edited, the data differ from the releases, a date is too early,
    or a text changed in one language."""


class RemovedError(ValueError):
    """The list is not valid, or a published address was removed; `problems` has a message for each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(*problems)
        self.problems = problems


def record(
    data: Path, handwritten: Handwritten, day: date | None = None, *, one_language: bool = False
) -> Iterator[str]:
    """Write what no published release has, and the list of published addresses; yield a line for each change.

    The releases that git has at `git.published_revisions` are never touched, and those that only this
    branch has are replaced; without git, all are published. The date is `day`, or today's in UTC, or the
    newest release's if that is later. A text that is new in one language and the same in the other is
    refused, unless `one_language` says that it is meant. Raises `ReleaseError` or `RemovedError` before any change.
    """
    dataset, revisions = read(data), git.published_revisions(data)
    if edited := list(_edited(data, revisions)):
        raise ReleaseError("\n".join(edited))
    own = _own(data, dataset.releases, revisions)
    kept = {name: release for name, release in dataset.releases.items() if name not in own}
    last = max((released(name)[0] for name in kept), default=date.min)
    day = day or max(datetime.now(UTC).date(), last)
    if day < last:
        raise ReleaseError(f"the date {day} is before the newest release, {last}; use a later one")
    before, now = newest(kept), snapshot.take(dataset)
    if not one_language and (found := list(languages.one_sided(before, now))):
        raise ReleaseError(
            "\n".join(found)
            + "\nThese texts changed in one language and not in the other: change both or, "
            "where both already say the same, run this with --one-language."
        )
    new = snapshot.difference(before, now)
    text = snapshot.to_yaml(new)
    number = 1 + max((n for d, n in map(released, kept) if d == day), default=0)
    name = f"{day}-{number}-{sha256(text.encode()).hexdigest()[:8]}"
    if new.said or new.gone:
        kept[name] = new
    listed = _published(data, revisions)
    entries = _entries(dataset.model_copy(update={"releases": kept}), handwritten)
    if problems := permalinks.removed(listed, entries):
        raise RemovedError(problems)
    if name in kept:
        path = data / "releases" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        if name not in own:
            path.write_text(text, "utf-8", newline="\n")
        yield f"releases/{name}.yaml{' still' if name in own else ''} has {_count(new)}"
        yield from _short(before, new) if before else ()
    else:
        yield f"nothing that a reader sees differs from {max(kept, key=released)}.yaml, the newest release"
    for other in own - {name}:
        (data / "releases" / f"{other}.yaml").unlink()
        yield f"releases/{other}.yaml, which was not published, is replaced"
    more = permalinks.to_list(listed, entries)
    (data / PUBLISHED).write_text(permalinks.to_text({*listed, *more}), "utf-8", newline="\n")
    yield f"{PUBLISHED} has {len(more)} more addresses"


def verify(data: Path, handwritten: Handwritten, target: str | None) -> Iterator[str]:
    """Compare the list and the releases with the dataset and with earlier ones; yield a line for each.

    `target` is the `base` of `git.base_revisions`. Raises `RemovedError` if an address was removed from
    the dataset or the list, is missing in the list, or a field of the API was lost, and `ReleaseError` if a published release was edited
    or the dataset says what no release has.
    """
    dataset, listed = read(data), _listed(data)
    entries, now = _entries(dataset, handwritten), snapshot.take(dataset)
    problems = permalinks.removed(listed, entries)
    if new := permalinks.to_list(listed, entries):
        problems.append(
            f"{new[0]} is published but isn't on the list (addresses missing: {len(new)}); "
            "run `python -m generator release`"
        )
    revisions = git.base_revisions(data, target)
    for revision in revisions:
        text = git.text_at(data, PUBLISHED, revision.commit)
        found = permalinks.removed(permalinks.parse(text or ""), listed)
        problems += [f"{message}, but is on the list of {revision.title}" for message in found]
        problems += _lost_fields(data, revision, now)
        yield f"{'no list in' if text is None else 'compared with'} {revision.title}"
    if not revisions:
        yield "not compared with an earlier list: git has no earlier commit or tag"
    if problems:
        raise RemovedError(problems)
    if edited := list(_edited(data, revisions)):
        raise ReleaseError("\n".join(edited))
    before = newest(dataset.releases)
    unreleased = snapshot.difference(before, now)
    if unreleased.said or unreleased.gone:
        short = "\n".join(islice(_short(before, unreleased), _SHOWN))
        raise ReleaseError(
            f"no release has {_count(unreleased)} of the data; run `nox -s release`\n{short}"
        )
    yield f"{len(listed)} addresses, none removed"


def _lost_fields(data: Path, revision: git.Revision, now: State) -> Iterator[str]:
    """Yield a message for each field or column that is gone or different since a revision; columns may follow."""
    try:
        before = newest(_releases_at(data, revision.commit))
    except git.UnknownRevisionError:
        return  # its releases are of a form without fields
    for path, shape in before.items():
        found = now.get(path)
        if isinstance(shape, list) and isinstance(found, list):
            found = found[: len(shape)]
        if path.startswith("api/") and found != shape:
            field = path.removeprefix("api/")
            yield f"the field {field} ({shape}) of {revision.title} is {now.get(path) or 'gone'}; in v1 fields are only added"


def tell(data: Path, base: str | None) -> Iterator[str]:
    """Yield Markdown, in each language, on what changed for readers since the releases at a revision.

    Without `base`, since those in the folder. Raises `git.UnknownRevisionError`.
    """
    dataset = read(data)
    releases = _releases_at(data, base) if base else dataset.releases
    before = newest(releases)
    if releases and not before:
        yield f"{base or 'The folder'} has only releases of the first form, so there is nothing to compare with."
        return
    new = snapshot.difference(before, snapshot.take(dataset))
    if not (new.said or new.gone):
        yield f"Nothing that a reader sees differs from {base or 'the newest release'}."
        return
    steps = {"0001-01-01": ReleaseFile(said=dict(before)), "0001-01-02": new}
    for catalog in resolve(dataset.model_copy(update={"releases": steps})).values():
        yield f"## {catalog.language.title}\n"
        site = Site(dataset.dataset.url, dataset.dataset.repository)
        yield pages.told(catalog, site, catalog.releases[0]).rstrip() + "\n"


def _releases_at(data: Path, revision: str) -> Releases:
    commit = git.known(data, revision)
    found = {}
    for path in git.paths_at(data, "releases", commit):
        file, _ = parse((git.text_at(data, path, commit) or "").encode(), path)
        try:
            value = file.value if file else None
            found[Path(path).stem] = form_of(value).model_validate(value)
        except ValidationError:
            raise git.UnknownRevisionError(
                f"{path} at {revision} has an older form; use a later revision"
            ) from None
    return found


def _edited(data: Path, revisions: Sequence[git.Revision]) -> Iterator[str]:
    """Yield a message for each published release that was edited or deleted."""
    for revision in revisions:
        for path in git.edited(data, "releases", revision.commit):
            yield f"{path}: was published and differs from {revision.title}; restore it"


def _own(data: Path, releases: Releases, revisions: Sequence[git.Revision]) -> set[str]:
    """Return the names of the releases that only this branch has."""
    published = {
        Path(path).stem
        for revision in revisions
        for path in git.paths_at(data, "releases", revision.commit)
    }
    return {*releases} - published if revisions else set()


def _count(new: ReleaseFile) -> str:
    count = len(new.said) + len(new.gone)
    return f"{count} change{'s' * (count != 1)}"


def _short(before: State, new: ReleaseFile) -> Iterator[str]:
    """Yield a line for each change, such as `changed remedies/check-network: en`."""
    for path, value in new.said.items():
        old = before.get(path)
        keys: list[str] = []
        if isinstance(value, dict) and isinstance(old, dict):
            keys = [key for key in value if value[key] != old.get(key)]
        yield f"  {'changed' if path in before else 'new'} {': '.join(filter(None, (path, ', '.join(keys))))}"
    yield from (f"  gone {path}" for path in new.gone)


def _listed(data: Path) -> set[permalinks.Entry]:
    """Return the entries of the published list."""
    path = data / PUBLISHED
    return permalinks.parse(path.read_text("utf-8")) if path.is_file() else set()


def _published(data: Path, revisions: Sequence[git.Revision]) -> set[permalinks.Entry]:
    """Return the entries of the lists that git has at some revisions; without any, of the list in the folder."""
    texts = [git.text_at(data, PUBLISHED, revision.commit) for revision in revisions]
    found = [permalinks.parse(text) for text in texts if text is not None]
    return set().union(*found) if found else _listed(data)


def _entries(dataset: Dataset, handwritten: Handwritten) -> set[permalinks.Entry]:
    """Return the entries that the dataset and the pages written by hand publish."""
    catalogs = resolve(dataset)
    site = Site(dataset.dataset.url, dataset.dataset.repository)
    written = [each for path in handwritten(catalogs) for each in (path, addresses.twin(path))]
    anchors: dict[str, Collection[str]] = dict.fromkeys([*written, addresses.OFFLINE], ())
    anchors |= {file.path: file.said for file in files(catalogs, site)}
    return permalinks.collect(catalogs, anchors)
