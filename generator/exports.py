"""Files to take along: a table for spreadsheets, and what an app can show, for its build.

The texts are plain. Whatever stands in one comes out as text: a cell is no formula, an escape no
markup.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from generator.markup import plain
from generator.model import Catalog, Code, Guidance

DOWNLOADS = {
    "codes-csv": ("codes.csv", "text/csv"),
    "messages-json": ("downloads/messages.json", "application/json"),
    "android-en": ("downloads/android/values/liveroom_errors.xml", "application/xml"),
    "android-zh": ("downloads/android/values-zh/liveroom_errors.xml", "application/xml"),
    "ios-en": ("downloads/ios/en.lproj/LiveRoomErrors.strings", "text/plain"),
    "ios-zh": ("downloads/ios/zh-Hans.lproj/LiveRoomErrors.strings", "text/plain"),
}
"""By id: path and media type. The label `download-<id>` says what it holds."""

_NOTICE = "LiveRoom Error Codes, CC BY 4.0. Unofficial and not connected with ZEGO. Generated."


def build(catalogs: Mapping[str, Catalog], url: str) -> dict[str, str]:
    """Every file by path; `url` is the site's, with a final slash."""
    texts = {
        "codes-csv": codes_csv(catalogs, url),
        "messages-json": json.dumps(messages(catalogs), ensure_ascii=False, indent=1) + "\n",
    }
    for lang in ("en", "zh"):
        strings = resources(catalogs[lang])
        texts[f"android-{lang}"] = android(strings)
        texts[f"ios-{lang}"] = ios(strings)
    return {path: texts[id_] for id_, (path, _) in DOWNLOADS.items()}


# --- for spreadsheets

COLUMNS = (
    *("code", "hexadecimal", "names", "tier", "kind", "module", "stages"),
    *("cause_zh", "cause_en", "remedies_zh", "remedies_en", "retry", "retry_zh", "retry_en"),
    *("user_message_zh", "user_message_en", "related", "url"),
    *("aliases", "retired_zh", "retired_en", "successor"),
)


def codes_csv(catalogs: Mapping[str, Catalog], url: str) -> str:
    """A row for each code, for Excel: with a byte order mark, and no cell that is a formula."""
    file = io.StringIO()
    file.write("\ufeff")
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for code in catalogs["en"].codes:
        cells: dict[str, str] = {
            "code": str(code.code),
            "hexadecimal": code.hexadecimal,
            "names": " ".join(name.name for name in code.names),
            "tier": code.tier,
            "kind": code.kind,
            "module": code.module.id,
            "stages": " ".join(stage.id for stage in code.stages),
            "retry": " ".join(dict.fromkeys(g.retry.helps for g in code.retries))
            if code.kind == "error"
            else "",
            "related": " ".join(map(str, code.related)),
            "url": f"{url}{code.code}/",
            "aliases": " ".join(code.aliases),
            "successor": str((code.retired and code.retired.successor) or ""),
        }
        for lang, catalog in catalogs.items():
            cells |= {f"{key}_{lang}": text for key, text in _cells(catalog, code.code)}
        writer.writerow({key: harmless(text) for key, text in cells.items()})
    return file.getvalue()


def _cells(catalog: Catalog, number: int) -> Iterator[tuple[str, str]]:
    """The cells with words; where stages differ, each has a line of its own."""
    code, colon, comma = catalog.by_code[number], catalog.language.colon, catalog.language.comma

    def lines(groups: tuple[Guidance, ...], texts: Iterable[str]) -> str:
        words = [plain(text) for text in texts]
        if len(words) == 1:
            return words[0]
        stages = (comma.join(stage.title for stage in group.stages) for group in groups)
        return "\n".join(f"{title}{colon}{text}" for title, text in zip(stages, words, strict=True))

    yield "cause", lines(code.causes, (g.cause.text for g in code.causes))
    advice = (catalog.language.space.join(r.text for r in g.remedies) for g in code.advice)
    yield "remedies", lines(code.advice, advice)
    if code.kind == "error":
        yield "retry", lines(code.retries, (g.retry.text for g in code.retries))
    if code.retired:
        yield "retired", plain(code.retired.reason)
    told = (f"{stage.title}{colon}{plain(text)}" for stage, text in code.user_messages)
    yield "user_message", "\n".join(told)


