"""Renders the retry examples of a stage: one template for each stage and platform.

Whatever reaches an example is code, a comment of one line or a string literal; text stays text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from textwrap import fill

from jinja2 import Environment

from generator.catalog.model import Call, Catalog, Stage
from generator.outputs.environment import environment
from generator.outputs.escape import Markdown, fenced, plain

SUFFIXES = {"objc": "m", "java": "java", "cpp": "cpp"}
"""The suffix of the examples' templates for a platform, whose id names the language itself."""
SHARED = "retry"
"""What the stages' examples have in common has this in the place of the stage in its template's name."""
STEADY = 60
"""The seconds that a success must last before retries are counted anew: ours, no vendor's rule."""


@dataclass(frozen=True, slots=True)
class Example:
    """A stage's retry example on one platform, and the SDK's calls in it.

    `shared` is a class that the stages' examples have in common, `code` the part of the stage.
    """

    platform: str
    language: str
    shared: str
    code: str
    calls: tuple[Call, ...]

    @property
    def blocks(self) -> tuple[Markdown, Markdown]:
        """The two parts as fenced blocks."""
        return fenced(self.shared, self.platform), fenced(self.code, self.platform)


def platforms(catalog: Catalog, stage: Stage) -> dict[str, list[Call]]:
    """The platforms that `stage` has an example for, with the calls in it; none without numbers to
    retry by."""
    found: dict[str, list[Call]] = {}
    if stage.retry and stage.retry.interval is not None and stage.retry.attempts is not None:
        for call in catalog.calls:
            if call.stage == stage.id:
                found.setdefault(call.platform, []).append(call)
    return found


def of_stage(catalog: Catalog, stage: Stage) -> tuple[Example, ...]:
    """The examples of `stage`, in the order of its calls."""
    callbacks = {callback.language: callback.names[0] for callback in stage.callbacks}
    examples = []
    for platform, calls in platforms(catalog, stage).items():
        assert stage.retry  # without it there are no platforms
        language = calls[0].language
        context = {
            "t": catalog.labels,
            "stage": stage,
            "interval": stage.retry.interval,
            "attempts": stage.retry.attempts,
            "steady": STEADY,
            "codes": [c.code for c in catalog.of_stage(stage) if c.at(stage).retry.helps == "yes"],
            "message": stage.user_messages.get("network", catalog.labels["example-message"]),
            "callback": callbacks[language],
        }
        shared, code = (
            _environment().get_template(template(part, platform)).render(context).strip() + "\n"
            for part in (SHARED, stage.id)
        )
        examples.append(Example(platform, language, shared, code, tuple(calls)))
    return tuple(examples)


def template(part: str, platform: str) -> str:
    """The template of a stage's part, or of `SHARED`, on a platform, in the folder `examples`."""
    return f"{part}.{SUFFIXES.get(platform, platform)}.jinja"


class _Code(str):
    """Text that is code already."""

    __slots__ = ()


def _listed(codes: Iterable[int], *, indent: int, before: str = "") -> _Code:
    """The codes with commas between them, in lines that fit."""
    text, margin = ", ".join(f"{before}{code}" for code in codes), " " * indent
    return _Code(fill(text, 96, initial_indent=margin, subsequent_indent=margin))


def _literal(text: str) -> _Code:
    """A string literal; its escapes are those of all three languages."""
    return _Code(json.dumps(plain(text), ensure_ascii=False))


def _comment(value: object) -> str:
    """`value` fit for the end of a line: no language ends it or goes on in the next line."""
    return value if isinstance(value, _Code) else " ".join(str(value).replace("\\", "/").split())


@cache
def _environment() -> Environment:
    return environment("examples", {"listed": _listed, "literal": _literal}, finalize=_comment)
