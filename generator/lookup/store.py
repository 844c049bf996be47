"""The packed dataset that `explain` and `scan` read: API documents, search indexes, texts.

Reading and validating the data at every command would take too long, so the package contains the results.
Each file is read only when it is needed.

The packed texts link to the site's address of the build, which `SITE_URL` replaces when a command runs. Without
either they have no links to the site.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

PACKED = Path(__file__).with_name("packed")
"""The folder in an installed package, which a checkout lacks."""


class WrongAddress(ValueError):
    """A variable of the environment, by name, isn't the address of a website."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Store:
    """The dataset as the site publishes it; `read` returns the text of a file, by path."""

    def __init__(self, read: Callable[[str], str]) -> None:
        self._read = read
        self.site: dict[str, Any] = self._load("site.json")
        """`base`, the address in the packed texts; `url` and `repository`, the same without those of an example;
        `boundary` of the legacy values, `date` and `version` of the data."""

    @classmethod
    def packed(cls) -> Store:
        """Return the dataset of the installed package."""
        return cls(lambda path: (PACKED / path).read_text("utf-8"))

    @cached_property
    def url(self) -> str | None:
        """The site's address, with a final slash, or None if it has none yet; raise `WrongAddress`."""
        url = _given("SITE_URL") or self.site["url"]
        return url and f"{url.rstrip('/')}/"

    @cached_property
    def repository(self) -> str | None:
        """The repository's address, or None if it has none yet; raise `WrongAddress`."""
        repository: str | None = _given("REPO_URL") or self.site["repository"]
        return repository

    def _load(self, path: str) -> Any:
        return json.loads(self._read(path))

    def _linked(self, text: str) -> str:
        """Lead the links of a text to the site where it is, or remove them."""
        if self.url:
            return text.replace(self.site["base"], self.url)
        base = re.escape(self.site["base"])
        text = re.sub(rf"\[((?:\\.|[^\[\]\\])*)\]\({base}[^)]*\)", r"\1", text)
        return re.sub(rf"^(<{base}.*\n\n|.*{base}.*\n)", "", text, flags=re.MULTILINE)

    def index(self, language: str) -> str:
        """Return a language's search index, as JSON text."""
        return self._read(f"search/{language}.json")

    def words(self, language: str) -> dict[str, str]:
        """Return a language's labels, by id."""
        words: dict[str, str] = self._load(f"words/{language}.json")
        return words

    def text(self, language: str, code: int, stage: str | None, *, full: bool) -> str:
        """Return the Markdown of a code, `stage` first: a few lines, or with `full` the whole page."""
        texts: dict[str, str] = self._load(f"{'twins' if full else 'blocks'}/{language}.json")
        return self._linked(texts.get(f"{code} {stage}", texts[str(code)]))

    def document(self, code: int) -> dict[str, Any]:
        """Return the API's document of a code."""
        return self._record(json.loads(self._load("documents.json")[str(code)]))

    def legacy(self, language: str, anchor: str) -> dict[str, Any]:
        """Return the API's record of the legacy value with an anchor on its page."""
        values: list[dict[str, Any]] = self._load("api/v1/legacy.json")["items"]
        page = f"#{anchor}"
        found = (value for value in values if value["urls"]["pages"][language].endswith(page))
        return self._record(next(found))

    def _record(self, record: dict[str, Any]) -> dict[str, Any]:
        """Lead the addresses in a record to the site where it is; without one they are null."""
        urls = json.loads(self._linked(json.dumps(record["urls"]))) if self.url else None
        return record | {"urls": urls}


def _given(name: str) -> str | None:
    """Return the address in a variable of the environment, percent-encoded."""
    text = os.environ.get(name)
    if text and not re.match(r"https?://[^/]", text):
        raise WrongAddress(name)
    return quote(text, safe="%/:?#[]@!$&'*+,;=~") if text else None
