"""Single mistakes in the data, made by program: whatever a value is, in every field that the files have.

A kind is an operation at a field, whose records, stages and items are written as `*`. So a new field of the data is
tried without a line here. The same mistakes are made each time, chosen from what the data have today.
"""

from __future__ import annotations

import copy
import itertools
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from generator.dataset.schema import json_schemas
from generator.dataset.source_file import Location, SourceFile
from generator.dataset.yaml_reader import load
from site_tests.support.witness import flat

FREE = {
    "search:symptoms": "words that readers type",
    "search:places": "words that readers type",
    "search:fillers": "words that say nothing",
    "search:labels": "words that say nothing",
    "search:homophones": "characters that sound alike",
    "glossary:*.synonyms": "words that readers type",
    "dataset:languages": "punctuation and names of languages, no facts",
    "glossary:*.avoid": "words that the check refuses, and nobody reads",
}
"""Fields in which nothing is a fact, and why."""
IN_ORDER = ("checks", "names", "parts", "rule", "text")
"""Lists of which the order is told."""
GONE = object()
Change = tuple[str, Location, Any]
"""File, location and new value, which is `GONE` to delete."""


class Place(NamedTuple):
    """A value of a field, its file and location."""

    file: str
    location: Location
    value: Any


class Mistake(NamedTuple):
    """A mistake of a kind; one of texts alone changes them in both languages."""

    kind: str
    changes: tuple[Change, ...]
    is_of_texts: bool

    def __str__(self) -> str:
        places = (f"{file}:{'.'.join(map(str, where))}" for file, where, _ in self.changes)
        return f"{self.kind}: {', '.join(places)}"


def read_files(data: Path) -> dict[str, SourceFile]:
    """Return the files of the dataset in `data`, except for releases."""
    files = {}
    for path in sorted(data.rglob("*.yaml")):
        key = path.relative_to(data).with_suffix("").as_posix()
        if not key.startswith("releases/"):
            file, problems = load(path, f"data/{key}.yaml")
            assert file and not problems
            files[key] = file
    return files


def applied(files: dict[str, SourceFile], mistake: Mistake) -> dict[str, SourceFile]:
    """Return copies of the files with the mistake."""
    changed = dict(files)
    for key, location, value in mistake.changes:
        if changed[key] is files[key]:
            changed[key] = SourceFile(
                files[key].path, copy.deepcopy(files[key].value), files[key].positions
            )
        *way, last = location
        at = changed[key].value
        for step in way:
            at = at[step]
        if value is GONE:
            del at[last]
        else:
            at[last] = value
    return changed


def mistakes(files: dict[str, SourceFile], count: int) -> dict[str, list[Mistake]]:
    """Return up to `count` mistakes of each kind, by kind."""
    found: dict[str, list[Mistake]] = defaultdict(list)
    for field, all_ in fields(files).items():
        if not any(field == free or field.startswith(f"{free}.") for free in FREE):
            rng = random.Random(field)
            for key, location, value in rng.sample(all_, min(4 * count, len(all_))):
                others = [o for _, _, o in all_ if o != value and _is_text(o) == _is_text(value)]
                for name, changes in _wrong(location, value, others, rng):
                    kind = f"{field} {name}"
                    if len(found[kind]) < count:
                        made = tuple((key, where, new) for where, new in changes)
                        found[kind].append(Mistake(kind, made, _is_of_texts(value, changes)))
    return dict(found)


def fields(files: dict[str, SourceFile]) -> dict[str, list[Place]]:
    """Return the values of each field of the files."""
    found: dict[str, list[Place]] = defaultdict(list)
    for key, file in files.items():
        for location, value in _values(file.value, ()):
            found[_field(key, location)].append(Place(key, location, value))
    return dict(found)


