"""Write text to a terminal or a pipe, without control characters from logs or queries."""

from __future__ import annotations

import json
import re
import sys

# Control characters, and characters that change the direction of text.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def printable(text: str) -> str:
    """Convert `text` to one line, and escape the characters that control a terminal."""
    return _UNSAFE.sub(_escape, text.replace("\t", " "))


def _escape(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def fill(text: str, **values: object) -> str:
    """Replace each `{name}` in a label by its value; keep names without a value."""
    return re.sub(r"\{(\w+)\}", lambda match: str(values.get(match[1], match[0])), text)


def marked(strings: dict[str, str], text: str, mark: str) -> str:
    """Return a text and, in brackets, its mark."""
    return f"{text}{strings['open']}{mark}{strings['close']}"


def to_json(value: object) -> str:
    """Format `value` as JSON, and escape the characters that control a terminal."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return "\n".join(
        _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", line) for line in text.split("\n")
    )


def write(text: str, encoding: str | None = None) -> None:
    """Write `text` to standard output, in `encoding` or by default the terminal's encoding."""
    sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")  # type: ignore[union-attr]
    sys.stdout.write(text)
    sys.stdout.flush()
