"""Reads a dataset and holds it against the schema and the rules between records.

`read` gives the dataset or every problem at once. A broken record does not hide the problems of
the others: each is validated by itself, and the rules see all that are well-formed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast, get_args

from pydantic import BaseModel, RootModel, TypeAdapter, ValidationError

from generator.dataset import rules
from generator.dataset.diagnostics import DataError, Problem, did_you_mean
from generator.dataset.document import Document, Loc
from generator.dataset.partial import Draft
from generator.dataset.rules.declarations import (
    FILE_LINK,
    FILE_MISSING,
    FILE_UNKNOWN,
    SCHEMA_TYPE,
    SCHEMA_VALUE,
)
from generator.dataset.schema import (
    FILES,
    PUBLISHED,
    CodeBase,
    CodeRecord,
    CodesFile,
    Dataset,
    ReleaseFile,
)
from generator.dataset.schema_errors import translate
from generator.dataset.source import load

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_RECORD: TypeAdapter[CodeBase] = TypeAdapter(CodeRecord)


def read(data: Path, *, shown_as: str | None = None) -> Dataset:
    """The dataset in the folder `data`; raises `DataError` with every problem found.

    `shown_as` is how problems name the folder (by default as given).
    """
    dataset, problems = examine(data, shown_as=shown_as)
    if dataset is None or problems:
        raise DataError(problems)
    return dataset


def examine(data: Path, *, shown_as: str | None = None) -> tuple[Dataset | None, list[Problem]]:
    """The dataset, and every problem: without a dataset where a rule is broken that is not one of
    unfinished data.
    """
    prefix = data.as_posix() if shown_as is None else shown_as
    draft = Draft()
    problems = list(_load_all(data, prefix, draft))
    problems += _validate_all(draft)
    naming = (f"{prefix}/codes/", f"{prefix}/dataset.yaml", f"{prefix}/stages.yaml")
    draft.complete = not any(problem.path.startswith(naming) for problem in problems)
    problems += rules.problems(draft)
    if not all(rules.RULES[problem.rule].unfinished for problem in problems):
        return None, problems
    codes = {
        module: CodesFile.model_construct(codes=cast(Any, records))
        for module, records in draft.records.items()
    }
    dataset = Dataset.model_construct(**draft.entries, codes=codes, releases=draft.releases)
    return dataset, problems


def _load_all(data: Path, prefix: str, draft: Draft) -> Iterator[Problem]:
    root = os.path.realpath(data)
    wanted = {f"{stem}.yaml" for stem in FILES}
    found = sorted(path for path in data.rglob("*") if path.is_file() or path.is_symlink())
    for name in sorted(wanted - {path.name for path in found if path.parent == data}):
        yield Problem(f"{prefix}/{name}", 1, 1, "the file", "is missing", "write it", FILE_MISSING)
    for path in found:
        relative = path.relative_to(data)
        shown = f"{prefix}/{relative.as_posix()}"
        if relative.parts[0] == "schema":
            continue  # generated from these models
        if relative.as_posix() == PUBLISHED:
            continue  # a list of addresses, which `published` reads
        if path.name.startswith(".") or path.name.endswith("~"):
            continue  # an editor's
        folder = relative.parts[0] if len(relative.parts) == 2 else ""
        is_known = folder == "codes" or (folder == "releases" and _DATE.fullmatch(path.stem))
        if path.suffix != ".yaml" or not (is_known or relative.as_posix() in wanted):
            fix = did_you_mean(relative.as_posix(), wanted, "move it out of the folder")
            yield Problem(shown, 1, 1, "the file", "is none that is read", fix, FILE_UNKNOWN)
            continue
        if not Path(os.path.realpath(path)).is_relative_to(root):
            what, fix = "is a link that leaves the folder", "copy the file here"
            yield Problem(shown, 1, 1, "the file", what, fix, FILE_LINK)
            continue
        document, problems = load(path, shown)
        yield from problems
        if document:
            draft.documents[relative.with_suffix("").as_posix()] = document


def _validate_all(draft: Draft) -> Iterator[Problem]:
    for stem, shape in FILES.items():
        if (document := draft.documents.get(stem)) is None:
            continue
        if not issubclass(shape, RootModel):
            draft.entries[stem], problems = _validate(document, (), document.value, shape)
        else:
            _, entry_shape = get_args(shape.model_fields["root"].annotation)
            root, problems = _validate_each(document, (), document.value, entry_shape)
            draft.entries[stem] = shape.model_construct(root)
        yield from problems
    for key, document in draft.documents.items():
        folder, _, module = key.rpartition("/")
        if folder == "releases":
            draft.releases[module], problems = _validate(document, (), document.value, ReleaseFile)
            yield from problems
        if folder != "codes":
            continue
        value = document.value
        records = value.get("codes") if isinstance(value, dict) else None
        if not isinstance(records, dict) or set(value) != {"codes"}:
            _, problems = _validate(document, (), value, CodesFile)
            yield from problems
        if isinstance(records, dict):
            draft.records[module], problems = _validate_each(
                document, ("codes",), records, _RECORD, key_type=int
            )
            yield from problems


def _validate_each(
    document: Document, loc: Loc, value: Any, shape: Any, key_type: type = str
) -> tuple[dict[Any, Any], list[Problem]]:
    """Each entry of a mapping by itself, and its key."""
    if not isinstance(value, dict) or not value:
        fix = "write one entry an id"
        return {}, [document.problem(loc, "is no mapping with entries", fix, SCHEMA_TYPE)]
    good: dict[Any, Any] = {}
    problems: list[Problem] = []
    for key, entry in value.items():
        here = (*loc, key)
        problems += _key_problems(document, here, key, key_type)
        result, found = _validate(document, here, entry, shape)
        problems += found
        if not found and isinstance(key, key_type):
            good[key] = result
    return good, problems


def _key_problems(document: Document, loc: Loc, key: Any, key_type: type) -> Iterator[Problem]:
    if key_type is int:
        if not isinstance(key, int) or not 0 <= key <= 999_999_999:
            what, fix = "is no code", "write a number of at most nine digits"
            yield document.problem(loc, what, fix, SCHEMA_VALUE)
    elif not isinstance(key, str) or not _is_id(key):
        what, fix = "is no id", "use lower-case words joined by hyphens"
        yield document.problem(loc, what, fix, SCHEMA_VALUE)


def _is_id(text: str) -> bool:
    words = text.split("-")
    return text[:1].isalpha() and all(
        word.isascii() and word.isalnum() and word == word.lower() for word in words
    )


def _validate(document: Document, loc: Loc, value: Any, shape: Any) -> tuple[Any, list[Problem]]:
    try:
        if isinstance(shape, TypeAdapter):
            return shape.validate_python(value), []
        return cast(type[BaseModel], shape).model_validate(value), []
    except ValidationError as error:
        return None, [translate(document, loc, shape, e) for e in error.errors()]
