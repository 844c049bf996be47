"""Work spread over the cores: all of it, once, and nothing left behind."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generator.cores import TURNS, spread
from site_tests.support import ROOT, environment

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there is work spread")


def run(code: str, folder: Path, cores: int = 2) -> subprocess.CompletedProcess[str]:
    """`code` in a process of its own, as this one may have threads."""
    head = "import os, sys, time\nfrom pathlib import Path\nfrom generator.cores import spread\n"
    head += f"folder = Path({str(folder)!r})\n"
    return subprocess.run(
        [sys.executable, "-c", head + code],
        cwd=ROOT,
        env=environment(CORES=str(cores)),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("together", [1, 7])
@pytest.mark.parametrize("cores", [1, 2, 3])
@pytest.mark.parametrize("many", [0, 1, 2, 5 * TURNS])
def test_each_item_is_worked_on_once(many: int, cores: int, together: int, tmp_path: Path) -> None:
    done = run(
        f"print(sorted(spread(lambda item: item * item, range({many}), together={together})))",
        tmp_path,
        cores,
    )
    assert (done.stdout, done.stderr) == (f"{[item * item for item in range(many)]}\n", "")


def test_a_process_with_threads_is_not_copied() -> None:
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    try:
        assert list(spread(lambda _: os.getpid(), range(3))) == [os.getpid()] * 3
    finally:
        ended.set()
        thread.join()


def test_copies_make_way_for_fresh_ones(tmp_path: Path) -> None:
    many = 5 * TURNS
    done = run(f"print(*spread(lambda item: os.getpid(), range({many})))", tmp_path)
    processes = done.stdout.split()
    assert len(processes) == many
    assert max(map(processes.count, processes)) == TURNS


@pytest.mark.parametrize(
    "work, error, said",
    [
        ("[1, 2][item]", "IndexError", "list index out of range"),
        ("os.kill(os.getpid(), 9)", "ChildProcessError", "a process of the build was killed"),
    ],
    ids=["fails", "is killed"],
)
def test_what_happens_to_a_copy_is_raised_where_it_is_waited_for(
    work: str, error: str, said: str, tmp_path: Path
) -> None:
    done = run(
        f"""
try:
    list(spread(lambda item: {work}, range(9)))
except {error} as error:
    print(error)
""",
        tmp_path,
    )
    assert (done.stdout, done.stderr) == (f"{said}\n", "")


def test_copies_end_quietly_when_nobody_reads_their_answers(tmp_path: Path) -> None:
    done = run(
        """
def work(item):
    (folder / str(item)).touch()
    return item

answers = spread(work, range(9))
next(answers)
while not (folder / "1").exists():
    pass
time.sleep(0.2)  # its answer is sent now, and never read
answers.close()
print(sorted(map(int, os.listdir(folder)))[:2])
""",
        tmp_path,
    )
    assert (done.stdout, done.stderr) == ("[0, 1]\n", "")
