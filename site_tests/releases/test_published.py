"""Permalinks are for ever: the list of all that was ever published, the site, and git's memory."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import published
from generator.cli import main
from generator.model import Catalog
from generator.published import Entry
from generator.schema import PUBLISHED
from site_tests.support.project import LANGS, ROOT
from site_tests.support.site import BuiltSite

Capture = pytest.CaptureFixture[str]
LISTED = published.parse((ROOT / "data" / PUBLISHED).read_text("utf-8"))


def _by_file() -> dict[str, list[Entry]]:
    """The list by what a server is asked for: the sections of a page together."""
    files = defaultdict(list)
    for entry in sorted(LISTED):
        files[entry.address.partition("#")[0]].append(entry)
    return files


FILES = _by_file()


# --- the list, the dataset and the site ----------------------------------------------------------


def test_all_that_the_dataset_publishes_is_on_the_list_and_nothing_on_it_is_lost(
    catalogs: dict[str, Catalog], docs: dict[str, str]
) -> None:
    now = published.of(catalogs, docs)
    assert published.lost(LISTED, now) == []
    assert sorted(now - LISTED) == [], "run `python -m generator release`"


def test_the_list_is_sorted_and_as_the_command_writes_it() -> None:
    assert (ROOT / "data" / PUBLISHED).read_text("utf-8") == published.to_text(LISTED)


@pytest.mark.parametrize("address", FILES)
def test_an_address_on_the_list_is_on_the_built_site_and_means_what_it_meant(
    address: str, site: BuiltSite
) -> None:
    path = address.removeprefix("/")
    is_page = not path or path.endswith("/")
    assert (site.folder / path / ("index.html" if is_page else "")).is_file()
    sections = {section for a, _ in FILES[address] if (section := a.partition("#")[2])}
    if is_page:
        page = site.page(path)
        assert sections <= set(page.ids)
        links = {link.get("href") for link in page.root.iter("a")}
        targets = {target for _, target in FILES[address] if target}
        assert {f"../{lang}/{target}" for lang in LANGS for target in targets} <= links
        if number := re.fullmatch(r"\w\w/codes/(\d+)/", path):
            assert "".join(page.main.iter("h1").__next__().itertext()).startswith(number[1])
    elif sections:
        document = json.loads((site.folder / path).read_text("utf-8"))
        items = [*document["items"], *document.get("families", ())]
        assert sections <= {item.get("id") for item in items}


def test_every_page_and_section_of_the_built_site_is_on_the_list(site: BuiltSite) -> None:
    inside = {"reader-text", "reader-drop"}  # parts of a form
    addresses = {entry.address for entry in LISTED}
    for url, page in site.pages():
        assert f"/{url}" in addresses
        missing = {f"/{url}#{id_}" for id_ in page.ids if id_ not in inside} - addresses
        assert not (url.startswith(LANGS) and missing)


@pytest.mark.parametrize(
    "entry",
    [
        "/",
        "/21200007/ codes/21200007/",
        "/105/ legacy/#publish-state-105",
        "/kNotLoginError/ codes/10000105/",
        "/NotLoginError/ legacy/#room-error-105",
        "/zh/codes/21200007/#retry",
        "/en/codes/21200007/index.md",
        "/zh/legacy/#room-error-105",
        "/en/complete/#room",
        "/zh/changes/#2026-11-23",
        "/en/changes/feed.xml",
        "/en/stages/login/#retry-example-java",
        "/api/v1/codes/21200007.json",
        "/api/v1/remedies.json#check-network",
        "/api/v1/stages.json#login",
        "/api/v1/modules.json#room",
        "/api/v1/schema/code.json",
        "/codes.csv",
        "/downloads/ios/zh-Hans.lproj/LiveRoomErrors.strings",
        "/llms.txt",
    ],
)
def test_the_list_holds_each_kind_of_address(entry: str) -> None:
    assert Entry(*entry.split()) in LISTED


def test_what_only_the_site_loads_is_not_promised() -> None:
    assert not [address for address, _ in LISTED if address.startswith(("/search/", "/js/"))]


# --- what counts as lost -------------------------------------------------------------------------


def test_a_line_that_went_and_a_line_that_leads_elsewhere_are_lost() -> None:
    before = {Entry("/1/", "codes/1/"), Entry("/1/", "legacy/#a-1"), Entry("/2/", "codes/2/")}
    now = {Entry("/1/", "codes/1/"), Entry("/1/", "codes/9/"), Entry("/3/")}
    assert published.lost(before, now) == [
        "/1/ no longer leads to legacy/#a-1, only to codes/1/, codes/9/",
        "/2/ codes/2/ is gone",
    ]
    assert published.lost(before, before | now) == []


def test_a_list_reads_back_as_what_was_written() -> None:
    entries = {Entry("/"), Entry("/kA/", "codes/1/"), Entry("/kA/", "codes/2/")}
    assert published.parse(published.to_text(entries)) == entries


# --- the commands --------------------------------------------------------------------------------


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def release(data: Path) -> int:
    return main(["release", "--data", str(data)])


def hold(data: Path, *arguments: str) -> int:
    return main(["published", "--data", str(data), *arguments])


def test_a_release_adds_to_the_list_and_takes_nothing_away(small: Path) -> None:
    assert release(small) == 0
    before = published.parse((small / PUBLISHED).read_text("utf-8"))
    assert Entry("/kConfigDecryptError/", "codes/20000001/") in before
    assert Entry("/zh/changes/#2020-01-02") in before
    edit(small / "dataset.yaml", "date: 2020-01-02", "date: 2020-02-01")
    edit(small / "remedies.yaml", "Check the network.", "Check the whole network.")
    assert release(small) == 0
    after = published.parse((small / PUBLISHED).read_text("utf-8"))
    assert before < after
    assert after - before == {Entry(f"/{lang}/changes/#2020-02-01") for lang in LANGS}


@pytest.mark.parametrize(
    "file, old, new, lost",
    [
        ("codes/config.yaml", "kConfigDecryptError", "kConfigBadError", "/kConfigDecryptError/"),
        ("codes/liveroom.yaml", "    aliases: [kLiveRoomAuthError]\n", "", "/kLiveRoomAuthError/"),
        ("modules.yaml", "config:\n", "settings:\n", "/en/complete/#config is gone"),
    ],
)
def test_a_release_that_would_lose_an_address_is_refused(
    file: str, old: str, new: str, lost: str, small: Path, capsys: Capture
) -> None:
    assert release(small) == 0
    before = (small / PUBLISHED).read_bytes()
    edit(small / file, old, new)
    if file == "modules.yaml":
        (small / "codes" / "config.yaml").rename(small / "codes" / "settings.yaml")
    edit(small / "dataset.yaml", "date: 2020-01-02", "date: 2020-02-01")
    assert release(small) == 1
    assert f"published.txt: {lost}" in capsys.readouterr().err
    assert (small / PUBLISHED).read_bytes() == before
    assert not (small / "releases" / "2020-02-01.yaml").exists()


def test_what_is_published_without_a_release_is_told(small: Path, capsys: Capture) -> None:
    assert hold(small) == 1
    assert "is published and not on the list" in capsys.readouterr().err


# --- the list against git ------------------------------------------------------------------------


class Repository:
    """A repository with the small dataset, released on its main branch."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.data = folder / "data"
        shutil.move(data, self.data)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.name", "T")
        self.git("config", "user.email", "t@example.org")
        assert release(self.data) == 0
        self.commit()

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def commit(self) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=x", "--allow-empty")
        return self.git("rev-parse", "HEAD")

    def lose(self) -> None:
        """Takes a code away with its lines and its release: only git remembers it."""
        edit(self.data / "codes" / "config.yaml", "  20000002:", "  20000009:")
        shutil.rmtree(self.data / "releases")
        (self.data / PUBLISHED).unlink()
        assert release(self.data) == 0

    def clone(self, folder: Path, *options: str) -> Path:
        self.git("clone", "--quiet", *options, self.folder.as_uri(), str(folder))
        return folder / "data"


