"""The models of the API's documents, from which its JSON Schemas and its OpenAPI document are derived."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import StringConstraints

from generator.outputs.api.records import (
    Boundary,
    Code,
    Day,
    DocumentLink,
    Download,
    Frozen,
    Hash,
    Headers,
    LegacyFamily,
    LegacyValue,
    Module,
    Number,
    Remedy,
    Stage,
    Text,
    Url,
)


class Document(Frozen):
    """The fields of every document."""

    schema_version: Annotated[str, StringConstraints(pattern=r"^1\.\d+\.\d+$")]
    """The version of the API; its page has a changelog."""


class WholeDocument(Document):
    """The fields of every document on the whole dataset."""

    dataset_version: Hash
    """A digest of the whole dataset's content, which changes only with the content."""


class ListDocument(WholeDocument):
    """The fields of every list."""

    total: Number
    """The number of items."""
    items: Sequence[Any]


class IndexDocument(WholeDocument):
    """The index: all documents and downloads, and the coverage of the data."""

    dataset_date: Day
    """The date of the last change to the data."""
    product: str
    notice: Text
    licence: str
    """The SPDX identifier of the data's license."""
    boundary: Boundary
    headers: Headers
    site: Url
    openapi: Url
    documents: list[DocumentLink]
    downloads: list[Download]


class CodesDocument(ListDocument):
    """All codes, in ascending order."""

    items: list[Code]


class CodeDocument(Code, Document):
    """A single code."""


class NamesDocument(WholeDocument):
    """The code of each name, sorted by name; former and misprinted names are included."""

    total: Number
    """The number of names."""
    names: dict[str, int]


class StagesDocument(ListDocument):
    """All stages, in the order of a session."""

    items: list[Stage]


class ModulesDocument(ListDocument):
    """All modules, in the order of their codes."""

    items: list[Module]


class RemediesDocument(ListDocument):
    """All remedies, sorted by id."""

    items: list[Remedy]


class LegacyDocument(ListDocument):
    """All values of SDKs older than the boundary, by family."""

    families: list[LegacyFamily]
    room_server_mask: list[Text]
    """An explanation of values with the room server's mask."""
    items: list[LegacyValue]
