"""The retry examples: real code, with the data's numbers and codes, and only calls with a source."""

from __future__ import annotations

import re

import pytest
import yaml

from generator.catalog.resolve import resolve
from generator.dataset.schema import CallsFile, LabelsFile
from generator.dataset.schema_stages import StagesFile, UserMessages
from generator.dataset.types import Text
from generator.outputs import retry_examples
from generator.outputs.escape import fenced
from generator.outputs.retry_examples import SUFFIXES, Example
from site_tests.support import ids
from site_tests.support.dataset import catalogs, dataset
from site_tests.support.each import each
from site_tests.support.nightly import some
from site_tests.support.project import LANGS, ROOT
from site_tests.support.syntax import called, declared, nodes, text, types

RULED = [s.id for s in catalogs()["en"].stages if s.retry and s.retry.attempts]
EACH = each(
    "lang, id_, platform", [(lang, id_, p) for lang in LANGS for id_ in RULED for p in SUFFIXES]
)

PLATFORM = {
    "objc": """NSArray NSDictionary NSNumber NSObject NSProcessInfo NSSet NSString NSTimeInterval
        NSTimer containsObject: dispatch_async dispatch_get_main_queue init instancetype invalidate
        isEqualToString: processInfo scheduledTimerWithTimeInterval:repeats:block: setWithArray:
        systemUptime task""",
    "java": """Arrays DefaultLifecycleObserver Handler HashMap LifecycleOwner Looper Object Runnable
        String SystemClock View addObserver binarySearch elapsedRealtime equals getLifecycle
        getMainLooper post postDelayed removeCallbacks run""",
    "cpp": """Clock atomic c_str call_ count function load make_shared max move now prepare seconds
        set shared_ptr steady_clock string task time_point""",
}
"""Names in the examples that the languages and their platforms' own libraries have."""


def example(lang: str, id_: str, platform: str) -> Example:
    catalog = catalogs()[lang]
    given = retry_examples.of_stage(catalog, ids.stage(catalog, id_))
    return next(example for example in given if example.platform == platform)


def parts(it: Example) -> str:
    """Return an example's parts in one text."""
    return it.shared + it.code


def recorded(it: Example) -> set[str]:
    """Return the last part of the names of the example's calls."""
    return {re.split(r"::|\.", call.name)[-1] for call in it.calls}


def words_of_sources(it: Example) -> set[str]:
    """Return every word of the lines that were found, of the names and of the files' names."""
    found = " ".join(f"{call.name} {call.signature} {call.url}" for call in it.calls)
    return set(re.findall(r"\w+", found))


# --- real code -----------------------------------------------------------------------------------


@EACH
def test_an_example_is_code_without_errors(lang: str, id_: str, platform: str) -> None:
    it = example(lang, id_, platform)
    wrong = [
        node for node in nodes(it.platform, parts(it)) if node.type == "ERROR" or node.is_missing
    ]
    assert [(node.start_point, text(node)) for node in wrong] == []
    assert len(list(nodes(it.platform, parts(it)))) > 100


@EACH
def test_an_example_uses_only_calls_that_have_a_source(lang: str, id_: str, platform: str) -> None:
    it = example(lang, id_, platform)
    known = declared(it.platform, parts(it)) | set(PLATFORM[platform].split())
    assert called(it.platform, parts(it)) - known - recorded(it) == set()
    assert types(it.platform, parts(it)) - known - words_of_sources(it) == set()


@EACH
def test_an_example_uses_all_calls_of_its_stage(lang: str, id_: str, platform: str) -> None:
    it = example(lang, id_, platform)
    assert len(it.calls) == 3
    assert recorded(it) <= called(it.platform, parts(it)) | types(
        it.platform, parts(it)
    ) | declared(it.platform, parts(it))


@pytest.mark.parametrize("id_", RULED)
@pytest.mark.parametrize("platform", SUFFIXES)
def test_languages_differ_only_in_comments_and_messages(id_: str, platform: str) -> None:
    zh, en = (
        [node.type for node in nodes(platform, parts(example(lang, id_, platform)))]
        for lang in LANGS
    )
    assert zh == en


def test_every_recorded_call_belongs_to_an_example() -> None:
    file = CallsFile.model_validate(
        yaml.safe_load((ROOT / "data" / "calls.yaml").read_text("utf-8"))
    )
    assert {(call.stage, call.platform) for call in file.calls.values() if call.stage} == {
        (id_, platform) for id_ in RULED for platform in SUFFIXES
    }


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("platform", SUFFIXES)
def test_the_stages_share_a_class_and_neither_part_is_long(lang: str, platform: str) -> None:
    examples = [example(lang, id_, platform) for id_ in RULED]
    (shared,) = {it.shared for it in examples}
    for part in (shared, *(it.code for it in examples)):
        assert len(part.splitlines()) < 90


