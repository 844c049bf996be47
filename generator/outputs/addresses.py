"""Every address that is published: pages, their Markdown, permalinks, the API, feeds, downloads.

A path is posix, below `docs/` and so below the site's URL; that of a page ends in `.md`, and its
reader finds it at `url`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

TWIN = ".txt"
"""The suffix after `.md` of a page's Markdown: a site builder would convert a file that ends so itself."""

SEARCH = "search/"
"""The folder of what only the site's own scripts load."""

API = "api/v1/"
DOCUMENTS = {
    "index": "index.json",
    "codes": "codes.json",
    "code": "codes/{code}.json",
    "stages": "stages.json",
    "modules": "modules.json",
    "remedies": "remedies.json",
    "legacy": "legacy.json",
}
"""The API's documents by id, below `API`; the label `api-<id>` says what each holds."""
OPENAPI = f"{API}openapi.json"

DOWNLOADS = {
    "codes-csv": ("codes.csv", "text/csv"),
    "messages-json": ("downloads/messages.json", "application/json"),
    "android-en": ("downloads/android/values/liveroom_errors.xml", "application/xml"),
    "android-zh": ("downloads/android/values-zh/liveroom_errors.xml", "application/xml"),
    "ios-en": ("downloads/ios/en.lproj/LiveRoomErrors.strings", "text/plain"),
    "ios-zh": ("downloads/ios/zh-Hans.lproj/LiveRoomErrors.strings", "text/plain"),
}
"""By id: path and media type. The label `download-<id>` says what it holds."""


@dataclass(frozen=True, slots=True)
class Site:
    """The published site: its URL (with a final slash) and its repository's."""

    url: str
    repository: str

    @classmethod
    def at(cls, url: str, repository: str) -> Site:
        """The site at addresses as people write them."""
        return cls(f"{url.rstrip('/')}/", repository.rstrip("/"))

    def issue(self, **fields: object) -> str:
        """The URL of an issue about the data with its form filled in."""
        query = (f"{name}={quote(str(value), safe='')}" for name, value in fields.items())
        return f"{self.repository}/issues/new?template=code.yml&{'&'.join(query)}"

    def source(self, path: str) -> str:
        """The URL of a file to edit, or of a folder to look at, in the repository."""
        return f"{self.repository}/{'edit' if '.' in path else 'tree'}/main/{path}"


class Overview(NamedTuple):
    """A page that every language has once: its path, its template, and where its facts are."""

    path: str
    template: str
    source: str


OVERVIEWS = (
    Overview("index", "home", "data/labels.yaml"),
    Overview("codes/index", "codes", "data/codes"),
    Overview("lookup", "lookup", "data/labels.yaml"),
    Overview("complete", "complete", "data/codes"),
    Overview("legacy", "legacy", "data/legacy.yaml"),
    Overview("anatomy", "anatomy", "data/anatomy.yaml"),
    Overview("changes", "changes", "data/releases"),
    Overview("api", "api", "data/labels.yaml"),
    Overview("about", "about", "data/labels.yaml"),
)
"""In the order of the navigation, which has the stages behind the first."""


def navigation(language: str, stages: Iterable[str]) -> list[str]:
    """The pages of a language that a reader finds in the navigation, by path."""
    home, *others = (overview.path for overview in OVERVIEWS)
    paths = [home, *(f"stages/{id_}" for id_ in stages), *others]
    return [page(language, path) for path in paths]


def page(language: str, path: str) -> str:
    """The page `path` of a language: `codes/1` for the code 1."""
    return f"{language}/{path}.md"


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
    """The page that leads a reader of any language to a number or name."""
    return f"{address}/index.html"


def document(id_: str, **values: object) -> str:
    """The API's document with that id; `code` says of which code."""
    return API + DOCUMENTS[id_].format(**values)


def json_schema(id_: str) -> str:
    """The JSON Schema of the API's document with that id."""
    return f"{API}schema/{id_}.json"


def search(language: str) -> str:
    """The search index of a language."""
    return f"{SEARCH}{language}.json"


def feed(language: str) -> str:
    """The Atom feed of the changes."""
    return f"{language}/changes/feed.xml"


def legacy_value(anchor: str) -> str:
    """A legacy value below a language's folder, as a reader opens it."""
    return f"legacy/#{anchor}"


def code(number: int) -> str:
    """A code below a language's folder, as a reader opens it."""
    return f"codes/{number}/"
