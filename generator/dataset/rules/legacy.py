"""Legacy values: one meaning each, and the example of the mask."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.partial import Draft
from generator.dataset.rules.codes import CODE_DUPLICATE
from generator.dataset.rules.registry import Finding, rule


@CODE_DUPLICATE
def legacy_value_with_two_meanings(draft: Draft) -> Iterator[Finding]:
    legacy = draft.entries.get("legacy")
    seen: set[tuple[str, int]] = set()
    for index, value in enumerate(legacy.values if legacy else ()):
        if (value.family, value.code) in seen:
            what = f"gives {value.code} a second meaning in `{value.family}`"
            yield draft.documents["legacy"], ("values", index, "code"), what, "keep one"
        seen.add((value.family, value.code))


@rule("legacy-mask", "The example of the mask does not come out.")
def example_that_does_not_come_out(draft: Draft) -> Iterator[Finding]:
    legacy = draft.entries.get("legacy")
    if legacy is None:
        return
    example = legacy.mask.example
    is_known = any(code == example.successor for _, _, code, _ in draft.codes())
    if example.code ^ legacy.mask.value != example.result or (draft.complete and not is_known):
        what, fix = "is no example of the mask", "mend its numbers"
        yield draft.documents["legacy"], ("mask", "example"), what, fix
