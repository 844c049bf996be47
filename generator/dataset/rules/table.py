"""The table of the rules in CONTRIBUTING.md, which is written from the registry."""

from __future__ import annotations

from generator.dataset.rules import RULES

BEGIN = "<!-- The rules, from here on written by `python -m generator schema`. -->\n"
END = "<!-- The end of the rules. -->\n"


def table() -> str:
    """Every rule with its sentence, in the order of their ids."""
    rows = (f"| `{id_}` | {RULES[id_].sentence} |\n" for id_ in sorted(RULES))
    return "".join(("| rule | what it reports |\n", "| --- | --- |\n", *rows))


def renewed(text: str) -> str:
    """A text with the table anew between its two marks, or as it is where they are not in it."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{begin}\n{table()}\n{end}{after}" if begin and end else text
