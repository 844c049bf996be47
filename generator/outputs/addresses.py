"""Define all published addresses: pages, their Markdown, permalinks, the API, feeds, downloads.

Paths are POSIX paths below `docs/`, and so below the site's URL. A page's path ends in `.md`; `url`
returns its address.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from generator.outputs import escape

TWIN = ".txt"
"""The suffix after `.md` of a page's Markdown, as a site builder would convert a file that ends in `.md`."""

SEARCH = "search/"
"""The folder of the files that only the site's own scripts load."""

ROBOTS = "robots.txt"
"""Leads crawlers to the sitemap; read only at the root of a host."""

API = "api/v1/"
DOCUMENTS = {
    "index": "index.json",
    "codes": "codes.json",
    "code": "codes/{code}.json",
    "names": "names.json",
    "stages": "stages.json",
    "modules": "modules.json",
    "remedies": "remedies.json",
    "legacy": "legacy.json",
}
"""Paths of the API's documents below `API`, by id; the label `api-<id>` describes each."""
OPENAPI = f"{API}openapi.json"

DOWNLOADS = {
    "codes-csv": ("codes.csv", "text/csv"),
    "messages-json": ("downloads/messages.json", "application/json"),
    "android-en": ("downloads/android/values/liveroom_errors.xml", "application/xml"),
    "android-zh": ("downloads/android/values-zh/liveroom_errors.xml", "application/xml"),
    "ios-en": ("downloads/ios/en.lproj/LiveRoomErrors.strings", "text/plain"),
    "ios-zh": ("downloads/ios/zh-Hans.lproj/LiveRoomErrors.strings", "text/plain"),
    "offline": ("downloads/liveroom-error-codes.zip", "application/zip"),
}
"""Path and media type of each download, by id; the label `download-<id>` describes it."""
OFFLINE = DOWNLOADS["offline"][0]
"""The whole site, which is packed after it is built; nobody renders it."""


@dataclass(frozen=True, slots=True)
class Site:
    """The published site: its URL (with a final slash) and its repository's."""

    url: str
    repository: str

    @classmethod
    def at(cls, url: str, repository: str) -> Site:
        """Return the site at two URLs, each with or without a final slash."""
        return cls(f"{escape.url(url.rstrip('/'))}/", escape.url(repository.rstrip("/")))

    def issue(self, **fields: object) -> str:
        """Return the URL of a new issue about the data, with `fields` filled in."""
        query = (f"{name}={quote(str(value), safe='')}" for name, value in fields.items())
        return f"{self.repository}/issues/new?template=code.yml&{'&'.join(query)}"

    def source(self, path: str) -> str:
        """Return the URL in the repository to edit a file, or to view a folder."""
        return f"{self.repository}/{'edit' if '.' in path else 'tree'}/main/{path}"


def real(url: str) -> str | None:
    """Return a URL, or None if it stands for one: nothing can be below `.example` (RFC 2606)."""
    return None if (urlsplit(url).hostname or "").endswith(".example") else url


class Overview(NamedTuple):
    """A page that each language has once: its path, template, source of its facts, and group in the menu, if any."""

    path: str
    template: str
    source: str
    group: str = ""


OVERVIEWS = (
    Overview("index", "home", "data/labels.yaml"),
    Overview("codes/index", "codes", "data/codes", "codes"),
    Overview("lookup", "lookup", "data/labels.yaml", "tools"),
    Overview("complete", "complete", "data/codes"),
    Overview("legacy", "legacy", "data/legacy.yaml", "codes"),
    Overview("anatomy", "anatomy", "data/anatomy.yaml", "codes"),
    Overview("other-products", "families", "data/families.yaml", "codes"),
    Overview("glossary", "glossary", "data/glossary.yaml", "about"),
    Overview("changes", "changes", "data/releases", "about"),
    Overview("api", "api", "data/labels.yaml", "tools"),
    Overview("about", "about", "data/labels.yaml", "about"),
)


Navigation = list[str | dict[str, list[str]]]
"""The paths of pages, and groups of them by id; the label `nav-group-<id>` is the title of each."""


def navigation(language: str, stages: Iterable[str], articles: Iterable[str] = ()) -> Navigation:
    """Return a language's navigation: the home page, the stages, and the others, those written by hand last."""
    groups = {"stages": [f"stages/{id_}" for id_ in stages]}
    for overview in OVERVIEWS:
        if overview.group:
            groups.setdefault(overview.group, []).append(overview.path)
    groups["about"] += articles
    others = ({id_: [page(language, path) for path in all_]} for id_, all_ in groups.items())
    return [page(language, "index"), *others]


def page(language: str, path: str) -> str:
    """Return the path of a language's page, such as `codes/1` for the code 1."""
    return f"{language}/{path}.md"


def alternates(path: str, languages: Iterable[str]) -> dict[str, str]:
    """Return the URL path of a page in each of the languages."""
    return {language: url(page(language, path)) for language in sorted(languages)}


def neutral(path: str) -> str:
    """Return the URL path that leads to a page in the reader's language."""
    found = url(f"{path}.md")
    return found.removeprefix("codes/") or found


def url(path: str) -> str:
    """Return the URL path, below the site's, of the file at `path` in `docs/`."""
    if path.endswith(f".md{TWIN}"):
        return path.removesuffix(TWIN)
    stem = path.removesuffix(".md").removesuffix(".html")
    if stem == path:
        return path
    parent, _, last = stem.rpartition("/")
    folder = parent if last == "index" else stem
    return f"{folder}/" if folder else ""


def twin(path: str) -> str:
    """Return the path of a page's Markdown: beside its HTML, as `index.md`."""
    return f"{url(path)}index.md{TWIN}"


def permalink(address: object) -> str:
    """Return the path of the permalink of a number or name."""
    return f"{address}/index.html"


def document(id_: str, **values: object) -> str:
    """Return the path of a document of the API; the document `code` takes the value `code`."""
    return API + DOCUMENTS[id_].format(**values)


def json_schema(id_: str) -> str:
    """Return the path of the JSON Schema of a document of the API."""
    return f"{API}schema/{id_}.json"


def search(language: str) -> str:
    """Return the path of a language's search index."""
    return f"{SEARCH}{language}.json"


def feed(language: str) -> str:
    """Return the path of a language's Atom feed of the changes."""
    return f"{language}/changes/feed.xml"


def changes(language: str, day: object = "") -> str:
    """Return the URL path of a language's page of changes or of a day on it, which is also the ID in the feed."""
    return f"{language}/changes/{f'#{day}' if day else ''}"


def legacy_value(anchor: str) -> str:
    """Return the URL path of a legacy value, relative to its language's folder."""
    return f"legacy/#{anchor}"


def code(number: int) -> str:
    """Return the URL path of a code, relative to its language's folder."""
    return f"codes/{number}/"
