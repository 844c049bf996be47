"""Makes one zip of the built site that is read from a folder, without a server and a network.

From a folder (`file://`) browsers refuse modules and `fetch`, and show a folder instead of the page
in it. So in this copy each link names its file, the scripts' modules come from one classic script
(`templates/offline/offline.js.jinja`), and the search index is a script too.
"""

from __future__ import annotations

import datetime
import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.build.html_page import HtmlPage
from generator.outputs.environment import TEMPLATES

NAME = "liveroom-error-codes"  # of the folder in the zip
_SERVED = {"404.html", "sitemap.xml", "sitemap.xml.gz"}  # what only a server has a use for
_SCRIPT = "js/offline.js"

_ATTRIBUTE = re.compile(r"""(?<=\s)([\w:-]+)=("[^"]*"|'[^']*')""")
_LOCAL = re.compile(r"(?![a-z]+:|//|#)([^?#]*)(.*)", re.DOTALL)
_MODULE = re.compile(r' type="module" src="((?:\.\./)*)js/([\w/-]+\.js)"')
_IMPORT = re.compile(r'\b(from |import |import\()"(\.\.?/[\w./-]+\.js)"')


def pack(site: Path, target: Path, date: datetime.date) -> int:
    """Writes the zip `target` of the built site in the folder `site`; gives the number of files.

    The same site and `date`, which every file in the zip bears, give the same bytes. Raises
    `OSError` where `site` cannot be read or `target` not be written.
    """
    files = dict(_files(site))
    target.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(target, "w") as archive:
        for path in sorted(files):
            entry = ZipInfo(f"{NAME}/{path}", (date.year, date.month, date.day, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[path])
    return len(files)


def _files(site: Path) -> Iterator[tuple[str, bytes]]:
    sources = {}
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        path = PurePosixPath(file.relative_to(site).as_posix())
        if str(path) in _SERVED:
            continue
        content = file.read_bytes()
        if path.suffix == ".html":
            content = _page(content.decode()).encode()
        elif path.is_relative_to("js"):
            sources[str(path.relative_to("js"))] = content.decode()
        elif str(path.parent) == "search":
            give = f"offline.give({json.dumps(path.stem)}, {content.decode()});\n"
            path, content = path.with_suffix(".js"), give.encode()
        yield str(path), content
    yield _SCRIPT, _script(sources).encode()


def _script(sources: dict[str, str]) -> str:
    """The classic script that has all modules in it, under their paths below js/."""
    modules = {path: _with_paths(source, path) for path, source in sources.items()}
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES / "offline"), undefined=StrictUndefined
    )
    template = environment.get_template("offline.js.jinja")
    return template.render(sources=json.dumps(modules, ensure_ascii=False))


def _with_paths(source: str, path: str) -> str:
    """A module that imports others by path: from a data: address nothing relative leads anywhere."""
    folder = posixpath.dirname(path)

    def absolute(found: re.Match[str]) -> str:
        return f'{found[1]}"{posixpath.normpath(posixpath.join(folder, found[2]))}"'

    return _IMPORT.sub(absolute, source)


def _page(text: str) -> str:
    """A page whose start tags alone are changed; text that looks like a tag is left as it is."""
    pieces, done, script = [], 0, f'<script src="{{}}{_SCRIPT}"></script>'
    for tag in HtmlPage(text).tags:
        changed = _ATTRIBUTE.sub(_to_file, tag.text)
        if module := _MODULE.search(tag.text):
            changed = f'{script.format(module[1])}<script type="module">import "{module[2]}";'
            script = ""  # once a page
        pieces += [text[done : tag.start], changed]
        done = tag.start + len(tag.text)
    return "".join([*pieces, text[done:]])


def _to_file(attribute: re.Match[str]) -> str:
    """A link to a folder made one to the page in it, as a server would."""
    name, quoted = attribute[1], attribute[2]
    local = _LOCAL.fullmatch(quoted[1:-1])
    if name != "href" or not local or not local[1]:  # without a path it is of this page
        return attribute[0]
    if local[1].rpartition("/")[2] not in {"", ".", ".."}:
        return attribute[0]
    return f"href={quoted[0]}{local[1].rstrip('/')}/index.html{local[2]}{quoted[0]}"
