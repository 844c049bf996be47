"""Logs in one line, and others that may take long: each is made of any size."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

_MARKS = "\u0315\u0300\u0316\u0301"
_RECORD = '{"时间":"2019-08-12 10:21:33","级别":"错误","错误码":52001002,"信息":"登录房间失败"},'
_LINE = "2019-08-12 10:21:33 E/Zego: onPublishStateUpdate stateCode=12102002 user=813355, "

Made = Callable[[int], str]


def _repeated(text: str) -> Made:
    return lambda size: (text * (size // len(text) + 1))[:size]


def _numbered(text: str, first: int) -> Made:
    def made(size: int) -> str:
        numbers, length, parts = count(first), 0, []
        while length < size:
            parts.append(text.format(next(numbers)))
            length += len(parts[-1])
        return "".join(parts)[:size]

    return made


KINDS: dict[str, Made] = {
    "a log in one line": _repeated(_LINE),
    "Chinese JSON in one line": _repeated(_RECORD),
    "a code again and again": _repeated("12102002 "),
    "a code with a key": _repeated("error code=52001002,"),
    "a key again and again": _repeated("code="),
    "quotes": _repeated('"'),
    "a run of marks": lambda size: f"a{_repeated(_MARKS)(size)}"[:size],
    "letters with marks": _repeated(f"a{_MARKS}"),
    "long compositions": _repeated("\ufdfa"),
    "digits": _repeated("1234567890"),
    "groups of digits": _repeated("123,"),
    "hexadecimal prefixes": _repeated("0x"),
    "names": _repeated("kNotLoginError kRoomHbTimeoutError "),
    "colors": _repeated("\x1b[31mcode=\x1b[1m60001001\x1b[0m "),
    "full width": _repeated("错误码：６０００１００１，"),
    "unlisted numbers in one line": _numbered("code={},", 61_300_000),
    "other products' numbers in one line": _numbered("code={},", 1_000_000_001),
}
"""By name, the makers of logs of some number of characters."""
