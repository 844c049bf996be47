"""The retry examples compiled and run: the calls after each code.

A scenario is a line of words:

- `start`, `stop` (the user leaves), `lost` (kicked out), `drop` (the object's owner goes away),
  `refuse` (from now on the SDK refuses calls) and `accept`;
- a code that the callback brings; `other:` before it for that of another stream or room, `disconnect:`
  for that of a disconnect, `earlier:` for the answer to the very first call;
- `+3`: three seconds pass. After each word the queue is run, but not after one with `late:` before it.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from generator.outputs import retry_examples
from generator.outputs.retry_examples import Example
from site_tests.support.dataset import catalogs
from site_tests.support.nightly import some
from site_tests.support.stand_ins import CPP, JAVA
from tools import compilers, system

STAGES = ("login", "publish", "play")
LOST = "LOST"
NETWORK = {"login": "60001001", "publish": "12200001", "play": "12200001"}
"""The failure of the network that `LOST` stands for at a stage."""
NOT_RETRIED = (
    *(63000001, 63000002, 63000003, 52002002, 52001105, 52001002, 52005030, 62002001),
    *(10001005, 10008002, 51200060, 999999999),
    *(10000105, 52000105),  # log in first
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
    "stop cancels a waiting retry": (f"start {LOST} stop +3 +3", ["call", "stop"]),
    "giving up cancels a waiting retry": (
        "start " + f"{LOST} " * 11 + "+3 +3",
        ["call", "message"],
    ),
    "a success that does not last does not count anew": (
        "start " + f"0 +59 {LOST} +3 " * 20,
        ["call"] * 11 + ["message"],
    ),
    "a success that lasts counts anew": ("start " + f"0 +60 {LOST} +3 " * 20, ["call"] * 21),
    "only the time of a success counts": (
        "start 0 +59 " + f"{LOST} +3 +60 " * 20,
        ["call"] * 11 + ["message"],
    ),
    "start does nothing while a retry waits": (f"start {LOST} start start +3 +3", ["call"] * 2),
    "start does nothing before an answer or after success": ("start start 0 start", ["call"]),
    "start works after a code that is not retried": (
        "start 63000001 start",
        ["call", "no-retry 63000001", "call"],
    ),
    "start works after stop": ("start stop start", ["call", "stop", "call"]),
    "start counts anew": (
        f"start {f'{LOST} +3 ' * 9} stop start {f'{LOST} +3 ' * 11}",
        [*["call"] * 10, "stop", *["call"] * 11, "message"],
    ),
    "a callback is handled on the main thread, and not after stop": (
        "start late:63000001 stop",
        ["call", "stop"],
    ),
    "a callback of before stop is not taken for one after the next start": (
        f"start late:{LOST} late:stop start +3",
        ["call", "stop", "call"],
    ),
    "the answer to an earlier login is not taken for the next one's": (
        f"start stop start earlier:{LOST} +3",
        ["call", "stop", "call"],
    ),
    "the callback of another stream or room is ignored": (f"start other:{LOST} +3", ["call"]),
    "being kicked out cancels a waiting retry and calls nothing": (
        f"start {LOST} lost +3 +3",
        ["call"],
    ),
    "a kick-out whose retry has come meanwhile ends it all the same": (
        f"start {LOST} late:+3 lost {LOST} +3",
        ["call"] * 2,
    ),
    "start works after a kick-out": ("start 0 lost start", ["call"] * 2),
    "a disconnect cancels a waiting retry": (f"start {LOST} disconnect:{LOST} +3 +3", ["call"]),
    "a disconnect by the network starts no stream": (f"start 0 disconnect:{LOST} +3", ["call"]),
    "a disconnect for another reason than the network": (
        "start 0 disconnect:52001002 +3",
        ["call"],
    ),
    "no retry outlives the object": (f"start {LOST} drop +3", ["call"]),
    "no callback on its way outlives the object": (f"start late:{LOST} drop +3", ["call"]),
    "the normal end of a stream is no failure": ("start 1 +3", ["call"]),
    "a refused call is no failure of the network": ("refuse start +3", ["call", "refused"]),
    "a refused retry is the last one": (
        f"start {LOST} refuse +3 +3",
        ["call", "call", "refused"],
    ),
    "start works after a refused call": ("refuse start accept start", ["call", "refused", "call"]),
}
"""The words of a scenario, and the lines that the program prints."""
AT_STAGE = {
    # A login has no stream that could end.
    ("login", "the normal end of a stream is no failure"): ["call", "no-retry 1"],
    # After a disconnect the login is repeated by its own rule; then the streams are started again.
    ("login", "a disconnect cancels a waiting retry"): ["call", "call"],
    ("login", "a disconnect by the network starts no stream"): ["call", "call"],
    ("login", "a disconnect for another reason than the network"): ["call", "no-retry 52001002"],
}
"""The lines where a stage differs."""
ONLY = {
    # Elsewhere a callback does not say which call it answers.
    "the answer to an earlier login is not taken for the next one's": {("java", "login")},
    # In Java the answer to a login comes back to the call.
    "the callback of another stream or room is ignored": {
        *(("cpp", stage) for stage in STAGES),
        *(("java", stage) for stage in ("publish", "play")),
    },
}
"""The platforms and stages that a scenario is for, if not for all."""
RUNS = [
    (platform, stage, name)
    for platform in some(("cpp", "java"), 2)
    for stage in STAGES
    for name in SCENARIOS
    if name not in ONLY or (platform, stage) in ONLY[name]
]


def _examples(platform: str) -> dict[str, Example]:
    """Return the examples of a platform by the names of their classes."""
    catalog = catalogs()["zh"]
    return {
        f"{stage.id.title()}Retry": example
        for stage in catalog.stages
        for example in retry_examples.of_stage(catalog, stage)
        if example.platform == platform
    }


def _write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def _compile(platform: str, folder: Path) -> list[str]:
    """Compile the examples of a platform, and return the command that runs the scenarios."""
    examples = _examples(platform)
    (shared,) = {example.shared for example in examples.values()}
    parts = {"Retry": shared} | {name: example.code for name, example in examples.items()}
    if platform == "java":
        _write(folder, JAVA | {f"{name}.java": code for name, code in parts.items()})
        fast = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # for a short run
        build = ["javac", *(f"-J{option}" for option in fast), "-proc:none", "-encoding", "UTF-8"]
        subprocess.run([*build, "-d", "out", "Main.java"], cwd=folder, check=True)
        return ["java", *fast, "-cp", str(folder / "out"), "Main"]
    headers = dict.fromkeys(re.findall(r'#include "(.+)"', "".join(parts.values())), "")
    own = {f"{name}.h": code for name, code in parts.items()}
    _write(folder, {**headers, **own, "main.cpp": CPP})
    build = ["g++", "-std=c++17", "-Wall", "-Wextra", "-Werror", "-I.", "main.cpp", "-o", "it"]
    subprocess.run(build, cwd=folder, check=True)
    return [str(folder / "it")]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, str], list[str]]:
    """Return the lines that each run of a scenario prints: one program a platform."""
    if compilers.missing():
        (pytest.fail if system.is_ci() else pytest.skip)(compilers.ADVICE)
    lines: list[list[str]] = []
    for platform in dict.fromkeys(platform for platform, *_ in RUNS):
        command = _compile(platform, tmp_path_factory.mktemp(platform))
        scenarios = [(stage, SCENARIOS[name][0]) for p, stage, name in RUNS if p == platform]
        told = "".join(
            f"{stage} {' '.join(words.split())}\n".replace(LOST, NETWORK[stage])
            for stage, words in scenarios
        )
        done = subprocess.run(command, input=told, capture_output=True, text=True, check=True)
        lines += [text.splitlines() for text in done.stdout.split("end\n")[:-1]]
    return dict(zip(RUNS, lines, strict=True))


@pytest.mark.parametrize("platform, stage, name", RUNS)
def test_an_example_calls_the_sdk_as_a_scenario_demands(
    platform: str, stage: str, name: str, printed: dict[tuple[str, str, str], list[str]]
) -> None:
    expected = AT_STAGE.get((stage, name), SCENARIOS[name][1])
    assert printed[platform, stage, name] == expected
