"""Expect of each code, of each code at each stage, and of each stage what outputs say: one table a language.

It is made from the catalog and says nothing of any output: readers (`site_tests/support/readers`) return
rows with the same fields, as many of them as an output shows. A value that depends on the stage is a
mapping by the stage's id; a code whose stages are unknown has the stage "".
"""

from site_tests.support.expected import (
    assistants,
    codes,
    legacy,
    lists,
    permalinks,
    said,
    sections,
    stages,
)

__all__ = ["assistants", "codes", "legacy", "lists", "permalinks", "said", "sections", "stages"]
