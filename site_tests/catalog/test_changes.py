"""Changes between releases, each told with what was said before."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from generator.catalog.changes import newest
from generator.catalog.model import Release
from generator.catalog.resolve import resolve
from generator.catalog.state import State
from generator.dataset.reader import read
from generator.dataset.schema import FILES, Dataset, DatasetFile
from generator.dataset.schema_codes import CodesFile
from generator.dataset.schema_guidance import SupportFile
from generator.dataset.schema_releases import FirstForm, ReleaseFile
from generator.releases import snapshot
from site_tests.support.edits import edit

Told = tuple[str, str, list[str], list[str], list[int]]
"""The kind of a change, of what it is, the lines before, the lines now, and the codes."""
LIVEROOM = "codes/liveroom.yaml"


def after(small: Path, before: State, lang: str = "en") -> Release:
    """Return the release of the data as they stand, after one with the state `before`."""
    dataset = read(small)
    first = ReleaseFile(said=dict(before))
    second = snapshot.difference(before, snapshot.take(dataset))
    releases = {"2020-01-01": first, "2020-02-01": second}
    return resolve(dataset.model_copy(update={"releases": releases}))[lang].releases[0]


def told(small: Path, before: State, lang: str = "en") -> list[Told]:
    return [
        (kind, c.head, [*c.before], [*c.after], [code.code for code in c.codes])
        for kind, changes in after(small, before, lang).changes.items()
        for c in changes
    ]


@pytest.fixture
def before(small: Path) -> State:
    return snapshot.take(read(small))


def test_the_same_data_have_no_changes(small: Path, before: State) -> None:
    assert told(small, before) == []
    assert newest({"2020-01-01": ReleaseFile(said=dict(before))}) == before


ROWS = yaml.safe_load(Path(__file__).with_name("changes.yaml").read_text("utf-8"))


@pytest.mark.parametrize("edited", ROWS)
def test_an_edit_is_reported_with_what_was_said_before(
    edited: str, small: Path, before: State
) -> None:
    row = ROWS[edited]
    for file, old, new in row["edits"]:
        edit(small / file, old, new)
    assert told(small, before, row["lang"]) == [tuple(change) for change in row["told"]]


def test_a_withdrawn_code_is_reported_with_its_reason_and_one_in_use_again_too(small: Path) -> None:
    path = small / LIVEROOM
    retired = path.read_text("utf-8")
    now = snapshot.take(read(small))
    path.write_text(retired[: retired.index("    retired:")], "utf-8")
    before = snapshot.take(read(small))
    lines = ["Reason: It says the same as 52000104. (Headers)", "See instead: 52000104"]
    assert told(small, now) == [("retired", "", lines, [], [52000123])]
    path.write_text(retired, "utf-8")
    assert told(small, before) == [("retired", "", [], lines, [52000123])]


def test_a_new_code_is_added_and_not_changed(small: Path, before: State) -> None:
    kept = {path: said for path, said in before.items() if "/20000002/" not in path}
    release = after(small, kept)
    assert [code.code for code in release.added] == [20000002]
    assert not release.changes


def test_new_names_of_api_and_resources_are_told_together(small: Path, before: State) -> None:
    new = {"api/code.kind", "resources/liveroom_error_21200007_login"}
    assert told(small, {path: said for path, said in before.items() if path not in new}) == [
        ("api", "Names", [], ["`code.kind`: string error status"], []),
        ("resources", "Names", [], ["`liveroom_error_21200007_login`: `android`, `ios`"], []),
    ]


UNTOLD = {"zh", "en", "id", "prefixes", "servers", "avoid", "why", "synonyms"}
"""The fields that hold texts, and those that only rules read."""
AS_A_WHOLE = {"cause", "overrides", "retired", "verdict"}
"""The fields whose changes have a title of their own, or are told in an answer on retries."""


def test_every_field_of_a_record_has_words(dataset: Dataset) -> None:
    """Look for a label `said-…`: without it, a field would be told by its name in the schema."""
    shapes: list[type[BaseModel]] = [CodesFile]
    shapes += [FILES[id_] for id_ in FILES.keys() - {"labels"}]
    models = {
        name: model
        for shape in shapes
        for name, model in shape.model_json_schema().get("$defs", {}).items()
        if name not in ("Curl", "Forms", "Language")
    }
    fields = {field for model in models.values() for field in model.get("properties", {})}
    assert len(models) > len(shapes)
    labels = {
        id_.removeprefix("said-").replace("-", "_")
        for id_ in dataset.labels.root
        if id_.startswith("said-")
    }
    assert fields - UNTOLD - AS_A_WHOLE <= labels
    values = {label for label in labels for field in fields if label.startswith(f"{field}_")}
    single = {*DatasetFile.model_fields, *SupportFile.model_fields, "mask", "outside", "words"}
    assert labels <= fields | values | single
    assert {*SupportFile.model_fields} <= labels


def test_texts_of_the_first_form_are_told_with_what_was_said_before(small: Path) -> None:
    """Read the first two releases of the project, which stay in this form."""

    def release(cause: str, step: str) -> FirstForm:
        text = {"zh": "甲。", "en": cause}
        guidance = [{"stages": ["init"], "meaning": text, "remedies": ["a", step]}]
        code = {"names": ["kConfigDecryptError"], "guidance": guidance}
        steps = {id_: {"zh": "乙。", "en": f"Do {id_}."} for id_ in ("a", step)}
        return FirstForm.model_validate(
            {"remedies": steps, "retries": {}, "codes": {20000001: code}}
        )

    releases = {"2020-01-01": release("A.", "b"), "2020-02-01": release("B.", "c")}
    whole = snapshot.difference({}, snapshot.take(read(small)))
    data = read(small).model_copy(update={"releases": {**releases, "2020-02-01-2-00000000": whole}})
    newest, oldest = resolve(data)["en"].releases
    assert oldest.first and not oldest.changes
    assert [(c.before, c.after) for changes in newest.changes.values() for c in changes] == [
        (("A.",), ("B.",)),
        (("Do b.",), ("Do c.",)),
    ]
    assert (newest.date, newest.files, newest.added) == ("2020-02-01", 2, ())
