"""Rules for `legacy.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.dataset.partial import PartialDataset
from generator.dataset.rules.codes import CODE_DUPLICATE
from generator.dataset.rules.registry import Finding, rule


@CODE_DUPLICATE
def legacy_value_with_two_meanings(data: PartialDataset) -> Iterator[Finding]:
    seen: set[tuple[str, int]] = set()
    for file, location, value in data.legacy_values():
        if (value.family, value.code) in seen:
            message = f"gives {value.code} a second meaning in `{value.family}`"
            yield file, (*location, "code"), message, "delete one of the two"
        seen.add((value.family, value.code))


# Names of folders that the site has, and those that Windows keeps for devices.
_SITE = set(
    "about anatomy api assets changes codes complete css downloads en glossary images index js legacy lookup "
    "search stages zh".split()
)
_DEVICES = {
    "aux",
    "con",
    "nul",
    "prn",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
}
TAKEN = _SITE | _DEVICES


@rule(
    "legacy-name",
    "A legacy code's name can't be an address: it's a number, a name of the site or of Windows, or not ASCII.",
)
def name_that_is_no_address(data: PartialDataset) -> Iterator[Finding]:
    for file, location, value in data.legacy_values():
        name = value.name or ""
        if not re.fullmatch(r"\w+", name):
            continue  # gets no address
        if not re.fullmatch(r"[A-Za-z]\w{,59}", name, re.ASCII) or name.lower() in TAKEN:
            message = "can't be the address of a page"
            yield file, (*location, "name"), message, "correct it, or leave it out"


@rule(
    "legacy-pattern",
    "A successor that isn't a single code has no explanation, or an explanation isn't used.",
)
def unexplained_pattern(data: PartialDataset) -> Iterator[Finding]:
    legacy = data.entries.get("legacy")
    explained = [entry.pattern for entry in legacy.patterns] if legacy else []
    used = set()
    for file, location, value in data.legacy_values():
        if value.pattern is not None:
            used.add(value.pattern)
            if value.pattern not in explained:
                yield file, (*location, "pattern"), "has no explanation", "add it to `patterns`"
    for index, pattern in enumerate(explained):
        if pattern not in used:
            location = ("patterns", index, "pattern")
            yield data.files["legacy"], location, "is not used as a successor", "delete it"


@rule("legacy-mask", "The example of the mask is wrong.")
def wrong_mask_example(data: PartialDataset) -> Iterator[Finding]:
    legacy = data.entries.get("legacy")
    if legacy is None:
        return
    example = legacy.mask.example
    is_unknown = data.is_complete and example.successor not in data.numbers
    if is_unknown or example.code ^ legacy.mask.value != example.result:
        message = "is not an example of the mask"
        hint = "correct `code`, `result` or `successor`"
        yield data.files["legacy"], ("mask", "example"), message, hint
