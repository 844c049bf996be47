"""Builds with MkDocs only the pages that changed, on every core, and leaves all other files alone.

The site folder itself is what is kept: a note in `.cache/` says of each page from what it was made
and what came out, as digests. A page is left as it stands where its Markdown and what all pages
share (`_Shared`) are the same and its file still has the noted content; whatever does not match is
built again. MkDocs' own functions convert and render the others, so that the site has the same
bytes as without this module (`reuse: false` below `extra` in mkdocs.yml, or `REUSE=false`).

MkDocs empties the folder that it builds into. It is therefore given a folder beside the site, and
what it put there is moved over at the end.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import platform
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
import mkdocs.commands.build
import mkdocs.structure.files
from markdown import Extension, Markdown
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from generator.compiled import compiled
from generator.cores import spread

DISTRIBUTIONS = ("jinja2", "markdown", "markupsafe", "mkdocs", "mkdocs-material", "pyyaml")
"""What turns Markdown into pages: with another version of one, every page is built again."""

LEANS_ON = {
    mkdocs.commands.build: "77fb0135d13f14223066a60c5a7e0293e333d1e6a4b058cebbb6d8acf8cc3825",
    mkdocs.structure.files: "4132e55a63c61e9a3494d9d913f2689a2f6096a811fc6641117adb35861726e4",
}
"""The modules of MkDocs whose order of steps this one relies on, as digests of their source."""

RENDERED: dict[Any, Any] = {}
"""What `render` remembers while pages are served; MkDocs loads the hooks anew for each build."""

UNUSED = {
    "inlinePatterns": (
        *("reference", "short_reference", "image_link", "image_reference", "short_image_ref"),
        *("autolink", "automail", "linebreak"),
    ),
    "parser.blockprocessors": ("setextheader", "hr", "quote", "reference"),
}
"""Syntax of Markdown that the templates do not use, and that text cannot use as it is escaped."""

FEW = 64
"""Pages or files up to which another process costs more than it saves."""

TOGETHER = 16
"""Pages that a process is given at a time."""

_BUILDING = "-building"


class Built(NamedTuple):
    """What is noted of a page: digests of its Markdown and its HTML, and its anchors and links."""

    source: str
    output: str | None  # None where the page has to be built again: it gave a warning
    anchors: list[str]
    links: dict[str, dict[str, str]]


class Reuse:
    """One build, from `begin` to `finish`; the hooks call the steps in this order."""

    def __init__(self, config: MkDocsConfig, command: str) -> None:
        _check(config)
        self.config = config
        self.site = Path(config.site_dir)
        self.building = self.site.with_name(f"{self.site.name}{_BUILDING}")
        config.site_dir = str(self.building)
        config.markdown_extensions.append(f"{__name__}:Lean")
        self.files = _Files([], self.site)
        self.nav = Navigation([], [])
        self.pages: dict[str, Built] = {}
        self.shared = ""
        self.note = _Note(Path(config.config_file_path).parent / ".cache" / f"{command}.json")

    def collect(self, files: Files) -> Files:
        """Takes what MkDocs found; it gets to see only what it has to build itself: no page."""
        self.files = _Files(files, self.site)
        return self.files

    def build(self, env: jinja2.Environment) -> None:
        """Builds the pages that changed."""
        env.bytecode_cache = compiled()
        env.auto_reload = False  # the templates do not change while they are rendered
        pages = [file.page for file in self.files.documentation_pages() if file.page]
        for page in self.nav.pages:
            page.read_source(self.config)
            if "title" not in page.meta:
                what = f"{page.file.src_uri} is in the navigation and has no title"
                raise PluginError(f"{what}: write one into its front matter")
        self.shared = self._shared(env)
        known = self.note.read(self.shared)
        changed = []
        for page in pages:
            noted = known.get(page.file.src_uri)
            if noted and self._stands(page, noted):
                self.pages[page.file.src_uri] = noted
                self.files.kept.add(page.file.dest_uri)
            else:
                changed.append(page)
        work = _Work(self.config, self.files, self.nav, env, changed)
        for page, built in work.done():
            self.pages[page.file.src_uri] = built
        for page in pages:
            built = self.pages[page.file.src_uri]
            page.present_anchor_ids = set(built.anchors)
            page.links_to_anchors = {
                file: links
                for uri, links in built.links.items()
                if (file := self.files.get_file_from_path(uri))
            }

    def finish(self) -> None:
        """Checks the links to sections, moves the new files into the site and notes what is there."""
        level = self.config.validation.links.anchors
        for file in self.files.documentation_pages():
            assert file.page
            file.page.validate_anchor_links(files=self.files, log_level=level)
        self.note.write(self.shared, self.pages)
        _move(self.building, self.site, self.files.kept)
        self.config.site_dir = str(self.site)

    def _shared(self, env: jinja2.Environment) -> str:
        """A digest of all that a page is made from beside its own Markdown.

        What the theme shows on an empty page of each folder stands for what it takes from the
        navigation and the settings.
        """
        config, listed = self.config, self.files.documentation_pages()
        parts = [version(name) for name in DISTRIBUTIONS]
        parts += [platform.python_version(), utils.get_build_date(), str(self.site)]
        parts += [repr(config.user_configs), repr(config.site_url), repr(config.extra)]
        parts += sorted(f"{file.src_uri} {file.dest_uri} {file.inclusion}" for file in self.files)
        theme = Path(config.theme.custom_dir).rglob("*.html") if config.theme.custom_dir else ()
        parts += [_digest(path.read_bytes()) for path in [Path(__file__), *sorted(theme)]]
        folders = {os.path.dirname(file.src_uri): file for file in listed}
        for folder, file in folders.items():
            _, meta = utils.meta.get_data(file.content_string)
            text = f"---\nlang: {json.dumps(meta.get('lang'))}\n---\n"
            empty = Page(None, File.generated(config, f"{folder}/empty.md", content=text), config)
            mkdocs.commands.build._populate_page(empty, config, self.files)
            context = mkdocs.commands.build.get_context(self.nav, listed, config, empty)
            parts.append(env.get_template("main.html").render(context))
        return _digest(
            "\0".join(parts).encode("utf-8", "surrogateescape")
        )  # paths may be any bytes

    def _stands(self, page: Page, noted: Built) -> bool:
        """Whether the page's file is what its Markdown would give again."""
        if _digest(page.file.content_bytes) != noted.source:
            return False
        try:
            return _digest(_read(f"{self.site}/{page.file.dest_uri}")) == noted.output
        except OSError:
            return False


