"""All that knows MkDocs: generating before it builds, and rebuilding when the data change.

MkDocs loads this file as a hook (`hooks:` in mkdocs.yml) with the repository as working directory.
"""

from __future__ import annotations

import calendar
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent

from generator import standalone
from generator.cli import build
from generator.problems import DataError
from generator.validate import read

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
CHANGES = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
# Material's that no page asks for: its search, which is off, and a picture that ours replaces.
UNUSED = ("assets/images/", "assets/javascripts/lunr/", "assets/javascripts/workers/")
_serving = False


def on_startup(*, command: str, dirty: bool) -> None:
    """Notes whether pages are served, that is, whether the generator has to follow changes."""
    global _serving  # MkDocs hands no object from one event to the next
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Dates the site by its data and not by the clock."""
    try:
        day = read(Path(config.extra["data"])).dataset.date
    except DataError as error:
        raise PluginError(str(error)) from None
    config.extra["date"] = day.isoformat()
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(calendar.timegm(day.timetuple())))
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """While serving, regenerates the Markdown; otherwise `docs/` is as the generator left it."""
    if _serving:
        print(
            build(
                Path(config.extra["data"]), Path(config.docs_dir), config.site_url, config.repo_url
            )
        )


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


def on_serve(
    server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
) -> LiveReloadServer:
    """Watches what is written by hand instead of what is generated: one rebuild a save.

    MkDocs takes every event for a change, also that a file was read; a build that reads what it
    watches would never end.
    """
    watched = [str(config.config_file_path), str(config.extra["data"]), str(TEMPLATES)]
    server.unwatch(config.docs_dir)
    server.unwatch(watched[0])
    schedule = partial(server.observer.schedule, event_filter=CHANGES)
    server.observer.schedule = schedule  # type: ignore[method-assign]
    for path in watched:
        server.watch(path)
    return server