@EACH
def test_an_example_says_what_to_do_when_the_room_is_lost(
    lang: str, id_: str, platform: str
) -> None:
    it, room = example(lang, id_, platform), ids.stage(catalogs()[lang], "room")
    (names,) = (given.names for given in room.callbacks if given.language == it.language)
    lost = [name for name in names if re.search("KickOut|Disconnect", name)]
    assert len(lost) == 2
    for name in lost:
        called = re.split(r"::|\.", name)[-1].split(":")[0]
        assert re.search(rf"// .*\b{called}\b", it.code)


@pytest.mark.parametrize("id_", RULED)
def test_a_block_for_apple_keeps_no_object_alive(id_: str) -> None:
    blocks = [
        node
        for node in nodes("objc", parts(example("en", id_, "objc")))
        if node.type == "block_literal"
    ]
    assert len(blocks) > 3
    for block in blocks:
        assert not re.search(r"\bself\b|\b_\w+", text(block))


# --- facts of the data ---------------------------------------------------------------------------


@EACH
def test_an_example_has_the_interval_and_the_attempts_of_the_rule(
    lang: str, id_: str, platform: str
) -> None:
    it, rule = example(lang, id_, platform), ids.stage(catalogs()[lang], id_).retry
    assert rule
    assert rule.attempts
    names = {"java": ("INTERVAL_SECONDS", "MAX_RETRIES")}
    interval, most = names.get(platform, ("kIntervalSeconds", "kMaxRetries"))
    for name, number in ((interval, rule.interval_seconds), (most, rule.attempts.max)):
        assert re.findall(rf"\b{name} = (\d+);", it.code) == [str(number)]


@EACH
def test_an_example_retries_exactly_the_codes_that_a_retry_helps(
    lang: str, id_: str, platform: str
) -> None:
    catalog = catalogs()[lang]
    at = ids.stage(catalog, id_)
    expected = [code.code for code in catalog.of_stage(at) if code.at(at).retry.verdict == "yes"]
    assert expected
    assert [int(n) for n in re.findall(r"\d{8,}", example(lang, id_, platform).code)] == expected


@EACH
def test_an_example_counts_anew_only_after_a_steady_success(
    lang: str, id_: str, platform: str
) -> None:
    name = "STEADY_SECONDS" if platform == "java" else "kSteadySeconds"
    shared = example(lang, id_, platform).shared
    assert re.findall(rf"\b{name} = (\d+);", shared) == [str(dataset().dataset.steady_seconds)]


@pytest.mark.parametrize("id_", RULED)
def test_the_example_for_apple_knows_the_frameworks_of_both_systems(id_: str) -> None:
    code = example("en", id_, "objc").code
    assert re.findall(r"#(?:if|else|endif|import).*", code) == [
        '#import "Retry.h"',
        "#import <TargetConditionals.h>",
        "#if TARGET_OS_OSX",
        "#import <ZegoLiveRoomOSX/ZegoLiveRoomOSX.h>",
        "#else",
        "#import <ZegoLiveRoom/ZegoLiveRoom.h>",
        "#endif",
    ]


@EACH
def test_an_example_gives_up_with_the_message_of_its_stage(
    lang: str, id_: str, platform: str
) -> None:
    message = ids.stage(catalogs()[lang], id_).user_messages["network"]
    assert example(lang, id_, platform).code.count(f'"{message}"') == 1


def test_a_stage_without_a_rule_of_attempts_has_no_example() -> None:
    for catalog in catalogs().values():
        with_examples = [s.id for s in catalog.stages if retry_examples.of_stage(catalog, s)]
        assert with_examples == RULED == ["login", "publish", "play"]


# --- text stays text -----------------------------------------------------------------------------


HOSTILE = ['"; exit(1); //', "\\u000a exit(1);", "*/ exit(1); \\", "a\nb"]


@pytest.mark.parametrize(
    "platform, attack", some([(p, attack) for p in SUFFIXES for attack in HOSTILE], 5)
)
def test_hostile_text_stays_a_comment_or_a_string(platform: str, attack: str) -> None:
    data, words = dataset(), Text(zh=attack, en=attack)
    publish = data.stages.root["publish"].model_copy(
        update={"user_messages": UserMessages(network=words)}
    )
    stages = StagesFile(data.stages.root | {"publish": publish})
    labels = LabelsFile(dict.fromkeys(data.labels.root, words))
    catalog = resolve(data.model_copy(update={"stages": stages, "labels": labels}))["en"]
    bad = retry_examples.of_stage(catalog, ids.stage(catalog, "publish"))
    good, poisoned = (
        [
            node.type
            for node in nodes(it.platform, parts(it))
            if not re.match("string_|escape_", node.type)
        ]
        for it in (
            example("en", "publish", platform),
            next(it for it in bad if it.platform == platform),
        )
    )
    assert good == poisoned


@pytest.mark.parametrize("code", ["plain\n", "a ``` b\n", "````\n", "```` ``` `\n"])
def test_a_fence_is_longer_than_any_run_of_backticks_in_the_code(code: str) -> None:
    first, *inner, last = fenced(code, "cpp").splitlines()
    assert first == f"{last}cpp"
    assert set(last) == {"`"}
    assert "\n".join(inner) + "\n" == code
    assert last not in code
