"""The schema of `codes/*.yaml`: one record for each code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Discriminator, Tag

from generator.dataset.source_file import Location
from generator.dataset.types import (
    Code,
    Day,
    Distinct,
    Id,
    Name,
    Positive,
    Some,
    SomeBy,
    Source,
    SourcedText,
    Sources,
    Strict,
    Text,
)


class Retry(Strict):
    """An id of `retries.yaml`, which has the verdict on a retry, and the source of that verdict."""

    rule: Id
    source: Source


class NameEntry(Strict):
    """A name of a code, the number of headers per platform that have it, and their dates."""

    name: Name
    headers: SomeBy[Id, Positive]
    first: Day | None = None
    last: Day | None = None
    also: Some[Code] | None = None
    """Other codes that have the name in some headers."""


class Erratum(Strict):
    """A name that the vendor's page prints for this code by mistake."""

    printed: Name
    note: Text


class SharedText(Strict):
    """An id of `meanings.yaml`, the server that its wording is filled with, and the source."""

    meaning: Id
    server: Id | None = None
    source: Source


def _cause_kind(value: object) -> str:
    fields = value if isinstance(value, dict) else getattr(value, "model_fields_set", ())
    return "shared" if "meaning" in fields else "own"


Cause = Annotated[
    Annotated[SourcedText, Tag("own")] | Annotated[SharedText, Tag("shared")],
    Discriminator(_cause_kind),
]
"""The failure: a text, or a wording that several codes share."""


class Override(Strict):
    """Values that replace the record's own at one stage."""

    cause: Cause | None = None
    steps: Sources | None = None
    retry: Retry | None = None

    def fields(self) -> dict[str, object]:
        """Return the fields that are set, by name."""
        return {name: value for name, value in self if value is not None}


class Retired(Strict):
    """The reason why a code was withdrawn, with the source that says so, and the code to use instead."""

    reason: SourcedText
    successor: Code | None = None


class CodeRecord(Strict):
    """A code. `cause`, `steps` and `retry` hold at every stage without an override."""

    tier: Literal["common", "complete"]
    """A common code is on the vendor's page of common codes."""
    kind: Literal["error", "status"] = "error"
    """A status is a value that does not report an error."""
    stages: Sources | None = None
    """Stages at which the code was seen."""
    names: Some[NameEntry]
    aliases: Distinct[Name] | None = None
    """Former names in this dataset; their permalinks still lead to the code."""
    cause: Cause | None = None
    """Absent where a header has a `comment`, which is then the meaning."""
    comment: SourcedText | None = None
    """A comment in a header, paraphrased."""
    note: SourcedText | None = None
    """A fact beside cause and steps."""
    steps: Sources | None = None
    """Ids of `remedies.yaml`, in the order in which to try them; absent where nothing is known."""
    retry: Retry | None = None
    """Absent where nothing is known of a retry."""
    overrides: SomeBy[Id, Override] | None = None
    erratum: Erratum | None = None
    retired: Retired | None = None
    """Set instead of deleting the record of a code that is withdrawn."""

    def parts(self) -> Iterator[tuple[Location, CodeRecord | Override]]:
        """Yield what may have a cause, steps and a retry, each with its location: the record, its overrides."""
        yield (), self
        for stage, override in (self.overrides or {}).items():
            yield ("overrides", stage), override


class CodesFile(Strict):
    """`codes/<module>.yaml`: the codes of one module in ascending order."""

    codes: SomeBy[Code, CodeRecord]
