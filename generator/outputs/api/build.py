"""Puts the two languages of the dataset together, into the API's documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from generator.catalog import model
from generator.catalog.model import Catalog
from generator.outputs import addresses
from generator.outputs.api import documents
from generator.outputs.api.versions import LICENCE, SCHEMA_VERSION


class Builder:
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

    def files(self) -> Iterator[tuple[str, str]]:
        """Every document with its path."""
        yield addresses.document("index"), _indented(self.index())
        yield (
            addresses.document("codes"),
            _one_a_line(documents.CodesDocument(**self.head(self.codes))),
        )
        yield (
            addresses.document("stages"),
            _one_a_line(documents.StagesDocument(**self.head(self.stages))),
        )
        yield (
            addresses.document("modules"),
            _one_a_line(documents.ModulesDocument(**self.head(self.modules))),
        )
        yield (
            addresses.document("remedies"),
            _one_a_line(documents.RemediesDocument(**self.head(self.remedies))),
        )
        legacy = documents.LegacyDocument(
            **self.head(self.legacy), families=self.families, room_server_mask=self.mask
        )
        yield addresses.document("legacy"), _one_a_line(legacy)
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
            dataset_date=facts.date,
            product=facts.product,
            notice=self.label("home-unofficial"),
            licence=LICENCE,
            boundary=documents.Boundary(date=facts.boundary.date, build=facts.boundary.build),
            headers=documents.Headers(
                count=facts.headers.count, first=facts.headers.first, last=facts.headers.last
            ),
            site=self.url,
            openapi=self.url + addresses.OPENAPI,
            documents=[
                documents.DocumentLink(
                    id=id_,
                    url=self.url + addresses.API + path,
                    title=self.label(f"api-{id_}"),
                    schema_=self.url + addresses.json_schema(id_),
                )
                for id_, path in addresses.DOCUMENTS.items()
            ],
            downloads=[
                documents.Download(
                    id=id_,
                    url=self.url + path,
                    title=self.label(f"download-{id_}"),
                    media_type=media_type,
                )
                for id_, (path, media_type) in addresses.DOWNLOADS.items()
            ],
        )

    def label(self, id_: str) -> documents.Text:
        return documents.Text(zh=self.zh.labels[id_], en=self.en.labels[id_])

    def pages(self, path: str) -> documents.Pages:
        return documents.Pages(zh=f"{self.url}zh/{path}", en=f"{self.url}en/{path}")

    def code(self, zh: model.Code, en: model.Code) -> documents.Code:
        code = documents.Code(
            record_version="0" * 16,
            code=en.code,
            hexadecimal=en.hexadecimal,
            tier=en.tier,
            kind=en.kind,
            retired=documents.Retired(
                reason=_text(zh.retired.reason, en.retired.reason), successor=en.retired.successor
            )
            if zh.retired and en.retired
            else None,
            names=[_name(name) for name in en.names],
            aliases=list(en.aliases),
            module=documents.ModuleOfCode(
                id=en.module.id, title=_text(zh.module.title, en.module.title), side=en.module.side
            ),
            stages=[_titled(*pair) for pair in zip(zh.stages, en.stages, strict=True)],
            guidance=[_guidance(zh, en, stage) for stage in range(len(en.stages))]
            or [_guidance(zh, en, None)],
            comment=_maybe(zh.comment, en.comment),
            note=_sourced(zh.note, en.note) if zh.note and en.note else None,
            erratum=documents.Erratum(
                printed=en.erratum.printed, note=_text(zh.erratum.note, en.erratum.note)
            )
            if zh.erratum and en.erratum
            else None,
            anatomy=[
                documents.Segment(digits=e.digits, text=_text(z.text, e.text))
                for z, e in zip(zh.segments, en.segments, strict=True)
            ],
            related=list(en.related),
            urls=documents.CodeUrls(
                permalink=self.url + addresses.url(addresses.permalink(en.code)),
                pages=self.pages(addresses.code(en.code)),
                json_=self.url + addresses.document("code", code=en.code),
            ),
        )
        return code.model_copy(update={"record_version": _digest([_content(code)])})

    def stage(self, zh: model.Stage, en: model.Stage) -> documents.Stage:
        return documents.Stage(
            id=en.id,
            title=_text(zh.title, en.title),
            step=en.step,
            anytime=en.anytime,
            summary=_text(zh.summary, en.summary),
            introduction=[
                _sourced(*pair) for pair in zip(zh.introduction, en.introduction, strict=True)
            ],
            callbacks=[
                documents.Callbacks(platform=c.platform, language=c.language, names=list(c.names))
                for c in en.callbacks
            ],
            retry=_rule(zh.retry, en.retry) if zh.retry and en.retry else None,
            user_messages=documents.UserMessages(
                network=_maybe(zh.user_messages.get("network"), en.user_messages.get("network")),
                other=_maybe(zh.user_messages.get("other"), en.user_messages.get("other")),
            ),
            codes=[code.code for code in self.en.of_stage(en)],
            pages=self.pages(f"stages/{en.id}/"),
        )

    def module(self, zh: model.Module, en: model.Module) -> documents.Module:
        return documents.Module(
            id=en.id,
            title=_text(zh.title, en.title),
            side=en.side,
            digits=en.digits,
            text=_text(zh.text, en.text),
            codes=[code.code for code in self.en.of_module(en)],
            pages=self.pages(f"complete/#{en.id}"),
        )

    def all_remedies(self) -> list[documents.Remedy]:
        codes: dict[str, dict[int, None]] = {}
        remedies: dict[str, documents.RemedyOfCode] = {}
        for code in self.codes:
            for remedy in (remedy for g in code.guidance for remedy in g.remedies):
                remedies[remedy.id] = remedy
                codes.setdefault(remedy.id, {})[code.code] = None
        return [
            documents.Remedy(**dict(remedies[id_]), codes=list(codes[id_]))
            for id_ in sorted(remedies)
        ]

    def legacy_value(self, zh: model.LegacyValue, en: model.LegacyValue) -> documents.LegacyValue:
        return documents.LegacyValue(
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
            urls=documents.LegacyUrls(
                permalink=self.url + addresses.url(addresses.permalink(en.code)),
                pages=self.pages(addresses.legacy_value(en.anchor)),
            ),
        )


def _text(zh: str, en: str) -> documents.Text:
    return documents.Text(zh=zh, en=en)


def _maybe(zh: str | None, en: str | None) -> documents.Text | None:
    return None if zh is None or en is None else documents.Text(zh=zh, en=en)


def _texts(zh: Iterable[str], en: Iterable[str]) -> list[documents.Text]:
    return [_text(*pair) for pair in zip(zh, en, strict=True)]


def _sourced(zh: model.Sourced, en: model.Sourced) -> documents.SourcedText:
    return documents.SourcedText(zh=zh.text, en=en.text, source=en.source)


def _titled(zh: model.Stage, en: model.Stage) -> documents.Titled:
    return documents.Titled(id=en.id, title=_text(zh.title, en.title))


def _headers(headers: Iterable[model.Header]) -> list[documents.Header]:
    return [
        documents.Header(platform=h.platform, language=h.language, count=h.count) for h in headers
    ]


def _name(name: model.Name) -> documents.Name:
    return documents.Name(
        name=name.name,
        headers=_headers(name.headers),
        first=name.first,
        last=name.last,
        also=[
            documents.Bearer(code=other.code, headers=_headers(other.headers))
            for other in name.also
        ],
    )


def _guidance(zh: model.Code, en: model.Code, stage: int | None) -> documents.Guidance:
    """What holds at the code's stage of that index, or anywhere."""
    here_zh = zh.guidance[0] if stage is None else zh.at(zh.stages[stage])
    here_en = en.guidance[0] if stage is None else en.at(en.stages[stage])
    id_ = None if stage is None else en.stages[stage].id
    messages = ({s.id: message for s, message in code.user_messages} for code in (zh, en))
    return documents.Guidance(
        stage=id_,
        cause=_sourced(here_zh.cause, here_en.cause),
        remedies=[
            documents.RemedyOfCode(id=e.id, side=e.side, text=_text(z.text, e.text))
            for z, e in zip(here_zh.remedies, here_en.remedies, strict=True)
        ],
        remedies_source=here_en.remedies_source,
        retry=documents.Retry(
            helps=here_en.retry.helps,
            text=_text(here_zh.retry.text, here_en.retry.text),
            source=here_en.retry.source,
        )
        if en.kind == "error"
        else None,
        user_message=_maybe(*(of.get(id_ or "") for of in messages)),
    )


