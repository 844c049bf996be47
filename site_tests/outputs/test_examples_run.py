"""The retry examples compiled and run: which calls follow which codes.

They run where a compiler is installed; the SDK, the timer and the clock are stand-ins. A scenario is a
line of words: `start`, `stop`, the code that the callback brings, `+3` for three seconds that pass.
"""

from __future__ import annotations

import re
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
#include <sstream>
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
void run(std::istringstream words) {
    TestApp app;
    {
        Example it(app, "id", ARGUMENTS);
        for (std::string word; words >> word;) {
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
int main() {
    for (std::string line; std::getline(std::cin, line); std::cout << "end\\n") {
        run(std::istringstream(line));
    }
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
            public static void main(String[] none) {
                var lines = new java.util.Scanner(System.in);
                for (; lines.hasNextLine(); System.out.println("end")) {
                    android.os.Handler.then = null;
                    run(lines.nextLine().split(" "));
                }
            }
            static void run(String[] words) {
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


LOST = 60001001  # a failure of the network at every stage
NOT_RETRIED = (
    *(63000001, 63000002, 63000003, 52002002, 52001105, 52001002),
    *(10001005, 999999999),
)
SCENARIOS = {
    **{
        f"{code} is not retried": (f"start {code} +3 +3", ["call", f"no-retry {code}"])
        for code in NOT_RETRIED
    },
    "a failure of the network is retried until the attempts are used up": (
        "start " + f"{LOST} +3 " * 20,
        ["call"] * 11 + ["message"],
    ),
    "success cancels a waiting retry": (f"start {LOST} 0 +3 +3", ["call"]),
    "a code that is not retried cancels a waiting retry": (
        f"start {LOST} 63000001 +3 +3",
        ["call", "no-retry 63000001"],
    ),
    "stop cancels a waiting retry": (f"start {LOST} stop +3 +3", ["call"]),
    "giving up cancels a waiting retry": (
        "start " + f"{LOST} " * 11 + "+3 +3",
        ["call", "message"],
    ),
    "a success that does not last does not count anew": (
        "start " + f"0 +59 {LOST} +3 " * 20,
        ["call"] * 11 + ["message"],
    ),
    "a success that lasts counts anew": ("start " + f"0 +60 {LOST} +3 " * 20, ["call"] * 21),
    "start does nothing while a retry waits": (f"start {LOST} start start +3 +3", ["call"] * 2),
    "start works after a code that is not retried": (
        "start 63000001 start",
        ["call", "no-retry 63000001", "call"],
    ),
    "start works after success": ("start 0 start", ["call"] * 2),
    "start works after stop": ("start stop start", ["call"] * 2),
    "no timer outlives the example": (f"start {LOST}", ["call"]),
    "the normal end of a stream is no failure": ("start 1 +3", ["call"]),
}
"""The words of a scenario, and the lines that the program prints."""
AT_STAGE = {("login", "the normal end of a stream is no failure"): ["call", "no-retry 1"]}
"""The lines where a stage differs: a login has no stream that could end."""

Program = tuple[str, dict[str, str]]
"""A stage's id, and the output of its example by scenario."""


@pytest.fixture(scope="module", params=[(p, s) for p in COMPILERS for s in CPP_STAGES], ids=str)
def program(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Compile the example of a platform and stage, and run every scenario in one process."""
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
        _write(folder, {"main.cpp": CPP}, CPP_STAGES[id_])
        for header in re.findall(r'#include "(.+)"', code):
            (folder / header).touch()
        (folder / f"{CPP_STAGES[id_][0]}.h").write_text(code, "utf-8")
        build = [compiler, "-std=c++17", "-Wall", "-Wextra", "-Werror", "-I.", "main.cpp", "-oit"]
        run = [str(folder / "it")]
    else:
        _write(folder, JAVA, JAVA_STAGES[id_])
        (folder / f"{JAVA_STAGES[id_][0]}.java").write_text(code, "utf-8")
        build = [compiler, "-encoding", "UTF-8", "-d", "out", "Main.java"]
        run = ["java", "-Xshare:auto", "-cp", str(folder / "out"), "Main"]
    subprocess.run(build, cwd=folder, check=True)
    lines = "".join(f"{words.strip()}\n" for words, _ in SCENARIOS.values())
    done = subprocess.run(run, input=lines, capture_output=True, text=True, check=True)
    return id_, dict(zip(SCENARIOS, done.stdout.split("end\n")[:-1], strict=True))


@pytest.mark.parametrize("name", SCENARIOS)
def test_an_example_calls_the_sdk_as_a_scenario_demands(program: Program, name: str) -> None:
    stage, printed = program
    expected = AT_STAGE.get((stage, name), SCENARIOS[name][1])
    assert printed[name].splitlines() == expected
