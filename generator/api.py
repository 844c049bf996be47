"""The JSON API: both languages of every record side by side, as files of the site.

The models below are the only definition of its documents; the JSON Schemas and the OpenAPI document
are derived from them. Everything is resolved, every field is always there, and no value has two
types but for null.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from generator import exports, model
from generator.model import Catalog

SCHEMA_VERSION = "1.1.0"
ROOT = "api/v1/"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
LICENCE = "CC-BY-4.0"


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the API; the label `api-change-<id>` says what it brought."""

    version: str
    date: str

    @property
    def id(self) -> str:
        """The version as a label's id has it."""
        return self.version.replace(".", "-")


CHANGELOG = (Version("1.1.0", "2026-11-23"), Version("1.0.0", "2026-11-23"))
"""The newest first."""

Day = date
Url = Annotated[
    str, StringConstraints(pattern=r"^https?://[^\s]+$"), Field(json_schema_extra={"format": "uri"})
]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
Number = Annotated[int, Field(ge=0)]
Source = Literal["vendor", "header", "ours"]


class Frozen(BaseModel):
    """Unknown fields are errors; docstrings are the schemas' descriptions."""

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


class RemedyOfCode(Frozen):
    """One piece of advice."""

    id: str
    side: Literal["app", "network", "zego"]
    """Whose turn it is: the app's developer, the network of the device, or ZEGO."""
    text: Text


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


class Module(Titled):
    """A part of the SDK, or a server, that reports codes."""

    side: Literal["device", "server"]
    digits: str
    """How its codes begin."""
    text: Text
    codes: list[Number]
    pages: Pages


class Remedy(RemedyOfCode):
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


DOCUMENTS: dict[str, tuple[str, type[Document]]] = {
    "index": ("index.json", IndexDocument),
    "codes": ("codes.json", CodesDocument),
    "code": ("codes/{code}.json", CodeDocument),
    "stages": ("stages.json", StagesDocument),
    "modules": ("modules.json", ModulesDocument),
    "remedies": ("remedies.json", RemediesDocument),
    "legacy": ("legacy.json", LegacyDocument),
}
"""By id: the path below `ROOT`, and the model. The label `api-<id>` says what it holds."""


def build(catalogs: Mapping[str, Catalog], url: str) -> dict[str, str]:
    """Every file of the API, by path; `url` is the site's, with a final slash."""
    return {path: "".join(text) for path, text in files(catalogs, url)}


Known = dict[int, tuple[tuple[model.Code, model.Code, str], Code]]
"""By its number, from what a code was made (it in both languages, the site's URL), and the code."""


def files(
    catalogs: Mapping[str, Catalog], url: str, known: Known | None = None
) -> Iterator[tuple[str, Iterable[str]]]:
    """The same, one after another and long ones in pieces: together they are long.

    What is `known` of a code is not made again.
    """
    for path, text in _Builder(catalogs["zh"], catalogs["en"], url, known).documents():
        yield ROOT + path, text
    yield from _descriptions(url)


@cache
def _descriptions(url: str) -> list[tuple[str, str]]:
    """What describes the documents: it does not depend on the data."""
    schemas = json_schemas(url + ROOT).items()
    found = [(f"{ROOT}schema/{id_}.json", _json(schema)) for id_, schema in schemas]
    return [*found, (f"{ROOT}openapi.json", _json(openapi(url)))]


