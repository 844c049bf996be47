"""The words of a language that stand for ids: titles of stages, steps, verdicts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from generator.catalog.model import Catalog
from generator.outputs.escape import plain

T = TypeVar("T")
Ids = tuple[str, ...]


class Words:
    """Texts of a catalog, and what they mean."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.stages = {stage.title: stage.id for stage in catalog.stages}
        self.modules = {module.title: module.id for module in catalog.modules}
        texts = sorted(
            ((plain(r.text), r.id) for r in catalog.remedies.values()),
            key=lambda item: -len(item[0]),
        )
        self.steps = dict(texts)
        self.verdicts = {
            guidance.retry.words: guidance.retry.verdict
            for code in catalog.by_code.values()
            for guidance in code.guidance
        }
        titles = "|".join(map(re.escape, self.stages))
        comma, colon = map(re.escape, (catalog.language.comma, catalog.language.colon.strip()))
        self._place = re.compile(
            f"((?:{titles})(?:{comma}(?:{titles}))*){colon} ?(?=.|$)", re.DOTALL
        )

    def place(self, text: str) -> tuple[Ids, str]:
        """Return the stages that a text names first, if any, and the rest of it."""
        if not (match := self._place.match(text)):
            return (), text
        return self.titled(match[1]), text[match.end() :]

    def titled(self, titles: str) -> Ids:
        """Return the stages with these titles."""
        return tuple(self.stages[title] for title in titles.split(self.catalog.language.comma))

    def after(self, label: str, text: str) -> str:
        """Return the rest of a text that starts with a label and a colon."""
        before = f"{self.catalog.labels[label]}{self.catalog.language.colon.rstrip()}"
        assert text.startswith(before), f"{text} is not after {before}"
        return text.removeprefix(before).lstrip()

    def steps_in(self, text: str) -> Ids:
        """Return the ids of the steps that a text consists of, in order; other words are an error."""
        found = []
        while text := text.strip():
            words = next((each for each in self.steps if text.startswith(each)), "")
            assert words, f"no step: {text}"
            found.append(self.steps[words])
            text = text.removeprefix(words)
        return tuple(found)

    def verdict_in(self, text: str) -> tuple[str | None, str]:
        """Return the words of the verdict that a text starts with, if any, and the rest."""
        found = [words for words in self.verdicts if text.startswith(words)]
        words = max(found, key=len, default=None)
        return words, text.removeprefix(words or "").strip()

    def remark(self, text: str) -> tuple[bool, str]:
        """Return whether a text starts with the remark on a retired code, and the rest."""
        remark = self.catalog.labels["retired-remark"].strip()
        return text.startswith(remark), text.removeprefix(remark).strip()


def once(pairs: Iterable[tuple[str, T]]) -> list[tuple[str, T]]:
    """Return pairs of a stage and what is said there, no stage twice."""
    found = list(pairs)
    assert len(dict(found)) == len(found), f"a stage is told twice: {found}"
    return found


def spread(groups: Iterable[tuple[Ids, T]], stages: Ids, none: T | None = None) -> dict[str, T]:
    """Return the values of groups of stages, by stage: one group without stages speaks of all, several of one each.

    Where no group says anything, each stage has `none`, or there is nothing of any stage.
    """
    said = list(groups)
    if not said:
        return {} if none is None else dict.fromkeys(stages or ("",), none)
    if len(said) == 1:
        assert not said[0][0], f"one group has a label: {said}"
        return dict.fromkeys(stages or ("",), said[0][1])
    found: dict[str, T] = {}
    for ids, value in said:
        assert ids, f"a group has no stages: {said}"
        assert not found.keys() & set(ids), f"a stage is told twice: {said}"
        assert sorted(ids, key=stages.index) == list(ids), f"stages are out of order: {said}"
        found |= dict.fromkeys(ids, value)
    firsts = [stages.index(ids[0]) for ids, _ in said]
    assert firsts == sorted(firsts), f"groups are out of order: {said}"
    return found