def _rule(zh: model.RetryRule, en: model.RetryRule) -> documents.RetryRule:
    return documents.RetryRule(
        rule=_texts(zh.rule, en.rule),
        source=en.source,
        interval_seconds=en.interval,
        attempts=documents.Attempts(min=en.attempts[0], max=en.attempts[1])
        if en.attempts
        else None,
        wait_seconds=en.wait,
    )


def _family(zh: model.LegacyFamily, en: model.LegacyFamily) -> documents.LegacyFamily:
    return documents.LegacyFamily(
        id=en.id, title=_text(zh.title, en.title), text=_text(zh.text, en.text)
    )


def _indented(document: documents.Document) -> str:
    return document.model_dump_json(indent=1, by_alias=True) + "\n"


def _one_a_line(document: documents.ListDocument) -> str:
    """A list with each item on a line of its own: small, and a diff shows what changed."""
    head = document.model_dump_json(exclude={"items"}, by_alias=True).removesuffix("}")
    items = ",".join(f"\n{item.model_dump_json(by_alias=True)}" for item in document.items)
    return f'{head},"items":[{items}\n]}}\n'


def _content(part: BaseModel) -> str:
    """What a part says, wherever the site stands."""
    return part.model_dump_json(exclude={"record_version", "urls", "pages"})


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
