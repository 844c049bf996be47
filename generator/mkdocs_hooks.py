"""All that knows MkDocs: generating before it builds, and rebuilding when the data change.

MkDocs loads this file as a hook (`hooks:` in mkdocs.yml) with the repository as working directory.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer

from generator.cli import DATA, build
from generator.problems import DataError

_HERE = Path(__file__).resolve().parent
_serving = False


def on_startup(*, command: str, dirty: bool) -> None:
    """Notes whether pages are served, that is, whether the generator has to follow changes."""
    global _serving  # noqa: PLW0603 - MkDocs hands no object from one event to the next
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Dates the site by its data and not by the clock."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """While serving, regenerates the Markdown; `nox -s build` has done so already otherwise."""
    if not _serving:
        return
    try:
        build(DATA, Path(config.docs_dir), config.site_url, config.repo_url)
    except DataError as error:
        raise PluginError(str(error)) from None


def on_serve(
    server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
) -> LiveReloadServer:
    """Watches what is written by hand instead of what is generated: one rebuild a save."""
    server.unwatch(config.docs_dir)
    for folder in (DATA, _HERE.parent / "templates"):
        server.watch(str(folder))
    return server
