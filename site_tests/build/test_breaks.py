"""Where names may break: between their words, and nowhere in blocks of code."""

from __future__ import annotations

import pytest

from generator.build.breaks import breakable


@pytest.mark.parametrize(
    "html, broken",
    [
        (
            "<td><code>onPlayStateUpdate:streamID:</code></td>",
            "<td><code>on<wbr>Play<wbr>State<wbr>Update:<wbr>stream<wbr>ID:</code></td>",
        ),
        (
            "<code>ZEGO::LIVEROOM::LoginRoom</code>",
            "<code>ZEGO::<wbr>LIVEROOM::<wbr>Login<wbr>Room</code>",
        ),
        ("<code>kEngineRtp____Error</code>", "<code>k<wbr>Engine<wbr>Rtp____<wbr>Error</code>"),
        ("<code>startPublishing</code>", "<code>startPublishing</code>"),
        ("<p>onPublishStateUpdateOfText</p>", "<p>onPublishStateUpdateOfText</p>"),
        (
            "<pre><code>[api loginRoomWithName:x];</code></pre>",
            "<pre><code>[api loginRoomWithName:x];</code></pre>",
        ),
        (
            "<pre><span></span><code>api.loginRoomWithName();</code></pre>",
            "<pre><span></span><code>api.loginRoomWithName();</code></pre>",
        ),
    ],
)
def test_a_long_name_breaks_between_its_words(html: str, broken: str) -> None:
    assert breakable(html) == broken
