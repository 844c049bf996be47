"""A test over many cases, which counts as one and reports every case that fails."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any

Test = Callable[..., None]


def each(names: str, cases: Iterable[Any]) -> Callable[[Test], Test]:
    """Run a test for each of `cases` as `pytest.mark.parametrize` does, but as one test.

    `names` are the parameters, with ", " between. All cases share the test's fixtures.
    """
    wanted, given = names.split(", "), list(cases)
    assert given, f"{names} has no case"

    def decorate(test: Test) -> Test:
        @functools.wraps(test)
        def of_all(**fixtures: Any) -> None:
            failed, errors = [], []
            for case in given:
                values = [case] if len(wanted) == 1 else case
                try:
                    test(**dict(zip(wanted, values, strict=True)), **fixtures)
                except Exception as error:  # noqa: BLE001 (raised below, with the others)
                    failed.append(f"{case!r:.80}")
                    errors.append(error)
            if errors:
                message = f"{len(failed)} of {len(given)} cases of {names}: {', '.join(failed)}"
                raise ExceptionGroup(message, errors)

        signature = inspect.signature(test)
        rest = [value for name, value in signature.parameters.items() if name not in wanted]
        of_all.__signature__ = signature.replace(parameters=rest)  # type: ignore[attr-defined]
        return of_all

    return decorate