@pytest.fixture
def repository(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> Repository:
    for name in ("GITHUB_BASE_REF", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    made = Repository(tmp_path / "repository", small)
    capsys.readouterr()
    return made


def on_a_branch(it: Repository) -> list[str]:
    it.git("checkout", "--quiet", "-b", "topic")
    it.lose()
    it.commit()
    it.git("checkout", "--quiet", "main")
    it.commit()  # the target goes on; the merge base is what counts
    it.git("checkout", "--quiet", "topic")
    return []


def on_the_main_branch(it: Repository) -> list[str]:
    it.lose()
    it.commit()
    return []


def in_a_push_of_several_commits(it: Repository) -> list[str]:
    before = it.git("rev-parse", "HEAD")
    it.lose()
    it.commit()
    it.commit()
    return ["--base", before]


def since_a_tag(it: Repository) -> list[str]:
    it.git("tag", "v1")
    it.lose()
    it.commit()
    it.commit()
    it.commit()
    return []


LOSSES: dict[str, tuple[Callable[[Repository], list[str]], str]] = {
    "on a branch": (on_a_branch, "the merge base with main"),
    "on the main branch": (on_the_main_branch, "the commit before"),
    "in a push": (in_a_push_of_several_commits, "the merge base with"),
    "since a tag": (since_a_tag, "the release v1"),
}


@pytest.mark.parametrize("where", LOSSES)
def test_a_line_that_went_together_with_its_record_is_found_by_git(
    where: str, repository: Repository, capsys: Capture
) -> None:
    lose, remembered = LOSSES[where]
    arguments = lose(repository)
    assert hold(repository.data, *arguments) == 1
    lines = capsys.readouterr().err.splitlines()
    assert any(
        line.startswith("published.txt: /20000002/ codes/20000002/ is gone, but was on the list in")
        and remembered in line
        for line in lines
    )


def test_the_branch_of_a_pull_request_is_compared_with_its_target(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    repository.git("checkout", "--quiet", "-b", "stable")
    repository.git("checkout", "--quiet", "main")
    repository.lose()
    repository.commit()
    repository.commit()
    data = repository.clone(tmp_path / "clone")
    assert hold(data) == 0
    monkeypatch.setenv("GITHUB_BASE_REF", "stable")
    assert hold(data) == 1
    assert "the merge base with origin/stable" in capsys.readouterr().err


@pytest.mark.parametrize("options", [[], ["--depth=1"]], ids=["whole", "shallow"])
def test_a_fresh_clone_of_main_is_good(
    options: list[str], repository: Repository, tmp_path: Path, capsys: Capture
) -> None:
    repository.commit()
    assert hold(repository.clone(tmp_path / "clone", *options)) == 0
    said = "nothing to compare with" if options else "compared with the commit before"
    assert said in capsys.readouterr().out


def test_a_commit_that_git_does_not_know_falls_back_to_the_defaults(
    repository: Repository, capsys: Capture
) -> None:
    on_the_main_branch(repository)
    assert hold(repository.data, "--base", "0" * 40) == 1
    assert "the commit before" in capsys.readouterr().err


def test_the_first_commit_with_a_list_has_nothing_to_lose(
    repository: Repository, capsys: Capture
) -> None:
    repository.git("rm", "--quiet", "--cached", f"data/{PUBLISHED}")
    repository.git("commit", "--quiet", "--amend", "--message=x")
    repository.commit()
    assert hold(repository.data) == 0
    assert "no list in the commit before" in capsys.readouterr().out


def test_without_git_there_is_nothing_to_compare_with(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("PATH", "")
    assert hold(repository.data) == 0
    assert "nothing to compare with" in capsys.readouterr().out
