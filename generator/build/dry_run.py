"""Renders all that `build` writes and writes nothing, for what only the templates know: which words
of the interface they need, with which placeholders, and which retry examples there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.catalog.labels import Labels
from generator.catalog.resolve import resolve
from generator.dataset.diagnostics import Problem, RuleId, did_you_mean
from generator.dataset.document import Document
from generator.dataset.rules.declarations import CALL_EXAMPLE, LABEL_MISSING
from generator.dataset.schema import Dataset
from generator.dataset.source import load
from generator.outputs import files
from generator.outputs.addresses import Site
from generator.outputs.environment import TEMPLATES
from generator.outputs.retry_examples import template

Finding = tuple[str, str, str, RuleId]
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

    def refuse(self, id_: str, what: str, fix: str, rule: RuleId) -> str:
        self.findings.add((id_, what, fix, rule))
        return id_


def problems(dataset: Dataset, data: Path, *, shown_as: str | None = None) -> list[Problem]:
    """What rendering the dataset of the folder `data` misses, in order.

    `shown_as` is how problems name the folder (by default as given).
    """
    if missing := missing_examples(dataset, data, shown_as=shown_as):
        return missing  # without them the pages cannot be rendered
    findings = list(_wrong_labels(dataset))
    if not findings:
        return []
    labels = _document(data, "labels.yaml", shown_as)
    return sorted(labels.problem((id_,), what, fix, rule) for id_, what, fix, rule in findings)


def missing_examples(dataset: Dataset, data: Path, *, shown_as: str | None = None) -> list[Problem]:
    """Each call of a stage and platform that have no example."""
    found = []
    for id_, call in dataset.calls.calls.items():
        path = f"examples/{template(call.stage, call.platform)}"
        if not (TEMPLATES / path).is_file():
            what = f"is of `{call.platform}`, for which `{call.stage}` has no example"
            fix = f"write templates/{path}, or delete the call"
            calls = _document(data, "calls.yaml", shown_as)
            found.append(calls.problem(("calls", id_, "platform"), what, fix, CALL_EXAMPLE))
    return found


def _document(data: Path, name: str, shown_as: str | None) -> Document:
    prefix = data.as_posix() if shown_as is None else shown_as
    document, _ = load(data / name, f"{prefix}/{name}")
    assert document  # it was read a moment ago
    return document


def _wrong_labels(dataset: Dataset) -> Iterator[Finding]:
    used: set[str] = set()
    findings: set[Finding] = set()
    catalogs = resolve(dataset, lambda words: Noted(words, used, findings))
    for labels in (catalog.labels for catalog in catalogs.values()):
        for id_ in OCCASIONAL:
            labels[id_]
    for _ in files(catalogs, Site(dataset.dataset.url, dataset.dataset.repository)):
        pass
    unused = sorted(dataset.labels.root.keys() - used)
    for id_, what, fix, rule in findings:
        better = did_you_mean(id_, unused, fix) if rule == LABEL_MISSING else fix
        yield id_, what, better, rule
