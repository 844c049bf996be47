"""Datasets whose every text is an attack, behind the validation that would refuse them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel

from generator.catalog.model import Catalog
from generator.dataset.schema import Dataset, DatasetFile, LabelsFile
from generator.dataset.types import Text
from generator.outputs.addresses import Site
from generator.outputs.escape import attribute, url

ATTACKS = [
    *("</script><script>alert(1)</script>", "<![CDATA[ x ]]> <!-- -- -->", "%s %1$s 100% %@ %%"),
    *('"double" \'single\' "', "two\nlines", "\ttab first", "\rreturn first", "a\r\nb"),
    *("&amp; &lt;b&gt; & &#60;", "@string/app_name", "@", "?attr/colorPrimary"),
    *("=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "x;=1+1", "＝1+1", "  two  spaces  "),
    *("back\\slash \\n \\u0041 \\", '\\U0041 \\"', "control \x02 \x7f \x85"),
    *('/* comment */ " = "x"; //', "{{ config }} {% raw %} {0} ${x} $(x)"),
    *("[x](javascript:alert(1)) | a | b |", "{: onclick=x } { .class } { #id }", "# heading"),
    *("- item", "---", "!!! note", "```", "非ASCII \U0001f4a5 \u202e"),
]


Attacked = Callable[[str], dict[str, Catalog]]
"""The catalogs in which every text is the attack."""


def poisoned(value: Any, attack: str) -> Any:
    """Return `value` with each text in it replaced; labels stay the project's own words."""
    if isinstance(value, Text):
        return value.model_copy(update={"zh": attack, "en": attack})
    if isinstance(value, LabelsFile):
        return value
    if isinstance(value, BaseModel):
        return value.model_copy(update={key: poisoned(item, attack) for key, item in value})
    if isinstance(value, dict):
        return {key: poisoned(item, attack) for key, item in value.items()}
    if isinstance(value, list):
        return [poisoned(item, attack) for item in value]
    return value


SIGN = "onerror"  # stands once in each attack, and nowhere else on the site
CORE = (
    "</script><script>alert(1)</script> \"><img src=x onerror=alert(1)> '><svg onload=alert(1)> "
    "{{ config }} {% raw %} {0} ${x} {: onclick=alert(1) } { .class #id } | a || b ``` ` "
    "[x](javascript:alert(1)) ![x](javascript:alert(1)) <javascript:alert(1)> ]]> %3Cscript%3E %s "
    "&amp; &lt;b&gt; &#60; <!-- --> </textarea></title></style></template> *em* __b__ \\ \\| */ //"
)
LABEL = CORE.replace("{", "(").replace("}", ")")  # a label's braces are for values
NAME = CORE.replace("`", "'")  # a name stands in the backtick spans of texts
PRODUCT = NAME.replace("{", "(").replace("}", ")")  # stands in labels
STARTS = (
    *("# heading", "## h {#x}", "- item", "1. item", "> quote", "| cell", ": definition", "---"),
    *("!!! note", "=cmd()", "+1", "-1", "@SUM(1)", "[x]: javascript:alert(1)", "[TOC]", "*[x]: y"),
    *("<div markdown>", "<!--", "<style>", "&", '"', "'", "\\", "~~~", "{% if", "{{", "{", "..."),
)
FREE = {  # texts of their own, not ids, dates or addresses, by model and field
    ("Language", "title"),
    ("Boundary", "build"),
    ("Platform", "title"),
    ("Platform", "language"),
    ("StageCallbacks", "names"),
    ("NameEntry", "name"),
    ("CodeRecord", "aliases"),
    ("Erratum", "printed"),
    ("Forms", "zh"),
    ("Forms", "en"),
    ("LegacyValue", "name"),
    ("LegacyValue", "pattern"),
    ("LegacyPattern", "pattern"),
    ("SourceText", "date"),
    ("HeaderFile", "file"),
    ("Edit", "before"),
    ("Edit", "after"),
    ("Typings", "zh"),
    ("Typings", "en"),
    ("LogCall", "name"),
    ("Call", "name"),
    ("Call", "signature"),
}


