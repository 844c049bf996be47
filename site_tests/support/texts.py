"""Texts: the characters of Chinese, odd ones, and texts thrown of all that the rules look at."""

from __future__ import annotations

import random

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


def strings(alphabet: str, count: int, longest: int, seed: int = 0) -> list[str]:
    """Generate strings of any length, the same in every run."""
    chance = random.Random(seed)
    return ["".join(chance.choices(alphabet, k=chance.randint(0, longest))) for _ in range(count)]
