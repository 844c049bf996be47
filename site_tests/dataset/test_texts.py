"""The rules for texts."""

from __future__ import annotations

import pytest

from generator.dataset.rules import texts
from site_tests.support.each import each


def rules(zh: str, en: str, *, sentence: bool = True) -> list[tuple[str, str]]:
    return sorted((lang, rule) for lang, _, _, rule in texts.check(zh, en, sentence=sentence))


@pytest.mark.parametrize(
    "zh, en",
    [
        ("检查网络。", "Check the network."),
        ("每隔 3 秒重试，5 至 10 次。", "Retry every 3 seconds, 5 to 10 times."),
        ("调用 `startPublishing`。", "Call `startPublishing`."),
        ("`flag` 为 0（`JOIN_PUBLISH`）。", "`flag` is 0 (`JOIN_PUBLISH`)."),
        ("检查 AppID 和 AppSign？", "Check AppID and AppSign?"),
        ("不是“网络正在切换”。", 'It is not "the network is changing".'),
        ("2019-06-10 之后。", "After 2019-06-10."),
        ("即 1048680 = 0x100000 | 104。", "1048680 = 0x100000 | 104."),
        ("共 {n} 个。", "{n} in all."),
        ("在 C++ 中。", "In C++."),
        ("不超过 5 < 6 的值。", "No value beyond 5 < 6."),
    ],
)
def test_valid_text_has_no_problems(zh: str, en: str) -> None:
    assert rules(zh, en) == []


def test_only_a_sentence_needs_a_full_stop() -> None:
    assert rules("初始化", "Initializing", sentence=False) == []
    assert rules("初始化", "Initializing") == [("en", "text-end"), ("zh", "text-end")]


@each(
    "markup",
    ["<b>", "</p>", "<!--", "<img src=x>", "&amp;", "&#60;", "**bold**", "_word_", "[a](b)"]
    + ["[a][b]", "{{ a }}", "{% a %}", "{: .a }", "\\n", "{# a #}", "``a``", "`a", "*a*"],
)
def test_markup_other_than_a_backtick_span_is_refused(markup: str) -> None:
    assert ("en", "text-markup") in rules("检查网络。", f"Check {markup} it.")
    assert ("zh", "text-markup") in rules(f"检查 {markup} 网络。", "Check it.")


@pytest.mark.parametrize("code", ["a_b_c", "a<b>", "a|b", "onKickOut:roomID:", "{n}", "x & y"])
def test_backtick_span_may_contain_code(code: str) -> None:
    assert rules(f"检查 `{code}`。", f"Check `{code}`.") == []


@pytest.mark.parametrize(
    "text",
    [" Check.", "Check. ", "Check  it.", "Check\tit.", "Check\u00a0it.", "Check\u2003it."],
)
def test_odd_spaces_are_reported(text: str) -> None:
    assert ("en", "text-space") in rules("检查。", text)


@pytest.mark.parametrize("text", ["等待 ３ 秒。", "检查 ＡＰＰ。"])
def test_full_width_letters_and_digits_are_refused(text: str) -> None:
    assert ("zh", "text-full-width") in rules(text, "Wait.")


@pytest.mark.parametrize(
    "text",
    [
        "检查,网络。",
        "检查网络.",
        "检查：网络! 好。",
        "检查(网络)。",
        "检查SDK。",
        "检查3次。",
        "检查`a`。",
    ]
    + ["检查 ，网络。", "检查， 网络。"],
)
def test_chinese_has_full_width_punctuation_and_spaces_around_latin(text: str) -> None:
    assert "text-punctuation" in {rule for lang, rule in rules(text, "Check.") if lang == "zh"}


@pytest.mark.parametrize("text", ["Check， it.", "Check “it”.", "Check it。", "Check（it）."])
def test_english_has_no_full_width_punctuation(text: str) -> None:
    assert ("en", "text-punctuation") in rules("检查。", text)


def test_identical_texts_are_reported_once() -> None:
    assert rules("ZEGO.", "ZEGO.") == [("en", "text-identical")]


def test_text_in_the_wrong_language_is_untranslated() -> None:
    assert ("zh", "text-untranslated") in rules("Check。", "Check it.")
    assert ("zh", "text-untranslated") in rules("检查 that the network works well。", "Check it.")
    assert ("en", "text-untranslated") in rules("检查网络。", "Check the 网络.")
    assert rules("检查 RTMP over TCP。", "Check RTMP over TCP.") == []


@pytest.mark.parametrize(
    "zh, en",
    [
        ("重试 3 次。", "Retry 5 times."),
        ("重试 3 次。", "Retry."),
        ("见 21200007。", "See 21200028."),
        ("调用 `a`。", "Call `b`."),
        ("调用 `a`。", "Call a."),
        ("共 {n} 个。", "{m} in all."),
    ],
)
def test_different_facts_are_reported(zh: str, en: str) -> None:
    assert ("en", "text-facts") in rules(zh, en)


@pytest.mark.parametrize(
    "zh, en",
    [
        ("先用 `a` 再用 `b`。", "Use `b` after `a`."),
        ("1 和 2，再 1。", "2 and 1."),
        ("C3PO 与 R2D2。", "R2D2 and C3PO."),
    ],
)
def test_order_and_repetition_are_free(zh: str, en: str) -> None:
    assert rules(zh, en) == []
