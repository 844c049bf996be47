"""What is left as it stands is what would be built: whole sites are compared, byte by byte."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from site_tests.conftest import Build, SiteBuilder
from site_tests.support import ROOT, BuiltSite, run, tree_bytes


def times(folder: Path) -> dict[str, int]:
    """When each file of the site was written, in nanoseconds."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_site_has_the_same_bytes_without_reuse(
    site: BuiltSite, build_site: SiteBuilder
) -> None:
    assert tree_bytes(site.folder) == tree_bytes(build_site(REUSE="false").folder)


def test_a_build_that_changes_nothing_writes_nothing(build: Build, tmp_path: Path) -> None:
    first, written = build(), times(tmp_path / "site")
    assert build() == first
    assert times(tmp_path / "site") == written


def test_a_changed_record_changes_only_what_speaks_of_it(
    build: Build, small: Path, tmp_path: Path
) -> None:
    before, written = build(), times(tmp_path / "site")
    codes = small / "codes" / "config.yaml"
    codes.write_text(
        codes.read_text("utf-8").replace("The app is offline.", "The app was shut."), "utf-8"
    )
    after = build()
    now = times(tmp_path / "site")
    assert {path for path in after if now[path] != written.get(path)} == {
        path for path in after if after[path] != before.get(path)
    }
    assert "en/codes/20000002/index.html" in after
    assert b"The app was shut." in after["en/codes/20000002/index.html"]
    assert after == build(REUSE="false")


@pytest.mark.parametrize("file", ["site/en/codes/21200007/index.html", "site/codes.csv"])
def test_a_damaged_file_of_the_site_is_mended(build: Build, tmp_path: Path, file: str) -> None:
    first = build()
    (tmp_path / file).write_bytes(b"damaged")
    (tmp_path / "site" / "stray" / "folder").mkdir(parents=True)
    (tmp_path / "site" / "stray" / "folder" / "file.txt").write_text("stale", "utf-8")
    assert build() == first
    assert not (tmp_path / "site" / "stray").exists()


def test_a_file_that_vanished_from_the_site_is_built_again(build: Build, tmp_path: Path) -> None:
    first = build()
    (tmp_path / "site" / "en" / "codes" / "21200007" / "index.html").unlink()
    (tmp_path / "site" / "codes.csv").unlink()
    assert build() == first


@pytest.mark.parametrize("reuse", ["true", "false"])
def test_what_begins_with_a_dot_in_the_site_is_left_to_its_owner(
    build: Build, tmp_path: Path, reuse: str
) -> None:
    first = build(REUSE=reuse)
    (tmp_path / "site" / ".git" / "refs").mkdir(parents=True)
    (tmp_path / "site" / ".git" / "HEAD").write_bytes(b"ref")
    (tmp_path / "site" / ".nojekyll").touch()
    assert build(REUSE=reuse) == first | {".git/HEAD": b"ref", ".nojekyll": b""}
    assert (tmp_path / "site" / ".git" / "refs").is_dir()


@pytest.mark.parametrize("damage", ["empty", "cut", "changed", "gone"])
def test_a_damaged_note_is_never_trusted(build: Build, tmp_path: Path, damage: str) -> None:
    first = build()
    note = tmp_path / ".cache" / "build.json"
    text = note.read_bytes()
    page = tmp_path / "site" / "en" / "codes" / "21200007" / "index.html"
    page.write_bytes(b"damaged")
    outputs = dict.fromkeys(re.findall(rb"[0-9a-f]{64}", text[65:]))
    damaged = {
        "empty": b"",
        "cut": text[:-100],
        "changed": text.replace(next(iter(outputs)), b"0" * 64),
        "gone": None,
    }[damage]
    note.unlink()
    if damaged is not None:
        note.write_bytes(damaged)
    assert build() == first
    assert note.read_bytes() == text


def test_what_all_pages_share_builds_all_of_them_again(build: Build, tmp_path: Path) -> None:
    build()
    footer = tmp_path / "theme" / "partials" / "footer.html"
    footer.write_text(footer.read_text("utf-8").replace("<footer ", "<footer data-new "), "utf-8")
    pages = [text for path, text in build().items() if re.match(r"(zh|en)/.*\.html$", path)]
    assert pages
    assert all(b"<footer data-new " in page for page in pages)


def test_a_new_page_changes_what_links_lead_to(build: Build, small: Path) -> None:
    before = build()
    codes = small / "codes" / "config.yaml"
    text = codes.read_text("utf-8")
    record = text[text.index("  20000001:") : text.index("  20000002:")]
    record = record.replace("20000001", "20000003").replace("kConfigDecrypt", "kConfigParse")
    at = text.index("  21200007:")
    codes.write_text(text[:at] + record + text[at:], "utf-8")
    after = build()
    assert set(after) - set(before) >= {"en/codes/20000003/index.html", "20000003/index.html"}
    assert after == build(REUSE="false")


