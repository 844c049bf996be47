"""Interrupted and simultaneous builds."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.build.write import LIST, TEMP_PREFIX, locked, write
from generator.commands import main
from site_tests.support.nightly import nightly, some
from site_tests.support.project import ROOT, run, small_data, start, tree_bytes

OLD = {
    "same.md": "same\n",
    "a.md": "old\n",
    "gone/b.md": "old\n",
    "file": "old\n",
    "d/e/f": "old\n",
}
NEW = {"same.md": "same\n", "a.md": "new\n", "c/d.md": "new\n", "file/x": "new\n", "d/e": "new\n"}
URLS = ("https://one.example/", "https://two.example/")


def whole(folder: Path) -> dict[str, str]:
    """Return the files of a folder without their list and temporary files."""
    return {
        name: data.decode()
        for name, data in tree_bytes(folder).items()
        if name != LIST and not Path(name).name.startswith(TEMP_PREFIX)
    }


def interrupted(how: str, at: int, folder: Path, *arguments: str) -> int:
    """Run a module until its change number `at`; return the exit code."""
    command = ("tools.interrupted", how, str(at), str(folder), *arguments)
    done = run(*command)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode


@pytest.fixture
def writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a module that writes `NEW` to `docs`."""
    (tmp_path / "writer.py").write_text(
        "import sys\n"
        "from pathlib import Path\n"
        "from generator.build.write import write\n"
        "try:\n"
        f"    write(Path({str(tmp_path / 'docs')!r}), {NEW!r}.items())\n"
        "except OSError as error:\n"
        "    sys.exit(2)\n",
        "utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(ROOT)]))
    return "writer"


@pytest.mark.parametrize(
    "how, before",
    some([(how, files) for how in ("kill", "full", "denied") for files in (OLD, {})], 6),
)
def test_interrupted_write_leaves_whole_files(
    how: str, before: dict[str, str], tmp_path: Path, writer: str
) -> None:
    docs, points = tmp_path / "docs", 0
    while True:
        shutil.rmtree(docs, ignore_errors=True)
        if before:
            write(docs, before.items())
        code = interrupted(how, points + 1, docs, writer)
        if code == 0:
            break
        points += 1
        assert (code == 2) == (how != "kill")
        if docs.exists():
            for name, text in whole(docs).items():
                assert text in (before.get(name), NEW.get(name))
        assert {n for n in before if before[n] == NEW.get(n)} <= set(whole(docs)) or not before
        for files in (before, NEW) if before else (NEW,):
            write(docs, files.items())
            assert whole(docs) == files
            assert not list(docs.rglob(f"{TEMP_PREFIX}*"))
    assert points > 8


# --- the command ---------------------------------------------------------------------------------


Generate = Callable[[Path, str], list[str]]


@pytest.fixture(scope="module")
def generate(tmp_path_factory: pytest.TempPathFactory) -> Generate:
    """Return `generate(docs, url)`, the command that generates the small dataset's pages for a site at `url`."""
    folder = tmp_path_factory.mktemp("data")
    for number, url in enumerate(URLS):
        facts = small_data(folder / str(number)) / "dataset.yaml"
        changed = re.sub(r"(?m)^url: .*", f"url: {url}", facts.read_text("utf-8"))
        facts.write_text(changed, "utf-8")

    def generate(docs: Path, url: str) -> list[str]:
        data = folder / str(URLS.index(url))
        return ["generator", "build", "--data", str(data), "--docs", str(docs)]

    return generate


@pytest.fixture(scope="module")
def generated(generate: Generate, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the folders with the pages for each URL."""
    folders = [tmp_path_factory.mktemp("docs") for _ in URLS]
    for folder, url in zip(folders, URLS, strict=True):
        assert main(generate(folder, url)[1:]) == 0
    return folders


@pytest.fixture
def docs(generated: list[Path], tmp_path: Path) -> Path:
    """Return a copy of the pages for the first URL."""
    return Path(shutil.copytree(generated[0], tmp_path / "docs"))


@pytest.fixture
def expected(generated: list[Path]) -> list[dict[str, str]]:
    """Return the expected files for each URL."""
    return [whole(folder) for folder in generated]


@pytest.mark.parametrize("seed", some(range(6), 6))
def test_build_after_a_killed_one_is_complete(
    seed: int, generate: Generate, docs: Path, expected: list[dict[str, str]]
) -> None:
    chance = random.Random(seed)
    differing = sum(expected[0][name] != expected[1][name] for name in expected[0])
    at = chance.randrange(1, 2 * differing)  # each file is opened and then renamed
    code = interrupted("kill", at, docs, *generate(docs, URLS[1]))
    assert code not in (0, 1, 2)
    found = whole(docs)
    assert set(found) == set(expected[0]) == set(expected[1])
    assert all(text in (expected[0][name], expected[1][name]) for name, text in found.items())
    again = chance.randrange(len(URLS))
    assert main(generate(docs, URLS[again])[1:]) == 0
    assert whole(docs) == expected[again]


def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("a disk of its own takes a superuser")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


disk = pytest.fixture(small_disk)
posix = pytest.mark.skipif(os.name == "nt", reason="limits are POSIX")


@nightly
def test_full_disk_is_reported_and_leaves_whole_files(
    disk: Path, generate: Generate, expected: list[dict[str, str]]
) -> None:
    docs = disk / "docs"
    done = run(*generate(docs, URLS[0]))
    assert done.returncode == 2
    assert done.stderr == "[Errno 28] No space left on device\n"
    found = whole(docs)
    assert 0 < len(found) < len(expected[0])
    assert all(expected[0][name] == text for name, text in found.items())
    subprocess.run(["mount", "-o", "remount,size=40m", str(disk)], check=True)
    assert run(*generate(docs, URLS[0])).returncode == 0
    assert whole(docs) == expected[0]


def limited(most: int, *arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `python -m` with `arguments` where no file may have more than `most` bytes."""
    module, *others = arguments
    code = "import atexit, resource, runpy\n"
    code += "limits = resource.getrlimit(resource.RLIMIT_FSIZE)\n"
    # Coverage writes a larger file at the end.
    code += "atexit.register(resource.setrlimit, resource.RLIMIT_FSIZE, limits)\n"
    code += f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, limits[1]))\n"
    code += f"runpy.run_module('{module}', run_name='__main__', alter_sys=True)"
    command = [sys.executable, "-c", code, *others]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@posix
