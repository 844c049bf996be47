"""Datasets whose every text is an attack, behind the validation that would refuse them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from generator.schema import LabelsFile, Text

ATTACKS = [
    "</script><script>alert(1)</script>",
    "<![CDATA[ x ]]> <!-- -- -->",
    "%s %1$s 100% %@ %%",
    '"double" \'single\' "',
    "two\nlines",
    "\ttab first",
    "\rreturn first",
    "a\r\nb",
    "&amp; &lt;b&gt; & &#60;",
    "@string/app_name",
    "@",
    "?attr/colorPrimary",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "x;=1+1",
    "＝1+1",
    "  two  spaces  ",
    "back\\slash \\n \\u0041 \\",
    '\\U0041 \\"',
    "control \x02 \x7f \x85",
    '/* comment */ " = "x"; //',
    "{{ config }} {% raw %} {0} ${x} $(x)",
    "[x](javascript:alert(1)) | a | b |",
    "{: onclick=x } { .class } { #id }",
    "# heading",
    "- item",
    "---",
    "!!! note",
    "```",
    "非ASCII \U0001f4a5 \u202e",
]


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
