"""The engine's own functions, run as the command line runs them."""

from __future__ import annotations

from functools import cache
from typing import Any

from generator.lookup.engine import Engine
from site_tests.support.lookup import store
from site_tests.support.project import LANGS, TESTS


@cache
def core() -> Engine:
    """Return the functions of `core.js`, which know the project's indexes."""
    return knowing(*map(store().index, LANGS))


def knowing(*indexes: str) -> Engine:
    """Return the functions of `core.js`, which know these indexes."""
    engine = Engine(TESTS / "support" / "core.js")
    for index in indexes:
        engine.give(index)
    return engine


def call(name: str, calls: list[Any]) -> list[Any]:
    """Call a function of the engine with each list of arguments."""
    found: list[Any] = core().call("call", [name, calls])
    return found
