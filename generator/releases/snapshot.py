"""Snapshots of the dataset, from which the changes between releases are derived.

`python -m generator release` writes one per release: for each code its names, and short digests of its
meaning and its remedies.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from generator.dataset.meanings import meaning_of, worded
from generator.dataset.schema import Dataset, MeaningsFile, ReleasedCode, ReleaseFile
from generator.dataset.schema_codes import CodeRecord

_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")  # never a number to YAML


def take(dataset: Dataset) -> ReleaseFile:
    """Return the state of every code of the dataset, ascending."""
    remedies = {
        id_: _digest([text.zh, text.en, text.side]) for id_, text in dataset.remedies.root.items()
    }
    codes = {
        code: ReleasedCode(
            names=sorted(entry.name for entry in record.names),
            meaning=_digest(_meaning(record, dataset.meanings)),
            remedies=_digest(_remedies(record, remedies)),
            retired="yes" if record.retired else None,
        )
        for file in dataset.codes.values()
        for code, record in file.codes.items()
    }
    return ReleaseFile(codes=dict(sorted(codes.items())))


def to_yaml(release: ReleaseFile) -> str:
    """Format a release as YAML, one code per line, so that a diff shows the changed codes."""
    lines = [
        "# yaml-language-server: $schema=../schema/releases.json",
        "# Written by `python -m generator release`; do not edit.",
        "codes:",
    ]
    for code, entry in release.codes.items():
        fields = f"meaning: {entry.meaning}, remedies: {entry.remedies}"
        fields += ', retired: "yes"' if entry.retired else ""
        lines.append(f"  {code}: {{names: [{', '.join(entry.names)}], {fields}}}")
    return "\n".join(lines) + "\n"


def _meaning(record: CodeRecord, meanings: MeaningsFile) -> list[object]:
    cause = meaning_of(record, meanings)
    texts: list[object] = [cause.zh, cause.en]
    for extra in (record.comment, record.note):
        texts += [extra.zh, extra.en] if extra else [None]
    if gone := record.retired:
        texts += ["retired", gone.reason.zh, gone.reason.en, gone.successor]
    if record.stages:
        texts.append(sorted(record.stages))
    for stage, override in sorted((record.overrides or {}).items()):
        if override.cause:
            other = worded(override.cause, meanings)
            texts += [stage, other.zh, other.en]
    return texts


def _remedies(record: CodeRecord, digests: Mapping[str, str]) -> list[object]:
    steps: list[object] = [digests[step] for step in record.steps or ()]
    steps += [record.retry.rule] if record.retry else []
    for stage, override in sorted((record.overrides or {}).items()):
        steps.append(stage)
        steps += [digests[step] for step in override.steps or ()]
        steps += [override.retry.rule] if override.retry else []
    return steps


def _digest(parts: Iterable[object]) -> str:
    text = json.dumps(list(parts), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12].translate(_LETTERS)
