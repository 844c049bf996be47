"""The retry examples compiled and run: which calls follow which codes.

They run where a compiler is installed; the SDK, the timer and the clock are stand-ins.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from generator.outputs import retry_examples
from site_tests.support.dataset import catalogs

CPP = """
#include <chrono>
#include <functional>
#include <iostream>
#include <string>
long now_s = 1000;
namespace std::chrono {
struct test_clock {
    using time_point = std::chrono::time_point<std::chrono::system_clock>;
    static time_point now() { return time_point(std::chrono::seconds(now_s)); }
};
}
#define steady_clock test_clock
namespace ZEGO::LIVEROOM {
bool call() { std::cout << "call\\n"; return true; }
bool LoginRoom(const char*, int) { return call(); }
bool StartPublishing(const char*, const char*, int) { return call(); }
bool StartPlayingStream(const char*, void*) { return call(); }
bool LogoutRoom() { return true; }
bool StopPublishing() { return true; }
bool StopPlayingStream(const char*) { return true; }
}
#include "Example.h"
struct TestApp : Example::App {
    std::function<void()> then;
    long due = 0;
    void ShowMessage(const char*) override { std::cout << "message\\n"; }
    void OnNoRetry(int code) override { std::cout << "no-retry " << code << "\\n"; }
    void StartTimer(int seconds, std::function<void()> f) override {
        if (then) std::cout << "second timer\\n";
        then = f;
        due = now_s + seconds;
    }
    void StopTimer() override { then = nullptr; }
};
int main(int count, char** words) {
    TestApp app;
    {
        Example it(app, "id", ARGUMENTS);
        for (int i = 1; i < count; ++i) {
            std::string word = words[i];
            if (word == "start") it.Start();
            else if (word == "stop") it.Stop();
            else if (word[0] == '+') {
                now_s += std::stol(word);
                if (app.then && app.due <= now_s) {
                    auto then = app.then;
                    app.then = nullptr;
                    then();
                }
            } else it.CALLBACK;
        }
    }
    if (app.then) std::cout << "timer of a dead object\\n";
}
"""
CPP_STAGES = {
    "login": ("LoginRetry", "0", "OnLoginRoom(std::stoi(word))"),
    "publish": ("PublishRetry", '"title", 0', 'OnPublishStateUpdate(std::stoi(word), "id")'),
    "play": ("PlayRetry", "nullptr", 'OnPlayStateUpdate(std::stoi(word), "id")'),
}

ZEGO = "package com.zego.zegoliveroom"
JAVA = {
    "android/os/Looper.java": """package android.os;
        public class Looper { public static Looper getMainLooper() { return null; } }""",
    "android/os/SystemClock.java": """package android.os;
        public class SystemClock {
            public static long now = 1000000;
            public static long elapsedRealtime() { return now; }
        }""",
    "android/os/Handler.java": """package android.os;
        public class Handler {
            public static Runnable then;
            static long due;
            public Handler(Looper looper) {}
            public void post(Runnable r) { r.run(); }
            public void postDelayed(Runnable r, long ms) {
                if (then != null) System.out.println("second timer");
                then = r;
                due = SystemClock.now + ms;
            }
            public void removeCallbacks(Runnable r) { if (then == r) then = null; }
            public static void pass(long seconds) {
                SystemClock.now += seconds * 1000;
                if (then != null && due <= SystemClock.now) {
                    Runnable r = then;
                    then = null;
                    r.run();
                }
            }
        }""",
    "android/view/View.java": "package android.view; public class View {}",
    "com/zego/zegoliveroom/entity/ZegoStreamInfo.java": (
        f"{ZEGO}.entity; public class ZegoStreamInfo {{}}"
    ),
    "com/zego/zegoliveroom/callback/IZegoLoginCompletionCallback.java": f"""{ZEGO}.callback;
        public interface IZegoLoginCompletionCallback {{
            void onLoginCompletion(
                int code, com.zego.zegoliveroom.entity.ZegoStreamInfo[] streams);
        }}""",
    "com/zego/zegoliveroom/ZegoLiveRoom.java": f"""{ZEGO};
        import com.zego.zegoliveroom.callback.IZegoLoginCompletionCallback;
        public class ZegoLiveRoom {{
            public IZegoLoginCompletionCallback login;
            boolean call() {{ System.out.println("call"); return true; }}
            public boolean loginRoom(String id, int role, IZegoLoginCompletionCallback c) {{
                login = c;
                return call();
            }}
            public boolean startPublishing(String id, String title, int flag) {{ return call(); }}
            public boolean startPlayingStream(String id, android.view.View v) {{ return call(); }}
            public boolean logoutRoom() {{ return true; }}
            public boolean stopPublishing() {{ return true; }}
            public boolean stopPlayingStream(String id) {{ return true; }}
        }}""",
    "Main.java": """
        public class Main {
            public static void main(String[] words) {
                var sdk = new com.zego.zegoliveroom.ZegoLiveRoom();
                var it = new Example(sdk, "id", ARGUMENTS) {
                    void showMessage(String text) { System.out.println("message"); }
                    void onNoRetry(int code) { System.out.println("no-retry " + code); }
                };
                for (String word : words) {
                    if (word.equals("start")) it.start();
                    else if (word.equals("stop")) it.stop();
                    else if (word.startsWith("+")) {
                        android.os.Handler.pass(Long.parseLong(word.substring(1)));
                    } else CALLBACK;
                }
            }
        }""",
}
CODE = "Integer.parseInt(word)"
JAVA_STAGES = {
    "login": ("LoginRetry", "0", f"sdk.login.onLoginCompletion({CODE}, null)"),
    "publish": ("PublishRetry", '"title", 0', f'it.onPublishStateUpdate({CODE}, "id", null)'),
    "play": ("PlayRetry", "null", f'it.onPlayStateUpdate({CODE}, "id")'),
}
COMPILERS = {"cpp": "g++", "java": "javac"}


def _write(folder: Path, files: dict[str, str], words: tuple[str, str, str]) -> None:
    name, arguments, callback = words
    for path, text in files.items():
        for word, meant in (("Example", name), ("ARGUMENTS", arguments), ("CALLBACK", callback)):
            text = text.replace(word, meant)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


@pytest.fixture(scope="module", params=[(p, s) for p in COMPILERS for s in CPP_STAGES], ids=str)
def program(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command that runs an example; the id of its stage comes last and is no part of it."""
    platform, id_ = request.param
    compiler = shutil.which(COMPILERS[platform])
    if not compiler:
        pytest.skip(f"{COMPILERS[platform]} is not installed")
    folder, catalog = tmp_path_factory.mktemp("example"), catalogs()["zh"]
    stage = next(stage for stage in catalog.stages if stage.id == id_)
    (code,) = (
        example.code
        for example in retry_examples.of_stage(catalog, stage)
        if example.platform == platform
    )
    if platform == "cpp":
        header = {"login": "LiveRoom.h", "publish": "LiveRoom-Publisher.h"}
        name = CPP_STAGES[id_][0]
        _write(folder, {"main.cpp": CPP}, CPP_STAGES[id_])
        (folder / header.get(id_, "LiveRoom-Player.h")).touch()
        (folder / f"{name}.h").write_text(code, "utf-8")
        build = [compiler, "-std=c++17", "-Wall", "-Wextra", "-Werror", "-I.", "main.cpp", "-oit"]
        run = [str(folder / "it")]
    else:
        _write(folder, JAVA, JAVA_STAGES[id_])
        (folder / f"{JAVA_STAGES[id_][0]}.java").write_text(code, "utf-8")
        build = [compiler, "-encoding", "UTF-8", "-d", "out", "Main.java"]
        run = ["java", "-Xshare:auto", "-cp", str(folder / "out"), "Main"]
    subprocess.run(build, cwd=folder, check=True)
    return [*run, id_]


