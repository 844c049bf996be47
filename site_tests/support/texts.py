"""Texts: the characters of Chinese, odd ones, and texts thrown of all that the rules look at."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from generator.lookup.recognise import humps

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
ODD = "aZ09 ,.-_'\"=:\t\n\u00a0\u3000２１Ａ－−—–﹣＝：，。「」(（）負负码\u200b\ufeff\u202e\u00ad\ufe0f"
WORDS = (
    "code= error: err errno exception state status reason result ret e 错误 状态 返回 代码 编号 报错 "
    "码 错误码： errorCode= is was of 为 userId= id: phone number versionCode 订单号 用户 fail failed "
    "失败 异常 onPublishStateUpdate OnMixStreamEx publish_state 推流状态 混流 kick-out loginRoom "
    "ZegoAVKit audio-room error_mask timeout network 超时"
).split()
MARKS: list[str] = [
    *" ,.:;=-_()[]{}'\"/\\|#&+*x×^\t\n\r，。（）－−—\u00a0\u200b\x1c\x85负的İß²",
    *(" ", " ", "\n", "\r\n", "  ", ", ", "0x", "h", "L", "u", "e7", "E+07", ".0", ".5", "10^"),
]


class Dice:
    """Throws texts of all that the rules look at, the same in every run."""

    def __init__(self, index: dict[str, Any], seed: int) -> None:
        self.chance = random.Random(seed)
        things = [*index["records"], *index["legacy"]]
        self.codes = [thing["c"] for thing in things]
        self.names = [name for record in index["records"] for name in record["n"]]
        self.names += [value["n"] for value in index["legacy"] if value["n"]]

    def text(self, most: int) -> str:
        """Up to so many pieces, side by side."""
        return "".join(self.piece() for _ in range(self.chance.randint(1, most)))

    def piece(self) -> str:
        kinds: list[Callable[[], str]] = [self.number, self.name, self.word, self.mark, self.noise]
        [kind] = self.chance.choices(kinds, [30, 10, 22, 33, 5])
        return kind()

    def word(self) -> str:
        return self.chance.choice(WORDS)

    def mark(self) -> str:
        return self.chance.choice(MARKS)

    def noise(self) -> str:
        letters = "".join(self.chance.choices("abcdef0123456789xk_", k=self.chance.randint(1, 10)))
        return str(self.chance.choice([letters, "." * self.chance.randint(90, 130)]))

    def number(self) -> str:
        """A code, or any number, in one of the forms that codes are written in."""
        any_number = self.chance.randrange(10 ** self.chance.randint(1, 12))
        code = self.chance.choice([*[self.chance.choice(self.codes)] * 2, any_number])
        digits = str(code)
        at = self.chance.randint(0, len(digits))
        complement = (1 << self.chance.choice((32, 64))) - code
        forms = [f"{code:#x}", f"{code:X}", f"{code:,}", f"{complement}", f"-{code}", f"{code:e}"]
        forms += [digits[:at] + self.chance.choice(" _'.,-") + digits[at:], f"00{code}"]
        forms += [digits.translate({48 + i: 0xFF10 + i for i in range(10)})]
        return str(self.chance.choice([*forms, *[digits] * 4]))

    def name(self) -> str:
        """A name in some spelling."""
        name = self.chance.choice(self.names)
        at = self.chance.randrange(len(name))
        forms = [name.lower(), name.upper(), name.removeprefix("k"), name.removesuffix("Error")]
        forms += [f"ZegoCode_{name}", " ".join(humps(name)), name[:at] + name[at + 1 :]]
        forms += [name[:at] + self.chance.choice("xyz_") + name[at:]]
        return str(self.chance.choice([*forms, name, name]))


def strings(alphabet: str, count: int, longest: int, seed: int = 0) -> list[str]:
    """Strings of any length, the same in every run."""
    chance = random.Random(seed)
    return ["".join(chance.choices(alphabet, k=chance.randint(0, longest))) for _ in range(count)]
