"""The MkDocs hook (`hooks:` in mkdocs.yml): generate before each build, and rebuild stale pages.

With `--dirty` MkDocs builds only pages whose Markdown is newer than their HTML, which is wrong after a
change of what all pages share. Then this marks the whole site as old, so that all of it is built.
"""

from __future__ import annotations

import calendar
import hashlib
import logging
import os
import platform
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # the command `mkdocs` does not add it

from generator.build import csp, offline, tree
from generator.build.generate import generate, site_at
from generator.build.write import ForeignFileError, locked
from generator.dataset.diagnostics import DataError
from generator.dataset.reader import examine
from generator.dataset.web_address import AddressError
from generator.outputs import addresses, scripts
from generator.outputs.articles import Article
from generator.outputs.environment import compiled

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

# The scripts in each page; `scope` makes Material's first one the same in all of them.
INLINE = ("partials/javascripts/base", "partials/javascripts/content", "frame/scheme")
# Files that no page loads: Material's, and a script that is in pages.
UNUSED = ("assets/images/", "assets/javascripts/", "assets/stylesheets/", "js/permalink.js")
OLD = 0  # a modification time before every change
NOT_REBUILT = "The last good pages are still served; fix the problem above and save."
log = logging.getLogger("mkdocs.hooks.generator")


