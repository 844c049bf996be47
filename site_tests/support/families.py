"""Numbers and texts that are no LiveRoom codes, as readers paste them, and whose they are."""

from __future__ import annotations

from typing import NamedTuple


class Pasted(NamedTuple):
    """A pasted text, the number or text in it, its families, and the codes that it stands for."""

    text: str
    written: str
    families: tuple[str, ...]
    codes: tuple[int, ...] = ()


PASTED = [
    Pasted("onKickOut reason=1", "1", ("kick-out-reason",), (63000001,)),
    Pasted("kickout reason=2", "2", ("kick-out-reason",), (63000002,)),
    Pasted("OnKickOut(uiReason=3)", "3", ("kick-out-reason",), (63000003,)),
    Pasted("kickout reason=4", "4", ("kick-out-reason",), (63000001,)),
    Pasted("errorCode=1000001", "1000001", ("express",)),
    Pasted("errorCode=1021999", "1021999", ("express",)),
    Pasted("errorCode=1102016", "1102016", ("express-web",)),
    Pasted("code: 2000000002", "2000000002", ("express-web-internal",)),
    Pasted("code: 2002000001", "2002000001", ("express-web-internal", "express-web-room-result")),
    Pasted("code 1000001012", "1000001012", ("web-server-result",), (52001012, 82001012)),
    Pasted("code 1000000150", "1000000150", ("web-server-result",), (82000150, 52000150)),
    Pasted("code 1000010152", "1000010152", ("web-server-result",), (82000152, 52010152, 82010152)),
    Pasted("ZegoClient.Error.Kickout", "ZegoClient.Error.Kickout", ("web-text",)),
    Pasted("ZegoPublish.Error.Network", "ZegoPublish.Error.Network", ("web-text",)),
    Pasted("ZegoPlayWeb.Error.Timeout", "ZegoPlayWeb.Error.Timeout", ("web-text",)),
    Pasted("ZegoClient.Success", "ZegoClient.Success", ("web-success",)),
    Pasted("server session closed, reason: 21", "21", ("web-session-closed",)),
    Pasted("Code: 100000005", "100000005", ("server-api-call",)),
    Pasted("Code: 110200001", "110200001", ("server-api-mix",)),
    Pasted('{"Code":104,"RequestId":"9"}', "104", ("server-api-result",)),
    Pasted('{"Code":50014,"RequestId":"9"}', "50014", ("zim-server",)),
    Pasted("errorCode: 6000104", "6000104", ("zim-sdk",)),
    Pasted("errorCode: 4000003", "4000003", ("roomkit",)),
    Pasted('{"event":"stream_close","type":"3"}', "3", ("stream-close",)),
    Pasted('{"event":"room_close","close_reason":1}', "1", ("room-close",)),
    Pasted("onLiveEvent event=5", "5", ("live-event",)),
    Pasted("onStreamEvent(102)", "102", ("stream-event",)),
    Pasted("onStreamUpdated type=2001", "2001", ("stream-list",)),
    Pasted("errorCode=-90001", "-90001", ("sample-server",)),
    Pasted("go-class errorCode=-1001", "-1001", ("sample-server-small",)),
    Pasted("errorCode=-69905", "-69905", ("sample-room-manager",)),
    Pasted("AgoraRtcEngine onError code 104", "104", ("agora",)),
    Pasted("TRTCCloud errCode: -3319", "-3319", ("trtc",)),
    Pasted("errorCode=52001104", "52001104", ("class-full",)),
    Pasted("errorCode=62040050", "62040050", ("dispatch-anew",)),
]
"""At least one of each family."""
