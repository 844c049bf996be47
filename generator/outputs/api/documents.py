"""The documents of the JSON API.

These models are their only definition; the JSON Schemas and the OpenAPI document are derived from
them. Everything is resolved, every field is always there, and no value has two types but for null.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Day = date
Url = Annotated[
    str, StringConstraints(pattern=r"^https?://[^\s]+$"), Field(json_schema_extra={"format": "uri"})
]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
Number = Annotated[int, Field(ge=0)]
Source = Literal["vendor", "header", "ours"]
StepSource = Literal["vendor", "document", "sample", "header", "ours"]


class Frozen(BaseModel):
    """Docstrings are the schemas' descriptions.

    An unknown field is a mistake of the program's own; the published schemas let it pass.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, defer_build=True
    )


class Text(Frozen):
    """A text in both languages. A span between backticks is code; nothing else in it is markup."""

    zh: str
    en: str


class SourcedText(Text):
    """A text, and where it comes from."""

    source: Source
    """The vendor's page, an SDK header, or our own conclusion."""


class Titled(Frozen):
    """The id of a stage, module or family, and its title."""

    id: str
    title: Text


class Pages(Frozen):
    """The page of a record in each language."""

    zh: Url
    en: Url


class Header(Frozen):
    """How many headers of a platform's language have a name."""

    platform: str
    language: str
    count: Annotated[int, Field(ge=1)]


class Bearer(Frozen):
    """Another code that bears a name, and the headers in which it does."""

    code: Number
    headers: list[Header]


class Name(Frozen):
    """A name of a code."""

    name: str
    headers: list[Header]
    first: Day | None
    """The date of the first header that was seen with it."""
    last: Day | None
    """The date of the last header that was seen with it."""
    also: list[Bearer]
    """Other codes that bear the name in some headers; go by the number."""


class ModuleOfCode(Titled):
    """The part of the SDK or the server that reports the code."""

    side: Literal["device", "server"]


class Advice(Frozen):
    """One piece of advice."""

    id: str
    side: Literal["app", "network", "zego"]
    """Whose turn it is: the app's developer, the network of the device, or ZEGO."""
    text: Text


class RemedyOfCode(Advice):
    """One piece of advice for a code, and its source."""

    source: StepSource
    """ZEGO's page of common codes, another document of ZEGO's, its sample code, an SDK header, or our
    own advice."""


class Retry(Frozen):
    """Whether a retry helps."""

    helps: Literal["yes", "no", "conditional", "unknown"]
    text: Text
    source: Source


class Guidance(Frozen):
    """What holds at one stage, complete in itself."""

    stage: str | None
    """The stage's id; null where nothing tells at which stage the code appears."""
    cause: SourcedText
    remedies: list[RemedyOfCode]
    """In the order in which to try them."""
    remedies_source: Source
    """Of `remedies` as a whole; each has a `source` of its own."""
    retry: Retry | None
    """Null for a status, where there is nothing to retry."""
    user_message: Text | None
    """What an app can tell its user; null where there is nothing to tell them."""


class Erratum(Frozen):
    """A name that the vendor's page prints for the code by mistake."""

    printed: str
    note: Text


class Segment(Frozen):
    """Some digits of the code and what they say."""

    digits: str
    text: Text


class Retired(Frozen):
    """Why a code was withdrawn."""

    reason: Text
    successor: Number | None
    """The code to look at instead."""


class CodeUrls(Frozen):
    """Where to find a code."""

    permalink: Url
    """Takes every reader to the page in their language, for ever."""
    pages: Pages
    json_: Annotated[Url, Field(serialization_alias="json")]


class Code(Frozen):
    """A code, both languages, all guidance resolved."""

    record_version: Hash
    """A digest of the record's content: it changes when something said here does."""
    code: Number
    hexadecimal: str
    tier: Literal["common", "complete"]
    """Documented on the vendor's page of common codes, or known from SDK headers only."""
    kind: Literal["error", "status"]
    """A status is a value that reports no error."""
    retired: Retired | None
    """Null for a code that is not withdrawn."""
    names: list[Name]
    """The primary name first."""
    aliases: list[str]
    """Names that it had here before; their permalinks still lead to it."""
    module: ModuleOfCode
    stages: list[Titled]
    """The stages that the vendor documents it for."""
    guidance: list[Guidance]
    """One entry for each of `stages`; where there are none, one whose stage is null."""
    comment: Text | None
    """What a comment in a header says, in our words."""
    note: SourcedText | None
    """A fact beside cause and remedies."""
    erratum: Erratum | None
    anatomy: list[Segment]
    """The code's digits taken apart; empty where the scheme says nothing of it."""
    related: list[Number]
    """Related codes, the closest first."""
    urls: CodeUrls