_FORMULA = re.compile(r"(?:^|(?<=[;\t\r\n]))(?=\s*[=+\-@＝＋－＠|])|^(?=[\t\r\n])")


def harmless(cell: str) -> str:
    """A cell with an apostrophe before what a spreadsheet would take for a formula.

    Also after a semicolon, a tab or a line end, where some take a new cell to begin.
    """
    return _FORMULA.sub("'", cell)


# --- for apps


def messages(catalogs: Mapping[str, Catalog]) -> dict[str, dict[str, dict[str, str]]]:
    """What an app can tell its user, by code, stage and language."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for lang, catalog in catalogs.items():
        for code in catalog.codes:
            for stage, message in code.user_messages:
                stages = found.setdefault(str(code.code), {})
                stages.setdefault(stage.id, {})[lang] = plain(message)
    return found


def resources(catalog: Catalog) -> dict[str, str]:
    """What an app can show, by the name of the resource.

    `liveroom_error_<code>` for a message; `liveroom_error_<code>_<stage>` where the stages of the
    code differ; `liveroom_remedy_<id>` for a remedy.
    """
    strings: dict[str, str] = {}
    for code in catalog.codes:
        strings |= _messages(code)
    remedies = {r.id: r.text for c in catalog.codes for g in c.guidance for r in g.remedies}
    for id_ in sorted(remedies):
        strings[_name("remedy", id_)] = plain(remedies[id_])
    return strings


def _messages(code: Code) -> dict[str, str]:
    told = {stage.id: plain(message) for stage, message in code.user_messages}
    if len(set(told.values())) == 1:
        return {_name("error", str(code.code)): next(iter(told.values()))}
    return {_name("error", str(code.code), id_): message for id_, message in told.items()}


def _name(*parts: str) -> str:
    return "_".join(["liveroom", *parts]).replace("-", "_")


_ANDROID_ESCAPES = re.compile(
    r"(?P<char>[\\'\"@?])|(?P<space>^ | $|(?<= ) )|(?P<control>[\x00-\x1f\x7f-\x9f\ufffe\uffff])"
)


def android(strings: Mapping[str, str]) -> str:
    """A file of string resources for Android."""
    lines = [
        f'  <string name="{name}"{_unformatted(text)}>{android_escape(text)}</string>'
        for name, text in strings.items()
    ]
    head = ['<?xml version="1.0" encoding="utf-8"?>', f"<!-- {_NOTICE} -->", "<resources>"]
    return "\n".join([*head, *lines, "</resources>", ""])


def _unformatted(text: str) -> str:
    """What tells Android's build that a percent sign is one, and not the place of a value."""
    return ' formatted="false"' if "%" in text else ""


def android_escape(text: str) -> str:
    """`text` as the content of a string resource."""

    def escaped(match: re.Match[str]) -> str:
        found = match.group()
        if match["char"]:
            return f"\\{found}"
        return {"\n": "\\n", "\t": "\\t"}.get(found, f"\\u{ord(found):04x}")

    return escape(_ANDROID_ESCAPES.sub(escaped, text), quote=False)


def ios(strings: Mapping[str, str]) -> str:
    """A table of strings for iOS and macOS."""
    lines = [f'"{name}" = "{ios_escape(text)}";' for name, text in strings.items()]
    return "\n".join([f"/* {_NOTICE} */", *lines, ""])


_IOS_ESCAPES = re.compile(r"[\\\"\x00-\x1f\x7f-\x9f]")


def ios_escape(text: str) -> str:
    """`text` as a quoted string of a table."""

    def escaped(match: re.Match[str]) -> str:
        found = match.group()
        if found in '\\"':
            return f"\\{found}"
        return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(found, f"\\U{ord(found):04x}")

    return _IOS_ESCAPES.sub(escaped, text)