class _Builder:
    """Puts the two languages of a dataset together."""

    def __init__(self, zh: Catalog, en: Catalog, url: str, known: Known | None) -> None:
        self.zh = zh
        self.en = en
        self.url = url
        self.known = {} if known is None else known
        self.codes = [self.code(*pair) for pair in zip(zh.codes, en.codes, strict=True)]
        self.stages = [self.stage(*pair) for pair in zip(zh.stages, en.stages, strict=True)]
        self.modules = [self.module(*pair) for pair in zip(zh.modules, en.modules, strict=True)]
        self.remedies = self.all_remedies()
        self.families = [_family(*pair) for pair in zip(zh.legacy, en.legacy, strict=True)]
        self.legacy = [
            self.legacy_value(*pair)
            for families in zip(zh.legacy, en.legacy, strict=True)
            for pair in zip(*(family.values for family in families), strict=True)
        ]
        self.mask = _texts(zh.mask, en.mask)
        parts = [*self.stages, *self.modules, *self.remedies, *self.families, *self.legacy]
        self.dataset_version = _digest(
            [code.record_version for code in self.codes]
            + [_content(part) for part in (*parts, *self.mask)]
        )

    def documents(self) -> Iterator[tuple[str, Iterable[str]]]:
        """The documents with their paths below `ROOT`."""
        yield "index.json", _indented(self.index())
        yield "codes.json", _one_a_line(CodesDocument(**self.head(self.codes)))
        yield "stages.json", _one_a_line(StagesDocument(**self.head(self.stages)))
        yield "modules.json", _one_a_line(ModulesDocument(**self.head(self.modules)))
        yield "remedies.json", _one_a_line(RemediesDocument(**self.head(self.remedies)))
        legacy = LegacyDocument(
            **self.head(self.legacy), families=self.families, room_server_mask=self.mask
        )
        yield "legacy.json", _one_a_line(legacy)
        for code in self.codes:
            document = CodeDocument(schema_version=SCHEMA_VERSION, **dict(code))
            yield f"codes/{code.code}.json", _indented(document)

    def head(self, items: list[Any]) -> dict[str, Any]:
        return {
            "schema_version": SCHEMA_VERSION,
            "dataset_version": self.dataset_version,
            "total": len(items),
            "items": items,
        }

    def index(self) -> IndexDocument:
        facts = self.en.facts
        return IndexDocument(
            schema_version=SCHEMA_VERSION,
            dataset_version=self.dataset_version,
            dataset_date=facts.date,
            product=facts.product,
            notice=self.label("home-unofficial"),
            licence=LICENCE,
            boundary=Boundary(date=facts.boundary.date, build=facts.boundary.build),
            headers=Headers(
                count=facts.headers.count, first=facts.headers.first, last=facts.headers.last
            ),
            site=self.url,
            openapi=f"{self.url}{ROOT}openapi.json",
            documents=[
                DocumentLink(
                    id=id_,
                    url=f"{self.url}{ROOT}{path}",
                    title=self.label(f"api-{id_}"),
                    schema_=f"{self.url}{ROOT}schema/{id_}.json",
                )
                for id_, (path, _) in DOCUMENTS.items()
            ],
            downloads=[
                Download(
                    id=id_,
                    url=self.url + path,
                    title=self.label(f"download-{id_}"),
                    media_type=media_type,
                )
                for id_, (path, media_type) in exports.DOWNLOADS.items()
            ],
        )

    def label(self, id_: str) -> Text:
        return Text(zh=self.zh.labels[id_], en=self.en.labels[id_])

    def pages(self, path: str) -> Pages:
        return Pages(zh=f"{self.url}zh/{path}", en=f"{self.url}en/{path}")

    def code(self, zh: model.Code, en: model.Code) -> Code:
        """The code as it was made before, or made now."""
        made = (zh, en, self.url)
        if en.code not in self.known or self.known[en.code][0] != made:
            self.known[en.code] = (made, self.make(zh, en))
        return self.known[en.code][1]

    def make(self, zh: model.Code, en: model.Code) -> Code:
        code = Code(
            record_version="0" * 16,
            code=en.code,
            hexadecimal=en.hexadecimal,
            tier=en.tier,
            kind=en.kind,
            retired=Retired(
                reason=_text(zh.retired.reason, en.retired.reason), successor=en.retired.successor
            )
            if zh.retired and en.retired
            else None,
            names=[_name(name) for name in en.names],
            aliases=list(en.aliases),
            module=ModuleOfCode(
                id=en.module.id, title=_text(zh.module.title, en.module.title), side=en.module.side
            ),
            stages=[_titled(*pair) for pair in zip(zh.stages, en.stages, strict=True)],
            guidance=[_guidance(zh, en, stage) for stage in range(len(en.stages))]
            or [_guidance(zh, en, None)],
            comment=_maybe(zh.comment, en.comment),
            note=_sourced(zh.note, en.note) if zh.note and en.note else None,
            erratum=Erratum(
                printed=en.erratum.printed, note=_text(zh.erratum.note, en.erratum.note)
            )
            if zh.erratum and en.erratum
            else None,
            anatomy=[
                Segment(digits=e.digits, text=_text(z.text, e.text))
                for z, e in zip(zh.segments, en.segments, strict=True)
            ],
            related=list(en.related),
            urls=CodeUrls(
                permalink=f"{self.url}{en.code}/",
                pages=self.pages(f"codes/{en.code}/"),
                json_=f"{self.url}{ROOT}codes/{en.code}.json",
            ),
        )
        return code.model_copy(update={"record_version": _digest([_content(code)])})

    def stage(self, zh: model.Stage, en: model.Stage) -> Stage:
        return Stage(
            id=en.id,
            title=_text(zh.title, en.title),
            step=en.step,
            anytime=en.anytime,
            summary=_text(zh.summary, en.summary),
            introduction=[
                _sourced(*pair) for pair in zip(zh.introduction, en.introduction, strict=True)
            ],
            callbacks=[
                Callbacks(platform=c.platform, language=c.language, names=list(c.names))
                for c in en.callbacks
            ],
            retry=_rule(zh.retry, en.retry) if zh.retry and en.retry else None,
            user_messages=UserMessages(
                network=_maybe(zh.user_messages.get("network"), en.user_messages.get("network")),
                other=_maybe(zh.user_messages.get("other"), en.user_messages.get("other")),
            ),
            codes=[code.code for code in self.en.of_stage(en)],
            pages=self.pages(f"stages/{en.id}/"),
        )

    def module(self, zh: model.Module, en: model.Module) -> Module:
        return Module(
            id=en.id,
            title=_text(zh.title, en.title),
            side=en.side,
            digits=en.digits,
            text=_text(zh.text, en.text),
            codes=[code.code for code in self.en.of_module(en)],
            pages=self.pages(f"complete/#{en.id}"),
        )

    def all_remedies(self) -> list[Remedy]:
        codes: dict[str, dict[int, None]] = {}
        remedies: dict[str, RemedyOfCode] = {}
        for code in self.codes:
            for remedy in (remedy for g in code.guidance for remedy in g.remedies):
                remedies[remedy.id] = remedy
                codes.setdefault(remedy.id, {})[code.code] = None
        return [Remedy(**dict(remedies[id_]), codes=list(codes[id_])) for id_ in sorted(remedies)]

    def legacy_value(self, zh: model.LegacyValue, en: model.LegacyValue) -> LegacyValue:
        return LegacyValue(
            code=en.code,
            hexadecimal=en.hexadecimal,
            family=en.family,
            name=en.name,
            meaning=_text(zh.meaning, en.meaning),
            successors=list(en.successors),
            pattern=en.pattern,
            warning=_maybe(zh.warning, en.warning),
            first=en.first,
            last=en.last,
            urls=LegacyUrls(
                permalink=f"{self.url}{en.code}/", pages=self.pages(f"legacy/#{en.anchor}")
            ),
        )


