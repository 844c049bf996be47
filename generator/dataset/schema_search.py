"""The schema of `search.yaml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from generator.dataset.types import Distinct, SomeBy, Strict, Unique, Word

Place = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)*(#[a-z0-9-]+)?$", max_length=80)
]
"""A page below a language's folder, such as `stages/play`, or a section of one, `about#report`."""
Homophones = Annotated[str, StringConstraints(pattern=r"^[\u4e00-\u9fff]{2,8}$")]


class Typings(Strict):
    """Words that readers of each language type."""

    zh: Distinct[Word] | None = None
    en: Distinct[Word] | None = None


class SearchFile(Strict):
    """`search.yaml`: words that readers type and that the places themselves lack."""

    symptoms: Typings
    """Words for a failure, which lead to the page of each stage."""
    fillers: Typings
    """Words of questions and names of devices, which say nothing of a place."""
    labels: Typings
    """Words around a pasted code, which say nothing of it."""
    homophones: Annotated[list[Homophones], Unique]
    """Chinese characters that input methods confuse, as they sound alike."""
    places: SomeBy[Place, Typings]
