"""What `explain` and `scan` read instead of the data: the API's documents and the search indexes.

Reading and validating the data takes too long for a command that somebody waits for. A wheel brings
them in a file of its own; in a checkout they are kept in `.cache/` under a digest of all that they
are made from, so that an edit shows at once.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.places import CHECKOUT, PACKAGE, PACKAGED

if TYPE_CHECKING:
    from generator.model import Catalog


class Prepared:
    """The dataset as the site publishes it."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files
        self.site: dict[str, Any] = self._read("site.json")
        """`url` (with a final slash) and `repository` of the site, `boundary` of the legacy values."""

    def _read(self, path: str) -> Any:
        return json.loads(self._files[path])

    def index(self, language: str) -> dict[str, Any]:
        """The search index."""
        index: dict[str, Any] = self._read(f"search/{language}.json")
        return index

    def words(self, language: str) -> dict[str, str]:
        """The interface's words, by id."""
        words: dict[str, str] = self._read(f"words/{language}.json")
        return words

    def document(self, code: int) -> str:
        """The API's document of a code."""
        return self._files[f"codes/{code}.json"]

    def legacy(self) -> dict[str, Any]:
        """The API's document of the legacy values."""
        document: dict[str, Any] = self._read("legacy.json")
        return document


def prepare(catalogs: Mapping[str, Catalog], url: str, repository: str) -> dict[str, str]:
    """What there is to read, by path; `url` is the site's, with a final slash."""
    from generator import api, endpoints, search_index

    boundary = next(iter(catalogs.values())).facts.boundary.date.isoformat()
    documents = dict(api.files(catalogs, url))
    files = {
        path: text
        for path, text in ((p.removeprefix(endpoints.ROOT), t) for p, t in documents.items())
        if path == "legacy.json" or path.startswith("codes/")
    }
    for language, catalog in catalogs.items():
        files[f"search/{language}.json"] = json.dumps(search_index.build(catalog))
        files[f"words/{language}.json"] = json.dumps(dict(catalog.labels))
    site = {"url": url, "repository": repository, "boundary": boundary}
    return files | {"site.json": json.dumps(site)}


def read_data(data: Path) -> dict[str, str]:
    """The same from the data themselves; raises `DataError` where they have problems."""
    from generator.resolve import resolve
    from generator.validate import read

    dataset = read(data)
    url = os.environ.get("SITE_URL") or dataset.dataset.url
    repository = os.environ.get("REPO_URL") or dataset.dataset.repository
    return prepare(resolve(dataset), f"{url.rstrip('/')}/", repository.rstrip("/"))


def load(data: Path | None = None) -> Prepared:
    """What was prepared from `data`, or without one from the dataset that came along.

    Raises `DataError` where the data have problems.
    """
    if data is None and PACKAGED.is_dir():
        return Prepared(json.loads((PACKAGED / "prepared.json").read_text("utf-8")))
    data = data or CHECKOUT / "data"
    digest = _digest(data)
    cache = CHECKOUT / ".cache" / "prepared.json"
    try:
        kept = json.loads(cache.read_text("utf-8"))
        if kept["digest"] == digest:
            return Prepared(kept["files"])
    except (OSError, ValueError, LookupError, TypeError):
        pass  # there is none, or it is of no use
    files = read_data(data)
    if not PACKAGED.is_dir():
        _keep(cache, {"digest": digest, "files": files})
    return Prepared(files)


def _digest(data: Path) -> str:
    """A digest of all that decides what is prepared: the data, the program, the site's address."""
    digest = hashlib.sha256()
    for folder, pattern in ((data, "**/*.yaml"), (PACKAGE, "*.py")):
        for path in sorted(folder.glob(pattern)):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder)} {len(content)}\n".encode() + content)
    for name in ("SITE_URL", "REPO_URL"):
        digest.update(f"{name} {os.environ.get(name)}\n".encode())
    return digest.hexdigest()


def _keep(cache: Path, content: object) -> None:
    """Replaces the cache in one step; where it cannot be written there is none."""
    mine = cache.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        cache.parent.mkdir(exist_ok=True)
        mine.write_text(json.dumps(content), "utf-8")
        mine.replace(cache)
    with suppress(OSError):
        mine.unlink(missing_ok=True)