def _values(value: Any, location: Location) -> Iterator[tuple[Location, Any]]:
    """Yield each value below a location; a text in both languages is one."""
    if location:
        yield location, value
    if isinstance(value, dict) and not _is_text(value):
        for key, item in value.items():
            yield from _values(item, (*location, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _values(item, (*location, index))


def _is_text(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("zh"), str)


def _is_of_texts(value: Any, changes: list[tuple[Location, Any]]) -> bool:
    """Return whether nothing differs but texts, in both languages."""
    new = changes[0][1]
    if _is_text(value):
        return len(changes) > 1 or new is GONE
    return not isinstance(value, str | int) and flat(value) == flat(None if new is GONE else new)


_shapes = cache(json_schemas)


@cache
def _fields() -> frozenset[str]:
    """Return the names of all fields; every other key of a mapping is an id."""

    def names(shape: Any) -> Iterator[str]:
        if isinstance(shape, dict):
            yield from shape.get("properties", {})
            for part in shape.values():
                yield from names(part)
        elif isinstance(shape, list):
            for part in shape:
                yield from names(part)

    return frozenset(name for shape in _shapes().values() for name in names(shape))


def _field(key: str, location: Location) -> str:
    """Return a location with `*` for each id and index, as `codes:codes.*.steps.*`."""
    file = key.partition("/")[0]
    top = _shapes()[file].get("properties", {})  # else the keys of a file are ids
    named = [step in (_fields() if depth else top) for depth, step in enumerate(location)]
    shown = (str(step) if is_name else "*" for step, is_name in zip(location, named, strict=True))
    return f"{file}:{'.'.join(shown)}"


Wrong = tuple[str, list[tuple[Location, Any]]]
"""The name of an operation, and the new values by location."""


def _wrong(at: Location, value: Any, others: list[Any], rng: random.Random) -> Iterator[Wrong]:
    """Yield what can be wrong with a value; `others` are those that the same field has elsewhere."""
    if others and not _is_text(value):
        yield "of another", [(at, copy.deepcopy(rng.choice(others)))]
    if _is_text(value):
        yield from _wrong_text(at, value, others, rng)
    elif isinstance(value, dict | list):
        if len(value) > 1 and at[-1] in (IN_ORDER if isinstance(value, list) else ["steps"]):
            turned = dict(reversed(value.items())) if isinstance(value, dict) else value[::-1]
            yield "reversed", [(at, turned)]
        more = [o for o in others if type(o) is type(value) and _more(value, o) != value]
        if more:
            yield "with one more", [(at, _more(value, copy.deepcopy(rng.choice(more))))]
        yield "lost", [(at, GONE)]
    else:
        yield "lost", [(at, GONE)]
        yield "changed", [(at, _changed(value, rng))]


def _more(value: Any, other: Any) -> Any:
    """Return a list or a mapping of ids with the first entry of another that it lacks."""
    if isinstance(value, list):
        return value + [item for item in other if item not in value][:1]
    lacking = (id_ for id_ in other if id_ not in value and id_ not in _fields())
    return value | {id_: other[id_] for id_ in itertools.islice(lacking, 1)}


def _changed(value: str | int, rng: random.Random) -> str | int:
    """Return another number, or a word with two letters exchanged or a digit changed."""
    if isinstance(value, int):
        return value + rng.choice((1, 10))
    if digits := [found.start() for found in re.finditer(r"[0-9]", value)]:
        place = rng.choice(digits)
        return value[:place] + str((int(value[place]) + 1) % 10) + value[place + 1 :]
    uneven = [place for place in range(len(value) - 1) if value[place] != value[place + 1]]
    if not uneven:
        return value + value
    place = rng.choice(uneven)
    return value[:place] + value[place + 1] + value[place] + value[place + 2 :]


def _wrong_text(
    at: Location, text: dict[str, str], others: list[Any], rng: random.Random
) -> Iterator[Wrong]:
    """Yield a text that says the contrary, a number more, or what another says, in one language or in both."""
    denied = {"zh": f"并非{text['zh']}", "en": f"It is not so: {text['en']}"}
    numbers = {lang: re.sub(r"\d", _next_digit, text[lang], count=1) for lang in denied}
    other = rng.choice(others) if others else text
    for name, new in (("denied", denied), ("with another number", numbers), ("of another", other)):
        if all(new[lang] != text[lang] for lang in denied):
            lang = rng.choice(("zh", "en"))
            yield f"{name} in one language", [((*at, lang), new[lang])]
            yield f"{name} in both languages", [((*at, one), new[one]) for one in denied]


def _next_digit(found: re.Match[str]) -> str:
    return str((int(found[0]) + 1) % 10)
