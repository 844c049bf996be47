"""The JSON API: both languages of every record side by side, as files of the site."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from generator import exports, model
from generator.documents import (
    MODELS,
    Attempts,
    Bearer,
    Boundary,
    Callbacks,
    Code,
    CodeDocument,
    CodesDocument,
    CodeUrls,
    Document,
    DocumentLink,
    Download,
    Erratum,
    Guidance,
    Header,
    Headers,
    IndexDocument,
    LegacyDocument,
    LegacyFamily,
    LegacyUrls,
    LegacyValue,
    ListDocument,
    Module,
    ModuleOfCode,
    ModulesDocument,
    Name,
    Pages,
    RemediesDocument,
    Remedy,
    RemedyOfCode,
    Retired,
    Retry,
    RetryRule,
    Segment,
    SourcedText,
    Stage,
    StagesDocument,
    Text,
    Titled,
    UserMessages,
)
from generator.endpoints import PATHS, ROOT, SCHEMA_VERSION
from generator.model import Catalog

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LICENCE = "CC-BY-4.0"


def files(catalogs: Mapping[str, Catalog], url: str) -> Iterator[tuple[str, str]]:
    """Every file of the API with its path; `url` is the site's, with a final slash."""
    for path, text in _Builder(catalogs["zh"], catalogs["en"], url).documents():
        yield ROOT + path, text
    for id_, schema in json_schemas(url + ROOT).items():
        yield f"{ROOT}schema/{id_}.json", _json(schema)
    yield f"{ROOT}openapi.json", _json(openapi(url))


class _Builder:
    """Puts the two languages of a dataset together."""

    def __init__(self, zh: Catalog, en: Catalog, url: str) -> None:
        self.zh = zh
        self.en = en
        self.url = url
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

    def documents(self) -> Iterator[tuple[str, str]]:
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
                for id_, path in PATHS.items()
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


def _one_a_line(document: ListDocument) -> str:
    """A list with each item on a line of its own: small, and a diff shows what changed."""
    head = document.model_dump_json(exclude={"items"}, by_alias=True).removesuffix("}")
    items = ",".join(f"\n{item.model_dump_json(by_alias=True)}" for item in document.items)
    return f'{head},"items":[{items}\n]}}\n'


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
        for id_, document in MODELS.items()
    }


def openapi(url: str) -> dict[str, Any]:
    """The API as an OpenAPI 3.1 document."""
    _, schemas = models_json_schema(
        [(document, "serialization") for document in MODELS.values()],
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
        "paths": {f"/{path}": {"get": _operation(id_, MODELS[id_])} for id_, path in PATHS.items()},
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
