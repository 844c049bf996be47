"""Hold the dataset against `site_tests/source/`, whose tables were made from the sources and not from it.

The data must have every fact of a table, and nothing beyond the tables of the vendor's page, the headers and
the older SDKs' sources (`WHOLE`). Other new data contradict no table; only the rules of
`generator/dataset/rules` check them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from generator.dataset.schema import Dataset
from generator.dataset.schema_codes import CodeRecord, Retry
from site_tests.support.source import Line, lines, source_rows

Rows = Iterable[tuple[str, ...]]
VENDOR = "common-codes"
_MENTION = re.compile(r"[A-Za-z_]*\d[\w.:-]*\b|\b[A-Z]{2,}\w*|\b[A-Za-z]*[a-z][A-Z]\w*|\b\w+_\w+")
"""A number, an acronym or an identifier."""


def differences(dataset: Dataset) -> list[str]:
    """Return a line for each row that the data contradict, and for each that is missing in a whole table."""
    values = dataset.model_dump(
        mode="json", by_alias=True, exclude={"releases", "labels"}, exclude_none=True
    )
    values["codes"] = {
        str(code): record for file in values["codes"].values() for code, record in file["codes"].items()
    }  # fmt: skip
    found: list[str] = []
    for table, (keys, rows_of) in WHOLE.items():
        found += _whole(table, keys, rows_of(dataset))
    found += _guidance(dataset)
    for table in ("codes", "advice", "sdk", "numbering"):
        found += _values(table, values)
    found += _mentions(values)
    found += _callbacks(values["stages"])
    return found


def _line(row: Iterable[str]) -> str:
    """Return a row as a line to be copied into its table."""
    return "\t".join(row)


def _contradiction(line: Line, what: str) -> str:
    return f"{line.place}: {what}; correct the data or, if it is the fact that changed, this line"


# --- whole tables


def _whole(table: str, keys: int, rows: Rows) -> Iterator[str]:
    """Compare rows in both directions; the first `keys` columns say of what a row speaks."""
    listed, found = lines(table), list(rows)
    of = {row[:keys]: row for row in found}
    for line in listed:
        if line.values not in found:
            other = of.get(line.values[:keys])
            said = f"the data say\n{_line(other)}\n" if other else "the data have no such row"
            yield _contradiction(line, f"{_line(line.values)}, but {said}")
    known = {line.values for line in listed}
    stated = {line.values[:keys] for line in listed}
    for row in found:
        if row not in known and row[:keys] not in stated:
            yield (
                f"site_tests/source/{table}.tsv: lacks a line that the data have; add it if the source has"
                f" it, or correct the data:\n{_line(row)}"
            )
    for row, count in Counter(found).items():
        if count > 1:
            yield f"site_tests/source/{table}.tsv: {' '.join(row)} is {count} times in the data"


def _records(dataset: Dataset) -> Iterator[tuple[int, CodeRecord]]:
    for file in dataset.codes.values():
        yield from file.codes.items()


def _at(record: CodeRecord, stage: str, name: str) -> Any:
    """Return a field of the guidance at a stage."""
    override = (record.overrides or {}).get(stage)
    return getattr(override, name, None) or getattr(record, name)


def _common(dataset: Dataset) -> Rows:
    """Yield the rows of the vendor's page; the steps are the vendor's, the verdict is what we conclude."""
    for code, record in _records(dataset):
        printed = record.erratum.printed if record.erratum else ""
        names = [*(entry.name for entry in record.names), *(record.aliases or ())]
        page = {row.name for row in source_rows() if row.code == code}
        name = printed or next((name for name in names if name in page), names[0])
        for stage, source in (record.stages or {}).items():
            if source == VENDOR:
                steps = _at(record, stage, "steps") or {}
                vendors = [id_ for id_, its in steps.items() if its == VENDOR]
                retry = _at(record, stage, "retry")
                verdict = dataset.retries.root[retry.rule].verdict if retry else ""
                yield stage, str(code), name, " ".join(vendors), verdict
        if record.tier == "common" and VENDOR not in (record.stages or {}).values():
            yield "none", str(code), name, "", ""


def _enum(dataset: Dataset) -> Rows:
    """Yield the names. A common code may leave out the header's comment: its meaning is the vendor's."""
    commented = {line.values[0] for line in lines("sdk-enum") if line.values[-1]}
    for code, record in _records(dataset):
        has = bool(record.comment) or (record.tier == "common" and str(code) in commented)
        for entry in record.names:
            headers = sorted(f"{platform}:{n}" for platform, n in entry.headers.items())
            yield (
                *(str(code), entry.name, " ".join(headers)),
                *(day.isoformat() if day else "" for day in (entry.first, entry.last)),
                "yes" if has else "",
            )


def _legacy(dataset: Dataset) -> Rows:
    for value in dataset.legacy.values:
        successor = value.pattern or " ".join(map(str, value.successors or ()))
        yield (
            *(value.family, str(value.code), value.name or "", value.first or "", value.last),
            *(successor, value.source),
        )


def _headers(dataset: Dataset) -> Rows:
    for header in dataset.sources.headers:
        repositories = " ".join(header.repositories)
        seen, constants = header.seen.isoformat(), str(header.constants)
        yield header.platform, header.file, seen, constants, repositories


def _retired(dataset: Dataset) -> Rows:
    for code, record in _records(dataset):
        if record.retired:
            yield str(code), record.retired.reason.source, str(record.retired.successor or "")


WHOLE: dict[str, tuple[int, Callable[[Dataset], Rows]]] = {
    "common-codes": (2, _common),
    "sdk-enum": (2, _enum),
    "legacy-codes": (2, _legacy),
    "headers": (3, _headers),
    "retired": (1, _retired),
}
"""Tables of all that a source lists: the columns that identify a row, and the rows in the data."""


# --- guidance


def _marked(id_: str, source: str) -> str:
    """Return an id with its source, which is left out where it is ourselves."""
    return id_ if source == "ours" else f"{id_}:{source}"


def _advice(steps: Mapping[str, str] | None, retry: Retry | None) -> tuple[str, ...]:
    return (
        _marked(retry.rule, retry.source) if retry else "",
        " ".join(_marked(*step) for step in (steps or {}).items()),
    )


def _guidance(dataset: Dataset) -> Iterator[str]:
    """Hold each code's answer and steps; an override that no line names is to be advice that others have."""
    decided = {part: line for line in lines("guidance") for part in line.values[2].split()}
    known = {line.values[:2] for line in lines("guidance")}
    found = set()
    for code, record in _records(dataset):
        for stage in ("", *(record.overrides or {})):
            part = f"{code}@{stage}" if stage else str(code)
            advice = _advice(_at(record, stage, "steps"), _at(record, stage, "retry"))
            found.add(part)
            if part in decided:
                if (wanted := decided[part].values[:2]) != advice:
                    said = f"{part} is {' '.join(wanted)}, but the data say {' '.join(advice)}"
                    yield _contradiction(decided[part], said)
            elif str(code) in decided and advice not in known:
                yield (
                    "site_tests/source/guidance.tsv: no line has what the data say; add it if it was"
                    f" decided, or correct the data:\n{_line((*advice, part))}"
                )
    for part, line in decided.items():
        if part not in found:
            yield _contradiction(line, f"{part} is not in the data")


