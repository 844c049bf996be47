"""The resources for apps: Android's and Apple's."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

import openstep_plist  # type: ignore[import-untyped]
import pytest
from moz.l10n.formats import Format
from moz.l10n.model import Entry, Expression, PatternMessage
from moz.l10n.resource import parse_resource

from generator.catalog.resolve import resolve
from generator.outputs import addresses
from generator.outputs.escape import plain
from generator.outputs.exports import mobile
from site_tests.support.attacks import ATTACKS, Attacked, poisoned
from site_tests.support.dataset import catalogs, dataset, records
from site_tests.support.each import each
from site_tests.support.exports import files
from site_tests.support.project import LANGS

CODES = sorted(records())
WITHOUT_STAGE = dataset().dataset.resources_without_stage or {}


def android_strings(text: str) -> dict[str, str]:
    """Return string resources as Mozilla's parser for Android's format reads them."""
    data = text.encode()
    names = [element.get("name") for element in ElementTree.fromstring(data)]
    assert len(set(names)) == len(names)
    strings = {}
    for section in parse_resource(Format.android, data).sections:
        for entry in section.entries:
            if isinstance(entry, Entry):
                assert isinstance(entry.value, PatternMessage)
                strings[entry.id[0]] = "".join(map(_source, entry.value.pattern))
    return strings


def _source(part: object) -> str:
    """Return a part of a message as it was written; the parser takes `%s` and `<b>` for more than text."""
    if isinstance(part, Expression):
        return str(part.attributes.get("source", part.arg))
    assert isinstance(part, str)
    return part


def ios_strings(text: str) -> dict[str, str]:
    """Return a table of strings as a parser of the old property list format reads it."""
    names = re.findall(r'^"(\w+)" = ', text, re.MULTILINE)
    assert len(set(names)) == len(names)
    return dict(openstep_plist.loads(text))


PLATFORMS = {"android": android_strings, "ios": ios_strings}


@cache
def strings(platform: str, lang: str) -> dict[str, str]:
    path, _ = addresses.DOWNLOADS[f"{platform}-{lang}"]
    return PLATFORMS[platform](files()[path])


@pytest.mark.parametrize("lang", LANGS)
def test_android_and_ios_say_the_same(lang: str) -> None:
    assert strings("android", lang) == strings("ios", lang) == mobile.resources(catalogs()[lang])


def test_both_languages_have_the_same_strings() -> None:
    assert list(strings("ios", "zh")) == list(strings("ios", "en"))


@pytest.mark.parametrize("lang", LANGS)
def test_every_remedy_is_a_resource(lang: str) -> None:
    found = {name: text for name, text in strings("android", lang).items() if "_remedy_" in name}
    assert found == {
        f"liveroom_remedy_{id_.replace('-', '_')}": plain(getattr(remedy, lang))
        for id_, remedy in dataset().remedies.root.items()
    }


@each("lang", LANGS)
@each("code", CODES)
def test_a_user_message_is_found_by_code_and_stage(code: int, lang: str) -> None:
    resources = strings("android", lang)
    told = json.loads(files()["downloads/messages.json"]).get(str(code), {})
    expected = {stage.id: plain(m) for stage, m in catalogs()[lang].by_code[code].user_messages}
    assert {stage: texts[lang] for stage, texts in told.items()} == expected
    name = f"liveroom_error_{code}"
    named = {f"{name}_{id_}": message for id_, message in expected.items()}
    if code in WITHOUT_STAGE:
        named[name] = expected[WITHOUT_STAGE[code]]
    assert {key: resources[key] for key in resources if re.fullmatch(f"{name}(_.*)?", key)} == named


def test_names_of_resources_do_not_depend_on_texts() -> None:
    alike = mobile.resources(resolve(poisoned(dataset(), "alike"))["en"])
    assert set(alike.values()) == {"alike"}
    assert list(alike) == list(strings("android", "en"))


def test_no_name_of_a_resource_goes_when_a_stage_is_added_to_its_code() -> None:
    data = dataset()
    files = {
        module: file.model_copy(
            update={
                "codes": {
                    code: record.model_copy(
                        update={"stages": dict.fromkeys(data.stages.root, "ours")}
                    )
                    if record.tier == "common"
                    else record
                    for code, record in file.codes.items()
                }
            }
        )
        for module, file in data.codes.items()
    }
    more = mobile.resources(resolve(data.model_copy(update={"codes": files}))["en"])
    now = mobile.resources(catalogs()["en"])
    assert now.keys() < more.keys()
    assert {name: more[name] for name in now} == now


def test_a_name_is_kept_where_no_retry_helps_any_more() -> None:
    catalog = catalogs()["en"]
    code = next(code for code in catalog.codes if len(code.user_messages) > 1)
    guidance = tuple(replace(g, retry=replace(g.retry, verdict="no")) for g in code.guidance)

    def named(kept: dict[int, list[str]] | None) -> set[str]:
        facts = catalog.facts.model_copy(
            update={"resources_without_stage": None, "resources_without_retry": kept}
        )
        codes = (replace(code, guidance=guidance),)
        return {*mobile.resources(replace(catalog, codes=codes, remedies={}, facts=facts))}

    kept = code.user_messages[1][0].id
    assert named(None) == set()
    assert named({code.code: [kept]}) == {f"liveroom_error_{code.code}_{kept}"}


@pytest.mark.parametrize("lang", LANGS)
def test_names_of_resources_are_names_in_java(lang: str) -> None:
    assert all(re.fullmatch("[a-z][a-z0-9_]*", name) for name in strings("android", lang))


@each("attack", ATTACKS)
@each("platform", ["android", "ios"])
def test_a_hostile_resource_stays_text(platform: str, attack: str, attacked: Attacked) -> None:
    write = {"android": mobile.android, "ios": mobile.ios}[platform]
    catalog = attacked(attack)["en"]
    written = write(mobile.resources(catalog), mobile.notice(catalog))
    assert set(PLATFORMS[platform](written).values()) == {attack}
    control = set(map(chr, [*range(32), *range(127, 160)]))
    assert not control & set(written.replace("\n", ""))


@each("attack", ATTACKS)
def test_a_percent_sign_is_no_place_of_a_value_for_android(attack: str, attacked: Attacked) -> None:
    tree = ElementTree.fromstring(
        mobile.android(mobile.resources(attacked(attack)["en"]), "").encode()
    )
    marked = {element.get("formatted") for element in tree}
    assert marked == ({"false"} if "%" in attack else {None})
