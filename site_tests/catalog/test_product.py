"""Product and vendor: the data name them, and neither program nor templates do."""

from __future__ import annotations

import json
import re
from pathlib import Path

from generator.catalog.resolve import resolve
from generator.dataset.reader import read
from generator.outputs import render
from generator.outputs.addresses import Site
from site_tests.support.project import ROOT

NAME = re.compile(r"zego|liveroom", re.IGNORECASE)
ADDRESSES = r"liveroom_(?:error|remedy)_<\w+>|liveroom_errors\.xml|LiveRoomErrors\.strings|liveroom-error-codes\.zip"
PUBLISHED = re.compile(rf"liveroom-errors(?=[ :`\"])|{ADDRESSES}|\[\"liveroom\", \*parts\]")
VALUE = re.compile(
    r"\"(?:zego|liveroom)\"|(?:kick-out|network) or (?:zego|liveroom)$|network or zego\.",
    re.MULTILINE,
)
STORED = re.compile(r"liveroom-error-codes")
OF_THE_SDK = re.compile(
    r"number zego sdk liveroom|\(\?:support\|zego\)|zego\\w\*|ZEGO_\\w\+|`zego`|`ZegoError\.`|`ZegoCode_`|\(\?:zego\|sdk\)"
)
EXCEPTIONS = {
    # Published or installed under that name.
    "generator/lookup/__init__.py": PUBLISHED,
    "generator/lookup/cli.py": PUBLISHED,
    "generator/lookup/parser.py": STORED,
    "generator/outputs/addresses.py": PUBLISHED,
    "generator/outputs/exports/mobile.py": PUBLISHED,
    "generator/dataset/schema.py": PUBLISHED,
    "templates/pages/api.md.jinja": PUBLISHED,
    # A value that the API or the search index has.
    "generator/outputs/api/records.py": VALUE,
    "generator/dataset/schema_guidance.py": VALUE,
    "generator/dataset/schema_families.py": VALUE,
    "generator/catalog/guidance.py": VALUE,
    "generator/catalog/families.py": VALUE,
    "templates/types.d.ts": VALUE,
    "templates/theme/js/engine/families.js": VALUE,
    "templates/pages/code.md.jinja": VALUE,
    # Stored by browsers.
    "templates/theme/frame/scheme.html": STORED,
    "templates/theme/js/frame.js": STORED,
    "templates/theme/js/kept.js": STORED,
    "templates/theme/js/permalink.js": STORED,
    # Words that readers, texts and code of the SDK have.
    "templates/theme/js/engine/recognize.js": OF_THE_SDK,
    "generator/dataset/rules/meanings.py": OF_THE_SDK,
    "generator/dataset/rules/edits.py": OF_THE_SDK,
}
"""Files that may say the names, and where in them."""


def sources() -> dict[str, str]:
    """Return program and templates without the retry examples, which are the vendor's by nature."""
    paths = [path for folder in ("generator", "templates") for path in (ROOT / folder).rglob("*")]
    texts = {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for path in paths
        if path.is_file() and path.suffix not in (".pyc", ".svg", ".png")
    }
    return {name: text for name, text in texts.items() if "templates/examples/" not in name}


def test_program_and_templates_name_neither_product_nor_vendor() -> None:
    found, used = [], set()
    for name, text in sources().items():
        rest = text
        if name in EXCEPTIONS:
            rest, count = EXCEPTIONS[name].subn("", text)
            used |= {name} if count else set()
        lines = (line.strip() for line in rest.splitlines() if NAME.search(line))
        found += [f"{name}: {line}" for line in lines]
    assert found == []
    assert used == set(EXCEPTIONS)


def test_the_names_of_another_dataset_are_shown(small: Path) -> None:
    catalogs = resolve(read(small))
    files = render(catalogs, Site("https://example.org/", "https://example.org/repository"))
    about = json.loads(files["api/v1/openapi.json"])["info"]
    assert about["summary"] == "The error codes of the Small SDK, in Chinese and English."
    assert "not affiliated with Smallco." in about["description"]
    assert "not affiliated with Smallco." in files["downloads/ios/en.lproj/LiveRoomErrors.strings"]
    assert "Small SDK" in files["en/index.md"] and "Small SDK" in files["zh/index.md"]
    assert not [name for name, text in files.items() if "{product}" in text or "{vendor}" in text]
