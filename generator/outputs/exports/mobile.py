"""Export user messages and remedies as string resources for Android and iOS."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from generator.catalog.model import Catalog
from generator.outputs.escape import plain


def notice(catalog: Catalog) -> str:
    """Return the comment at the head of each file, in English."""
    name, vendor = catalog.labels["site-name"], catalog.facts.vendor
    text = f"{name}, CC BY 4.0. Unofficial and not affiliated with {vendor}. Generated."
    return text.replace("--", "- -").replace("*/", "* /")  # would end a comment


def messages(catalogs: Mapping[str, Catalog]) -> dict[str, dict[str, dict[str, str]]]:
    """Return the user messages, by code, stage and language."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for lang, catalog in catalogs.items():
        for code in catalog.codes:
            for stage, message in code.user_messages:
                stages = found.setdefault(str(code.code), {})
                stages.setdefault(stage.id, {})[lang] = plain(message)
    return found


def resources(catalog: Catalog) -> dict[str, str]:
    """Return the texts of an app's resources, by name.

    A user message is `liveroom_error_<code>_<stage>`, a remedy `liveroom_remedy_<id>`. Some messages have a
    second name, `liveroom_error_<code>`, which was published when names depended on texts. Those of
    `resources_without_retry` stay although no retry helps any more: apps are built with their names.
    """
    strings: dict[str, str] = {}
    without_stage = catalog.facts.resources_without_stage or {}
    without_retry = catalog.facts.resources_without_retry or {}
    for code in catalog.codes:
        kept = without_retry.get(code.code, ())
        shown = code.user_messages
        for stage, message in code.possible_messages:
            if stage.id not in kept and (stage, message) not in shown:
                continue
            if without_stage.get(code.code) == stage.id:
                strings[_name("error", str(code.code))] = plain(message)
            strings[_name("error", str(code.code), stage.id)] = plain(message)
    for id_, remedy in sorted(catalog.remedies.items()):
        strings[_name("remedy", id_)] = plain(remedy.text)
    return strings


def _name(*parts: str) -> str:
    return re.sub(r"\W", "_", "_".join(["liveroom", *parts]), flags=re.ASCII)


_ANDROID_ESCAPES = re.compile(
    r"(?P<char>[\\'\"@?])|(?P<space>^ | $|(?<= ) )|(?P<control>[\x00-\x1f\x7f-\x9f\ufffe\uffff])"
)


def android(strings: Mapping[str, str], notice: str) -> str:
    """Format texts as an Android string resource file."""
    lines = [
        f'  <string name="{name}"{_unformatted(text)}>{android_escape(text)}</string>'
        for name, text in strings.items()
    ]
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f"<!-- {escape(notice, quote=False)} -->",
        "<resources>",
    ]
    return "\n".join([*head, *lines, "</resources>", ""])


def _unformatted(text: str) -> str:
    """Return the attribute that stops Android's build from reading a percent sign as a placeholder."""
    return ' formatted="false"' if "%" in text else ""


def android_escape(text: str) -> str:
    """Escape `text` as the content of an Android string resource."""

    def escaped(match: re.Match[str]) -> str:
        found = match.group()
        if match["char"]:
            return f"\\{found}"
        return {"\n": "\\n", "\t": "\\t"}.get(found, f"\\u{ord(found):04x}")

    return escape(_ANDROID_ESCAPES.sub(escaped, text), quote=False)


def ios(strings: Mapping[str, str], notice: str) -> str:
    """Format texts as a strings file for iOS and macOS."""
    lines = [f'"{name}" = "{ios_escape(text)}";' for name, text in strings.items()]
    return "\n".join([f"/* {notice} */", *lines, ""])


_IOS_ESCAPES = re.compile(r"[\\\"\x00-\x1f\x7f-\x9f]")


def ios_escape(text: str) -> str:
    """Escape `text` as a quoted string in a strings file."""

    def escaped(match: re.Match[str]) -> str:
        found = match.group()
        if found in '\\"':
            return f"\\{found}"
        return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(found, f"\\U{ord(found):04x}")

    return _IOS_ESCAPES.sub(escaped, text)
