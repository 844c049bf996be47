"""MkDocs' side of a build: what it needs of the generator, and where the site's date comes from."""

from __future__ import annotations

from pathlib import Path

from site_tests.support.project import run


def test_pages_that_were_not_generated_are_told_how_to_be(project: Path, tmp_path: Path) -> None:
    from generator.build.mkdocs_hooks import INDEX

    (tmp_path / "docs").mkdir()
    done = run("mkdocs", "build", "-f", str(project))
    assert done.returncode == 1
    assert str(tmp_path / "docs" / INDEX) in done.stderr
    assert "run `python -m generator build`" in done.stderr


def test_a_site_is_dated_by_what_the_api_says_of_the_data() -> None:
    from generator.build.mkdocs_hooks import INDEX
    from generator.outputs import addresses

    assert addresses.API + addresses.DOCUMENTS["index"] == INDEX
