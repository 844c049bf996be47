"""Calls of the SDK: at a stage that calls back, each with a line that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.dataset.partial import Draft
from generator.dataset.rules.registry import Finding, rule
from generator.dataset.schema import Call


def _calls(draft: Draft) -> dict[str, Call]:
    entry = draft.entries.get("calls")
    return entry.calls if entry else {}


@rule("call-callback", "A call is of a stage that has no callback on the call's platform.")
def call_without_callback(draft: Draft) -> Iterator[Finding]:
    stages, platforms = draft.vocabulary("stages"), draft.ids("platforms")
    for id_, call in _calls(draft).items():
        stage = stages.get(call.stage)
        if stage and call.platform in platforms and call.platform not in stage.callbacks:
            what = f"is of a stage that has no callback on `{call.platform}`"
            fix = f"add one to `{call.stage}` in stages.yaml, or delete the call"
            yield draft.documents["calls"], ("calls", id_, "platform"), what, fix


@rule("call-signature", "The line of a call does not have the call's name in it.")
def signature_of_another_call(draft: Draft) -> Iterator[Finding]:
    for id_, call in _calls(draft).items():
        words = re.split(r"[.]|::", call.name)[-1].rstrip(":").split(":")
        if not re.search(r"\b.*\b".join(map(re.escape, words)), call.signature):
            what, fix = f"does not have `{call.name}` in it", "copy the line that has"
            yield draft.documents["calls"], ("calls", id_, "signature"), what, fix
