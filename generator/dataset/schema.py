"""The shape of every file in `data/`, as it is written there.

These models are the only definition: they validate what is loaded, and `json_schemas` exports
them for editors. What is meant by the data (overrides resolved, references followed) is `model`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field, RootModel, StringConstraints

from generator.dataset.schema_legacy import LegacyFile
from generator.dataset.types import (
    Api,
    Code,
    Day,
    Id,
    Ids,
    Joint,
    Lang,
    Name,
    Prefix,
    Source,
    SourcedText,
    Strict,
    Text,
    Unique,
    Url,
    Word,
    both_languages,
)


class Remedies(Strict):
    """What to do, as ids of `remedies.yaml` in the order in which to try them."""

    steps: Ids
    source: Source


class Retry(Strict):
    """Whether a retry helps, as an id of `retries.yaml`, and who says so."""

    rule: Id
    source: Source


class NameEntry(Strict):
    """One name of a code, how many headers of each platform have it, and their dates."""

    name: Name
    headers: Annotated[dict[Id, Annotated[int, Field(ge=1)]], Field(min_length=1)]
    first: Day | None = None
    last: Day | None = None
    also: Annotated[list[Code], Field(min_length=1)] | None = None
    """Other codes that bear the name in some headers."""


class Erratum(Strict):
    """A name that the vendor's page prints for this code by mistake."""

    printed: Name
    note: Text


class Override(Strict):
    """What replaces the record's own values at one stage."""

    cause: SourcedText | None = None
    remedies: Remedies | None = None
    retry: Retry | None = None

    def fields(self) -> Iterator[tuple[str, BaseModel]]:
        """The fields that are written, by name."""
        for name in ("cause", "remedies", "retry"):
            if (value := getattr(self, name)) is not None:
                yield name, value


class Retired(Strict):
    """Why a code was withdrawn, and the code to look at instead."""

    reason: Text
    successor: Code | None = None


class CodeBase(Strict):
    """What every code has, however much is known of it."""

    names: Annotated[list[NameEntry], Field(min_length=1)]
    aliases: Annotated[list[Name], Field(min_length=1), Unique] | None = None
    """Names that it had here before: what was published under them still leads to it."""
    cause: SourcedText
    comment: Text | None = None
    """What a comment in a header says, in our words."""
    note: SourcedText | None = None
    """A fact beside cause and remedies that a reader needs."""
    retired: Retired | None = None
    """Set instead of deleting the record of a code that is withdrawn."""


class CommonCode(CodeBase):
    """A code that the vendor's page of common codes documents."""

    tier: Literal["common"]
    stages: Ids
    remedies: Remedies
    retry: Retry
    overrides: Annotated[dict[Id, Override], Field(min_length=1)] | None = None
    erratum: Erratum | None = None


class CompleteCode(CodeBase):
    """A code that is known from SDK headers only: no public guidance."""

    tier: Literal["complete"]
    kind: Literal["error", "status"] = "error"
    """A status is a value that reports no error."""


CodeRecord = Annotated[CommonCode | CompleteCode, Field(discriminator="tier")]


class CodesFile(Strict):
    """`codes/<module>.yaml`: the codes of one module in ascending order."""

    codes: Annotated[dict[Code, CodeRecord], Field(min_length=1)]


class Language(Strict):
    """A language of the site: its name for itself, its BCP 47 tag, and what joins its words."""

    title: Word
    tag: Word
    colon: Joint
    comma: Joint
    space: Joint


class Boundary(Strict):
    """The vendor's border between old and new codes."""

    date: Day
    build: Word


class Headers(Strict):
    """The SDK headers that names and numbers were read from."""

    count: int
    first: Day
    last: Day


class Support(Strict):
    """Where ZEGO can be reached."""

    site: Url
    other_product: Url


class Undocumented(Strict):
    """What holds for a code without public guidance."""

    remedies: Remedies
    retry: Retry
    send: Annotated[list[Text], Field(min_length=1)]


class DatasetFile(Strict):
    """`dataset.yaml`: what the whole dataset is about."""

    product: Word
    date: Day
    url: Annotated[Url, StringConstraints(pattern=r"/$")]
    repository: Url
    languages: Annotated[dict[str, Language], AfterValidator(both_languages)]
    fallback: Lang
    boundary: Boundary
    headers: Headers
    support: Support
    undocumented: Undocumented


class Platform(Strict):
    """A platform of the SDK: where apps run, and the language of its headers."""

    title: Word
    language: Word


class StageRetry(Strict):
    """A stage's retry rule: seconds between attempts or before the next one, and the words."""

    source: Source
    interval: Annotated[int, Field(ge=1)] | None = None
    attempts: Attempts | None = None
    wait: Annotated[int, Field(ge=1)] | None = None
    rule: Annotated[list[Text], Field(min_length=1)]


class Attempts(Strict):
    """How often to try before giving up."""

    min: Annotated[int, Field(ge=1)]
    max: Annotated[int, Field(ge=1)]


class UserMessages(Strict):
    """What an app may show its user: after a failure of the network, and after another one."""

    network: Text
    other: Text | None = None


