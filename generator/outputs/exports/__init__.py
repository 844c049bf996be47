"""Export codes as CSV, and user messages as JSON and as string resources for apps. Texts are plain."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from generator.catalog.model import Catalog
from generator.outputs.addresses import DOWNLOADS
from generator.outputs.exports.mobile import android, ios, messages, notice, resources
from generator.outputs.exports.spreadsheet import codes_csv


def files(catalogs: Mapping[str, Catalog], url: str) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file; `url` is the site's, with a final slash."""
    texts = {
        "codes-csv": codes_csv(catalogs, url),
        "messages-json": json.dumps(messages(catalogs), ensure_ascii=False, indent=1) + "\n",
    }
    head = notice(catalogs["en"])
    for lang in ("en", "zh"):
        strings = resources(catalogs[lang])
        texts[f"android-{lang}"] = android(strings, head)
        texts[f"ios-{lang}"] = ios(strings, head)
    for id_, text in texts.items():
        yield DOWNLOADS[id_][0], text


def names(catalogs: Mapping[str, Catalog]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the path of each file of app resources, with the names in it."""
    for lang, catalog in catalogs.items():
        found = tuple(resources(catalog))
        for platform in ("android", "ios"):
            path, _ = DOWNLOADS[f"{platform}-{lang}"]
            yield path, found
