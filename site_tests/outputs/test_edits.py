"""The lines of code to change: real code before and after, compiled, and only calls with a source.

The SDK that they are compiled against is, in C++, the recorded lines of its headers themselves.
"""

from __future__ import annotations

import json
import re
import subprocess
from itertools import groupby
from pathlib import Path

import pytest

from generator.catalog.guidance import Call
from generator.outputs import log_lines
from generator.outputs.addresses import Site
from site_tests.support.dataset import catalogs
from site_tests.support.each import each
from site_tests.support.syntax import called, nodes, text
from tools import compilers, system

EDITS = {
    f"{remedy.id} {edit.platform} {moment}": (edit, getattr(edit, moment))
    for remedy in catalogs()["en"].remedies.values()
    for edit in remedy.edits
    for moment in ("before", "after")
}
"""Each edit and its lines before and after."""
OF_THE_PLATFORM = {
    "objc": {"alloc", "stringByAppendingString:"},
    "java": set[str](),
    "cpp": {"c_str"},
}
"""Names in the lines that the languages and their platforms' own libraries have."""
PAGE = "https://errors.example/"
SITE = Site.at(PAGE, "https://code.example/errors")


def whole(platform: str, lines: str) -> str:
    """Return the lines in a function; lines in C++ may be members of a class, too."""
    members = re.findall(r"^void .*$", lines, re.MULTILINE) if platform == "cpp" else []
    body = "\n".join(line for line in lines.splitlines() if line not in members)
    return {
        "objc": f"@implementation It\n- (void)run {{\n{body}\n}}\n@end\n",
        "java": f"class It extends Fields {{\nvoid run() {{\n{body}\n}}\n}}\n",
        "cpp": "\n".join(["struct It : Fields {", *members, "void run() {", body, "}", "};\n"]),
    }[platform]


def last(call: Call) -> str:
    """Return a call's name without its scope."""
    return re.split(r"::|\.", call.name)[-1]


# --- real code -----------------------------------------------------------------------------------


@each("id_", EDITS)
def test_lines_are_code_without_errors(id_: str) -> None:
    edit, lines = EDITS[id_]
    wrong = [
        (node.start_point, text(node))
        for node in nodes(edit.platform, whole(edit.platform, lines))
        if node.type == "ERROR" or node.is_missing
    ]
    assert wrong == []


@each("id_", EDITS)
def test_lines_call_only_what_has_a_source(id_: str) -> None:
    edit, lines = EDITS[id_]
    found = called(edit.platform, whole(edit.platform, lines))
    assert found
    assert found - {last(call) for call in edit.calls} <= OF_THE_PLATFORM[edit.platform]


CPP = """#include <iostream>
#include <string>
#define ZEGO_API
namespace ZEGO::COMMON { struct ZegoStreamInfo; struct ZegoPublishingStreamInfo; }
namespace ZEGO::AV { enum PublishChannelIndex { PUBLISH_CHN_MAIN }; }
using namespace ZEGO;
using namespace ZEGO::COMMON;
DECLARED
struct Fields : IRoomCallback {
    unsigned int app_id;
    unsigned char* app_sign;
    int app_sign_size, role, flag;
    bool initialized, logged_in, answered;
    const char *room_id, *stream_id, *title, *token, *user_name;
    std::string user_id;
};
"""
JAVA = """
interface IZegoInitSDKCompletionCallback { void onInitSDK(int errorCode); }
interface IZegoLoginCompletionCallback { void onLoginCompletion(int errorCode, Object[] streams); }
interface Both extends IZegoInitSDKCompletionCallback, IZegoLoginCompletionCallback {}
class Log {
    static void e(String tag, String line) { System.out.println(line); }
}
class ZegoConstants {
    static class PublishFlag { static final int JoinPublish = 0, SingleAnchor = 4; }
}
class ZegoMixStreamConfig { int outputWidth; }
class ZegoMixStreamInfo { int right; }
class ZegoStreamMixer { int mixStreamEx(ZegoMixStreamConfig config, String id) { return 1; } }
class ZegoLiveRoom {
    static boolean setUser(String userID, String userName) { return true; }
    static void setTestEnv(boolean test) {}
    static void uploadLog() {}
    boolean initSDK(long appID, byte[] appSign, IZegoInitSDKCompletionCallback it) { return true; }
    boolean unInitSDK() { return true; }
    void setRoomConfig(boolean audienceCreateRoom, boolean userStateUpdate) {}
    boolean loginRoom(String id, int role, IZegoLoginCompletionCallback it) { return true; }
    boolean logoutRoom() { return true; }
    boolean startPublishing(String id, String title, int flag) { return true; }
    boolean stopPublishing() { return true; }
}
class Fields {
    ZegoLiveRoom zegoLiveRoom;
    ZegoStreamMixer zegoStreamMixer;
    ZegoMixStreamConfig config;
    ZegoMixStreamInfo input;
    Both callback;
    long appID;
    byte[] appSign;
    int role, flag;
    String roomID, streamID, title, userID, userName, mixStreamID;
}
"""


