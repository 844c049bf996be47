"""The types of the fields in `data/`: bounded scalars, and texts in both languages."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Generic, Literal, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
)

from generator.dataset.web_address import web_address

Item = TypeVar("Item")
Key = TypeVar("Key")

Lang = Literal["zh", "en"]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Source = Id
"""The source of a text: an id of `sources.yaml`, among them `ours` for ourselves."""
Some = Annotated[list[Item], Field(min_length=1)]
"""A list with items."""
SomeBy = Annotated[dict[Key, Item], Field(min_length=1)]
"""A mapping with items."""
Sources = SomeBy[Id, Source]
"""Ids in order, each with the source of the statement that it holds."""
Name = Annotated[str, StringConstraints(pattern=r"^k[A-Z][A-Za-z0-9]*$", max_length=60)]
Prefix = Annotated[str, StringConstraints(pattern=r"^k[A-Za-z0-9]*$")]
Api = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*([.:]{1,2}[A-Za-z0-9_]+)*:?$")
]
Url = Annotated[
    str, StringConstraints(pattern=r"^https?://[^\s<>\"'`]+$"), AfterValidator(web_address)
]
Base = Annotated[
    str, StringConstraints(pattern=r"^https?://[^\s<>\"'`]+/$"), AfterValidator(web_address)
]
"""An address that paths are added to."""
Day = Annotated[date, BeforeValidator(lambda value: _day(value)), Field(strict=False)]
LogKeyword = Annotated[str, StringConstraints(pattern=r"^[^\s_-]+( [^\s_-]+)*$", max_length=60)]
Word = Annotated[
    str, StringConstraints(pattern=r"^[^\s<>&`{}\\]+( [^\s<>&`{}\\]+)*$", max_length=80)
]
"""A title or short value: no markup, single spaces."""
Joint = Annotated[str, StringConstraints(pattern=r"^[,;:、；：()（） ]*$", max_length=3)]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=600)]
Code = Annotated[int, Field(ge=0, le=999_999_999)]
Positive = Annotated[int, Field(ge=1)]


def _day(value: object) -> date:
    if not isinstance(value, str):
        raise ValueError("is not a date, such as 2019-06-10")
    return date.fromisoformat(value)


def _unique(values: list[Any]) -> list[Any]:
    for index, value in enumerate(values):
        if value in values[:index]:
            raise ValueError(f"lists {value!r} twice")
    return values


def both_languages(values: dict[str, Any]) -> dict[str, Any]:
    if set(values) != set(get_args(Lang)):
        raise ValueError("doesn't have exactly the languages of the texts")
    return values


Unique = AfterValidator(_unique)
Distinct = Annotated[Some[Item], Unique]
"""A list with items, each once."""
Ids = Distinct[Id]
Words = Annotated[list[Word], Unique]


class Strict(BaseModel):
    """A mapping without unknown fields and without type conversion."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class Entries(RootModel[dict[Id, Item]], Generic[Item]):
    """A file with nothing but entries by id."""

    model_config = ConfigDict(defer_build=True)


class Text(Strict):
    """A text in both languages; backtick spans are the only markup."""

    zh: Sentence
    en: Sentence


class SourcedText(Text):
    """A text with its source."""

    source: Source
