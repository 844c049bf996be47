"""Render the retry examples of a stage, from one template for each stage and platform.

Each inserted value is code, a comment of one line, or a string literal; a text cannot become code.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from textwrap import fill

from jinja2 import Environment

from generator.catalog.guidance import Call
from generator.catalog.model import Catalog
from generator.catalog.stages import Stage
from generator.outputs.environment import environment
from generator.outputs.escape import Markdown, fenced, plain

SUFFIXES = {"objc": "m", "java": "java", "cpp": "cpp"}
"""The suffix of the templates of each platform that has examples."""
SHARED = "retry"
"""The name, instead of a stage's, of the template of the class that the examples of all stages share."""


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
    """Return the calls in each example of `stage`, by platform.

    A stage without interval and attempts has no example.
    """
    found: dict[str, list[Call]] = {}
    if stage.retry and stage.retry.interval_seconds and stage.retry.attempts:
        for call in catalog.calls:
            if call.stage == stage.id:
                found.setdefault(call.platform, []).append(call)
    return found


def of_stage(catalog: Catalog, stage: Stage) -> tuple[Example, ...]:
    """Return the examples of `stage`, in the order of its calls."""
    callbacks = {callback.language: callback.names[0] for callback in stage.callbacks}
    examples = []
    for platform, calls in platforms(catalog, stage).items():
        assert stage.retry  # `platforms` is empty without it
        language = calls[0].language
        context = {
            "t": catalog.labels,
            "stage": stage,
            "interval": stage.retry.interval_seconds,
            "attempts": stage.retry.attempts,
            "steady": catalog.facts.steady_seconds,
            "codes": [
                c.code for c in catalog.of_stage(stage) if c.at(stage).retry.verdict == "yes"
            ],
            "message": stage.user_messages.get("network", catalog.labels["example-message"]),
            "callback": callbacks[language],
        }
        shared, code = (rendered(part, platform, context) for part in (SHARED, stage.id))
        examples.append(Example(platform, language, shared, code, tuple(calls)))
    return tuple(examples)


def rendered(part: str, platform: str, context: Mapping[str, object]) -> str:
    """Render the template of `part` on a platform: code that ends with one line end."""
    return _environment().get_template(template(part, platform)).render(context).strip() + "\n"


def template(part: str, platform: str) -> str:
    """Return the name of the template, in the folder `examples`, of a stage's part or of `SHARED`."""
    return f"{part}.{SUFFIXES.get(platform, platform)}.jinja"


class _Code(str):
    """Text that is already code."""

    __slots__ = ()


def _listed(codes: Iterable[int], *, indent: int, before: str = "") -> _Code:
    """Join codes with commas, in indented lines of at most 96 characters; `before` precedes each code."""
    text, margin = ", ".join(f"{before}{code}" for code in codes), " " * indent
    return _Code(fill(text, 96, initial_indent=margin, subsequent_indent=margin))


def _literal(text: str) -> _Code:
    """Convert `text` to a string literal, with escapes that are valid in all three languages."""
    return _Code(json.dumps(plain(text), ensure_ascii=False))


def _comment(value: object) -> str:
    """Make `value` fit for a comment at the end of a line: no line ends, no continuation of the line."""
    return value if isinstance(value, _Code) else " ".join(str(value).replace("\\", "/").split())


@cache
def _environment() -> Environment:
    return environment("examples", {"listed": _listed, "literal": _literal}, finalize=_comment)
