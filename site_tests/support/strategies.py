"""Hypothesis strategies: valid datasets, damaged files, and pasted texts."""

from __future__ import annotations

import re
import shutil
import string
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from site_tests.support.project import small_data

Record = dict[str, Any]
Records = dict[str, dict[int, Record]]

# --- datasets

MODULES = {"config": (2, "kConfig"), "liveroom": (5, "kLiveRoom")}  # first digit, prefix
STAGES = ("init", "login")
REMEDIES = ("check-network", "check-app-sign", "contact-support")
RETRIES = ("network", "wrong-input")
PLATFORMS = ("cpp", "java")
SUBJECTS = (
    ("服务器", "The server"),
    ("应用", "The app"),
    ("房间", "The room"),
    ("流", "The stream"),
)
VERBS = (("没有回应", "does not answer"), ("已关闭", "is closed"), ("不存在", "does not exist"))
SPANS = string.ascii_letters + string.digits + string.punctuation.replace("`", "") + "中文！"


@st.composite
def texts(draw: st.DrawFn, number: int | None = None) -> dict[str, str]:
    """Return a sentence with a number and an arbitrary backtick span, in both languages."""
    (zh, en), (zh_verb, en_verb) = draw(st.sampled_from(SUBJECTS)), draw(st.sampled_from(VERBS))
    number = draw(st.integers(0, 10**6)) if number is None else number
    span = draw(st.text(SPANS, min_size=1, max_size=12))
    return {
        "zh": f"{zh}{zh_verb}，结果是 {number}，见 `{span}`。",
        "en": f"{en} {en_verb}, with the result {number}; see `{span}`.",
    }