class _Files(Files):
    """MkDocs' files; its loops over pages find none, and only changed files are copied."""

    def __init__(self, files: Any, site: Path) -> None:
        super().__init__(files)
        self.site = site
        self.kept: set[str] = set()

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] | None = None
    ) -> Sequence[File]:
        """Every page for whoever lists pages, none for MkDocs' loops, which name an `inclusion`."""
        if inclusion is None:
            return super().documentation_pages()
        return []

    def copy_static_files(
        self,
        dirty: bool = False,
        *,
        inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included,
    ) -> None:
        """Copies what differs from the file that the site has."""
        static = [f for f in self if inclusion(f.inclusion) and not f.is_documentation_page()]
        self.kept.update(filter(None, spread(self._kept_or_copied, static, together=FEW)))

    def _kept_or_copied(self, file: File) -> str | None:
        """Where the site has the file already; else copies it."""
        try:
            if _read(f"{self.site}/{file.dest_uri}") == file.content_bytes:
                return str(file.dest_uri)
        except OSError:
            pass
        file.copy_file()
        return None


class Lean(Extension):
    """Does not look for `UNUSED` syntax, which takes a good part of the time; without it is an error."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's
        for registry, names in UNUSED.items():
            for name in names:
                attrgetter(registry)(md).deregister(name)


class _Work:
    """Pages to be built, in processes of their own where they are many."""

    def __init__(
        self,
        config: MkDocsConfig,
        files: Files,
        nav: Navigation,
        env: jinja2.Environment,
        pages: list[Page],
    ) -> None:
        self.config, self.files, self.nav, self.env = config, files, nav, env
        self.listed = files.documentation_pages()
        self.shown = {page.file.src_uri for page in nav.pages}  # by other pages, with what they say
        self.pages = sorted(pages, key=lambda page: -len(page.file.content_bytes))

    def done(self) -> Iterator[tuple[Page, Built]]:
        """Builds each page and says what to note of it."""
        if len(self.pages) <= FEW:
            for page in self.pages:
                yield page, self._build(page)[0]
            return
        here = os.getpid()
        numbered = partial(self._numbered, here)
        for number, built, records in spread(numbered, range(len(self.pages)), together=TOGETHER):
            for record in records:
                logging.getLogger(record.name).handle(record)
            yield self.pages[number], built

    def _numbered(self, here: int, number: int) -> tuple[int, Built, list[logging.LogRecord]]:
        """The page of that number, and the warnings that are still to be told by the process `here`."""
        if os.getpid() == here:
            return number, self._build(self.pages[number])[0], []
        for handler in logging.getLogger("mkdocs").handlers:
            handler.addFilter(_is_no_warning)
        return number, *self._build(self.pages[number])

    def _build(self, page: Page) -> tuple[Built, list[logging.LogRecord]]:
        """Converts, renders and writes one page as MkDocs does."""
        log = logging.getLogger("mkdocs")
        heard = _Hear()
        log.addHandler(heard)
        try:
            source = _digest(page.file.content_bytes)
            mkdocs.commands.build._populate_page(page, self.config, self.files)
            mkdocs.commands.build._build_page(
                page, self.config, self.listed, self.nav, self.env, excluded=False
            )
        finally:
            log.removeHandler(heard)
        output = None if heard.records else _digest(Path(page.file.abs_dest_path).read_bytes())
        links = {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()}
        built = Built(source, output, sorted(page.present_anchor_ids or ()), links)
        page.content, page.markdown = None, ""  # written; of many pages this would fill the memory
        if page.file.src_uri not in self.shown:
            page.toc, page.meta = TableOfContents([]), {}
            page.present_anchor_ids = page.links_to_anchors = None
        return built, heard.records


def _is_no_warning(record: logging.LogRecord) -> bool:
    """Whether a copy tells it itself: an error too, after which nothing else is told."""
    return record.levelno != logging.WARNING


class _Hear(logging.Handler):
    """Keeps what is worth a warning."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


