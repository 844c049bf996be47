"""The relations between codes, which are the same in every language."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from generator.dataset import schema, schema_codes
from generator.dataset.numbering import Numbering, failure

RELATED_AT_MOST = 6
MAX_SHARED = 8  # codes; a remedy of more than that does not relate them


class RelatedCodes:
    """The records in order, the readings of their digits, and by code its related codes."""

    def __init__(self, dataset: schema.Dataset) -> None:
        self.modules: dict[int, str] = {}
        records: dict[int, schema_codes.CodeRecord] = {}
        for module, file in dataset.codes.items():
            records |= file.codes
            self.modules |= dict.fromkeys(file.codes, module)
        self.records = {code: records[code] for code in sorted(records)}
        self.index = {code: position for position, code in enumerate(self.records)}
        self.order = list(self.records)
        scheme = Numbering(dataset.anatomy, dataset.modules.root)
        self.module_of_digit = scheme.modules
        self.readings = {code: scheme.read(code) for code in self.records}
        prefixes = {id_: m.prefixes for id_, m in dataset.modules.root.items()}
        self.failures: dict[str, list[int]] = defaultdict(list)
        self.failures_of: dict[int, list[str]] = {}
        self.remedies: dict[str, list[int]] = defaultdict(list)
        for code, record in self.records.items():
            kinds = sorted({failure(e.name, prefixes[self.modules[code]]) for e in record.names})
            reading = self.readings[code]
            if reading and (result := reading.digits("curl")) is not None:
                kinds.insert(0, f"curl {result}")  # stronger evidence than a name
            self.failures_of[code] = kinds
            if record.retired:
                continue  # not shown as a related code
            for kind in kinds:
                self.failures[kind].append(code)
            for remedy in _remedies(record):
                self.remedies[remedy].append(code)
        self.of = {code: self._of(code) for code in self.records}

    def _of(self, code: int) -> tuple[int, ...]:
        """Return at most six codes: the same failure, then a rare remedy, then neighbors."""
        here = self.index[code]
        found: dict[int, None] = {}
        for kind in self.failures_of[code]:
            found |= dict.fromkeys(self._nearest(code, self.failures[kind]))
        for remedy in _remedies(self.records[code]):
            if len(self.remedies[remedy]) <= MAX_SHARED:
                found |= dict.fromkeys(self._nearest(code, self.remedies[remedy]))
        around = self.order[max(0, here - RELATED_AT_MOST) : here + RELATED_AT_MOST + 1]
        module = self.modules[code]
        neighbors = [
            other
            for other in around
            if self.modules[other] == module and not self.records[other].retired
        ]
        found |= dict.fromkeys(self._nearest(code, neighbors))
        found.pop(code, None)
        return tuple(found)[:RELATED_AT_MOST]

    def _nearest(self, code: int, codes: list[int]) -> list[int]:
        """Sort `codes`, which ascend, by distance from `code`; far ones may be dropped."""
        middle, here = bisect_left(codes, code), self.index[code]
        window = codes[max(0, middle - RELATED_AT_MOST - 1) : middle + RELATED_AT_MOST + 2]
        return sorted(window, key=lambda other: (abs(self.index[other] - here), other))


def _remedies(record: schema_codes.CodeRecord) -> list[str]:
    """Return the remedies of a record at any stage, in order."""
    return list(dict.fromkeys(step for _, part in record.parts() for step in part.steps or ()))
