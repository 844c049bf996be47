"""The schema of `releases/*.yaml`: what each release of the dataset added or changed, and what it took back."""

from __future__ import annotations

import re
from datetime import date

from pydantic import Field, JsonValue, RootModel

from generator.dataset.source_file import Location
from generator.dataset.types import Code, Id, Some, Strict

_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:-(\d+)-[0-9a-f]{8})?")


def released(name: str) -> tuple[date, int]:
    """Return the date of a release and its number on that date, by which releases are ordered.

    `name` is the file's, without its suffix: `2026-11-29` or, since two branches must not write the same
    file, `2026-11-29-2-4f0c1a9e` with a digest of its content. Raises `ValueError` for any other.
    """
    if not (found := _NAME.fullmatch(name)):
        raise ValueError(f"{name} is not the name of a release; use <date>-<number>-<digest>")
    return date.fromisoformat(found[1]), int(found[2] or 1)


class ReleaseFile(Strict):
    """`releases/<date>-<number>-<digest>.yaml`: the values that are new or changed, and the paths that are gone.

    A path such as `codes/20000001/cause` leads to a text or value as it was published, which later bounds
    do not hold.
    """

    said: dict[str, JsonValue] = Field(default_factory=dict)
    gone: list[str] = Field(default_factory=list)

    def places(self) -> dict[int, Location]:
        """Return the codes of which something is said, and where."""
        paths = (path for path in self.said if path.startswith("codes/"))
        return {int(path.split("/")[1]): ("said", path) for path in paths}


class FirstGuidance(Strict):
    """Former guidance on a code at some stages; steps and answer are ids of texts of the releases."""

    stages: list[Id]
    meaning: JsonValue
    remedies: list[Id]
    retry: Id | None = None

    def said(self) -> dict[str, JsonValue]:
        """Return the values by the fields of today's form."""
        steps: list[JsonValue] = [{"remedy": id_} for id_ in self.remedies]
        return {"cause": self.meaning, "steps": steps} | (
            {"retry": {"rule": self.retry}} if self.retry else {}
        )


class FirstCode(Strict):
    """Former guidance on a code, at first at stages without an override; `remarks` are beside the meaning."""

    names: list[JsonValue]
    guidance: Some[FirstGuidance]
    remarks: list[JsonValue] = Field(default_factory=list)

    def said(self) -> dict[str, JsonValue]:
        """Return the values by the paths of today's form, below the code's."""
        general, *others = self.guidance
        said = {"names": self.names, "note": self.remarks, **general.said()}
        said["stages"] = [stage for guidance in self.guidance for stage in guidance.stages]
        for override in others:
            for stage in override.stages:
                values = override.said().items()
                said |= {f"overrides/{stage}/{name}": value for name, value in values}
        return {path: value for path, value in said.items() if value != []}


class FirstForm(Strict):
    """`releases/<date>.yaml`: the form until 2026-11-29, only the texts of codes, steps and answers on retries."""

    remedies: dict[Id, JsonValue]
    retries: dict[Id, JsonValue]
    codes: dict[Code, FirstCode]

    def places(self) -> dict[int, Location]:
        """Return the codes of which something is said, and where."""
        return {code: ("codes", code) for code in self.codes}

    @property
    def said(self) -> dict[str, JsonValue]:
        """The values by the paths of today's form."""
        said = {f"remedies/{id_}": text for id_, text in self.remedies.items()}
        said |= {f"retries/{id_}/text": text for id_, text in self.retries.items()}
        for code, record in self.codes.items():
            said |= {f"codes/{code}/{path}": value for path, value in record.said().items()}
        return said


def form_of(value: object) -> type[ReleaseFile | FirstForm]:
    """Return the form in which a release is written."""
    return FirstForm if isinstance(value, dict) and "codes" in value else ReleaseFile


class AnyRelease(RootModel[ReleaseFile | FirstForm]):
    """A file of `releases/`, for editors."""
