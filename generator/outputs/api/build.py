"""Combine the two languages of the dataset into the API's documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel

from generator.catalog import model
from generator.catalog.legacy import LegacyValue
from generator.catalog.model import Catalog
from generator.catalog.sources import Source, Sourced
from generator.catalog.stages import Stage
from generator.outputs import addresses, escape, permalinks
from generator.outputs.api import documents, records
from generator.outputs.api.schemas import MODELS
from generator.outputs.api.versions import LICENSE, SCHEMA_VERSION


class Builder:
    """The API's documents of a dataset, built from its two catalogs."""

    def __init__(self, zh: Catalog, en: Catalog, url: str) -> None:
        self.zh = zh
        self.en = en
        self.url = url
        self.codes = [self.code(*pair) for pair in zip(zh.codes, en.codes, strict=True)]
        self.stages = [self.stage(*pair) for pair in zip(zh.stages, en.stages, strict=True)]
        self.modules = [self.module(*pair) for pair in zip(zh.modules, en.modules, strict=True)]
        self.remedies = self.all_remedies()
        self.families = _combined(list[records.LegacyFamily], zh.legacy, en.legacy)
        self.legacy = [
            self.legacy_value(*pair)
            for families in zip(zh.legacy, en.legacy, strict=True)
            for pair in zip(*(family.values for family in families), strict=True)
        ]
        self.mask = _combined(list[records.Text], zh.mask, en.mask)
        parts = [*self.stages, *self.modules, *self.remedies, *self.families, *self.legacy]
        self.dataset_version = _digest(
            [code.record_version for code in self.codes]
            + [_content(part) for part in (*parts, *self.mask)]
        )

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of every document."""
        yield addresses.document("index"), _indented(self.index())
        yield addresses.document("names"), _indented(self.names())
        more = {"legacy": {"families": self.families, "room_server_mask": self.mask}}
        for id_ in ("codes", "stages", "modules", "remedies", "legacy"):
            given = self.head(getattr(self, id_)) | more.get(id_, {})
            yield addresses.document(id_), _one_a_line(MODELS[id_](**given))
        for code in self.codes:
            document = documents.CodeDocument(schema_version=SCHEMA_VERSION, **dict(code))
            yield addresses.document("code", code=code.code), _indented(document)

    def head(self, items: list[Any]) -> dict[str, Any]:
        return {
            "schema_version": SCHEMA_VERSION,
            "dataset_version": self.dataset_version,
            "total": len(items),
            "items": items,
        }

    def index(self) -> documents.IndexDocument:
        facts = self.en.facts
        return documents.IndexDocument(
            schema_version=SCHEMA_VERSION,
            dataset_version=self.dataset_version,
            dataset_date=self.en.date,
            product=facts.product,
            notice=self.label("home-unofficial"),
            licence=LICENSE,
            boundary=_both(records.Boundary, facts.boundary, facts.boundary),
            headers=_both(records.Headers, self.zh.headers, self.en.headers),
            site=self.url,
            openapi=self.url + addresses.OPENAPI,
            documents=[self.link(*document) for document in addresses.DOCUMENTS.items()],
            downloads=[self.download(id_, *file) for id_, file in addresses.DOWNLOADS.items()],
        )

    def names(self) -> documents.NamesDocument:
        names = {
            name: link.only_code.code
            for name, link in sorted(permalinks.by_name(self.en).items())
            if link.only_code
        }
        return documents.NamesDocument(
            schema_version=SCHEMA_VERSION,
            dataset_version=self.dataset_version,
            total=len(names),
            names=names,
        )

    def link(self, id_: str, path: str) -> records.DocumentLink:
        url, schema = self.url + addresses.API + path, self.url + addresses.json_schema(id_)
        title = self.label(f"api-{id_}")
        return records.DocumentLink(id=id_, url=url, title=title, schema_=schema)

    def download(self, id_: str, path: str, type_: str) -> records.Download:
        title = self.label(f"download-{id_}")
        return records.Download(id=id_, url=self.url + path, title=title, media_type=type_)

    def label(self, id_: str) -> records.Text:
        return records.Text(zh=self.zh.labels[id_], en=self.en.labels[id_])

    def pages(self, path: str) -> records.Pages:
        return records.Pages(
            zh=escape.url(f"{self.url}zh/{path}"), en=escape.url(f"{self.url}en/{path}")
        )

    def code(self, zh: model.Code, en: model.Code) -> records.Code:
        stages = range(len(en.stages))
        code = _both(
            records.Code,
            zh,
            en,
            record_version="0" * 16,
            guidance=[_guidance(zh, en, stage) for stage in stages] or [_guidance(zh, en, None)],
            anatomy=_combined(list[records.Segment], zh.segments, en.segments),
            urls=records.CodeUrls(
                permalink=self.url + addresses.url(addresses.permalink(en.code)),
                pages=self.pages(addresses.code(en.code)),
                json_=self.url + addresses.document("code", code=en.code),
            ),
        )
        return code.model_copy(update={"record_version": _digest([_content(code)])})

    def stage(self, zh: Stage, en: Stage) -> records.Stage:
        messages = {
            kind: _combined(records.Text, zh.user_messages.get(kind), en.user_messages.get(kind))
            for kind in records.UserMessages.model_fields
        }
        return _both(
            records.Stage,
            zh,
            en,
            user_messages=records.UserMessages(**messages),
            codes=[code.code for code in self.en.of_stage(en)],
            pages=self.pages(f"stages/{en.id}/"),
        )

    def module(self, zh: model.Module, en: model.Module) -> records.Module:
        codes = [code.code for code in self.en.of_module(en)]
        pages = self.pages(f"complete/#{en.id}")
        return _both(records.Module, zh, en, codes=codes, pages=pages)

    def all_remedies(self) -> list[records.Remedy]:
        codes: dict[str, list[int]] = {id_: [] for id_ in sorted(self.en.remedies)}
        for code in self.en.codes:
            for step in code.steps:
                codes[step.id].append(code.code)
        return [
            _both(records.Remedy, self.zh.remedies[id_], self.en.remedies[id_], codes=found)
            for id_, found in codes.items()
        ]

    def legacy_value(self, zh: LegacyValue, en: LegacyValue) -> records.LegacyValue:
        urls = records.LegacyUrls(
            permalink=self.url + addresses.url(addresses.permalink(en.code)),
            pages=self.pages(addresses.legacy_value(en.anchor)),
        )
        return _both(records.LegacyValue, zh, en, urls=urls)


Record = TypeVar("Record", bound=records.Frozen)


def _both(kind: type[Record], zh: Any, en: Any, **given: Any) -> Record:
    """Create a record: each field is `given`, or combines the catalogs' attributes of the same name."""
    fields = {name: field.annotation for name, field in kind.model_fields.items()}
    found = {
        name: _combined(annotation, getattr(zh, name), getattr(en, name))
        for name, annotation in fields.items()
        if name not in given
    }
    return kind(**found, **given)


