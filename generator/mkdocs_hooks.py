"""All that knows MkDocs: generating before it builds, and rebuilding when the data change.

MkDocs loads this file as a hook (`hooks:` in mkdocs.yml) with the repository as working directory.
"""

from __future__ import annotations

import calendar
import json
import os
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from generator import standalone
from generator.places import TEMPLATES
from generator.problems import DataError
from generator.write import locked

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

# Material's that no page asks for: its search, which is off, and a picture that ours replaces.
UNUSED = ("assets/images/", "assets/javascripts/lunr/", "assets/javascripts/workers/")
EVERY = 0.1  # seconds between two looks at what is written by hand
INDEX = "api/v1/index.json"  # below `docs/`: it says of what date the data are
_command = ""
_building = ExitStack()


def on_startup(*, command: str, dirty: bool) -> None:
    """Notes whether pages are served, so that the generator has to follow changes."""
    global _command
    _command = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Dates the site by its data and not by the clock; while serving, regenerates the Markdown."""
    docs = Path(config.docs_dir)
    if _command == "serve":
        _generate(config, docs)
    try:
        day = date.fromisoformat(json.loads((docs / INDEX).read_bytes())["dataset_date"])
    except OSError as error:
        raise PluginError(f"{error}: run `python -m generator build`") from None
    config.extra["date"] = day.isoformat()
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(calendar.timegm(day.timetuple())))
    return config


def _generate(config: MkDocsConfig, docs: Path) -> None:
    from generator.maintain import generate  # what a build that serves nothing need not wait for
    from generator.validate import read

    try:
        dataset = read(Path(config.extra["data"]))
        print(generate(dataset, docs, config.site_url, config.repo_url))
    except DataError as error:
        raise PluginError(str(error)) from None


def on_pre_build(config: MkDocsConfig) -> None:
    """Until it is built, nobody changes what it is built from."""
    _building.enter_context(locked(Path(config.docs_dir)))


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Publishes each page's Markdown beside it, and nothing of the theme that is not used.

    Under its own name MkDocs would convert the Markdown.
    """
    for file in list(files):
        if file.src_uri.startswith(UNUSED):
            files.remove(file)
        elif file.src_uri.endswith(f"/index.md{standalone.SUFFIX}"):
            file.dest_uri = file.src_uri.removesuffix(standalone.SUFFIX)
    return files


def on_page_context(context: dict[str, Any], *, page: Page, **_: Any) -> dict[str, Any]:
    """Makes the title text: Material's navigation takes that of the page itself for HTML."""
    page.title = escape(page.title)
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Lets other builds begin."""
    _building.close()


def on_build_error(error: Exception) -> None:
    """Lets other builds begin: while serving, the next one of this process too."""
    _building.close()


def on_serve(
    server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
) -> LiveReloadServer:
    """Watches what is written by hand instead of what is generated: one rebuild a save.

    MkDocs takes every event for a change, also that permissions did; where the system tells that a
    file was read, a build that reads what it watches would never end. And it looks twice a second
    only, at what here are few files.
    """
    from watchdog import events
    from watchdog.observers.polling import PollingObserver

    changes = [
        *(events.FileCreatedEvent, events.FileModifiedEvent),
        *(events.FileMovedEvent, events.FileDeletedEvent),
    ]
    server.unwatch(config.docs_dir)
    server.unwatch(str(config.config_file_path))
    server.observer = PollingObserver(timeout=EVERY)
    schedule = partial(server.observer.schedule, event_filter=changes)
    server.observer.schedule = schedule  # type: ignore[method-assign]
    for path in (str(config.config_file_path), str(config.extra["data"]), str(TEMPLATES)):
        server.watch(path)
    return server
