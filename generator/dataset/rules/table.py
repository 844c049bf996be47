"""The table of the rules in CONTRIBUTING.md, generated from the registry."""

from __future__ import annotations

from generator.dataset.rules import RULES

BEGIN = "<!-- The rules, from here on written by `python -m generator schema`. -->\n"
END = "<!-- The end of the rules. -->\n"


def table() -> str:
    """Return a Markdown table of all rules, sorted by id."""
    rows = (f"| `{id_}` | {RULES[id_].sentence} |\n" for id_ in sorted(RULES))
    return "".join(("| rule | what it reports |\n", "| --- | --- |\n", *rows))


def renewed(text: str) -> str:
    """Replace the table between the two marks; return `text` unchanged if it lacks them."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{begin}\n{table()}\n{end}{after}" if begin and end else text
