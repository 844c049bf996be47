"""Numbering: the first rule that matches a code splits its digits into segments."""

from __future__ import annotations

import pytest

from generator.dataset import numbering
from generator.dataset.numbering import Numbering, Reading, Segment
from generator.dataset.schema import AnatomyFile, AnatomyRule, Module
from site_tests.support.each import each


def rule(id_: str, match: str, *parts: str, names: list[str] | None = None) -> AnatomyRule:
    return AnatomyRule.model_validate(
        {"id": id_, "match": match, "parts": list(parts), "names": names, "evidence": "guess"}
    )


RULES = AnatomyFile.model_validate(
    {
        "rules": [
            rule("http", "M|12000|CC", "module", "number", "curl"),
            rule("fixed", "10|NNNNNN", "number", "number", names=["Local", "Client"]),
            rule("both", "14|NNNN|CC", "number", "number", "curl", names=["Upload"]),
            rule("any", "M|RRRRRRR", "module", "result"),
            rule("long", "111|NNNNNN", "number", "number"),
        ],
        "outside": [],
        "curl": {
            "source": "libcurl",
            "results": {},
            "names": {7: ["CouldntConnect"], 28: ["Timeout", "TimedOut"]},
        },
    }
)


@pytest.mark.parametrize(
    "ranges, digits",
    [
        ([(20_000_000, 29_999_999)], "2"),
        ([(50_000_000, 59_999_999), (20_000_000, 29_999_999)], "25"),
        ([(20_000_000, 29_999_998)], ""),
        ([(20_000_001, 29_999_999)], ""),
        ([(20_000_000, 39_999_999)], ""),
        ([(10_000_000, 19_999_999)], "1"),
        ([(0, 9_999_999)], ""),
        ([(111_000_000, 111_999_999)], ""),
        ([], ""),
    ],
)
def test_module_has_a_digit_if_it_owns_all_its_codes(
    ranges: list[tuple[int, int]], digits: str
) -> None:
    assert "".join(numbering.by_digit(modules(ranges))) == digits


def modules(ranges: list[tuple[int, int]]) -> dict[str, Module]:
    text = {"zh": "甲", "en": "A"}
    given = {"side": "server", "title": text, "text": text, "prefixes": ["kA"]}
    return {
        f"m{low}": Module.model_validate(given | {"ranges": [{"from": low, "to": high}]})
        for low, high in ranges
    }


MODULES = modules([(20_000_000, 29_999_999), (50_000_000, 59_999_999)])
SCHEME = Numbering(RULES, MODULES)


@pytest.mark.parametrize(
    "code, id_, segments",
    [
        (21200007, "http", [("2", "module"), ("12000", "number"), ("07", "curl")]),
        (51200028, "http", [("5", "module"), ("12000", "number"), ("28", "curl")]),
        (21200107, "any", [("2", "module"), ("1200107", "result")]),
        (10000105, "fixed", [("10", "number"), ("000105", "number")]),
        (111000001, "long", [("111", "number"), ("000001", "number")]),
    ],
)
def test_first_matching_rule_reads_a_code(
    code: int, id_: str, segments: list[tuple[str, str]]
) -> None:
    reading = SCHEME.read(code)
    assert reading is not None
    assert reading.rule.id == id_
    assert [(segment.digits, segment.part) for segment in reading.segments] == segments


@pytest.mark.parametrize("code", [31200007, 2120000, 212000070, 0, 11000001, 1110000010])
def test_code_without_a_matching_rule_is_not_read(code: int) -> None:
    assert SCHEME.read(code) is None


def test_digits_of_a_part_are_a_number() -> None:
    reading = SCHEME.read(21200007)
    assert reading is not None
    assert [reading.digits(part) for part in ("module", "curl", "result")] == [2, 7, None]


def reading(code: int) -> Reading:
    found = SCHEME.read(code)
    assert found
    return found


@each(
    "code, names, prefixes, found",
    [
        (21200007, ["kConfigCouldntConnectError"], ["kConfig"], []),
        (21200028, ["kConfigTimedOutError"], ["kConfig"], []),
        (21200028, ["kOther", "kConfigTimeoutError"], ["kRoom", "kConfig"], []),
        (
            21200028,
            ["kConfigError"],
            ["kConfig"],
            ["has no name that contains Timeout or TimedOut"],
        ),
        (
            21200029,
            ["kConfigError"],
            ["kConfig"],
            ["has the libcurl error 29, which is not in `curl.names`"],
        ),
        (10000105, ["kLocalError"], ["k"], []),
        (14000007, ["kUploadError"], ["k"], []),
        (14000007, ["kCouldntConnectError"], ["k"], []),
        (14000007, ["kError"], ["k"], ["has no name that contains Upload or CouldntConnect"]),
        (10000105, ["kClientError"], ["k"], []),
        (10000105, ["kError"], ["k"], ["has no name that contains Local or Client"]),
        (50000001, ["kError"], ["kRoom", "kLive"], ["has no name that starts with kRoom or kLive"]),
        (
            21200007,
            ["xkConfig"],
            ["kConfig"],
            ["has no name that contains CouldntConnect", "has no name that starts with kConfig"],
        ),
    ],
)
def test_contradictions_of_a_reading_are_reported(
    code: int, names: list[str], prefixes: list[str], found: list[str]
) -> None:
    told = SCHEME.contradictions(reading(code), names, prefixes)
    assert [message for message, _ in told] == found


@pytest.mark.parametrize(
    "code, name, line",
    [
        (21200056, "kConfigServerRecvError", "`56: [Recv]`"),
        (21200028, "kConfigServerTmoError", "`28: [Timeout, TimedOut, Tmo]`"),
    ],
)
def test_a_true_name_is_answered_with_the_line_that_takes_it(
    code: int, name: str, line: str
) -> None:
    [(_, hint)] = SCHEME.contradictions(reading(code), [name], ["kConfig", "kConfigServer"])
    assert "`curl.names` of anatomy.yaml" in hint and line in hint


def test_rule_with_too_few_parts_raises() -> None:
    rules = RULES.model_copy(update={"rules": [rule("half", "10|NNNNNN", "number")]})
    with pytest.raises(ValueError, match="zip"):
        Numbering(rules, MODULES).read(10000105)


def test_segments_contain_all_digits() -> None:
    assert reading(10000105).segments == (Segment("10", "number"), Segment("000105", "number"))