ADDRESS = (
    """/"onclick="alert(1)' onclick=alert(1)><script>alert(1)</script>){onclick=x}"""
    "[y](javascript:alert(1)) <javascript:alert(1)> `|\n- h"
)
ID = """ "onclick="alert(1)' ><script>alert(1)</script>){ #x onclick=x }[y](javascript:alert(1)) `|"""
JOINT = """ "><script>alert(1)</script> ' { onclick=x } [y](javascript:alert(1)) | *b* \n# h """
PLACES = {
    **dict.fromkeys([("RepositoryFile", "path"), ("RepositoryFile", "repository")], ID),
    **dict.fromkeys([("HeaderFile", "repositories"), ("Language", "tag")], ID),
    **dict.fromkeys([("DatasetFile", "product"), ("DatasetFile", "vendor")], f" {PRODUCT}"),
    **{("Language", field): JOINT for field in ("colon", "comma", "space", "open", "close")},
}
"""Attacks to put behind fields that are parts of addresses or stand between texts, by model and field."""


def is_free(value: BaseModel, field: str) -> bool:
    """Return whether a model's field is free text."""
    return (type(value).__name__, field) in FREE


def everywhere(dataset: Dataset) -> Dataset:
    """Return `dataset` with every text made of an attack, and every free string and label ending in one."""
    starts = cycle(STARTS)

    def texts(value: Any) -> Any:
        if isinstance(value, Text):
            others = {
                field: strings(item) if is_free(value, field) else texts(item)
                for field, item in value
                if field not in ("zh", "en")
            }
            attacks = {lang: f"{next(starts)} {CORE}" for lang in ("zh", "en")}
            return value.model_copy(update=others | attacks)
        if isinstance(value, LabelsFile):
            return LabelsFile(
                {
                    id_: Text.model_construct(zh=f"{text.zh} {LABEL}", en=f"{text.en} {LABEL}")
                    for id_, text in value.root.items()
                }
            )
        if isinstance(value, BaseModel):
            return value.model_copy(
                update={
                    field: strings(item) if is_free(value, field) else texts(item)
                    for field, item in value
                }
            )
        if isinstance(value, dict):
            return {key: texts(item) for key, item in value.items()}
        if isinstance(value, list):
            return [texts(item) for item in value]
        return value

    changed: Dataset = _placed(texts(dataset), _ids(dataset))
    return changed


def site(facts: DatasetFile) -> Site:
    """Return a site whose addresses end in an attack."""
    return Site.at(facts.url.rstrip("/") + ADDRESS, facts.repository + ADDRESS)


def _ids(dataset: Dataset) -> set[str]:
    """Return the ids of records that neither the program nor a label, template or file knows by name."""
    legacy, calls = dataset.legacy.families, dataset.calls
    records = (
        *(dataset.remedies.root, dataset.retries.root, dataset.meanings.meanings),
        *(dataset.meanings.servers, dataset.modules.root, legacy, dataset.families.root),
        *(dataset.glossary.root, calls.calls, calls.files),
        {rule.id: rule for rule in dataset.anatomy.rules},
    )
    known = {*dataset.stages.root, *dataset.platforms.root, "app", "network", "zego"}
    for label in dataset.labels.root:
        words = label.split("-")
        known |= {"-".join(words[i:]) for i in range(1, len(words))}
    return {id_ for of_kind in records for id_ in of_kind} - known


def _placed(value: Any, ids: set[str]) -> Any:
    """Return `value` with an attack behind each id, each address, and what `PLACES` lists."""
    if isinstance(value, str):
        if value in ids:
            return value + ID
        return value + ADDRESS if value.startswith(("http://", "https://")) else value
    if isinstance(value, LabelsFile):
        return value
    if isinstance(value, BaseModel):
        name = type(value).__name__
        return value.model_copy(
            update={
                field: _behind(item, PLACES[name, field])
                if (name, field) in PLACES
                else _placed(item, ids)
                for field, item in value
            }
        )
    if isinstance(value, dict):
        return {_placed(key, ids): _placed(item, ids) for key, item in value.items()}
    if isinstance(value, list):
        return [_placed(item, ids) for item in value]
    return value


def _behind(value: Any, attack: str) -> Any:
    return [item + attack for item in value] if isinstance(value, list) else value + attack


def address(text: str) -> str:
    """Return an address or a path as it would be without attacks."""
    for attack in (ADDRESS, ID):
        for found in (url(attack), quote(attack), attribute(attack), attribute(url(attack))):
            text = text.replace(found, "")
    return text


def strings(value: Any) -> Any:
    """Return `value` with an attack behind each string in it."""
    if isinstance(value, str):
        return f"{value} {NAME}"
    if isinstance(value, dict):
        return {key: strings(item) for key, item in value.items()}
    if isinstance(value, list):
        return [strings(item) for item in value]
    return value


def broken(text: str) -> int:
    """Count the attacks of which a part is missing in a text as a browser shows it."""
    return text.count(SIGN) - sum(text.count(attack) for attack in (CORE, LABEL, NAME, PRODUCT))