def declarations() -> str:
    """Return the recorded lines of the headers in C++, in their namespaces and classes."""
    calls = [call for call in catalogs()["en"].calls if call.platform == "cpp"]
    lines = []
    for scope, group in groupby(
        sorted(calls, key=lambda call: call.name), lambda call: call.name.rpartition("::")[0]
    ):
        inside = [
            call.signature.removeprefix("inline ").replace(" = 0;", " {}")
            + (";" if call.signature.endswith(")") else "")
            for call in group
        ]
        if scope == "ZEGO::COMMON":
            inside = ["enum ZegoPublishFlag {", *inside, "};"]
        kind = "namespace" if "::" in scope else "struct"
        lines += [f"{kind} {scope} {{", *inside, "};" if kind == "struct" else "}"]
    return "\n".join(lines)


def numbered(platform: str) -> list[str]:
    """Return the code of every edit of a platform, each in a class of its own."""
    chosen = [whole(platform, lines) for e, lines in EDITS.values() if e.platform == platform]
    assert chosen
    return [re.sub(r"\bIt\b", f"It{n}", code) for n, code in enumerate(chosen)]


def log_line(platform: str) -> str:
    """Return the line that logs a page, which is the same at every stage."""
    catalog = catalogs()["en"]
    (code,) = {
        line.code
        for stage in catalog.stages
        for line in log_lines.of_stage(catalog, SITE, stage)
        if line.platform == platform
    }
    return code


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return the commands that run the log lines, by platform; all edits are compiled with them."""
    if compilers.missing():
        (pytest.fail if system.is_ci() else pytest.skip)(compilers.ADVICE)
    folder = tmp_path_factory.mktemp("edits")
    _write(folder / "edits.cpp", CPP.replace("DECLARED", declarations()), *numbered("cpp"))
    main = "int main(int, char** words) {\nconst int errorCode = std::stoi(words[1]);"
    _write(folder / "log.cpp", "#include <iostream>\n#include <string>", main, log_line("cpp"), "}")
    main = "class Main {\npublic static void main(String[] words) {\nint errorCode = Integer.parseInt(words[0]);"
    _write(folder / "Main.java", JAVA, *numbered("java"), main, log_line("java"), "}\n}")
    build = ["g++", "-std=c++17", "-Wall", "-Werror"]
    for command in (
        [*build, "-fsyntax-only", "edits.cpp"],
        [*build, "log.cpp", "-o", "log"],
        ["javac", "-proc:none", "-encoding", "UTF-8", "-d", "out", "Main.java"],
    ):
        subprocess.run(command, cwd=folder, check=True)
    return {"cpp": [str(folder / "log")], "java": ["java", "-cp", str(folder / "out"), "Main"]}


def _write(path: Path, *parts: str) -> None:
    path.write_text("\n".join(parts), "utf-8")


@pytest.mark.parametrize("platform", ["cpp", "java"])
def test_the_log_line_prints_the_address_of_a_failure(
    platform: str, programs: dict[str, list[str]]
) -> None:
    printed = {
        code: subprocess.run(
            [*programs[platform], code], capture_output=True, text=True, check=True
        )
        for code in ("10000105", "0", "1")
    }
    said = {code: (done.stdout + done.stderr).strip() for code, done in printed.items()}
    assert said == {"10000105": f"{PAGE}10000105/", "0": "", "1": ""}


def test_the_log_line_for_apple_is_code_with_the_address() -> None:
    code = whole("objc", log_line("objc"))
    assert not [node for node in nodes("objc", code) if node.type == "ERROR" or node.is_missing]
    assert f"@{json.dumps(PAGE)}" in code


def test_the_lines_of_a_platform_begin_a_paragraph(docs: dict[str, str]) -> None:
    pages = [page for path, page in docs.items() if "/codes/" in path and path.endswith(".md")]
    assert any("    **Java**" in page for page in pages)
    for page in pages:
        assert not re.search(r"[^\n]\n    \*\*(?:Objective-C|Java|C\+\+)\*\*", page)