def _text(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


def _maybe(zh: str | None, en: str | None) -> Text | None:
    return None if zh is None or en is None else Text(zh=zh, en=en)


def _texts(zh: Iterable[str], en: Iterable[str]) -> list[Text]:
    return [_text(*pair) for pair in zip(zh, en, strict=True)]


def _sourced(zh: model.Sourced, en: model.Sourced) -> SourcedText:
    return SourcedText(zh=zh.text, en=en.text, source=en.source)


def _titled(zh: model.Stage, en: model.Stage) -> Titled:
    return Titled(id=en.id, title=_text(zh.title, en.title))


def _headers(headers: Iterable[model.Header]) -> list[Header]:
    return [Header(platform=h.platform, language=h.language, count=h.count) for h in headers]


def _name(name: model.Name) -> Name:
    return Name(
        name=name.name,
        headers=_headers(name.headers),
        first=name.first,
        last=name.last,
        also=[Bearer(code=other.code, headers=_headers(other.headers)) for other in name.also],
    )


def _guidance(zh: model.Code, en: model.Code, stage: int | None) -> Guidance:
    """What holds at the code's stage of that index, or anywhere."""
    here_zh = zh.guidance[0] if stage is None else zh.at(zh.stages[stage])
    here_en = en.guidance[0] if stage is None else en.at(en.stages[stage])
    id_ = None if stage is None else en.stages[stage].id
    messages = ({s.id: message for s, message in code.user_messages} for code in (zh, en))
    return Guidance(
        stage=id_,
        cause=_sourced(here_zh.cause, here_en.cause),
        remedies=[
            RemedyOfCode(id=e.id, side=e.side, text=_text(z.text, e.text))
            for z, e in zip(here_zh.remedies, here_en.remedies, strict=True)
        ],
        remedies_source=here_en.remedies_source,
        retry=Retry(
            helps=here_en.retry.helps,
            text=_text(here_zh.retry.text, here_en.retry.text),
            source=here_en.retry.source,
        )
        if en.kind == "error"
        else None,
        user_message=_maybe(*(of.get(id_ or "") for of in messages)),
    )


def _rule(zh: model.RetryRule, en: model.RetryRule) -> RetryRule:
    return RetryRule(
        rule=_texts(zh.rule, en.rule),
        source=en.source,
        interval_seconds=en.interval,
        attempts=Attempts(min=en.attempts[0], max=en.attempts[1]) if en.attempts else None,
        wait_seconds=en.wait,
    )


def _family(zh: model.LegacyFamily, en: model.LegacyFamily) -> LegacyFamily:
    return LegacyFamily(id=en.id, title=_text(zh.title, en.title), text=_text(zh.text, en.text))


def _indented(document: Document) -> str:
    return document.model_dump_json(indent=1, by_alias=True) + "\n"


def _one_a_line(document: ListDocument) -> Iterator[str]:
    """A list with each item on a line of its own: small, and a diff shows what changed."""
    head = document.model_dump_json(exclude={"items"}, by_alias=True).removesuffix("}")
    yield f'{head},"items":['
    for index, item in enumerate(document.items):
        yield f"{',' if index else ''}\n{item.model_dump_json(by_alias=True)}"
    yield "\n]}\n"


def _content(part: BaseModel) -> str:
    """What a part says, wherever the site stands."""
    return part.model_dump_json(exclude={"record_version", "urls", "pages"})


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


# --- schemas


class _Untitled(GenerateJsonSchema):
    """Without a title for each field, which would only repeat its name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def json_schemas(url: str) -> dict[str, dict[str, Any]]:
    """The JSON Schema (2020-12) of each document, by id; `url` is that of the API's folder."""
    return {
        id_: {"$schema": DIALECT, "$id": f"{url}schema/{id_}.json"}
        | document.model_json_schema(mode="serialization", schema_generator=_Untitled)
        for id_, (_, document) in DOCUMENTS.items()
    }


def openapi(url: str) -> dict[str, Any]:
    """The API as an OpenAPI 3.1 document."""
    _, schemas = models_json_schema(
        [(document, "serialization") for _, document in DOCUMENTS.values()],
        ref_template="#/components/schemas/{model}",
        schema_generator=_Untitled,
    )
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "LiveRoom Error Codes",
            "summary": "The error codes of the ZEGO LiveRoom SDK, in Chinese and English.",
            "description": "Unofficial and not connected with ZEGO. Static files: read only, "
            "no key, nothing but GET.",
            "version": SCHEMA_VERSION,
            "license": {"name": "CC BY 4.0", "identifier": LICENCE},
        },
        "externalDocs": {"url": f"{url}en/api/"},
        "servers": [{"url": url + ROOT.rstrip("/")}],
        "paths": {
            f"/{path}": {"get": _operation(id_, document)}
            for id_, (path, document) in DOCUMENTS.items()
        },
        "components": {"schemas": schemas["$defs"]},
    }


def _operation(id_: str, document: type[Document]) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{document.__name__}"}
    found = {"description": document.__doc__, "content": {"application/json": {"schema": schema}}}
    operation: dict[str, Any] = {
        "operationId": id_,
        "summary": document.__doc__,
        "responses": {"200": found},
    }
    if id_ == "code":
        number = {"name": "code", "in": "path", "required": True}
        operation["parameters"] = [number | {"schema": {"type": "integer", "minimum": 0}}]
        operation["responses"]["404"] = {"description": "There is no such code."}
    return operation
