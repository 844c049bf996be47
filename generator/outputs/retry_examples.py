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


@dataclass(frozen=True, slots=True)
class Example:
    """A stage's retry example on one platform, and the SDK's calls in it."""

    platform: str
    language: str
    code: str
    calls: tuple[Call, ...]

    @property
    def block(self) -> Markdown:
        """The code as a fenced block."""
        return fenced(self.code, self.platform)


def of_stage(catalog: Catalog, stage: Stage) -> tuple[Example, ...]:
    """The examples of `stage`, in the order of its calls; none where it has no retry rule."""
    rule = stage.retry
    if rule is None or rule.interval is None or rule.attempts is None:
        return ()
    calls = [call for call in catalog.calls if call.stage == stage.id]
    callbacks = {callback.language: callback.names[0] for callback in stage.callbacks}
    examples = []
    for platform, language in dict.fromkeys((call.platform, call.language) for call in calls):
        code = _environment().get_template(template(stage.id, platform))
        text = code.render(
            t=catalog.labels,
            stage=stage,
            interval=rule.interval,
            attempts=rule.attempts,
            codes=[c.code for c in catalog.of_stage(stage) if c.at(stage).retry.helps == "no"],
            message=stage.user_messages.get("network", catalog.labels["example-message"]),
            callback=callbacks[language],
        )
        used = tuple(call for call in calls if call.platform == platform)
        examples.append(Example(platform, language, text.strip() + "\n", used))
    return tuple(examples)


def template(stage: str, platform: str) -> str:
    """The template of a stage's retry example on a platform, in the folder `examples`."""
    return f"{stage}.{SUFFIXES.get(platform, platform)}.jinja"


class _Code(str):
    """Text that is code already."""

    __slots__ = ()


def _listed(codes: Iterable[int], *, indent: int, before: str = "") -> _Code:
    """The codes with commas between them, in lines that fit."""
    text, margin = ", ".join(f"{before}{code}" for code in codes), " " * indent
    return _Code(fill(text, 76, initial_indent=margin, subsequent_indent=margin))


def _literal(text: str) -> _Code:
    """A string literal; its escapes are those of all three languages."""
    return _Code(json.dumps(plain(text), ensure_ascii=False))


def _comment(value: object) -> str:
    """`value` fit for the end of a line: no language ends it or goes on in the next line."""
    return value if isinstance(value, _Code) else " ".join(str(value).replace("\\", "/").split())


@cache
def _environment() -> Environment:
    return environment("examples", {"listed": _listed, "literal": _literal}, finalize=_comment)
