"""MkDocs' own commands generate first, and take settings from the data."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from site_tests.support.project import environment, run, tree_bytes


def test_build_shows_an_edit_of_the_data(project: Path) -> None:
    assert run("mkdocs", "build", "--strict", folder=project).returncode == 0
    page = project / "site" / "en" / "codes" / "20000002" / "index.html"
    assert "The app is offline." in page.read_text("utf-8")
    codes = project / "data" / "codes" / "config.yaml"
    codes.write_text(codes.read_text("utf-8").replace("app is offline", "app was shut"), "utf-8")
    assert run("mkdocs", "build", "--strict", folder=project).returncode == 0
    assert "The app was shut." in page.read_text("utf-8")


def test_mkdocs_script_builds(project: Path) -> None:
    # Unlike `python -m`, it does not add the current folder to the path.
    command = Path(sys.executable).with_name("mkdocs")
    done = subprocess.run(
        [command, "build", "--strict"],
        cwd=project,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_site_url_overrides_the_data(
    project: Path,
) -> None:
    def canonical() -> str:
        text = (project / "site" / "en" / "index.html").read_text("utf-8")
        found = re.search(r'<link rel="canonical" href="(.*?)"', text)
        assert found
        assert "LiveRoom Error Codes" in text
        return found[1]

    assert run("mkdocs", "build", folder=project).returncode == 0
    assert canonical() == "https://small.example/en/"
    url = "https://elsewhere.example/below"
    assert run("mkdocs", "build", folder=project, SITE_URL=url).returncode == 0
    assert canonical() == f"{url}/en/"


def test_data_problem_fails_the_build_and_keeps_the_site(project: Path) -> None:
    assert run("mkdocs", "build", folder=project).returncode == 0
    before = tree_bytes(project / "site")
    (project / "data" / "remedies.yaml").unlink()
    done = run("mkdocs", "build", folder=project)
    assert done.returncode == 1
    assert "data/remedies.yaml:1:1: the file: is missing" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree_bytes(project / "site") == before


def test_template_error_is_reported_at_its_line(project: Path) -> None:
    template = project / "templates" / "pages" / "code.md.jinja"
    lines = template.read_text("utf-8").splitlines(keepends=True)
    template.write_text("".join([*lines[:20], "{{ code.nothing }}\n", *lines[20:]]), "utf-8")
    done = run("generator", "build", folder=project)
    assert done.returncode == 1
    assert "templates/pages/code.md.jinja:21:1: the template: cannot be rendered: " in done.stderr
    template.write_text("".join([*lines[:4], "{% if %}\n", *lines[4:]]), "utf-8")
    done = run("generator", "build", folder=project)
    assert done.returncode == 1
    assert "templates/pages/code.md.jinja:5:1: the template: cannot be rendered: " in done.stderr
    assert "Traceback" not in done.stderr
