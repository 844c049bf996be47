"""Renders all that `build` writes and writes nothing, for what only the templates know: which words
of the interface they need, and with which placeholders.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.load import load
from generator.model import Labels
from generator.problems import Problem, did_you_mean
from generator.render import Site, files
from generator.resolve import resolve
from generator.schema import Dataset

Finding = tuple[str, str, str, str]
"""A label's id, what is wrong with it, what to do, and the rule."""


OCCASIONAL = (
    *("alias-renamed", "formerly", "retired", "retired-remark", "retired-successor"),
    *("changes-added", "changes-meaning", "changes-names", "changes-remedies", "changes-retired"),
    *("explain-page", "explain-stage-unknown"),
)
"""Labels that only some data need, and those of the command line alone."""


@dataclass(frozen=True, slots=True)
class Noted(Labels):
    """Labels that note which were used and what was wrong with them, and go on."""

    used: set[str]
    findings: set[Finding]

    def __getitem__(self, key: str) -> str:
        self.used.add(key)
        return Labels.__getitem__(self, key)

    def refuse(self, id_: str, what: str, fix: str, rule: str) -> str:
        self.findings.add((id_, what, fix, rule))
        return id_


def problems(dataset: Dataset, data: Path, *, shown_as: str | None = None) -> list[Problem]:
    """What rendering the dataset of the folder `data` misses, in order.

    `shown_as` is how problems name the folder (by default as given).
    """
    used: set[str] = set()
    findings: set[Finding] = set()
    catalogs = resolve(dataset, lambda words: Noted(words, used, findings))

    for labels in (catalog.labels for catalog in catalogs.values()):
        for id_ in OCCASIONAL:
            labels[id_]
    site = Site(dataset.dataset.url, dataset.dataset.repository)
    for _ in files(catalogs, site):
        pass
    if not findings:
        return []
    prefix = data.as_posix() if shown_as is None else shown_as
    document, _ = load(data / "labels.yaml", f"{prefix}/labels.yaml")
    assert document  # it was read a moment ago
    unused = sorted(dataset.labels.root.keys() - used)
    found = []
    for id_, what, fix, rule in findings:
        if rule == "label-missing":
            fix = did_you_mean(id_, unused, fix)
        found.append(document.problem((id_,), what, fix, rule))
    return sorted(found)
