"""The messages for an app's user."""

from __future__ import annotations

import re

import pytest

from generator.dataset.schema import Dataset
from site_tests.support.dataset import dataset as read_dataset
from site_tests.support.project import LANGS

MESSAGES = {
    f"{stage}-{kind}-{lang}": getattr(message, lang)
    for stage, record in read_dataset().stages.root.items()
    for kind, message in record.user_messages or ()
    if message
    for lang in LANGS
}


LONGEST = {"zh": 24, "en": 90}  # two lines of a small phone's dialogue, or one notification
# Technical terms, and words that blame somebody.
UNFIT = {
    "zh": r"\d|`|码|错|失败|故障|异常|服务器|请求|参数|SDK|ZEGO|非法|无效|禁止|必须|务必|不得|[！!]",
    "en": r"(?i)\d|`|\b(codes?|errors?|fail\w*|fault|exception|server|request|parameter|sdk|zego|"
    r"invalid|illegal|denied|forbidden|must|never|wrong|fatal)\b|!",
}


def test_stages_with_attempts_have_user_messages(dataset: Dataset) -> None:
    told = {stage for stage, record in dataset.stages.root.items() if record.user_messages}
    assert told >= {
        stage
        for stage, record in dataset.stages.root.items()
        if record.retry and record.retry.attempts
    }


@pytest.mark.parametrize("id_", MESSAGES)
def test_user_message_is_short_and_names_no_code_or_culprit(id_: str) -> None:
    lang, message = id_.rpartition("-")[2], MESSAGES[id_]
    assert len(message) <= LONGEST[lang]
    assert not re.search(UNFIT[lang], message)
    assert message.endswith(("。", ".")), "a sentence of its own"
    assert re.search("请|稍后" if lang == "zh" else "again|Check", message), "says what to do"
