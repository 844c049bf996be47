"""Render without writing, to find missing labels, unknown placeholders and missing retry examples.

The pages that people wrote are checked too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.build import articles, template_words
from generator.catalog.changes import KINDS
from generator.catalog.labels import Labels
from generator.catalog.model import Catalog
from generator.catalog.resolve import resolve
from generator.dataset.diagnostics import Diagnostic, RuleId, did_you_mean
from generator.dataset.rules.declarations import CALL_EXAMPLE, LABEL_MISSING, SEARCH_PLACE
from generator.dataset.schema import Dataset
from generator.dataset.source_file import SourceFile
from generator.dataset.yaml_reader import load
from generator.outputs import files, frame, packed, places
from generator.outputs.addresses import Site
from generator.outputs.environment import TEMPLATES
from generator.outputs.retry_examples import template

Finding = tuple[str, str, str, RuleId]
"""Id of a label, message, hint and rule of a problem."""

CONDITIONAL_LABELS = (
    *("alias-renamed", "former-names", "retired", "retired-remark", "retired-successor"),
    *("changes-added", *(f"changes-{kind}" for kind in KINDS), "changes-before", "changes-after"),
)
"""Labels that only some data need."""


@dataclass(frozen=True, slots=True)
class RecordingLabels(Labels):
    """Labels that record their uses and problems instead of raising."""

    used: set[str]
    findings: set[Finding]

    def __getitem__(self, key: str) -> str:
        self.used.add(key)
        return Labels.__getitem__(self, key)

    def refuse(self, id_: str, message: str, hint: str, rule: RuleId) -> str:
        self.findings.add((id_, message, hint, rule))
        return id_


def problems(
    dataset: Dataset, data: Path, docs: Path | None = None, *, templates: Path = TEMPLATES
) -> list[Diagnostic]:
    """Return the problems of the templates' words, of pages written by hand, and of rendering, in order.

    `data` is the folder of the dataset, `docs` that of the pages, `templates` that of the words.
    """
    found = list(template_words.problems(dataset, templates))
    used: set[str] = set()
    wrong: set[Finding] = set()
    catalogs = resolve(dataset, lambda texts: RecordingLabels(texts, used, wrong))
    if docs:
        found += articles.find(docs, catalogs).problems
    if missing := missing_examples(dataset, data):
        return sorted(found + missing)  # pages cannot be rendered without their examples
    known = _render(dataset, catalogs)
    found += _unknown_places(dataset, known, _read(data / "search.yaml"))
    if wrong:
        labels = _read(data / "labels.yaml")
        unused = sorted(dataset.labels.root.keys() - used)
        for id_, message, hint, rule in wrong:
            better = did_you_mean(id_, unused, hint) if rule == LABEL_MISSING else hint
            found.append(labels.problem((id_,), message, better, rule))
    return sorted(found)


def missing_examples(dataset: Dataset, data: Path) -> list[Diagnostic]:
    """Report each call whose stage has no example on its platform."""
    found = []
    for id_, call in dataset.calls.calls.items():
        path = call.stage and f"examples/{template(call.stage, call.platform)}"
        if path and not (TEMPLATES / path).is_file():
            message = f"is for `{call.platform}`, where the stage `{call.stage}` has no example"
            hint = f"add templates/{path}, or delete the call"
            calls = _read(data / "calls.yaml")
            found.append(calls.problem(("calls", id_, "platform"), message, hint, CALL_EXAMPLE))
    return found


def _render(dataset: Dataset, catalogs: Mapping[str, Catalog]) -> set[str]:
    """Render everything with the catalogs' labels, which record their uses and problems; return the site's places."""
    for labels in (catalog.labels for catalog in catalogs.values()):
        for id_ in CONDITIONAL_LABELS:
            labels[id_]
    for catalog in catalogs.values():
        packed.words(catalog)
    frame.words(catalogs)
    return places.known(files(catalogs, Site(dataset.dataset.url, dataset.dataset.repository)))


def _unknown_places(dataset: Dataset, known: set[str], file: SourceFile) -> list[Diagnostic]:
    """Report each place of `search.yaml`, which is `file`, that the site lacks."""
    return [
        file.problem(
            ("places", place),
            "isn't a page or section of the site",
            did_you_mean(place, known, "give its path below the language's folder"),
            SEARCH_PLACE,
        )
        for place in dataset.search.places
        if place not in known
    ]


def _read(path: Path) -> SourceFile:
    file, _ = load(path, path.as_posix())
    assert file  # it was just read
    return file