class _Build:
    """State between the events of MkDocs."""

    command = ""
    dirty = False
    is_first = True
    is_dated_by_data = "SOURCE_DATE_EPOCH" not in os.environ  # instead of by the clock
    lock = ExitStack()
    shared = ""
    is_all = False
    articles: ClassVar[dict[str, Article]] = {}


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember the command: `serve` continues after problems. Let servers read the site's files."""
    os.umask(0o022)
    _Build.command, _Build.dirty = command, dirty


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Generate the Markdown, and set name, addresses, navigation and date from the data."""
    if _Build.command == "serve" and _Build.is_first:
        _check_port(*config.dev_addr)
    _Build.is_first = False
    data = Path(config.extra["data"])
    try:
        dataset, problems = examine(data)
        if dataset is None or (problems and _Build.command != "serve"):
            raise DataError(problems)
        for problem in problems:
            log.warning(problem)
        site = site_at(dataset.dataset, config.site_url, config.repo_url)
        config.site_url, config.repo_url = site.url, site.repository
        if not addresses.real(site.url):
            log.info(f"{site.url} stands for the site's address; set SITE_URL to publish the site")
        docs = Path(os.path.relpath(config.docs_dir))  # as problems show it
        generated = generate(dataset, data, docs, site)
    except (DataError, ForeignFileError, AddressError) as error:
        raise PluginError(f"the pages can't be generated:\n{error}") from None
    log.info(generated.summary)
    config.markdown_extensions.append(tree.NAME)
    config.extra["words"] = generated.words
    config.extra["choice"], _ = scripts.inline("permalink")
    config.extra["scope"] = urlsplit(site.url).path
    config.site_name = generated.words[config.theme["language"]]["site-name"]
    _Build.articles = {a.path: a for all_ in generated.articles.values() for a in all_}
    config.nav = [
        {language: addresses.navigation(language, dataset.stages.root, [a.name for a in articles])}
        for language, articles in generated.articles.items()
    ]
    config.extra["date"] = dataset.date.isoformat()
    if _Build.is_dated_by_data:
        os.environ["SOURCE_DATE_EPOCH"] = str(calendar.timegm(dataset.date.timetuple()))
    return config


def _check_port(host: str, port: int) -> None:
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        raise PluginError(
            f"{host}:{port} can't be served ({error.strerror}); choose another address with --dev-addr"
        ) from None


def on_pre_build(config: MkDocsConfig) -> None:
    """Lock out other builds until the site is built."""
    _Build.lock.enter_context(locked(Path(config.docs_dir)))


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Publish each page's Markdown beside it, shorten scripts and styles, drop the theme's unused files, and know the zip.

    The Markdown is renamed here, as MkDocs would convert it under its final name.
    """
    for file in list(files):
        if file.src_uri.startswith(UNUSED):
            files.remove(file)
        elif file.src_uri.endswith(f"/index.md{addresses.TWIN}"):
            file.dest_uri = addresses.url(file.src_uri)
        elif file.src_uri.startswith(("js/", "css/")):
            file.content_string = scripts.short(file.content_string)
    files.append(File.generated(config, addresses.OFFLINE, content=b""))  # pages may link it
    return files


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Mark all pages as old if what they share has changed."""
    for page in nav.pages:
        page.read_source(config)  # for its title in the navigation of pages that are built earlier
        _complete(page, config)
    for file in files.documentation_pages():
        if file.page and not file.page.meta:  # is read only if it is built; the sitemap has all
            name = file.src_uri.partition("/")[2].removesuffix(".md")
            alternates = addresses.alternates(name, config.extra["words"])
            file.page.meta = {"alternates": alternates, "permalink": addresses.neutral(name)}
    _Build.shared = _digest(_shared(nav, config, files))
    note = _note(config)
    before = note.read_bytes().decode("ascii", "replace") if note.is_file() else ""
    note.unlink(missing_ok=True)  # so that a failed build is followed by a full one
    _Build.is_all = _Build.dirty and before != _Build.shared
    if _Build.is_all:
        for path in _files_of(config):
            os.utime(path, (OLD, OLD))
    return nav


def _shared(nav: Navigation, config: MkDocsConfig, files: Files) -> Iterator[str]:
    """Yield everything that all pages depend on; MkDocs itself copies newer styles and scripts."""
    yield from (config.site_dir, config.site_url or "", config.repo_url or "", repr(config.extra))
    yield from (f"{page.url} {page.title}" for page in nav.pages)
    yield from sorted(file.src_uri for file in files)
    yield platform.python_version()
    installed = (Path(folder).glob("*.dist-info") for folder in sys.path)
    yield from sorted(path.name for paths in installed for path in paths)  # with its version
    theme = Path(str(config.theme.custom_dir))
    templates = (path for path in theme.rglob("*") if path.suffix in (".html", ".xml"))
    for path in (Path(str(config.config_file_path)), Path(__file__), *sorted(templates)):
        yield path.read_text("utf-8")


def _digest(parts: Iterator[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _note(config: MkDocsConfig) -> Path:
    """Return the path of the file with the digest of the last build."""
    return Path(str(config.config_file_path)).parent / ".cache" / f"{_Build.command}.digest"


def _files_of(config: MkDocsConfig) -> Iterator[Path]:
    """Yield the files of the site without hidden ones, such as git's, which MkDocs leaves alone too."""
    for entry in Path(config.site_dir).glob("[!.]*"):
        yield from (path for path in (entry, *entry.rglob("*")) if path.is_file())


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Give the pages written by hand what the front matter of the others says."""
    _complete(page, config)
    return markdown


def _complete(page: Page, config: MkDocsConfig) -> None:
    article = _Build.articles.get(page.file.src_uri)
    if article:
        front = {"title": article.title, "description": article.summary, "lang": article.language}
        alternates = addresses.alternates(article.name, config.extra["words"])
        page.meta = {**front, "alternates": alternates, **page.meta}


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Stop Jinja from checking each template for changes on every page, keep the compiled ones, and set the pages' policy.

    While serving there is no policy: MkDocs reloads pages by an inline script. The zip, whose links are checked
    by now, is written at the end.
    """
    env.auto_reload = False
    env.bytecode_cache = compiled()
    files.remove(files.src_uris[addresses.OFFLINE])
    if _Build.command != "serve":
        inline = (env.get_template(f"{name}.html") for name in INLINE)
        features = config.theme["features"]
        texts = (template.render(config=config, features=features) for template in inline)
        choice = f"<script>{config.extra['choice']}</script>"  # of the 404 page
        config.extra["policy"] = csp.policy("".join([choice, *texts]))
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Remove pages that were not built again, pack the rest, save the digest, and release the lock."""
    if _Build.is_all:
        for path in _files_of(config):
            if path.stat().st_mtime == OLD:
                path.unlink()
    if not (mark := Path(config.site_dir, ".nojekyll")).exists():
        mark.touch()  # GitHub Pages would leave out some names
    if _Build.dirty or _Build.command == "serve":  # in no time to pack
        Path(config.site_dir, addresses.OFFLINE).unlink(missing_ok=True)
    else:
        offline.pack(Path(config.site_dir), date.fromisoformat(config.extra["date"]))
    note = _note(config)
    note.parent.mkdir(exist_ok=True)
    note.write_text(_Build.shared, "utf-8")
    _Build.lock.close()


def on_build_error(error: Exception) -> None:
    """Release the lock, as serving needs it again, and tell in a sentence that a disk is full or read-only."""
    _Build.lock.close()
    if isinstance(error, OSError):
        raise PluginError(
            f"the site can't be written: {error}; build it again after that"
        ) from None


def on_serve(
    server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    """Continue to serve after an error, and watch of the pages only what people write.

    The folders of the languages are not watched during a build, which writes there too.
    """
    folders: set[str] = set()

    def watch() -> None:
        paths = {Path(config.docs_dir, language) for language in config.extra["words"]}
        paths |= {Path(config.docs_dir, path).parent for path in _Build.articles}
        folders.update(str(path) for path in paths if path.is_dir())
        for folder in folders:
            server.watch(folder, recursive=False)

    def build() -> None:
        for folder in folders:
            server.unwatch(folder)
        folders.clear()
        try:
            builder()
        except SystemExit:  # MkDocs has logged the reason
            log.error(NOT_REBUILT)
        except PluginError as error:
            log.error(f"{error}\n{NOT_REBUILT}")
        except Exception:
            log.exception(NOT_REBUILT)
        finally:
            watch()

    server.builder = build  # MkDocs' own answers no requests after an error
    server.unwatch(config.docs_dir)
    watch()
    return server