# --- values at a place


def _values(table: str, values: Mapping[str, Any]) -> Iterator[str]:
    for line in lines(table):
        place, wanted = line.values
        said = flat(_value_at(values, place))
        if said != wanted:
            yield _contradiction(line, f"{place} is {wanted}, but the data say {said or 'nothing'}")


def _value_at(values: Any, place: str) -> Any:
    for step in place.split("/"):
        if isinstance(values, list):
            values = next((item for item in values if step in _ids(item)), None)
        elif isinstance(values, dict):
            values = values.get(step, values.get(int(step)) if step.isdigit() else None)
        else:
            return None
    return values


def _ids(item: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a list's item is known by: its id, its pattern, or a legacy value's family and code."""
    yield from (item[key] for key in ("id", "pattern") if key in item)
    if "family" in item:
        yield f"{item['family']}:{item['code']}"


def flat(value: Any) -> str:
    """Return what is no text of a value in a line: ids, numbers, identifiers."""
    if isinstance(value, dict):
        said = {k: v for k, v in value.items() if k not in ("zh", "en", "title", "text")}
        parts = ((key, flat(item)) for key, item in said.items())
        return " ".join(f"{key}={item}" for key, item in parts if item)
    if isinstance(value, list):
        return ", ".join(filter(None, map(flat, value)))
    return " ".join(str(value).split()) if value is not None else ""


# --- callbacks


def _callbacks(stages: Mapping[str, Any]) -> Iterator[str]:
    """Report callbacks of a platform at two stages, unless both have a line."""
    listed = {line.values[0] for line in lines("sdk")}
    at: dict[tuple[str, str], list[str]] = {}
    for stage, values in stages.items():
        for platform, callbacks in values["callbacks"].items():
            for name in callbacks["names"]:
                at.setdefault((platform, name), []).append(f"stages/{stage}/callbacks/{platform}")
    for (platform, name), places in at.items():
        if len(places) > 1 and (odd := [place for place in places if place not in listed]):
            yield (
                f"site_tests/source/sdk.tsv: {name} of {platform} is at {len(places)} stages; add"
                f" {' and '.join(odd)} if the source has both, or correct the data"
            )


# --- numbers and identifiers in texts


def _mentions(values: Mapping[str, Any]) -> Iterator[str]:
    """Hold the numbers and identifiers that the texts of a record have, in English as in Chinese."""
    for line in lines("mentions"):
        place, wanted = line.values
        said = mentions_of(_value_at(values, place))
        if lost := Counter(wanted.split()) - said:
            yield _contradiction(line, f"{place} no longer names {' '.join(lost)}")


def mentions_of(value: Any) -> Counter[str]:
    """Count the numbers and identifiers in the English texts of a record."""
    if isinstance(value, dict):
        own = _MENTION.findall(value["en"]) if isinstance(value.get("en"), str) else []
        return sum((mentions_of(item) for item in value.values()), Counter(own))
    if isinstance(value, list):
        return sum(map(mentions_of, value), Counter())
    return Counter()
