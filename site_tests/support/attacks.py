"""Datasets whose every text is an attack, behind the validation that would refuse them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from typing import Any

from pydantic import BaseModel

from generator.catalog.model import Catalog
from generator.dataset.schema import Dataset, LabelsFile
from generator.dataset.types import Text

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
    """`value` with each text in it replaced; labels stay the project's own words."""
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
STARTS = (
    *("# heading", "## h {#x}", "- item", "1. item", "> quote", "| cell", ": definition", "---"),
    *("!!! note", "=cmd()", "+1", "-1", "@SUM(1)", "[x]: javascript:alert(1)", "[TOC]", "*[x]: y"),
    *("<div markdown>", "<!--", "<style>", "&", '"', "'", "\\", "~~~", "{% if", "{{", "{", "..."),
)
FREE = {  # what is no id or date or address but a text of its own, by model and field
    ("DatasetFile", "product"),
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
    ("Call", "name"),
    ("Call", "signature"),
}


def is_free(value: BaseModel, field: str) -> bool:
    """Return whether a model's field is free text."""
    return (type(value).__name__, field) in FREE


def everywhere(dataset: Dataset) -> Dataset:
    """`dataset` with every text made of an attack, and every free string and label ending in one."""
    starts = cycle(STARTS)

    def texts(value: Any) -> Any:
        if isinstance(value, Text):
            free = {field: strings(item) for field, item in value if is_free(value, field)}
            attacks = {lang: f"{next(starts)} {CORE}" for lang in ("zh", "en")}
            return value.model_copy(update=free | attacks)
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

    changed: Dataset = texts(dataset)
    return changed


def strings(value: Any) -> Any:
    """`value` with an attack behind each string in it."""
    if isinstance(value, str):
        return f"{value} {NAME}"
    if isinstance(value, dict):
        return {key: strings(item) for key, item in value.items()}
    if isinstance(value, list):
        return [strings(item) for item in value]
    return value


def broken(text: str) -> int:
    """Count the attacks of which a part is missing in a text as a browser shows it."""
    return text.count(SIGN) - sum(text.count(attack) for attack in (CORE, LABEL, NAME))
