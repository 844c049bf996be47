"""Catalogs with one mistake in one field of one code, stage or legacy value, made by program."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from generator.catalog.guidance import Guidance
from generator.catalog.legacy import LegacyValue
from generator.catalog.model import Catalog, Code
from generator.catalog.stages import Stage

EMPTY = (None, (), "")
Things = Callable[[Catalog], list[Any]]
Changed = Callable[[Catalog, int, Any], Catalog]
"""Puts another thing in the place of the one at an index."""


def mistaken(catalogs: Mapping[str, Catalog]) -> Iterator[tuple[str, dict[str, Catalog]]]:
    """Yield what is mistaken and the catalogs: another's value, none, one twice, all in reverse."""
    kinds: list[tuple[type[Any], set[str], Things, Changed]] = [
        (Code, {"code"}, lambda c: list(c.codes), with_code),
        (Guidance, {"stages"}, lambda c: [code.guidance[0] for code in _errors(c)], with_guidance),
        (Stage, {"id", "step", "anytime"}, lambda c: list(c.stages), with_stage),
        (LegacyValue, {"code", "family", "family_title", "anchor"}, _values, with_value),
    ]
    first = next(iter(catalogs.values()))
    for kind, identity, things, changed in kinds:
        for name in (field.name for field in fields(kind) if field.name not in identity):
            for index, way, other in ways([getattr(thing, name) for thing in things(first)]):
                made = {}
                for lang, catalog in catalogs.items():
                    items = things(catalog)
                    value = getattr(items[index if other is None else other], name)
                    thing = replace(items[index], **{name: WAYS[way](value)})
                    made[lang] = changed(catalog, index, thing)
                yield f"{kind.__name__} {name} {way}, {index}", made


WAYS: dict[str, Callable[[Any], Any]] = {
    "another's": lambda value: value,
    "missing": lambda value: (
        () if isinstance(value, tuple) else "" if value == str(value) else None
    ),
    "twice": lambda value: value * 2,
    "reversed": lambda value: value[::-1],
}


def ways(values: Sequence[Any]) -> Iterator[tuple[int, str, int | None]]:
    """Yield the index of a thing, a way to change its value, and the thing whose value it gets."""
    full = [index for index, value in enumerate(values) if value not in EMPTY]
    lists = [index for index in full if isinstance(values[index], tuple)]
    for index in full[:1]:
        others = [i for i in full if values[i] != values[index]]
        yield from ((index, "another's", other) for other in others[-1:])
        yield index, "missing", None
    for index in lists[:1]:
        yield index, "twice", None
    for index in [i for i in lists if len(values[i]) > 1][:1]:
        yield index, "reversed", None


def with_code(catalog: Catalog, index: int, code: Code) -> Catalog:
    codes = (*catalog.codes[:index], code, *catalog.codes[index + 1 :])
    return replace(catalog, codes=codes, by_code={**catalog.by_code, code.code: code})


def with_guidance(catalog: Catalog, index: int, guidance: Guidance) -> Catalog:
    code = _errors(catalog)[index]
    changed = replace(code, guidance=(guidance, *code.guidance[1:]))
    return with_code(catalog, catalog.codes.index(code), changed)


def with_stage(catalog: Catalog, index: int, stage: Stage) -> Catalog:
    """Return the catalog with another stage, also where codes name it."""

    def swapped(stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
        return tuple(stage if each.id == stage.id else each for each in stages)

    by_code = {
        number: replace(
            code,
            stages=swapped(code.stages),
            guidance=tuple(replace(g, stages=swapped(g.stages)) for g in code.guidance),
        )
        for number, code in catalog.by_code.items()
    }
    codes = tuple(by_code[code.code] for code in catalog.codes)
    return replace(catalog, stages=swapped(catalog.stages), codes=codes, by_code=by_code)


def with_value(catalog: Catalog, index: int, value: LegacyValue) -> Catalog:
    old = _values(catalog)[index]
    families = (
        replace(family, values=tuple(value if each is old else each for each in family.values))
        for family in catalog.legacy
    )
    return replace(catalog, legacy=tuple(families))


def _errors(catalog: Catalog) -> list[Code]:
    return [code for code in catalog.codes if code.kind == "error"]


def _values(catalog: Catalog) -> list[LegacyValue]:
    return [value for family in catalog.legacy for value in family.values]