class Callbacks(Frozen):
    """A platform's callbacks for a stage."""

    platform: str
    language: str
    names: list[str]


class Attempts(Frozen):
    """How often to try before giving up."""

    min: int
    max: int


class RetryRule(Frozen):
    """A stage's retry rule: its words and, where it has them, its numbers."""

    rule: list[Text]
    source: Source
    interval_seconds: int | None
    """Between two attempts."""
    attempts: Attempts | None
    wait_seconds: int | None
    """Before the next attempt, at least."""


class UserMessages(Frozen):
    """What an app can tell its user after a failure of the network, and after another one."""

    network: Text | None
    other: Text | None


class Stage(Titled):
    """A stage of a session."""

    step: int
    """Stages of the same step go on side by side."""
    anytime: bool
    """Whether it can follow at any moment after the login."""
    summary: Text
    introduction: list[SourcedText]
    callbacks: list[Callbacks]
    retry: RetryRule | None
    user_messages: UserMessages
    codes: list[Number]
    pages: Pages


class Module(ModuleOfCode):
    """A part of the SDK, or a server, that reports codes."""

    digits: str
    """How its codes begin."""
    text: Text
    codes: list[Number]
    pages: Pages


class Remedy(Advice):
    """One piece of advice, and the codes that it is given for."""

    codes: list[Number]


class LegacyUrls(Frozen):
    """Where to find a legacy value."""

    permalink: Url
    pages: Pages


class LegacyValue(Frozen):
    """A value of SDKs from before the boundary; it means nothing without its family."""

    code: int
    hexadecimal: str | None
    family: str
    """The id of one of `families`."""
    name: str | None
    meaning: Text
    successors: list[Number]
    """The codes of today; inferred, for the vendor publishes no mapping."""
    pattern: str | None
    """A successor that is no single code."""
    warning: Text | None
    first: str | None
    """The date or year of the first source with it."""
    last: str
    urls: LegacyUrls


class LegacyFamily(Titled):
    """The callback or call that some legacy values come from."""

    text: Text


class Boundary(Frozen):
    """The vendor's border between legacy values and codes."""

    date: Day
    build: str


class Headers(Frozen):
    """The SDK headers that names and numbers were read from."""

    count: int
    first: Day
    last: Day


class Link(Frozen):
    """A document or a file, and what it holds."""

    id: str
    url: str
    """In that of a single code, `{code}` stands for the number."""
    title: Text


class DocumentLink(Link):
    """A document of the API, and its schema."""

    schema_: Annotated[Url, Field(serialization_alias="schema")]


class Download(Link):
    """A file for a build or a spreadsheet."""

    media_type: str


class Document(Frozen):
    """What every document begins with."""

    schema_version: Annotated[str, StringConstraints(pattern=r"^1\.\d+\.\d+$")]
    """The version of the API; see the changelog on its page."""


class ListDocument(Document):
    """What every list begins with."""

    dataset_version: Hash
    """A digest of all the dataset's content: the same data have the same version."""
    total: Number
    """How many items there are."""
    items: Sequence[Any]


class IndexDocument(Document):
    """What there is: the documents, the files, and the reach of the data."""

    dataset_version: Hash
    """A digest of all the dataset's content: the same data have the same version."""
    dataset_date: Day
    """Of the last change to the data."""
    product: str
    notice: Text
    licence: str
    """The data's, as an SPDX identifier."""
    boundary: Boundary
    headers: Headers
    site: Url
    openapi: Url
    documents: list[DocumentLink]
    downloads: list[Download]


class CodesDocument(ListDocument):
    """All codes, ascending."""

    items: list[Code]


class CodeDocument(Code, Document):
    """One code."""


class StagesDocument(ListDocument):
    """The stages, in the order of a session's life."""

    items: list[Stage]


class ModulesDocument(ListDocument):
    """The modules, in the order of their codes."""

    items: list[Module]


class RemediesDocument(ListDocument):
    """The remedies, by id."""

    items: list[Remedy]


class LegacyDocument(ListDocument):
    """The values of SDKs from before the boundary, by family."""

    families: list[LegacyFamily]
    room_server_mask: list[Text]
    """How to read a value that carries the room server's mask."""
    items: list[LegacyValue]
