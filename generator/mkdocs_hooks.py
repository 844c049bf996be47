"""All that knows MkDocs: generating before it builds, and rebuilding when the data change.

MkDocs loads this file as a hook (`hooks:` in mkdocs.yml) with the repository as working directory.
"""

from __future__ import annotations

import calendar
import os
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent

from generator import standalone
from generator.places import TEMPLATES
from generator.problems import DataError
from generator.reuse import RENDERED, Reuse
from generator.validate import read, read_facts
from generator.write import locked

CHANGES = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
# Material's that no page asks for: its search, which is off, and a picture that ours replaces.
UNUSED = ("assets/images/", "assets/javascripts/lunr/", "assets/javascripts/workers/")
_command, _dirty = "", False
_building = ExitStack()
_reuse: Reuse | None = None  # MkDocs hands no object from one event to the next


def on_startup(*, command: str, dirty: bool) -> None:
    """Notes whether pages are served, so that the generator has to follow changes."""
    global _command, _dirty
    _command, _dirty = command, dirty


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Dates the site by its data and not by the clock; while serving, regenerates the Markdown."""
    data = Path(config.extra["data"])
    try:
        if _command == "serve":
            from generator.maintain import generate

            dataset = read(data)
            memory = RENDERED if config.extra["reuse"] else None
            docs = Path(config.docs_dir)
            print(generate(dataset, docs, config.site_url, config.repo_url, memory))
            day = dataset.dataset.date
        else:
            day = read_facts(data).date  # `docs/` is as the generator left it
    except DataError as error:
        raise PluginError(str(error)) from None
    config.extra["date"] = day.isoformat()
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(calendar.timegm(day.timetuple())))
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Begins to build what changed only; until it is built, nobody changes what it is built from."""
    global _reuse
    _building.enter_context(locked(Path(config.docs_dir)))
    _reuse = Reuse(config, _command) if config.extra["reuse"] and not _dirty else None


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Publishes each page's Markdown beside it, and nothing of the theme that is not used.

    Under its own name MkDocs would convert the Markdown.
    """
    for file in list(files):
        if file.src_uri.startswith(UNUSED):
            files.remove(file)
        elif file.src_uri.endswith(f"/index.md{standalone.SUFFIX}"):
            file.dest_uri = file.src_uri.removesuffix(standalone.SUFFIX)
    return _reuse.collect(files) if _reuse else files


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Keeps the navigation, which the pages show."""
    if _reuse:
        _reuse.nav = nav
    return nav


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Builds the pages that changed; MkDocs builds what belongs to no page."""
    if _reuse:
        _reuse.build(env)
    return env


def on_page_context(context: dict[str, Any], *, page: Page, **_: Any) -> dict[str, Any]:
    """Makes the title text: Material's navigation takes that of the page itself for HTML."""
    page.title = escape(page.title)
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Puts the new files into the site."""
    with _building:
        if _reuse:
            _reuse.finish()


def on_build_error(error: Exception) -> None:
    """Lets other builds begin: while serving, the next one of this process too."""
    _building.close()


def on_serve(
    server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
) -> LiveReloadServer:
    """Watches what is written by hand instead of what is generated: one rebuild a save.

    MkDocs takes every event for a change, also that permissions did; where the system tells that a
    file was read, a build that reads what it watches would never end.
    """
    watched = [str(config.config_file_path), str(config.extra["data"]), str(TEMPLATES)]
    server.unwatch(config.docs_dir)
    server.unwatch(watched[0])
    schedule = partial(server.observer.schedule, event_filter=CHANGES)
    server.observer.schedule = schedule  # type: ignore[method-assign]
    for path in watched:
        server.watch(path)
    return server