class _Note:
    """The file that says from what the pages of a site were made."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, shared: str) -> dict[str, Built]:
        """The pages, where what they share is the same; none of a file that is not whole."""
        try:
            seal, _, text = self.path.read_bytes().partition(b"\n")
        except OSError:
            return {}
        if seal.decode("ascii", "replace") != _digest(text):
            return {}
        note = json.loads(text)
        if note["shared"] != shared:
            return {}
        return {uri: Built(*values) for uri, values in note["pages"].items()}

    def write(self, shared: str, pages: dict[str, Built]) -> None:
        """Notes the pages, sealed with a digest."""
        text = json.dumps({"shared": shared, "pages": pages}, separators=(",", ":")).encode()
        self.path.parent.mkdir(exist_ok=True)
        new = self.path.with_suffix(f".{os.getpid()}")
        new.write_bytes(_digest(text).encode() + b"\n" + text)
        new.replace(self.path)


def _move(new: Path, site: Path, kept: set[str]) -> None:
    """Removes from `site` what is neither in `new` nor kept, and moves over what differs."""
    with suppress(OSError):  # it has something in it
        new.replace(site)
        return
    made = set(_below(new))
    stale = set(_below(site)) - made - kept
    for uri in stale:
        if not uri.startswith("."):  # MkDocs leaves these to their owner, such as git
            (site / uri).unlink()
    for folder, _, _ in os.walk(site, topdown=False) if stale else ():
        if not os.listdir(folder) and not os.path.relpath(folder, site).startswith("."):
            os.rmdir(folder)
    for uri in made:
        source, target = new / uri, site / uri
        if not target.is_file() or target.read_bytes() != source.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
    shutil.rmtree(new)


def _below(folder: Path) -> Iterator[str]:
    """Every file below a folder, as a posix path."""
    top = len(str(folder)) + 1
    for path, _, names in os.walk(folder):
        below = path[top:].replace(os.sep, "/")
        yield from (f"{below}/{name}" for name in names) if below else names


def _check(config: MkDocsConfig) -> None:
    """Raises `PluginError` where something is not as this module takes it to be."""
    off = "switch it off with REUSE=false until then"
    for module, digest in LEANS_ON.items():
        assert module.__file__
        if _digest(Path(module.__file__).read_bytes()) != digest:
            what = f"{module.__name__} is another than generator/reuse.py was written for"
            raise PluginError(f"{what}: read its changes, then note its digest; {off}")
    if config.draft_docs:
        raise PluginError(f"generator/reuse.py knows no drafts: teach it; {off}")
    others = [name for name in config.plugins if not name.endswith("mkdocs_hooks.py")]
    if others:
        what = f"generator/reuse.py does not know what the plugins {', '.join(others)} do to a page"
        raise PluginError(f"{what}: teach it; {off}")


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # of thousands of small files a buffer is a cost
        return file.read()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