def _combined(kind: Any, zh: Any, en: Any) -> Any:
    """Combine the values of both catalogs into a value of the type `kind`."""
    if en is None:
        return None
    if get_origin(kind) is UnionType:
        kind = get_args(kind)[0]  # the second one is None
    if get_origin(kind) is list:
        (item,) = get_args(kind)
        return [_combined(item, *pair) for pair in zip(zh, en, strict=True)]
    if kind is records.Text:
        if isinstance(en, Sourced):
            zh, en = zh.text, en.text
        return records.Text(zh=zh, en=en)
    if kind is records.SourcedText:
        return records.SourcedText(zh=zh.text, en=en.text, source=_source(en.source))
    if isinstance(en, Source):
        exact = kind == records.StepSource and en.mark in get_args(records.StepSource)
        return en.mark if exact else _source(en)
    return _both(kind, zh, en) if hasattr(kind, "model_fields") else en


def _source(source: Source) -> records.Source:
    """Return a source as v1 knows it: what the vendor says elsewhere is the vendor's word too."""
    known: dict[str, records.Source] = {"header": "header", "ours": "ours"}
    return known.get(source.mark, "vendor")


def _guidance(zh: model.Code, en: model.Code, stage: int | None) -> records.Guidance:
    """Return the guidance at the code's stage with the index `stage`, or for None at any stage."""
    here = [code.guidance[0] if stage is None else code.at(code.stages[stage]) for code in (zh, en)]
    id_ = None if stage is None else en.stages[stage].id
    messages = ({s.id: message for s, message in code.user_messages} for code in (zh, en))
    given = {
        "stage": id_,
        "remedies": _combined(list[records.RemedyOfCode], *(held.steps for held in here)),
        "remedies_source": _source(here[1].steps[0].source) if here[1].steps else "ours",
        "user_message": _combined(records.Text, *(of.get(id_ or "") for of in messages)),
    }
    if en.kind != "error":
        given["retry"] = None
    return _both(records.Guidance, *here, **given)


def _indented(document: documents.Document) -> str:
    return document.model_dump_json(indent=1, by_alias=True) + "\n"


def _one_a_line(document: Any) -> str:
    """Format a list with each item on its own line, which is compact and gives readable diffs."""
    head = document.model_dump_json(exclude={"items"}, by_alias=True).removesuffix("}")
    parts = [f'{head},"items":[']
    for item in document.items:
        parts += ["\n" if len(parts) == 1 else ",\n", item.model_dump_json(by_alias=True)]
    return "".join([*parts, "\n]}\n"])  # once, as the text may be large


def _content(part: BaseModel) -> str:
    """Return the content that a digest covers: all but the digest itself and the site's addresses."""
    return part.model_dump_json(exclude={"record_version", "urls", "pages"})


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
