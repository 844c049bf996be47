"""A code that is withdrawn stays, and every output says so; a name that changed still leads to it.

In the small dataset 52000123 is retired, has 52000104 as its successor and was called
`kLiveRoomAuthError` before. Here 21200007, which appears at stages, is retired too, without successor.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from generator.catalog.model import Catalog
from generator.catalog.resolve import resolve
from generator.commands import main
from generator.dataset.reader import read
from generator.outputs import render
from generator.outputs.addresses import Site
from site_tests.support.edits import release
from site_tests.support.html import parse, text_of
from site_tests.support.project import LANGS

CODE, SUCCESSOR, STAGED = 52000123, 52000104, 21200007
FORMER, NAME = "kLiveRoomAuthError", "kLiveRoomRoomAuthError"
REASON = {"zh": "与 52000104 说的是同一件事。", "en": "It says the same as 52000104."}
GONE = {"zh": "它不再出现。", "en": "It no longer appears."}
REMARK = {"zh": "（已停用）", "en": "(Retired) "}


@pytest.fixture
def data(small: Path) -> Path:
    """The small dataset with a release from before the two codes were retired."""
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


@pytest.fixture
def catalogs(data: Path) -> dict[str, Catalog]:
    return resolve(read(data))


@pytest.fixture
def files(catalogs: dict[str, Catalog]) -> dict[str, str]:
    return render(catalogs, Site("https://small.example/", "https://github.com/example/small"))


def line_of(text: str, words: str) -> str:
    """The line of a text that has `words` in it."""
    (line,) = (line for line in text.splitlines() if words in line)
    return line


@pytest.mark.parametrize("page", ["codes/{}.md", "codes/{}/index.md.txt"])
@pytest.mark.parametrize("lang", LANGS)
def test_the_page_of_a_retired_code_says_so_first_with_reason_and_successor(
    lang: str, page: str, files: dict[str, str], catalogs: dict[str, Catalog]
) -> None:
    text = files[f"{lang}/{page.format(CODE)}"]
    head = text[: text.index(catalogs[lang].labels["meaning"])]
    assert catalogs[lang].labels["retired"] in head
    assert REASON[lang] in head
    assert f"[{SUCCESSOR}](" in head
    without = files[f"{lang}/{page.format(STAGED)}"]
    head = without[: without.index(catalogs[lang].labels["meaning"])]
    assert GONE[lang] in head
    assert catalogs[lang].labels["retired-successor"] not in head
    in_use = files[f"{lang}/{page.format(SUCCESSOR)}"]
    assert catalogs[lang].labels["retired"] not in in_use


@pytest.mark.parametrize("lang", LANGS)
def test_a_retired_code_keeps_what_was_said_of_it(lang: str, files: dict[str, str]) -> None:
    page = files[f"{lang}/codes/{STAGED}.md"]
    for section in ("meaning", "remedies", "stages", "retry", "anatomy", "related", "source"):
        assert f"{{ #{section} }}" in page


@pytest.mark.parametrize(
    "page, row",
    [
        ("codes/index.md.txt", "[{}]("),
        ("complete.md", "[{}]("),
        ("stages/login.md", "[{}]("),
        ("llms.txt", "[{} "),
    ],
)
@pytest.mark.parametrize("lang", LANGS)
def test_a_list_marks_a_retired_code(lang: str, page: str, row: str, files: dict[str, str]) -> None:
    assert REMARK[lang] in line_of(files[f"{lang}/{page}"], row.format(STAGED)).replace("\\", "")


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_of_codes_the_search_and_the_text_for_assistants_say_so(
    lang: str, files: dict[str, str], catalogs: dict[str, Catalog]
) -> None:
    table = files[f"{lang}/codes/index.md"]
    row = table[table.index(f'<tr data-code="{CODE}"') :].partition("</tr>")[0]
    assert REMARK[lang] in row
    records = {r["c"]: r for r in json.loads(files[f"search/{lang}.json"])["records"]}
    assert records[CODE]["x"].startswith(REMARK[lang])
    assert REASON[lang] in records[CODE]["o"]
    assert not records[SUCCESSOR]["x"].startswith(REMARK[lang])
    full = files[f"{lang}/llms-full.txt"]
    assert catalogs[lang].labels["retired"] in line_of(full, REASON[lang])
    assert line_of(full, REASON[lang]).endswith(str(SUCCESSOR))


def test_the_api_has_reason_and_successor(files: dict[str, str]) -> None:
    def retired(code: int) -> object:
        return json.loads(files[f"api/v1/codes/{code}.json"])["retired"]

    assert retired(CODE) == {"reason": REASON, "successor": SUCCESSOR}
    assert retired(STAGED) == {"reason": GONE, "successor": None}
    assert retired(SUCCESSOR) is None


def test_the_spreadsheet_has_reason_successor_and_former_names(files: dict[str, str]) -> None:
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(files["codes.csv"][1:]))}
    columns = ("aliases", "retired_zh", "retired_en", "successor")
    assert [rows[str(CODE)][c] for c in columns] == [FORMER, *REASON.values(), str(SUCCESSOR)]
    assert [rows[str(STAGED)][c] for c in columns] == ["", *GONE.values(), ""]
    assert [rows[str(SUCCESSOR)][c] for c in columns] == ["", "", "", ""]


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


@pytest.mark.parametrize("address", [str(CODE), NAME, FORMER])
def test_every_permalink_of_a_retired_code_says_so_and_leads_on(
    address: str, files: dict[str, str]
) -> None:
    tree = parse(files[f"{address}/index.html"])
    targets = {link.get("href") for link in tree.iter("a")}
    assert {f"../{lang}/codes/{CODE}/" for lang in LANGS} <= targets
    assert f"../{SUCCESSOR}/" in targets
    for lang in LANGS:
        assert REMARK[lang] + {"zh": "没有", "en": "It"}[lang] in text_of(tree)
        assert REASON[lang] in text_of(tree)
    described = [m.get("content", "") for m in tree.iter("meta") if m.get("name") == "description"]
    assert all(REMARK[lang] in text for text in described for lang in LANGS)


@pytest.mark.parametrize("lang", LANGS)
def test_a_former_name_is_known_everywhere(lang: str, files: dict[str, str]) -> None:
    alias = text_of(parse(files[f"{FORMER}/index.html"]))
    assert {"zh": f"{FORMER} 已更名为 {NAME}。", "en": f"{FORMER} is now called {NAME}."}[
        lang
    ] in alias
    assert "now called" not in files[f"{NAME}/index.html"]
    assert FORMER in files[f"{lang}/codes/{CODE}.md"]
    records = {r["c"]: r for r in json.loads(files[f"search/{lang}.json"])["records"]}
    assert records[CODE]["a"] == [FORMER]
    assert json.loads(files[f"api/v1/codes/{CODE}.json"])["aliases"] == [FORMER]


@pytest.mark.parametrize("lang", LANGS)
def test_explain_says_that_a_code_is_retired_and_what_it_was_called(
    lang: str, data: Path, catalogs: dict[str, Catalog], capsys: pytest.CaptureFixture[str]
) -> None:
    words, colon = catalogs[lang].labels, catalogs[lang].language.colon
    assert main(["explain", str(CODE), "--lang", lang, "--data", str(data)]) == 0
    out = capsys.readouterr().out
    assert f"{words['retired']}{colon}{REASON[lang]}" in out
    assert f"{words['retired-successor']}{colon}{SUCCESSOR}" in out
    assert main(["explain", str(CODE), "--full", "--lang", lang, "--data", str(data)]) == 0
    assert f"{words['former-names']}{colon}`{FORMER}`" in capsys.readouterr().out
    assert main(["explain", str(STAGED), "--lang", lang, "--data", str(data)]) == 0
    out = capsys.readouterr().out
    assert GONE[lang] in out
    assert words["retired-successor"] not in out