def test_a_site_that_cannot_be_written_is_reported_in_a_sentence(project: Path) -> None:
    done = limited(200_000, "mkdocs", "build", "--quiet", folder=project)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(
        r"Error: the site can't be written: .+; build it again after that\n", done.stderr
    )


@posix
def test_failed_write_keeps_the_previous_file(
    generate: Generate, docs: Path, expected: list[dict[str, str]]
) -> None:
    done = limited(9000, *generate(docs, URLS[1]))
    assert (done.returncode, done.stderr) == (2, "[Errno 27] File too large\n")
    found = whole(docs)
    assert set(found) == set(expected[0])
    assert all(text in (expected[0][name], expected[1][name]) for name, text in found.items())
    assert not list(docs.rglob(f"{TEMP_PREFIX}*"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do anything")
def test_read_only_folder_is_reported_in_one_line(generate: Generate, docs: Path) -> None:
    before = whole(docs)
    (docs / "en").chmod(0o500)
    done = run(*generate(docs, URLS[1]))
    (docs / "en").chmod(0o700)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert set(whole(docs)) == set(before)


# --- two at once ---------------------------------------------------------------------------------


def test_build_waits_for_another_one(
    generate: Generate, docs: Path, expected: list[dict[str, str]]
) -> None:
    with locked(docs):
        waiting = start(*generate(docs, URLS[1]))
        assert waiting.stderr
        assert waiting.stderr.readline() == f"waiting for another build of {docs}\n"
        assert whole(docs) == expected[0]
    assert waiting.communicate()[1] == ""
    assert waiting.returncode == 0
    assert whole(docs) == expected[1]


@nightly
def test_simultaneous_builds_do_not_mix(
    generate: Generate, docs: Path, expected: list[dict[str, str]]
) -> None:
    builds = [start(*generate(docs, url)) for url in (*URLS, URLS[0])]
    assert [(build.communicate(), build.returncode)[1] for build in builds] == [0] * 3
    assert whole(docs) in expected
