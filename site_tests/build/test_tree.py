"""A page as the site shows it: long names break between their words, and links open tabs."""

from __future__ import annotations

import pytest

from site_tests.support.html import has_class, markdown_converter, parse

TABS = """\
=== "One"

    ### One { #first }

    a

=== "Two"

    b

=== "Three"

    ### Three { #third }

    c

=== "Empty"
"""


@pytest.mark.parametrize(
    "text, shown",
    [
        (
            "`onPlayStateUpdate:streamID:`",
            "<code>on<wbr>Play<wbr>State<wbr>Update:<wbr>stream<wbr>ID:</code>",
        ),
        (
            "`ZEGO::LIVEROOM::LoginRoom`",
            "<code>ZEGO::<wbr>LIVEROOM::<wbr>Login<wbr>Room</code>",
        ),
        ("`kEngineRtp____Error`", "<code>k<wbr>Engine<wbr>Rtp____<wbr>Error</code>"),
        ("`a<onRoomStateUpdate>`", "<code>a&lt;on<wbr>Room<wbr>State<wbr>Update&gt;</code>"),
        ("`startPublishing`", "<code>startPublishing</code>"),
        ("onPublishStateUpdateOfText", "onPublishStateUpdateOfText"),
    ],
)
def test_a_long_name_breaks_between_its_words(text: str, shown: str) -> None:
    assert markdown_converter()(text) == f"<p>{shown}</p>"


@pytest.mark.parametrize("text", ["    [api loginRoom:x];", "```java\napi.loginRoom(x);\n```"])
def test_a_block_of_code_stays_as_it_is(text: str) -> None:
    assert "<wbr>" not in markdown_converter()(text)


def test_a_tab_takes_the_id_of_its_heading() -> None:
    tree = parse(f"<div>{markdown_converter()(TABS)}</div>")
    tabs = [(e.get("id"), e.get("name")) for e in tree.iter("input")]
    assert [id_ for id_, _ in tabs] == ["first", "__tabbed_1_2", "third", "__tabbed_1_4"]
    assert len({name for _, name in tabs}) == 1
    assert [e.get("for") for e in tree.iter("label")] == [id_ for id_, _ in tabs]
    assert [e.get("id") for e in tree.iter("h3")] == [None, None]
    assert len([e for e in tree.iter("div") if has_class(e, "tabbed-block")]) == len(tabs)
