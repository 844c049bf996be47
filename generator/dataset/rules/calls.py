"""Rules for the calls of the SDK in `calls.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.partial import PartialDataset
from generator.dataset.rules.registry import Finding, rule


@rule("call-callback", "The call's stage has no callback on the call's platform.")
def call_without_callback(data: PartialDataset) -> Iterator[Finding]:
    stages, platforms = data.vocabulary("stages"), data.ids("platforms")
    for id_, call in data.vocabulary("calls", "calls").items():
        stage = stages.get(call.stage) if call.stage else None
        if stage and call.platform in platforms and call.platform not in stage.callbacks:
            message = f"is for the stage `{call.stage}`, which has no callback on `{call.platform}`"
            hint = "add one in stages.yaml, or delete the call"
            yield data.files["calls"], ("calls", id_, "platform"), message, hint


@rule("call-signature", "A call's signature does not contain the call's name.")
def signature_of_another_call(data: PartialDataset) -> Iterator[Finding]:
    for id_, call in data.vocabulary("calls", "calls").items():
        if not call.is_in(call.signature):
            message, hint = f"does not contain `{call.name}`", "copy the line that does"
            yield data.files["calls"], ("calls", id_, "signature"), message, hint
