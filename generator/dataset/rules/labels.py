"""The rule for the placeholders of labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.dataset.partial import PartialDataset
from generator.dataset.rules.declarations import LABEL_PLACEHOLDER
from generator.dataset.rules.registry import Finding

_PLAIN = re.compile(r"(?:[^{}]|\{[a-z_]+\})*")


@LABEL_PLACEHOLDER
def braces_that_are_no_placeholder(data: PartialDataset) -> Iterator[Finding]:
    for id_, label in data.vocabulary("labels").items():
        for lang in ("zh", "en"):
            if not _PLAIN.fullmatch(getattr(label, lang)):
                message = "has a brace outside of a placeholder"
                hint = "write `{name}`, or delete it"
                yield data.files["labels"], (id_, lang), message, hint