@pytest.mark.parametrize("reuse", ["true", "false"])
def test_a_broken_link_is_reported_by_every_build(build: Build, tmp_path: Path, reuse: str) -> None:
    build(REUSE=reuse)
    page = tmp_path / "docs" / "en" / "codes" / "21200007.md"
    other = tmp_path / "docs" / "en" / "codes" / "20000001.md"
    page.write_text(page.read_text("utf-8") + "\n[here](20000001.md#retry)\n", "utf-8")
    other.write_text(other.read_text("utf-8").replace("#retry }", "#again }"), "utf-8")
    for _ in range(2):
        done = run(
            *("mkdocs", "build", "--strict", "-f", str(tmp_path / "mkdocs.yml")), REUSE=reuse
        )
        assert done.returncode == 1
        assert "'20000001.md#retry'" in done.stderr
    page.write_text(page.read_text("utf-8") + "\n[there](nowhere.md)\n", "utf-8")
    for _ in range(2):
        done = run(
            *("mkdocs", "build", "--strict", "-f", str(tmp_path / "mkdocs.yml")), REUSE=reuse
        )
        assert done.returncode == 1
        assert "'nowhere.md'" in done.stderr


@pytest.mark.parametrize("cores", ["1", "2"])
def test_a_warning_is_given_once_on_however_many_cores(
    project: Path, tmp_path: Path, cores: str
) -> None:
    from generator.mkdocs_hooks import INDEX
    from generator.reuse import FEW

    index, codes = tmp_path / "docs" / INDEX, tmp_path / "docs" / "en" / "codes"
    index.parent.mkdir(parents=True)
    index.write_text('{"dataset_date": "2020-01-02"}', "utf-8")
    codes.mkdir(parents=True)
    for number in range(FEW + 1):
        link = "nowhere.md" if number == FEW else "0.md"
        text = f"---\nlang: en\ntitle: Page\n---\n# Page\n\n[there]({link})\n"
        (codes / f"{number}.md").write_text(text, "utf-8")
    settings = project.read_text("utf-8")
    project.write_text(re.sub("(?m)^nav: .*", "nav: []", settings), "utf-8")
    done = run("mkdocs", "build", "--strict", "-f", str(project), CORES=cores)
    assert (done.returncode, done.stderr.count("'nowhere.md'")) == (1, 1)
    assert "Aborted with 1 warnings in strict mode!" in done.stdout


def test_pages_that_were_not_generated_are_told_how_to_be(project: Path, tmp_path: Path) -> None:
    from generator.mkdocs_hooks import INDEX

    (tmp_path / "docs").mkdir()
    done = run("mkdocs", "build", "-f", str(project))
    assert done.returncode == 1
    assert str(tmp_path / "docs" / INDEX) in done.stderr
    assert "run `python -m generator build`" in done.stderr


def test_a_site_is_dated_by_what_the_api_says_of_the_data() -> None:
    from generator import endpoints
    from generator.mkdocs_hooks import INDEX

    assert endpoints.ROOT + endpoints.PATHS["index"] == INDEX


@pytest.mark.parametrize("kept", [[], [".git"], ["stale.html", "stale/index.html"]], ids=str)
def test_a_new_site_takes_the_place_of_what_is_there(
    build: Build, tmp_path: Path, kept: list[str]
) -> None:
    new = build()
    shutil.rmtree(tmp_path / "site")
    (tmp_path / "site").mkdir()
    for name in kept:
        path = tmp_path / "site" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("old", "utf-8")
    assert set(build()) - set(new) == {name for name in kept if name.startswith(".")}
    assert not (tmp_path / "site" / "stale").exists()


def test_a_page_of_the_navigation_without_a_title_is_refused_by_name(
    build: Build, project: Path, tmp_path: Path
) -> None:
    build()
    page = tmp_path / "docs" / "en" / "legacy.md"
    page.write_text(re.sub("(?m)^title: .*\n", "", page.read_text("utf-8")), "utf-8")
    done = run("mkdocs", "build", "-f", str(project))
    assert done.returncode == 1
    assert "en/legacy.md is in the navigation and has no title" in done.stderr


def test_another_mkdocs_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from mkdocs.config import load_config
    from mkdocs.exceptions import PluginError

    from generator import reuse

    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[])
    reuse.Reuse(config, "build")
    monkeypatch.setattr(reuse, "LEANS_ON", dict.fromkeys(reuse.LEANS_ON, "0" * 64))
    with pytest.raises(PluginError, match="switch it off"):
        reuse.Reuse(config, "build")


def test_an_unknown_plugin_is_refused() -> None:
    from mkdocs.config import load_config
    from mkdocs.exceptions import PluginError

    from generator import reuse

    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[], plugins=["search"])
    with pytest.raises(PluginError, match="search"):
        reuse.Reuse(config, "build")


def test_drafts_are_refused() -> None:
    from mkdocs.config import load_config
    from mkdocs.exceptions import PluginError

    from generator import reuse

    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[], draft_docs="drafts/")
    with pytest.raises(PluginError, match="drafts"):
        reuse.Reuse(config, "build")
