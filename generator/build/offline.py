"""Pack the built site into a zip that can be read from a folder, without a server or network.

Under `file://`, browsers refuse modules and `fetch`, and list a folder instead of its index page. In
this copy, links name files, one classic script (`templates/offline/offline.js.jinja`) contains all
modules, and the search indexes are scripts.
"""

from __future__ import annotations

import datetime
import json
import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.outputs.addresses import OFFLINE
from generator.outputs.environment import TEMPLATES

NAME = PurePosixPath(OFFLINE).stem  # the folder in the zip
_SERVED = {"404.html", "sitemap.xml", "sitemap.xml.gz", OFFLINE}  # of use only to a server
_SCRIPT = "js/offline.js"

# A comment, an element with only text in it, as two groups, or a start tag: parsing takes ten times as long.
_TAGS = re.compile(
    r"""<!--.*?-->|(<(script|style|textarea|title)\b{0}>)(.*?</\2)|<[a-zA-Z]{0}>""".replace(
        "{0}", r"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+"""
    ),
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""(?<=\s)([\w:-]+)=("[^"]*"|'[^']*')""")
_LOCAL = re.compile(r"(?![a-z]+:|//|#)([^?#]*)(.*)", re.DOTALL)
_MODULE = re.compile(r' type="module" src="(?:\.\./)*js/([\w/-]+\.js)"')
_IMPORTING = '<script type="module">import '
_IMPORT = re.compile(r'\b(from |import |import\()"(\.\.?/[\w./-]+\.js)"')


def pack(site: Path, date: datetime.date) -> None:
    """Pack the built site in the folder `site` into the zip in it, at `OFFLINE`.

    Every file is dated `date`, so that the same site gives the same bytes. Raises `OSError` if `site`
    cannot be read or written.
    """
    target, files = site / OFFLINE, dict(_files(site))
    target.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(target, "w") as archive:
        for path in sorted(files):
            entry = ZipInfo(f"{NAME}/{path}", (date.year, date.month, date.day, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # Unix, on every system
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[path])


def _files(site: Path) -> Iterator[tuple[str, bytes]]:
    sources = {}
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        path = PurePosixPath(file.relative_to(site).as_posix())
        if str(path) in _SERVED:
            continue
        content = file.read_bytes()
        if path.suffix == ".html":
            content = _page(content.decode(), "../" * (len(path.parts) - 1)).encode()
        elif path.is_relative_to("js"):
            sources[str(path.relative_to("js"))] = content.decode()
        elif str(path.parent) == "search":
            give = f"offline.give({json.dumps(path.stem)}, {content.decode()});\n"
            path, content = path.with_suffix(".js"), give.encode()
        yield str(path), content
    yield _SCRIPT, _script(sources).encode()


def _script(sources: dict[str, str]) -> str:
    """Return the classic script with all modules, by their paths below js/."""
    modules = {path: _with_paths(source, path) for path, source in sources.items()}
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES / "offline"), undefined=StrictUndefined
    )
    template = environment.get_template("offline.js.jinja")
    return template.render(sources=json.dumps(modules, ensure_ascii=False))


def _with_paths(source: str, path: str) -> str:
    """Make a module's imports absolute: a `data:` URL has no base for relative ones."""
    folder = posixpath.dirname(path)

    def absolute(found: re.Match[str]) -> str:
        return f'{found[1]}"{posixpath.normpath(posixpath.join(folder, found[2]))}"'

    return _IMPORT.sub(absolute, source)


def _page(text: str, root: str) -> str:
    """Convert the start tags of a page, and leave text that looks like a tag alone; `root` leads to the index page."""
    text = _TAGS.sub(lambda found: _tag(found[1] or found[0]) + (found[3] or ""), text)
    return text.replace(_IMPORTING, f'<script src="{root}{_SCRIPT}"></script>{_IMPORTING}', 1)


@lru_cache(10_000)
def _tag(tag: str) -> str:
    if tag.startswith("<!"):
        return tag
    if " http-equiv=" in tag:  # no file is of the origin 'self'
        return ""
    if module := _MODULE.search(tag):
        return f'{_IMPORTING}"{module[1]}";'
    return _ATTRIBUTE.sub(_to_file, tag)


def _to_file(attribute: re.Match[str]) -> str:
    """Replace a link to a folder by one to its index page."""
    name, quoted = attribute[1], attribute[2]
    local = _LOCAL.fullmatch(quoted[1:-1])
    if name != "href" or not local or not local[1]:  # without a path, it leads to the page itself
        return attribute[0]
    if local[1].endswith(OFFLINE):  # this copy itself
        return ""
    if local[1].rpartition("/")[2] not in {"", ".", ".."}:
        return attribute[0]
    return f"href={quoted[0]}{local[1].rstrip('/')}/index.html{local[2]}{quoted[0]}"
