"""Mistakes made by program, in templates and in catalogs: the comparison of all outputs notices each one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from generator.catalog.model import Catalog
from generator.outputs import environment, pages, permalinks, render
from generator.outputs.addresses import Site
from generator.outputs.medium import Page, Twin
from site_tests.support.everywhere import CHECKS, UNREADABLE, Outputs, about
from site_tests.support.mistaken import mistaken
from site_tests.support.nightly import nightly
from site_tests.support.slips import slips
from site_tests.support.specimen import specimens

LANG = "en"
TEMPLATES = (
    *("code.md", "macros", "code.txt", "codes-table.html", "marked.html", "codes.md"),
    *("complete.md", "stage.md", "legacy.md", "permalink.html", "llms-full.txt", "llms.txt"),
    *("home.md", "session.svg", "servers.svg"),
)
MANY = 40  # pages; a slip that nobody notices in them escapes


UNNOTICED = {
    r"llms\.txt:.*\b(path|documents|openapi|id|others?)\b": "links to the API and the other language's"
    " file, of which test_assistants holds that they lead to files",
    r"permalink\.html:.*\| url": "a relative link that is doubled leads to the same address",
    r"permalink\.html:.*site-name": "the link to the home page",
    r"macros:\d+: loop\.last -> true": "an empty line after each note on callbacks, not the last alone",
}
"""Slips that need not be noticed here, with the reason."""


@cache
def site() -> Site:
    facts = specimens()[LANG].facts
    return Site(facts.url, facts.repository)


def files(template: str) -> Iterator[tuple[str, str]]:
    """Yield what a template has a part in, in one language."""
    if template != "permalink.html":
        catalog, media = specimens()[LANG], (Page, Twin)
        yield from (file[:2] for file in pages.of_codes(catalog, site(), catalog.codes, *media))
        yield from (file[:2] for file in pages.overviews(catalog, site(), *media))
        yield from pages.texts(catalog, site())
    if template in ("permalink.html", "marked.html"):
        yield from permalinks.files(specimens(), site())


def _forget() -> None:
    for name in ("_markdown", "_html", "compiled"):
        getattr(environment, name).cache_clear()


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield a copy of the templates, which is rendered instead of the project's."""
    folder = tmp_path_factory.mktemp("slips") / "templates"
    shutil.copytree(environment.TEMPLATES, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(environment, "TEMPLATES", folder)
        _forget()
        yield folder / "pages"
    _forget()


@pytest.fixture(scope="module")
def right(templates: Path) -> dict[str, str]:
    right = dict(files("marked.html"))
    for path in {about(path): path for path in right if about(path)}.values():
        assert list(CHECKS[about(path)](Outputs(right), _catalogs_of(path))) == []
    return right


def _catalogs_of(path: str) -> Mapping[str, Catalog]:
    return specimens() if about(path) == "permalinks" else {LANG: specimens()[LANG]}


def notices(path: str, docs: Mapping[str, str], catalogs: Mapping[str, Catalog]) -> bool:
    """Return whether the file at `path` is found to be wrong."""
    kind = about(path)
    read = docs
    if kind == "twins":
        folder = path.removesuffix("index.md.txt").rstrip("/")
        page = f"{folder}.md" if folder != LANG else f"{LANG}/index.md"
        read = {page: docs[page], path: docs[path]}
    if kind == "code pages":
        number = int(re.findall(r"\d+", path)[0])
        catalogs = {LANG: replace(catalogs[LANG], codes=(catalogs[LANG].by_code[number],))}
    kinds = ["code pages", "previews"] if kind == "code pages" else [kind]
    try:
        return any(wrong for each in kinds for wrong in CHECKS[each](Outputs(read), catalogs))
    except UNREADABLE:
        return True


def is_caught(template: str, right: Mapping[str, str]) -> bool:
    """Return whether a slip in a template changes nothing, makes no page, or is noticed in one of the first files."""
    docs, changed, rendered = dict(right), 0, files(template)
    while True:
        try:
            path, text = next(rendered, ("", ""))
        except Exception:  # noqa: BLE001 (what a template may raise)
            return True
        if not path or changed == MANY:
            return not changed
        docs[path] = text
        if text != right[path] and about(path):
            changed += 1
            if notices(path, docs, _catalogs_of(path)):
                return True


@nightly
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_slip_in_a_template_is_noticed(
    name: str, templates: Path, right: dict[str, str]
) -> None:
    path = templates / f"{name}.jinja"
    source, escaped, tried = path.read_text("utf-8"), [], 0
    for slip in slips(name, source):
        path.write_text(slip.source, "utf-8")
        tried += 1
        if any(re.match(pattern, slip.where) for pattern in UNNOTICED):
            continue
        if not is_caught(name, right):
            escaped.append(slip.where)
    path.write_text(source, "utf-8")
    assert tried
    assert escaped == []


UNSHOWN = {("home", "tier")}
"""Not noticed: which code is the home page's example of a link."""


@nightly
def test_every_mistake_in_a_field_is_noticed_in_each_output_that_shows_it() -> None:
    right, escaped, tried = render(specimens(), site()), [], 0
    for mistake, catalogs in mistaken(specimens()):
        tried += 1
        try:
            docs = render(catalogs, site())
        except Exception:  # noqa: BLE001, S112 (no page is made)
            continue
        paths = [path for path in {*docs, *right} if docs.get(path) != right.get(path)]
        kinds = {about(path) for path in paths} - {""}
        if "code pages" in kinds:
            kinds.add("previews")
        shown = {kind for kind in kinds if (kind, mistake.split()[1].strip(":")) not in UNSHOWN}
        found = {kind for kind in shown if _is_wrong(kind, right, docs)}
        if {"code pages", "previews"} & found:
            found |= {"code pages", "previews"} & shown
        escaped += [f"{mistake} in {kind}" for kind in shown - found]
    assert tried
    assert escaped == []


def _is_wrong(kind: str, right: Mapping[str, str], docs: Mapping[str, str]) -> bool:
    """Return whether the files of one kind are found to be wrong beside the right ones of all others."""
    files = "code pages" if kind == "previews" else kind
    others = {path: text for path, text in right.items() if about(path) != files}
    docs = others | {path: text for path, text in docs.items() if about(path) == files}
    try:
        return any(CHECKS[kind](Outputs(docs), specimens()))
    except UNREADABLE:
        return True
