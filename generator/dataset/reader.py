"""Read a dataset, and check it against the schema and the rules.

`read` returns the dataset or reports every problem at once. A malformed record does not hide the
problems of others: each is validated separately, and the rules see all that are well-formed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast, get_args

from pydantic import BaseModel, ValidationError

from generator.dataset import rules
from generator.dataset.diagnostics import DataError, Diagnostic
from generator.dataset.folder import load_all
from generator.dataset.partial import PartialDataset
from generator.dataset.rules.declarations import (
    SCHEMA_TYPE,
    SCHEMA_VALUE,
)
from generator.dataset.schema import FILES, Dataset
from generator.dataset.schema_codes import CodeRecord, CodesFile
from generator.dataset.schema_errors import translate
from generator.dataset.schema_releases import form_of, released
from generator.dataset.source_file import Location, SourceFile
from generator.dataset.types import Entries, Id

_ID = re.compile(get_args(Id)[1].pattern)


def read(data: Path) -> Dataset:
    """Return the dataset in the folder `data`; raise `DataError` if there are problems."""
    dataset, problems = examine(data)
    if dataset is None or problems:
        raise DataError(problems)
    return dataset


def examine(data: Path) -> tuple[Dataset | None, list[Diagnostic]]:
    """Return the dataset and its problems.

    The dataset is None unless every problem is one that unfinished data may have.
    """
    files: dict[str, SourceFile] = {}
    problems = list(load_all(data, files))
    dataset, found = examine_files(files, is_complete=not any(map(_refers, problems)))
    problems += found
    if not all(rules.RULES[problem.rule].unfinished for problem in problems):
        return None, problems
    return dataset, problems


def examine_files(
    files: dict[str, SourceFile], *, is_complete: bool = True
) -> tuple[Dataset, list[Diagnostic]]:
    """Return the dataset in files by name without `.yaml`, and its problems.

    `is_complete` is false if a file is not among them that refers to others. The dataset is to be used only if
    every problem is one that unfinished data may have.
    """
    partial = PartialDataset(files)
    problems = list(_validate_all(partial))
    partial.is_complete = is_complete and not any(map(_refers, problems))
    problems += rules.problems(partial)
    codes = {
        module: CodesFile.model_construct(codes=cast(Any, records))
        for module, records in partial.records.items()
    }
    dataset = Dataset.model_construct(**partial.entries, codes=codes, releases=partial.releases)
    return dataset, problems


def _refers(problem: Diagnostic) -> bool:
    """Return whether a problem is in a file that refers to ids of others."""
    folder, _, name = problem.path.rpartition("/")
    return folder.endswith("codes") or name in ("codes", "dataset.yaml", "stages.yaml")


def _validate_all(partial: PartialDataset) -> Iterator[Diagnostic]:
    for stem, shape in FILES.items():
        if (file := partial.files.get(stem)) is None:
            continue
        if not issubclass(shape, Entries):
            partial.entries[stem], problems = _validate(file, (), file.value, shape)
        else:
            _, entry_shape = get_args(shape.model_fields["root"].annotation)
            root, problems = _validate_each(file, (), file.value, entry_shape)
            partial.entries[stem] = shape.model_construct(root)
        yield from problems
    releases = [key for key in partial.files if key.startswith("releases/")]
    for key in sorted(releases, key=lambda key: (released(Path(key).name), key)):
        file = partial.files[key]
        shape = form_of(file.value)
        partial.releases[Path(key).name], problems = _validate(file, (), file.value, shape)
        yield from problems
    for key, file in partial.files.items():
        folder, _, module = key.rpartition("/")
        if folder != "codes":
            continue
        value = file.value
        records = value.get("codes") if isinstance(value, dict) else None
        if not isinstance(records, dict) or set(value) != {"codes"}:
            _, problems = _validate(file, (), value, CodesFile)
            yield from problems
        if isinstance(records, dict):
            partial.records[module], problems = _validate_each(
                file, ("codes",), records, CodeRecord, key_type=int
            )
            yield from problems


def _validate_each(
    file: SourceFile, location: Location, value: Any, shape: Any, key_type: type = str
) -> tuple[dict[Any, Any], list[Diagnostic]]:
    """Validate each entry of a mapping and its key; return the valid entries and all problems."""
    if not isinstance(value, dict) or not value:
        message, hint = "is not a mapping with entries", "add an entry"
        return {}, [file.problem(location, message, hint, SCHEMA_TYPE)]
    good: dict[Any, Any] = {}
    problems: list[Diagnostic] = []
    for key, entry in value.items():
        here = (*location, key)
        problems += _key_problems(file, here, key, key_type)
        result, found = _validate(file, here, entry, shape)
        problems += found
        if not found and isinstance(key, key_type):
            good[key] = result
    return good, problems


def _key_problems(
    file: SourceFile, location: Location, key: Any, key_type: type
) -> Iterator[Diagnostic]:
    if key_type is int:
        if not isinstance(key, int) or not 0 <= key <= 999_999_999:
            message, hint = "is not a valid code", "use an integer from 0 to 999999999"
            yield file.problem(location, message, hint, SCHEMA_VALUE)
    elif not isinstance(key, str) or not _ID.fullmatch(key):
        message, hint = "is not a valid id", "use lower-case words joined by hyphens"
        yield file.problem(location, message, hint, SCHEMA_VALUE)


def _validate(
    file: SourceFile, location: Location, value: Any, shape: type[BaseModel]
) -> tuple[Any, list[Diagnostic]]:
    try:
        return shape.model_validate(value), []
    except ValidationError as error:
        return None, [translate(file, location, shape, e) for e in error.errors()]
