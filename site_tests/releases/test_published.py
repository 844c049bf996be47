"""Permalinks last: the list of published addresses agrees with the dataset and the site."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from generator.commands import main
from generator.dataset.schema import PUBLISHED
from generator.outputs import addresses
from generator.releases import permalinks as published
from generator.releases.permalinks import Entry
from site_tests.support.each import each
from site_tests.support.edits import edit, hold, release
from site_tests.support.project import LANGS, ROOT
from site_tests.support.site import BuiltSite

Capture = pytest.CaptureFixture[str]
LISTED = published.parse((ROOT / "data" / PUBLISHED).read_text("utf-8"))


def _by_file() -> dict[str, list[Entry]]:
    """Return the list by what a server is asked for: the sections of a page together."""
    files = defaultdict(list)
    for entry in sorted(LISTED):
        files[entry.address.partition("#")[0]].append(entry)
    return files


FILES = _by_file()


# --- the list, the dataset and the site ----------------------------------------------------------


@each("address", FILES)
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
    elif sections and path.startswith("downloads/"):
        names = re.findall(r'"(liveroom_\w+)"', (site.folder / path).read_text("utf-8"))
        assert sections <= set(names)
    elif sections:
        document = json.loads((site.folder / path).read_text("utf-8"))
        items = [*document["items"], *document.get("families", ())]
        assert sections <= {item.get("id") for item in items}


def test_every_page_and_section_of_the_built_site_is_on_the_list(
    site: BuiltSite, docs: dict[str, str]
) -> None:
    inside = {"reader-text", "reader-drop", "front-results"}  # parts of a form
    listed = {entry.address for entry in LISTED}
    with_sections = {addresses.url(path) for path in docs if path.startswith(LANGS)}
    for url, page in site.pages():
        assert f"/{url}" in listed
        missing = {Entry(f"/{url}#{id_}") for id_ in page.ids if id_ not in inside} - LISTED
        assert not (url in with_sections and published.to_list(LISTED, missing))


@each(
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
        "/downloads/android/values-zh/liveroom_errors.xml#liveroom_error_31200007",
        "/downloads/android/values/liveroom_errors.xml#liveroom_error_21200007_login",
        "/downloads/ios/en.lproj/LiveRoomErrors.strings#liveroom_remedy_check_network",
        "/downloads/ios/zh-Hans.lproj/LiveRoomErrors.strings",
        "/llms.txt",
    ],
)
def test_the_list_holds_each_kind_of_address(entry: str) -> None:
    assert Entry(*entry.split()) in LISTED


def test_every_id_in_a_list_of_the_api_is_on_the_list(docs: dict[str, str]) -> None:
    for path in (
        f"api/v1/{name}.json" for name in ("codes", "stages", "modules", "remedies", "legacy")
    ):
        document = json.loads(docs[path])
        items = [*document["items"], *document.get("families", ())]
        ids = {Entry(f"/{path}#{item['id']}") for item in items if "id" in item}
        assert ids == {entry for entry in LISTED if entry.address.startswith(f"/{path}#")}


def test_files_that_only_the_site_loads_are_not_promised() -> None:
    assert not [address for address, _ in LISTED if address.startswith(("/search/", "/js/"))]


# --- lost addresses -----------------------------------------------------------------------------


def test_a_line_that_went_and_a_line_that_leads_elsewhere_are_lost() -> None:
    before = {Entry("/1/", "codes/1/"), Entry("/1/", "legacy/#a-1"), Entry("/2/", "codes/2/")}
    now = {Entry("/1/", "codes/1/"), Entry("/1/", "codes/9/"), Entry("/3/")}
    assert published.removed(before, now) == [
        "/1/ no longer leads to legacy/#a-1, only to codes/1/, codes/9/",
        "/2/ codes/2/ was removed",
    ]
    assert published.removed(before, before | now) == []


def test_a_list_reads_back_as_what_was_written() -> None:
    entries = {Entry("/"), Entry("/kA/", "codes/1/"), Entry("/kA/", "codes/2/")}
    assert published.parse(published.to_text(entries)) == entries


# --- the commands --------------------------------------------------------------------------------


def test_a_release_adds_to_the_list_and_takes_nothing_away(small: Path) -> None:
    assert release(small) == 0
    before = published.parse((small / PUBLISHED).read_text("utf-8"))
    assert Entry("/kConfigDecryptError/", "codes/20000001/") in before
    edit(small / "codes/liveroom.yaml", "aliases: [", "aliases: [kLiveRoomOldError, ")
    assert release(small) == 0
    after = published.parse((small / PUBLISHED).read_text("utf-8"))
    assert before < after
    assert after - before == {Entry("/kLiveRoomOldError/", "codes/52000123/")}


def test_a_reworded_text_adds_no_line_that_branches_could_conflict_on(small: Path) -> None:
    assert release(small) == 0
    before = (small / PUBLISHED).read_bytes()
    edit(small / "remedies.yaml", "Check the network.", "Check the whole network.")
    assert release(small, "2020-02-01") == 0
    assert (small / PUBLISHED).read_bytes() == before


@pytest.mark.parametrize(
    "file, old, new, lost",
    [
        ("codes/config.yaml", "kConfigDecryptError", "kConfigBadError", "/kConfigDecryptError/"),
        ("codes/liveroom.yaml", "    aliases: [kLiveRoomAuthError]\n", "", "/kLiveRoomAuthError/"),
        ("modules.yaml", "config:\n", "settings:\n", "/en/complete/#config was removed"),
        (
            "stages.yaml",
            "  user_messages: {network: {zh: 请检查网络。, en: Check your network.}}\n",
            "",
            "/downloads/android/values/liveroom_errors.xml#liveroom_error_21200007_login was removed",
        ),
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
    assert release(small, "2020-02-01") == 1
    assert f"published.txt: {lost}" in capsys.readouterr().err
    assert (small / PUBLISHED).read_bytes() == before
    assert len(list((small / "releases").iterdir())) == 1


def test_a_handwritten_page_is_published_like_others(
    small: Path, tmp_path: Path, capsys: Capture
) -> None:
    docs = tmp_path / "docs"
    for lang in LANGS:
        (docs / lang).mkdir(parents=True)
        (docs / lang / "faq.md").write_text("# FAQ\n", "utf-8")
    folders = ("--data", str(small), "--docs", str(docs))
    assert main(["release", "--date", "2020-01-02", *folders]) == 0
    listed = (small / PUBLISHED).read_text("utf-8").splitlines()
    assert {"/zh/faq/", "/zh/faq/index.md", "/en/faq/", "/en/faq/index.md"} <= {*listed}
    assert main(["published", *folders]) == 0
    for lang in LANGS:
        (docs / lang / "faq.md").rename(docs / lang / "questions.md")
    for command in ("release", "published"):
        capsys.readouterr()
        assert main([command, *folders]) == 1
        told = capsys.readouterr().err
        assert "published.txt: /en/faq/ was removed\n" in told
        assert "keep a handwritten page" in told


def test_an_address_published_without_a_release_is_reported(small: Path, capsys: Capture) -> None:
    assert hold(small) == 1
    assert "is published but isn't on the list" in capsys.readouterr().err