class Stage(Strict):
    """A stage of a session."""

    step: Annotated[int, Field(ge=1)]
    anytime: Literal["yes"] | None = None
    title: Text
    summary: Text
    introduction: Annotated[list[SourcedText], Field(min_length=1)]
    user_messages: UserMessages | None = None
    callbacks: dict[Id, Annotated[list[Api], Field(min_length=1)]]
    retry: StageRetry | None = None


class Range(Strict):
    """An inclusive range of codes."""

    from_: Annotated[Code, Field(alias="from")]
    to: Code


class Module(Strict):
    """A part of the SDK or a server that reports codes."""

    side: Literal["device", "server"]
    title: Text
    text: Text
    prefixes: Annotated[list[Prefix], Field(min_length=1), Unique]
    """How the names of its codes begin; what follows says what failed."""
    ranges: Annotated[list[Range], Field(min_length=1)]


class RetryCase(Strict):
    """One answer to "does a retry help?"."""

    helps: Literal["yes", "no", "conditional", "unknown"]
    text: Text


class AnatomyRule(Strict):
    """How the digits of some codes read; see the head of `anatomy.yaml`."""

    id: Id
    match: Annotated[str, StringConstraints(pattern=r"^[0-9MCRN]+(\|[0-9MCRN]+)*$")]
    parts: list[Text | Literal["module", "curl", "result", "number"]]
    names: Annotated[list[Word], Field(min_length=1)] | None = None


class Foreign(Text, Range):
    """Numbers of another product."""


class AnatomyFile(Strict):
    """`anatomy.yaml`: what the digits of a code tell."""

    rules: Annotated[list[AnatomyRule], Field(min_length=1)]
    outside: Annotated[list[Code], Unique]
    curl: dict[Code, Text]
    curl_names: dict[Code, list[Word]]
    foreign: list[Foreign]


class Remedy(Text):
    """One piece of advice, and whose turn it is."""

    side: Literal["app", "network", "zego"]


class ReleasedCode(Strict):
    """What a release says of a code: its names, digests of meaning and remedies, and its end."""

    names: list[Name]
    meaning: str
    remedies: str
    retired: Literal["yes"] | None = None


class ReleaseFile(Strict):
    """`releases/<date>.yaml`: the state of every code when the dataset was released."""

    codes: dict[Code, ReleasedCode]


class SourceFile(Strict):
    """A file of a public repository: a header of the SDK, or the vendor's sample code."""

    kind: Literal["header", "sample"]
    repository: Annotated[str, StringConstraints(pattern=r"^[\w.-]+/[\w.-]+$")]
    commit: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}$")]
    path: Annotated[str, StringConstraints(pattern=r"^[\w.+-]+(/[\w.+-]+)*$")]


class Call(Strict):
    """A call or callback of the SDK, with the line that shows how it is written."""

    platform: Id
    stage: Id
    name: Api
    signature: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    file: Id


class CallsFile(Strict):
    """`calls.yaml`: what the retry examples call, by stage and platform."""

    files: Annotated[dict[Id, SourceFile], Field(min_length=1)]
    calls: Annotated[dict[Id, Call], Field(min_length=1)]


class PlatformsFile(RootModel[dict[Id, Platform]]):
    """`platforms.yaml`."""


class StagesFile(RootModel[dict[Id, Stage]]):
    """`stages.yaml`, in the order of a session's life."""


class ModulesFile(RootModel[dict[Id, Module]]):
    """`modules.yaml`, in the order of their codes."""


class RemediesFile(RootModel[dict[Id, Remedy]]):
    """`remedies.yaml`: one wording for each piece of advice."""


class RetriesFile(RootModel[dict[Id, RetryCase]]):
    """`retries.yaml`: one wording for each answer."""


class LabelsFile(RootModel[dict[Id, Text]]):
    """`labels.yaml`: the words of the interface; `{name}` stands for a value."""


FILES: dict[str, type[BaseModel]] = {
    "dataset": DatasetFile,
    "platforms": PlatformsFile,
    "stages": StagesFile,
    "modules": ModulesFile,
    "remedies": RemediesFile,
    "retries": RetriesFile,
    "labels": LabelsFile,
    "anatomy": AnatomyFile,
    "legacy": LegacyFile,
    "calls": CallsFile,
}
"""The single files, by stem; beside them stands one `codes/<module>.yaml` a module."""

PUBLISHED = "published.txt"
"""The list that `published` keeps: it lies beside the data and is no part of them."""


class Dataset(Strict):
    """All files together, as written; `codes` by module, `releases` by date."""

    dataset: DatasetFile
    platforms: PlatformsFile
    stages: StagesFile
    modules: ModulesFile
    remedies: RemediesFile
    retries: RetriesFile
    labels: LabelsFile
    anatomy: AnatomyFile
    legacy: LegacyFile
    calls: CallsFile
    codes: dict[str, CodesFile]
    releases: dict[str, ReleaseFile]


def json_schemas() -> dict[str, dict[str, Any]]:
    """A JSON Schema (2020-12) for each kind of file, for editors; by file stem."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    shapes: dict[str, type[BaseModel]] = {**FILES, "codes": CodesFile, "releases": ReleaseFile}
    return {
        stem: dialect | shape.model_json_schema(by_alias=True) for stem, shape in shapes.items()
    }
