"""The models of the records in the API's documents."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Day = date
Url = Annotated[str, Field(pattern=r"^https?://[^\s]+$", json_schema_extra={"format": "uri"})]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
Number = Annotated[int, Field(ge=0)]
Source = Literal["vendor", "header", "ours"]
StepSource = Literal["vendor", "document", "sample", "header", "ours"]


class Frozen(BaseModel):
    """A model, whose docstrings describe it in the schemas; these alone allow unknown fields."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, defer_build=True
    )


class Text(Frozen):
    """A text in both languages. Text between backticks is code; there is no other markup."""

    zh: str
    en: str


class SourcedText(Text):
    """A text and its source."""

    source: Source
    """{vendor} (its page of common codes, another document, or its sample code), an SDK header, or ourselves."""


class Titled(Frozen):
    """A stage, module, or family: its ID and its title."""

    id: str
    title: Text


class Pages(Frozen):
    """The URL of a page in each language."""

    zh: Url
    en: Url


class Header(Frozen):
    """The number of a platform's headers that have a name."""

    platform: str
    language: str
    count: Annotated[int, Field(ge=1)]


class Bearer(Frozen):
    """Another code with the same name, and the headers in which it has the name."""

    code: Number
    headers: list[Header]


class Name(Frozen):
    """A name of a code."""

    name: str
    headers: list[Header]
    first: Day | None
    """The date of the oldest known header with the name."""
    last: Day | None
    """The date of the newest known header with the name."""
    also: list[Bearer]
    """Other codes that have the name in some headers; only the number identifies a code."""


class ModuleOfCode(Titled):
    """The part of the SDK or the server that reports the code."""

    side: Literal["device", "server"]


class Advice(Frozen):
    """A piece of advice."""

    id: str
    side: Literal["app", "network", "zego"]
    """The side that has to act: the app's developer, the device's network, or {vendor}."""
    text: Text


class RemedyOfCode(Advice):
    """A remedy of a code, and its source."""

    source: StepSource
    """{vendor}'s page of common codes, another {vendor} document, its sample code, an SDK header, or our own advice."""


class Attempts(Frozen):
    """The number of attempts before giving up: `min` to `max`."""

    min: int
    max: int


class RetryLimit(Frozen):
    """The limit of automatic retries."""

    interval_seconds: int
    attempts: Attempts
    count_anew_after_seconds: int
    """The seconds without a failure after which the attempts are reset; our own number."""
    source: Source


class Retry(Frozen):
    """The verdict on retries, and its details."""

    rule: str
    """The ID of the retry advice; codes with the same advice share it."""
    helps: Literal["yes", "no", "conditional", "unknown"]
    """The verdict, reduced to four values: `once` and `after` are `conditional`, `sdk` is `no`."""
    verdict: Literal["yes", "once", "after", "sdk", "no", "unknown"]
    condition: Text | None
    """The condition of `after`, as the end of "Retry after …"."""
    calls: Titled | None
    """The stage whose call to make again; null if it is the stage of the failure."""
    limit: RetryLimit | None
    """The limit of `yes`."""
    text: Text
    source: Source


class Guidance(Frozen):
    """The complete guidance at one stage."""

    stage: str | None
    """The stage's ID; null if the stages of the code aren't known."""
    cause: SourcedText
    remedies: list[RemedyOfCode]
    """The remedies, in the order in which to try them."""
    remedies_source: Source
    """The source of `remedies` as a whole; each remedy also has its own `source`."""
    retry: Retry | None
    """The advice on retries; null for a status, which needs no retry."""
    user_message: Text | None
    """A message for the app's users; null if they don't need to know about the code."""


class Erratum(Frozen):
    """A wrong name of the code on {vendor}'s page of common codes."""

    printed: str
    note: Text


class Segment(Frozen):
    """A segment of the code's digits, and its meaning."""

    digits: str
    text: Text


class Retired(Frozen):
    """The reason why a code was withdrawn."""

    reason: Text
    successor: Number | None
    """The code that replaces it."""


class CodeUrls(Frozen):
    """The URLs of a code."""

    permalink: Url
    """A permanent URL, which redirects readers to the page in their language."""
    pages: Pages
    json_: Annotated[Url, Field(serialization_alias="json")]


