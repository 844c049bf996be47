"""Rules for the edits of remedies: few lines, a difference, and only calls that have a source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.dataset.partial import PartialDataset
from generator.dataset.rules.registry import Finding, rule
from generator.dataset.schema_guidance import Edit
from generator.dataset.source_file import Location

MOST_LINES = 6
_OF_THE_SDK = re.compile(
    r"\[+(?:self\.)?zego\w*(?: alloc\])? (\w+)"  # a message in Objective-C
    r"|\bzego\w*(?:(?:\.|::)(\w+))+"  # a member in Java, a name in C++
    r"|\b(ZEGO_\w+)",
    re.IGNORECASE,
)
"""Names of the SDK in code, in one of the groups; its names and objects all begin with `zego`."""


def _edits(data: PartialDataset) -> Iterator[tuple[Location, str, Edit]]:
    for id_, remedy in data.vocabulary("remedies").items():
        for platform, edit in (remedy.edits or {}).items():
            yield (id_, "edits", platform), platform, edit


@rule(
    "edit-call",
    "An edit uses an SDK name that `calls.yaml` doesn't list for the platform.",
)
def call_without_a_source(data: PartialDataset) -> Iterator[Finding]:
    if not (calls := data.vocabulary("calls", "calls")):
        return
    for location, platform, edit in _edits(data):
        known = {call.words[0] for call in calls.values() if call.platform == platform}
        for field, lines in (("before", edit.before), ("after", edit.after)):
            named = dict.fromkeys("".join(groups) for groups in _OF_THE_SDK.findall(lines))
            for name in named:
                if name not in known:
                    message = f"uses `{name}`, which is not in calls.yaml for `{platform}`"
                    hint = "add it there with its source, or use another call"
                    yield data.files["remedies"], (*location, field), message, hint


@rule(
    "edit-lines",
    f"An edit has more than {MOST_LINES} lines before or after, or the same lines in both.",
)
def too_many_or_equal_lines(data: PartialDataset) -> Iterator[Finding]:
    for location, _, edit in _edits(data):
        before, after = edit.before.strip().splitlines(), edit.after.strip().splitlines()
        if (count := len(before) + len(after)) > MOST_LINES:
            message = f"has {count} lines, more than {MOST_LINES}"
            yield data.files["remedies"], location, message, "leave out lines that don't change"
        if [line.split() for line in before] == [line.split() for line in after]:
            message = "is the same before and after"
            yield data.files["remedies"], location, message, "change `after`, or delete the edit"
