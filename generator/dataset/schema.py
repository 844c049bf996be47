"""The schema of every file in `data/`.

These models are the only definition: they validate the files, and `json_schemas` exports them for
editors. `catalog.model` holds the resolved data (overrides merged, references followed).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, cast

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from generator.dataset.schema_codes import CodesFile, Retry
from generator.dataset.schema_families import FamiliesFile
from generator.dataset.schema_guidance import RemediesFile, RetriesFile, SupportFile
from generator.dataset.schema_legacy import LegacyFile
from generator.dataset.schema_releases import AnyRelease, FirstForm, ReleaseFile, released
from generator.dataset.schema_search import SearchFile
from generator.dataset.schema_stages import StagesFile
from generator.dataset.types import (
    Api,
    Base,
    Code,
    Day,
    Distinct,
    Entries,
    Id,
    Ids,
    Joint,
    Lang,
    Positive,
    Prefix,
    Some,
    SomeBy,
    Source,
    SourcedText,
    Sources,
    Strict,
    Text,
    Unique,
    Url,
    Word,
    Words,
    both_languages,
)

Repository = Annotated[str, StringConstraints(pattern=r"^[\w.-]+/[\w.-]+$")]


class Language(Strict):
    """A language of the site: its own name, its BCP 47 tag, and its separators."""

    title: Word
    tag: Word
    colon: Joint
    comma: Joint
    space: Joint
    open: Joint
    close: Joint


class Boundary(Strict):
    """The vendor's border between old and new codes."""

    date: Day
    build: Word


class Undocumented(Strict):
    """The advice for a code without public guidance."""

    steps: Sources
    retry: Retry


class DatasetFile(Strict):
    """`dataset.yaml`: facts about the whole dataset."""

    product: Word
    vendor: Word
    url: Base
    repository: Url
    languages: Annotated[dict[str, Language], AfterValidator(both_languages)]
    fallback: Lang
    boundary: Boundary
    undocumented: Undocumented
    resources_without_stage: SomeBy[Code, Id] | None = None
    """The codes with an app resource `liveroom_error_<code>`, and the stage that has its message."""
    resources_without_retry: SomeBy[Code, Ids] | None = None
    """The codes and stages with an app resource that was published when a retry could still help there."""
    steady_seconds: Positive
    """The time that a success must last before attempts are reset; our own number."""


class Platform(Strict):
    """A platform of the SDK, and the language of its headers."""

    title: Word
    language: Word
    note: SourcedText | None = None
    """A remark on its callbacks."""


class Range(Strict):
    """An inclusive range of codes."""

    from_: Annotated[Code, Field(alias="from")]
    to: Code


class Module(Strict):
    """A part of the SDK or a server that reports codes."""

    side: Literal["device", "server"]
    title: Text
    text: Text
    prefixes: Distinct[Prefix]
    """Prefixes of its codes' names; the rest of a name says what failed."""
    appears: SourcedText | None = None
    """The callback that returns its codes, where all come through the same one."""
    servers: Ids | None = None
    """The servers that its causes may name, ids of `meanings.yaml`."""
    ranges: Some[Range]


class AnatomyRule(Strict):
    """A numbering rule; see the head of `anatomy.yaml`."""

    id: Id
    match: Annotated[str, StringConstraints(pattern=r"^[0-9MCRN]+(\|[0-9MCRN]+)*$")]
    parts: list[Text | Literal["module", "curl", "result", "number"]]
    names: Some[Word] | None = None
    evidence: Literal["proved", "names", "guess"]
    proof: Text | None = None


class Curl(Strict):
    """Results of libcurl, and fragments of the names of codes that have one."""

    source: Source
    results: dict[Code, Text]
    names: dict[Code, list[Word]]


class AnatomyFile(Strict):
    """`anatomy.yaml`: the meaning of a code's digits."""

    rules: Some[AnatomyRule]
    outside: Annotated[list[Code], Unique]
    curl: Curl


class MeaningsFile(Strict):
    """`meanings.yaml`: wordings that several codes share, and the servers that fill `{server}`."""

    servers: dict[Id, Text]
    meanings: dict[Id, Text]


