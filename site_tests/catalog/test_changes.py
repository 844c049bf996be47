"""Changes between releases, each told with what was said before."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalog.model import Release
from generator.catalog.resolve import resolve
from generator.dataset.reader import read
from generator.dataset.schema_releases import ReleaseFile
from generator.releases import snapshot
from site_tests.support.edits import edit

Told = dict[str, list[tuple[list[str], list[str], list[int]]]]
"""By kind of change: the lines before, the lines now, and the codes."""
CONFIG, LIVEROOM = "codes/config.yaml", "codes/liveroom.yaml"
CAUSE = "en: The configuration cannot be decrypted."


def newest(small: Path, before: ReleaseFile, lang: str = "en") -> Release:
    """Return the release of the data as they stand, after one with the state `before`."""
    dataset = read(small)
    after = snapshot.difference(before, snapshot.take(dataset))
    releases = {"2020-01-01": before, "2020-02-01": after}
    return resolve(dataset.model_copy(update={"releases": releases}))[lang].releases[0]


def told(small: Path, before: ReleaseFile, lang: str = "en") -> Told:
    return {
        kind: [
            (list(change.before), list(change.after), [code.code for code in change.codes])
            for change in changes
        ]
        for kind, changes in newest(small, before, lang).changes.items()
    }


@pytest.fixture
def before(small: Path) -> ReleaseFile:
    return snapshot.take(read(small))


@pytest.mark.parametrize(
    "lang, old, new",
    [
        ("en", "The configuration cannot be decrypted.", "The configuration is unreadable."),
        ("zh", "无法解密配置。", "现在无法解密配置。"),
    ],
)
def test_a_changed_meaning_is_told_with_the_one_before(
    lang: str, old: str, new: str, small: Path, before: ReleaseFile
) -> None:
    edit(small / CONFIG, old, new)
    assert told(small, before, lang) == {"meaning": [([old], [new], [20000001])]}
    other = {"en": "zh", "zh": "en"}[lang]
    assert told(small, before, other) == {}


def test_a_reworded_remedy_is_told_once_with_the_codes_that_give_it(
    small: Path, before: ReleaseFile
) -> None:
    edit(small / "remedies.yaml", "Contact support.", "Ask support.")
    assert told(small, before) == {
        "remedies": [
            (["Contact support."], ["Ask support."], [20000002, 51200007, 52000104, 52000123]),
            (["Logging in: Contact support."], ["Logging in: Ask support."], [21200007]),
        ]
    }


def test_added_removed_and_reordered_steps_are_told(small: Path, before: ReleaseFile) -> None:
    network, support = "Check the network.", "Contact support."
    one, two = (
        "{check-app-sign: common-codes}",
        "{check-app-sign: common-codes, check-network: ours}",
    )
    edit(small / CONFIG, one, two)
    assert told(small, before)["remedies"] == [([], [network], [20000001])]
    edit(small / CONFIG, two, one)
    assert told(small, before) == {}
    edit(
        small / CONFIG,
        "{check-network: common-codes, contact-support: common-codes}",
        "{contact-support: common-codes, check-network: common-codes}",
    )
    titles = [f"Logging in: {step}" for step in (network, support)]
    first = f"Initializing: {network}"
    assert told(small, before)["remedies"] == [
        ([first, *titles], [first, *reversed(titles)], [21200007])
    ]


def test_a_changed_retry_rule_is_told_with_its_answer(small: Path, before: ReleaseFile) -> None:
    edit(small / "retries.yaml", "Correct the input first.", "Correct the input at once.")
    old, new = "Don't retry. Correct the input first.", "Don't retry. Correct the input at once."
    assert told(small, before) == {"retry": [([old], [new], [20000001, 20000002])]}


def test_another_answer_on_retries_is_told(small: Path, before: ReleaseFile) -> None:
    edit(small / CONFIG, "rule: network", "rule: wrong-input")
    edit(small / "dataset.yaml", "rule: undocumented", "rule: network")
    edit(small / "retries.yaml", "undocumented:\n", "")
    edit(
        small / "retries.yaml",
        "  verdict: unknown\n  text: {zh: 没有公开资料。, en: No public source tells.}\n",
        "",
    )
    limit = "Retry every 3 seconds. After 5 to 10 failed attempts, stop and tell the user."
    yes = f"You can retry. {limit} A retry succeeds once the network is back."
    no, unknown = (
        "Don't retry. Correct the input first.",
        "It's unknown whether you can retry. No public source tells.",
    )
    assert told(small, before) == {
        "retry": [([yes], [no], [21200007]), ([unknown], [yes], [51200007, 52000104, 52000123])]
    }


def test_changed_names_and_stages_are_told(small: Path, before: ReleaseFile) -> None:
    edit(small / LIVEROOM, "kLiveRoomRetrySuccess", "kLiveRoomRetryDone")
    edit(
        small / CONFIG,
        "stages: {init: common-codes}\n    names:\n      - {name: kConfigOfflineError",
        "stages: {init: common-codes, login: ours}\n    names:\n      - {name: kConfigOfflineError",
    )
    assert told(small, before) == {
        "names": [(["`kLiveRoomRetrySuccess`"], ["`kLiveRoomRetryDone`"], [50001008])],
        "stages": [([], ["Logging in"], [20000002])],
    }


def test_a_withdrawn_code_is_told_with_its_reason_and_one_in_use_again_too(small: Path) -> None:
    path = small / LIVEROOM
    retired = path.read_text("utf-8")
    used = retired[: retired.index("    retired:")]
    after = snapshot.take(read(small))
    path.write_text(used, "utf-8")
    before = snapshot.take(read(small))
    reason = ["It says the same as 52000104. See instead: 52000104"]
    assert told(small, after) == {"retired": [(reason, [], [52000123])]}
    path.write_text(retired, "utf-8")
    assert told(small, before) == {"retired": [([], reason, [52000123])]}


def test_a_new_code_is_added_and_not_changed(small: Path, before: ReleaseFile) -> None:
    kept = {code: said for code, said in before.codes.items() if code != 20000002}
    release = newest(small, before.model_copy(update={"codes": kept}))
    assert [code.code for code in release.added] == [20000002]
    assert not release.changes
