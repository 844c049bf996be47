"""The rule for the codes that the events of a stage give, which the codes' own records list as well."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.partial import PartialDataset
from generator.dataset.rules.registry import Finding, rule

STAGE_REASON = rule(
    "stage-reason",
    "A stage's events and a code disagree on whether the code appears there, or a legacy value of an event"
    " has no meaning.",
)


@STAGE_REASON
def code_of_another_stage(data: PartialDataset) -> Iterator[Finding]:
    if not data.is_complete:
        return
    codes = {code: record.stages or {} for _, _, code, record in data.codes()}
    for id_, stage in data.vocabulary("stages").items():
        given = set()
        for callback, event in (stage.events or {}).items():
            for index, number in enumerate(event.codes.numbers if event.codes else ()):
                given.add(number)
                if id_ not in codes.get(number, ()):
                    place = (id_, "events", callback, "codes", "numbers", index)
                    message = f"is not a code of the stage `{id_}`"
                    yield data.files["stages"], place, message, "add the stage to the code's record"
        for file, _, code, record in data.codes() if stage.events else ():
            if id_ in (record.stages or ()) and code not in given:
                message = f"lists `{id_}`, but no event there returns {code}"
                hint = "add the code to an event in stages.yaml"
                yield file, ("codes", code, "stages", id_), message, hint


@STAGE_REASON
def legacy_value_without_meaning(data: PartialDataset) -> Iterator[Finding]:
    values = {value.code: value for _, _, value in data.legacy_values()}
    for id_, stage in data.vocabulary("stages").items() if data.is_complete else ():
        for callback, event in (stage.events or {}).items():
            for index, entry in enumerate(event.legacy or ()):
                value = values.get(entry.code)
                if value is None or not (entry.meaning or value.successors):
                    place = (id_, "events", callback, "legacy", index, "code")
                    message = "is not a legacy value with a current code"
                    yield data.files["stages"], place, message, "use one of legacy.yaml"
