"""Text for a terminal or a pipe, in which nothing of what was read can act as a command."""

from __future__ import annotations

import json
import re
import sys

# Control characters, and what turns the direction of text around.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def printable(text: str) -> str:
    """`text` in one line, with an escape for what a terminal would not show but do."""
    return _UNSAFE.sub(_escape, text.replace("\t", " "))


def _escape(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def fill(text: str, **values: object) -> str:
    """A label with its values; braces that name none of them stay."""
    return re.sub(r"\{(\w+)\}", lambda match: str(values.get(match[1], match[0])), text)


def to_json(value: object) -> str:
    """`value` as JSON that can be shown in a terminal as well."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return "\n".join(
        _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", line) for line in text.split("\n")
    )


def write(text: str, encoding: str | None = None) -> None:
    """Print lines to standard output, in `encoding` or by default in the terminal's encoding."""
    sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")  # type: ignore[union-attr]
    sys.stdout.write(text)
    sys.stdout.flush()