class SourceText(Strict):
    """A page, a sample, headers or a package that texts were taken from; `mark` is theirs on the pages."""

    mark: Literal["vendor", "document", "sample", "package", "header", "ours", "other"]
    title: Text
    gives: Text
    url: Url | None = None
    date: Word | None = None
    """The date of the page or the file, or the package's version."""


class HeaderFile(Strict):
    """A header or set of constants that names and numbers of codes were taken from."""

    platform: Id
    file: Word
    seen: Day
    constants: Positive
    repositories: Some[Repository]


class SourcesFile(Strict):
    """`sources.yaml`: where the facts come from."""

    texts: dict[Id, SourceText]
    headers: Some[HeaderFile]


class RepositoryFile(Strict):
    """A file of a public repository: a header of the SDK, or the vendor's sample code."""

    kind: Literal["header", "sample"]
    repository: Repository
    commit: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}$")]
    path: Annotated[str, StringConstraints(pattern=r"^[\w.+-]+(/[\w.+-]+)*$")]


class Call(Strict):
    """A call, callback or constant of the SDK, with the line that declares or uses it."""

    platform: Id
    stage: Id | None = None
    """The stage whose retry example it is in; without one, it is in the edits of remedies alone."""
    name: Api
    signature: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    file: Id

    @property
    def words(self) -> list[str]:
        """Return the name without its scope: one word, or those of a selector."""
        return re.split(r"[.]|::", self.name)[-1].rstrip(":").split(":")

    def is_in(self, code: str) -> bool:
        """Return whether `code` contains the name's words, in order."""
        words = r"\b.*\b".join(self.words)
        return bool(re.search(rf"\b{words}\b", code, re.DOTALL))


class CallsFile(Strict):
    """`calls.yaml`: the calls in the retry examples, by stage and platform, and in edits."""

    files: SomeBy[Id, RepositoryFile]
    calls: SomeBy[Id, Call]


class PlatformsFile(Entries[Platform]):
    """`platforms.yaml`."""


class ModulesFile(Entries[Module]):
    """`modules.yaml`, in the order of their codes."""


class Forms(Strict):
    """Forms of one thing in each language."""

    zh: Words | None = None
    en: Words | None = None


class Term(Strict):
    """The name of a thing, its names in the SDK, other names that are not used, and the reason.

    Readers see those that say what the thing is (`means`); the others are for writers only. `synonyms` are what
    readers type for it.
    """

    term: Text
    means: Text | None = None
    sdk: Words | None = None
    avoid: Forms | None = None
    synonyms: Forms | None = None
    why: Text | None = None


class GlossaryFile(Entries[Term]):
    """`glossary.yaml`: one name for each thing."""


class LabelsFile(Entries[Text]):
    """`labels.yaml`: the texts of the interface; `{name}` is replaced by a value."""


PUBLISHED = "published.txt"
"""The list of permalinks: in the folder of the data, but not read as data."""


class Dataset(Strict):
    """All files, by stem; `codes` by module, `releases` by their files' names, the oldest first."""

    dataset: DatasetFile
    platforms: PlatformsFile
    stages: StagesFile
    modules: ModulesFile
    meanings: MeaningsFile
    remedies: RemediesFile
    retries: RetriesFile
    glossary: GlossaryFile
    search: SearchFile
    labels: LabelsFile
    anatomy: AnatomyFile
    families: FamiliesFile
    legacy: LegacyFile
    calls: CallsFile
    sources: SourcesFile
    support: SupportFile
    codes: dict[str, CodesFile]
    releases: dict[str, ReleaseFile | FirstForm]

    @property
    def date(self) -> date:
        """The date of the newest release; before the first one, the boundary's, so that builds are reproducible."""
        dates = (released(name)[0] for name in self.releases)
        return max(dates, default=self.dataset.boundary.date)


FILES: dict[str, type[BaseModel]] = {
    stem: cast(type[BaseModel], field.annotation)
    for stem, field in Dataset.model_fields.items()
    if stem not in ("codes", "releases")
}
"""The single files, by stem; each module also has a `codes/<module>.yaml`."""


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema (2020-12) of each kind of file, by file stem."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    shapes: dict[str, type[BaseModel]] = {**FILES, "codes": CodesFile, "releases": AnyRelease}
    return {
        stem: dialect | shape.model_json_schema(by_alias=True) for stem, shape in shapes.items()
    }
