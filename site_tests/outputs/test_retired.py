"""A code that is withdrawn stays, and the changes say so; nobody is led to it.

In the small dataset 52000123 is retired, has 52000104 as its successor and was called
`kLiveRoomAuthError` before. Here 21200007, which appears at stages, is retired too, without successor.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalog.model import Catalog
from generator.catalog.resolve import resolve
from generator.dataset.reader import read
from generator.outputs import render
from generator.outputs.addresses import Site
from site_tests.support.edits import release
from site_tests.support.project import LANGS, small_data

CODE, SUCCESSOR, STAGED = 52000123, 52000104, 21200007
REASON = {"zh": "与 52000104 说的是同一件事。", "en": "It says the same as 52000104."}
GONE = {"zh": "它不再出现。", "en": "It no longer appears."}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small dataset with a release from before the two codes were retired."""
    small = small_data(tmp_path_factory.mktemp("retired") / "data")
    staged, room = small / "codes" / "config.yaml", small / "codes" / "liveroom.yaml"
    retired = room.read_text("utf-8")
    room.write_text(retired[: retired.index("    retired:")], "utf-8")
    assert release(small, "2020-01-01") == 0
    room.write_text(retired, "utf-8")
    staged.write_text(
        staged.read_text("utf-8")
        + f"    retired: {{reason: {{zh: {GONE['zh']}, en: {GONE['en']}, source: error-headers}}}}\n",
        "utf-8",
    )
    assert release(small, "2020-01-02") == 0
    return small


@pytest.fixture(scope="module")
def catalogs(data: Path) -> dict[str, Catalog]:
    return resolve(read(data))


@pytest.fixture(scope="module")
def files(catalogs: dict[str, Catalog]) -> dict[str, str]:
    return render(catalogs, Site("https://small.example/", "https://github.com/example/small"))


@pytest.mark.parametrize("lang", LANGS)
def test_the_changes_and_the_feed_tell_of_it_with_its_reason(
    lang: str, files: dict[str, str], catalogs: dict[str, Catalog]
) -> None:
    newest, _ = catalogs[lang].releases
    ((kind, changes),) = newest.changes.items()
    codes = [code.code for change in changes for code in change.codes]
    assert (kind, codes) == ("retired", [STAGED, CODE])
    for path in ("changes.md", "changes/feed.xml"):
        before, _, after = files[f"{lang}/{path}"].partition(REASON[lang])
        assert before.rpartition("codes/")[2].startswith(str(CODE))
        assert str(SUCCESSOR) in after.splitlines()[1]


@pytest.mark.parametrize("lang", LANGS)
def test_no_reader_is_led_to_a_retired_code_as_a_related_one(
    lang: str, catalogs: dict[str, Catalog]
) -> None:
    for code in catalogs[lang].codes:
        assert not {CODE, STAGED} & set(code.related)
    assert catalogs[lang].by_code[CODE].related