class Code(Frozen):
    """A code in both languages, with complete guidance for each stage."""

    record_version: Hash
    """A digest of the record's content, which changes only with the content."""
    code: Number
    hexadecimal: str
    tier: Literal["common", "complete"]
    """`common`: on {vendor}'s page of common codes; `complete`: any other code."""
    kind: Literal["error", "status"]
    """A status is a value that doesn't report an error."""
    retired: Retired | None
    """Null unless the code was withdrawn."""
    names: list[Name]
    """All names, the primary one first."""
    aliases: list[str]
    """Former names in this dataset; their permalinks still lead to the code."""
    module: ModuleOfCode
    stages: list[Titled]
    """The stages at which the code appears, if known."""
    guidance: list[Guidance]
    """One entry for each of `stages`, or a single one, whose stage is null, if there are none."""
    comment: Text | None
    """A comment in a header, in our own words."""
    note: SourcedText | None
    """A fact in addition to cause and remedies."""
    erratum: Erratum | None
    anatomy: list[Segment]
    """The segments of the code's digits; empty if the numbering scheme doesn't cover the code."""
    related: list[Number]
    """Related codes, the most closely related first."""
    urls: CodeUrls


class Callbacks(Frozen):
    """A platform's callbacks for a stage."""

    platform: str
    language: str
    names: list[str]
    source: StepSource


class RetryRule(Frozen):
    """A stage's retry rule: its text, and its numbers if it has any."""

    rule: list[Text]
    source: Source
    interval_seconds: int | None
    """The interval between two attempts, in seconds."""
    attempts: Attempts | None
    wait_seconds: int | None
    """The minimum wait before the next attempt, in seconds."""


class UserMessages(Frozen):
    """Messages for the app's users: after a network failure, and after any other failure."""

    network: Text | None
    other: Text | None


class Section(Frozen):
    """Facts and advice on one question: for `order`, steps in order."""

    id: str
    texts: list[SourcedText]


class LegacyReason(Frozen):
    """A legacy value that a callback returns."""

    code: int


class Event(Frozen):
    """A callback that no call by the app causes."""

    callback: str
    means: SourcedText
    action: str
    """`wait`, `continue`, `log-in` (again) or `stay-out`."""
    text: SourcedText
    """What to do."""
    codes: list[Number]
    """The codes that it returns; `guidance` of each code has the advice for this stage."""
    legacy: list[LegacyReason]


class Stage(Titled):
    """A stage of a session."""

    step: int
    """The position in a session; stages with the same step run at the same time."""
    anytime: bool
    """True if the stage can occur at any time after the login."""
    summary: Text
    introduction: list[SourcedText]
    callbacks: list[Callbacks]
    sections: list[Section]
    events: list[Event]
    retry: RetryRule | None
    user_messages: UserMessages
    codes: list[Number]
    pages: Pages


class Module(ModuleOfCode):
    """A part of the SDK, or a server, that reports codes."""

    digits: str
    """The leading digits of its codes."""
    text: Text
    codes: list[Number]
    pages: Pages


class Remedy(Advice):
    """A remedy, and the codes that it applies to."""

    codes: list[Number]


class LegacyUrls(Frozen):
    """The URLs of a legacy value."""

    permalink: Url
    pages: Pages


class LegacyValue(Frozen):
    """A value of SDKs older than the boundary; it has a meaning only in its family."""

    code: int
    hexadecimal: str | None
    family: str
    """The ID of one of `families`."""
    name: str | None
    meaning: Text
    successors: list[Number]
    """The current codes; inferred, because {vendor} publishes no mapping."""
    pattern: str | None
    """A successor that isn't a single code: a function or a pattern."""
    warning: Text | None
    first: str | None
    """The date or year of the oldest known source with the value."""
    last: str
    """The date or year of the newest known source with the value."""
    urls: LegacyUrls


class LegacyFamily(Titled):
    """The callback or call that reports a group of legacy values."""

    text: Text


class Boundary(Frozen):
    """{vendor}'s boundary between legacy values and current codes."""

    date: Day
    build: str


class Headers(Frozen):
    """The SDK headers from which names and numbers were taken."""

    count: int
    first: Day
    last: Day


class Link(Frozen):
    """A document or a file, and its description."""

    id: str
    url: str
    """The URL; for a single code, replace `{code}` with the number."""
    title: Text


class DocumentLink(Link):
    """A document of the API, and the URL of its schema."""

    schema_: Annotated[Url, Field(serialization_alias="schema")]


class Download(Link):
    """A file to download, for a build or a spreadsheet."""

    media_type: str