def _calls(program: list[str], events: str) -> list[str]:
    command = [*program[:-1], *events.split()]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


LOST = 60001001  # a failure of the network at every stage


@pytest.mark.parametrize(
    "code", "63000001 63000002 63000003 52002002 52001105 52001002 10001005 999999999".split()
)
def test_other_codes_than_those_of_the_network_are_not_retried(
    program: list[str], code: str
) -> None:
    assert _calls(program, f"start {code} +3 +3") == ["call", f"no-retry {code}"]


def test_a_failure_of_the_network_is_retried_until_the_attempts_are_used_up(
    program: list[str],
) -> None:
    assert _calls(program, "start " + f"{LOST} +3 " * 20) == ["call"] * 11 + ["message"]


@pytest.mark.parametrize(
    "decision, then",
    [("0", []), ("63000001", ["no-retry 63000001"]), ("stop", [])],
    ids=["success", "no-retry", "stop"],
)
def test_a_decision_cancels_a_waiting_retry(
    program: list[str], decision: str, then: list[str]
) -> None:
    assert _calls(program, f"start {LOST} {decision} +3 +3") == ["call", *then]


def test_giving_up_cancels_a_waiting_retry(program: list[str]) -> None:
    assert _calls(program, "start " + f"{LOST} " * 11 + "+3 +3") == ["call", "message"]


def test_a_success_that_does_not_last_does_not_count_anew(program: list[str]) -> None:
    flapping = f"0 +59 {LOST} +3 " * 20
    assert _calls(program, f"start {flapping}") == ["call"] * 11 + ["message"]


def test_a_success_that_lasts_counts_anew(program: list[str]) -> None:
    assert _calls(program, "start " + f"0 +60 {LOST} +3 " * 20) == ["call"] * 21


def test_to_start_again_while_a_retry_waits_makes_no_further_call(program: list[str]) -> None:
    assert _calls(program, f"start {LOST} start start +3 +3") == ["call", "call"]


@pytest.mark.parametrize("before", ["63000001", "0", "stop"])
def test_one_can_start_again_after_a_decision(program: list[str], before: str) -> None:
    assert _calls(program, f"start {before} start").count("call") == 2


def test_the_normal_end_of_a_stream_is_no_failure(program: list[str]) -> None:
    expected = ["no-retry 1"] if program[-1] == "login" else []
    assert _calls(program, "start 1 +3") == ["call", *expected]


def test_no_timer_outlives_the_example(program: list[str]) -> None:
    assert _calls(program, f"start {LOST}") == ["call"]