def sourced(value: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Add a source to a text."""
    return st.builds(lambda v, source: v | {"source": source}, value, st.sampled_from(SOURCES))


SOURCES = ("common-codes", "ours")
causes = sourced(texts())
steps = st.dictionaries(st.sampled_from(REMEDIES), st.just("ours"), min_size=1, max_size=3)
retries = sourced(st.fixed_dictionaries({"rule": st.sampled_from(RETRIES)}))
headers = st.dictionaries(st.sampled_from(PLATFORMS), st.integers(1, 99), min_size=1)


@st.composite
def records(draw: st.DrawFn) -> Records:
    """Generate records by module and ascending code, to be added to the small dataset."""
    made: Records = {module: {} for module in MODULES}
    words = st.text(string.ascii_lowercase, min_size=1, max_size=8).map(str.capitalize)
    for name in draw(st.lists(words, max_size=8, unique=True)):
        module = draw(st.sampled_from(sorted(MODULES)))
        digit, prefix = MODULES[module]
        # Digits that match the numbering rules of the small dataset.
        code = digit * 10**7 + draw(st.sampled_from((0, 2))) * 10**6
        code += draw(st.integers(100_000, 999_999))
        record: Record = {
            # No name of the small dataset ends so: Hypothesis also draws words of the modules that are loaded.
            "names": [{"name": f"{prefix}{name}CaseError", "headers": draw(headers)}],
            "cause": draw(sourced(texts(code))),  # distinct, as equal ones have to be shared
        }
        if draw(st.booleans()):
            record |= {"tier": "complete", "kind": draw(st.sampled_from(("error", "status")))}
        else:
            record |= {"tier": "common", "steps": draw(steps), "retry": draw(retries)}
            stages = draw(st.permutations(STAGES).flatmap(_some))
            record["stages"] = dict.fromkeys(stages, "common-codes")
            if overrides := draw(_overrides(record)):
                record["overrides"] = overrides
        made[module][code] = record
    return {module: dict(sorted(those.items())) for module, those in made.items()}


def _some(stages: list[str]) -> st.SearchStrategy[list[str]]:
    return st.integers(1, len(stages)).map(lambda count: stages[:count])


@st.composite
def _overrides(draw: st.DrawFn, record: Record) -> dict[str, Record]:
    """Return an override of one of two stages, or none."""
    if len(record["stages"]) < 2 or draw(st.booleans()):
        return {}
    fields = {"cause": causes, "steps": steps, "retry": retries}
    chosen = draw(st.sets(st.sampled_from(sorted(fields)), min_size=1))
    override = {
        name: draw(fields[name].filter(lambda value: value != record[name]))  # noqa: B023
        for name in sorted(chosen)
    }
    return {draw(st.sampled_from(sorted(record["stages"]))): override}


def write(folder: Path, made: Mapping[str, Mapping[int, Record]]) -> Path:
    """Write the small dataset with additional records to `folder`."""
    shutil.rmtree(folder, ignore_errors=True)
    small_data(folder)
    for module, new in made.items():
        path = folder / "codes" / f"{module}.yaml"
        document = yaml.safe_load(path.read_text("utf-8"))
        document["codes"] = dict(sorted({**document["codes"], **new}.items()))
        for record in document["codes"].values():
            for name in record["names"]:  # plain YAML reads them as dates
                name |= {key: str(name[key]) for key in ("first", "last") if key in name}
        path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), "utf-8")
    return folder


# --- files

_FRAGMENTS = (
    *("codes:\n", "  20000001:\n", "    tier: common\n", "- ", ": ", "{", "}", "[", "]", ",", "\n"),
    *("\t", "  ", "'", '"', "&a ", "*a", "!!int ", "<<: ", "| \n", ">-\n", "#", "---\n", "...\n"),
    *("%YAML 1.1\n", "? ", "\0", "\ufeff", "\u202e", "\x85", "\u2028", "\ud7ff", "0123", "no", "~"),
    *(
        "2019-05-20",
        "1e3",
        ".inf",
        "0x1F",
        "zh: x",
        "en: 中",
        "`",
        "<b>",
        "`x",
        "{n}",
        "９",
        "。",
        ".",
    ),
)


@st.composite
def damage(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    """Return a function that deletes, inserts or replaces bytes of a file."""
    steps = draw(
        st.lists(
            st.tuples(
                st.floats(0, 1),
                st.integers(0, 40),
                st.one_of(
                    st.sampled_from(_FRAGMENTS).map(str.encode),
                    st.binary(max_size=6),
                    st.text(max_size=6).map(lambda text: text.encode("utf-8", "surrogatepass")),
                ),
                st.integers(1, 3),
            ),
            min_size=1,
            max_size=4,
        )
    )

    def apply(data: bytes) -> bytes:
        for place, length, new, times in steps:
            start = int(place * len(data))
            data = data[:start] + new * times + data[start + length :]
        return data

    return apply


# --- pasted texts


def pasted(codes: list[int], names: list[str], words: list[str]) -> st.SearchStrategy[str]:
    """Draw codes, names and words in the forms of logs, mixed with arbitrary text."""
    number = st.one_of(st.sampled_from(codes), st.integers(-(2**33), 2**66))
    forms = st.sampled_from(
        (
            "{}",
            "-{}",
            "{:x}",
            "0x{:x}",
            "{:#X}",
            "{:,}",
            "{:_}",
            "{}.0",
            "{}L",
            "{:e}",
            "{:o}",
            "{}.5",
        )
    )
    pieces = st.one_of(
        st.builds(lambda form, value: form.format(value), forms, number),
        number.map(lambda value: str(2**32 - value)),
        number.map(lambda value: re.sub(r"\d", lambda d: chr(0xFF10 + int(d[0])), str(value))),
        st.sampled_from(names).flatmap(
            lambda name: st.sampled_from((name, name.lower(), name[1:], name[:-5], name.upper()))
        ),
        st.sampled_from(words),
        st.sampled_from(list(" ,.:;=-_()[]{}'\"/\\\n\r\t，。（）－\u00a0\u200bİß²")),
        st.text(max_size=5),
    )
    return st.lists(pieces, max_size=14).map("".join)
