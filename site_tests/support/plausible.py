"""Plausible single mistakes in the data, by kind: the same ones each time, chosen from what the data have today.

A mistake sets, deletes or exchanges values in the files as they are read. `turned` says the contrary of a text, in
its own language.
"""

from __future__ import annotations

import copy
import itertools
import random
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from generator.dataset.source_file import Location, SourceFile
from generator.dataset.yaml_reader import load

Values = dict[str, Any]
"""The values of the files, by name without `.yaml`."""
Change = tuple[str, Location, Any]
"""File, location and new value, which is `GONE` to delete."""
GONE = object()
Kind = Callable[[Values, random.Random], Iterator[list[Change]]]
KINDS: dict[str, Kind] = {}
"""The kinds of mistakes in structured values, and in a text in one language."""
BOTH: dict[str, Kind] = {}
"""The kinds that turn a text round in both languages."""


class Mistake(NamedTuple):
    """A mistake of a kind."""

    kind: str
    changes: list[Change]

    def __str__(self) -> str:
        places = (f"{file}:{'.'.join(map(str, where))}" for file, where, _ in self.changes)
        return f"{self.kind}: {', '.join(places)}"


def read_files(data: Path) -> dict[str, SourceFile]:
    """Return the files of the dataset in `data`, except for releases."""
    files = {}
    for path in sorted(data.rglob("*.yaml")):
        key = path.relative_to(data).with_suffix("").as_posix()
        if not key.startswith("releases/"):
            file, problems = load(path, f"data/{key}.yaml")
            assert file and not problems
            files[key] = file
    return files


def mistakes(files: dict[str, SourceFile], kinds: dict[str, Kind], count: int) -> list[Mistake]:
    """Return up to `count` mistakes of each kind."""
    values = {key: file.value for key, file in files.items()}
    found = []
    for kind, make in kinds.items():
        made = list(make(values, random.Random(kind)))
        assert made, f"{kind} has no case"
        chosen = random.Random(f"{kind} chosen").sample(made, min(count, len(made)))
        found += [Mistake(kind, changes) for changes in chosen]
    return found


def applied(files: dict[str, SourceFile], mistake: Mistake) -> dict[str, SourceFile]:
    """Return copies of the files with the mistake."""
    changed = dict(files)
    for key, location, value in mistake.changes:
        if changed[key] is files[key]:
            changed[key] = SourceFile(
                files[key].path, copy.deepcopy(files[key].value), files[key].positions
            )
        *way, last = location
        at = changed[key].value
        for step in way:
            at = at[step]
        if value is GONE:
            del at[last]
        else:
            at[last] = value
    return changed


def _kind(title: str, kinds: dict[str, Kind] = KINDS) -> Callable[[Kind], Kind]:
    def add(kind: Kind) -> Kind:
        assert title not in kinds
        kinds[title] = kind
        return kind

    return add


# --- what there is


def _records(values: Values) -> Iterator[tuple[str, int, dict[str, Any]]]:
    for key, value in values.items():
        if key.startswith("codes/"):
            for code, record in value["codes"].items():
                yield key, code, record


def _parts(values: Values) -> Iterator[tuple[str, Location, dict[str, Any]]]:
    """Yield file, location and value of each record and override."""
    for key, code, record in _records(values):
        yield key, ("codes", code), record
        for stage, override in record.get("overrides", {}).items():
            yield key, ("codes", code, "overrides", stage), override


Located = tuple[str, Location, dict[str, str]]
"""File and location of a text, and the text."""


def _texts(value: Any, location: Location = ()) -> Iterator[tuple[Location, dict[str, str]]]:
    if isinstance(value, dict) and isinstance(value.get("zh"), str):
        yield location, value
    items = enumerate(value) if isinstance(value, list) else ()
    for key, item in value.items() if isinstance(value, dict) else items:
        yield from _texts(item, (*location, key))


def _text_of(key: str, wanted: str = "") -> Callable[[Values], Iterator[Located]]:
    """Return a function that finds the texts of a file, or of `codes`, below the field `wanted`."""

    def found(values: Values) -> Iterator[Located]:
        for name, value in values.items():
            if name == key or (key == "codes" and name.startswith("codes/")):
                for location, text in _texts(value):
                    if not wanted or wanted in location:
                        yield name, location, text

    return found


def _other(rng: random.Random, values: Any, *but: Any) -> Any:
    return rng.choice([value for value in values if value not in but])


def _misspelt(rng: random.Random, name: str) -> str:
    """Return a name with two neighbouring letters exchanged, or one of a pair lost."""
    at = rng.randrange(1, len(name) - 1)
    one, two = name[at], name[at + 1]
    return name[:at] + (two + one if one != two else one) + name[at + 2 :]


# --- turning a text round

_TURNS = {
    "zh": [
        ("不能", "能"), ("不要", "要"), ("没有", "有"), ("无法", "可以"), ("未能", "已"), ("不", ""), ("未", "已"), ("失败", "成功"),
        ("之前", "之后"), ("之后", "之前"), ("大于", "小于"), ("小于", "大于"), ("关闭", "打开"), ("打开", "关闭"), ("至少", "至多"), ("最多", "至少"),
        ("允许", "禁止"), ("禁止", "允许"), ("正确", "错误"), ("正常", "异常"), ("可以", "不可以"), ("已", "未"), ("需要", "不需要"),
        ("是", "不是"), ("检查", "不要检查"), ("联系", "不要联系"), ("调用", "不要调用"), ("等", "不要等"), ("再", "不要再"),
    ],
    "en": [
        (r"\bcannot\b", "can"), (r"\bcould not\b", "could"), (r"n't\b", ""), (r"\bnot ", ""), (r"\bnever\b", "always"), (r"\bno\b", "a"),
        (r"\bwithout\b", "with"), (r"\bfailed\b", "succeeded"), (r"\bfails\b", "succeeds"), (r"\bbefore\b", "after"), (r"\bafter\b", "before"),
        (r"\blarger\b", "smaller"), (r"\bTurn off\b", "Turn on"), (r"\bTurn on\b", "Turn off"), (r"\bat least\b", "at most"),
        (r"\bat most\b", "at least"), (r"\ballowed\b", "forbidden"), (r"\binvalid\b", "valid"),
        (r"\bis\b", "is not"), (r"\bare\b", "are not"), (r"\bwas\b", "was not"), (r"\bcan\b", "cannot"), (r"\bmust\b", "must not"),
        (r"\bdoes\b", "does not"), (r"\bhas\b", "has no"),
    ],
}  # fmt: skip


def turned(text: str, lang: str, rng: random.Random) -> str:
    """Return the contrary of a text."""
    spans = re.split("(`[^`]+`)", text)
    fitting = [
        (old, new)
        for old, new in _TURNS[lang]
        if any(re.search(old, prose) for prose in spans[::2])
    ]
    if not fitting:
        return "并非" + text if lang == "zh" else f"Do not {text[0].lower()}{text[1:]}"
    old, new = rng.choice(fitting)
    for place in range(0, len(spans), 2):
        if re.search(old, spans[place]):
            spans[place] = re.sub(old, new, spans[place], count=1)
            break
    return " ".join("".join(spans).split())


def _turn(title: str, found: Callable[[Values], Iterator[Located]]) -> None:
    def one(values: Values, rng: random.Random) -> Iterator[list[Change]]:
        for key, where, text in found(values):
            lang = rng.choice(("zh", "en"))
            yield [(key, (*where, lang), turned(text[lang], lang, rng))]

    def two(values: Values, rng: random.Random) -> Iterator[list[Change]]:
        for key, where, text in found(values):
            # Negated, as the first turn that fits may differ between the languages.
            zh, en = "并非" + text["zh"], f"It is not so: {text['en'][0].lower()}{text['en'][1:]}"
            yield [(key, (*where, "zh"), zh), (key, (*where, "en"), en)]

    _kind(f"{title} turned round in one language")(one)
    _kind(f"{title} turned round in both languages", BOTH)(two)


def _exchange(title: str, found: Callable[[Values], Iterator[Located]]) -> None:
    """Exchange neighbouring texts, in one language or in both."""

    def pairs(values: Values) -> Iterator[tuple[Located, Located]]:
        texts = list(found(values))
        for one, other in itertools.pairwise(texts):
            if one[2]["en"] != other[2]["en"] and one[2]["zh"] != other[2]["zh"]:
                yield one, other

    def swap(one: Located, other: Located, lang: str) -> list[Change]:
        return [
            (one[0], (*one[1], lang), other[2][lang]),
            (other[0], (*other[1], lang), one[2][lang]),
        ]

    def single(values: Values, rng: random.Random) -> Iterator[list[Change]]:
        for pair in pairs(values):
            yield swap(*pair, rng.choice(("zh", "en")))

    def both(values: Values, _: random.Random) -> Iterator[list[Change]]:
        for pair in pairs(values):
            yield swap(*pair, "zh") + swap(*pair, "en")

    _kind(f"{title} exchanged in one language")(single)
    _kind(f"{title} exchanged in both languages", BOTH)(both)


def _number(title: str, found: Callable[[Values], Iterator[Located]]) -> None:
    """Change a number in one language or in both."""

    def numbers(values: Values) -> Iterator[tuple[Located, str]]:
        for located in found(values):
            zh, en = (set(re.findall(r"\d+", located[2][lang])) for lang in ("zh", "en"))
            for number in sorted(zh & en):
                yield located, number

    def changed(number: str, rng: random.Random) -> str:
        at = rng.randrange(len(number))
        digit: str = _other(rng, "123456789", number[at])
        return number[:at] + digit + number[at + 1 :]

    def make(langs: tuple[str, ...]) -> Kind:
        def kind(values: Values, rng: random.Random) -> Iterator[list[Change]]:
            for (key, where, text), number in numbers(values):
                new = changed(number, rng)
                chosen = langs if len(langs) == 2 else (rng.choice(("zh", "en")),)
                yield [(key, (*where, lang), text[lang].replace(number, new)) for lang in chosen]

        return kind

    _kind(f"number in {title} wrong in one language")(make(("one",)))
    _kind(f"number in {title} wrong in both languages")(make(("zh", "en")))


_CAUSE = _text_of("codes", "cause")
_COMMENT = _text_of("codes", "comment")
_NOTE = _text_of("codes", "note")
_TEXTS = {
    "a cause": _CAUSE,
    "a comment": _COMMENT,
    "a note": _NOTE,
    "a shared meaning": _text_of("meanings", "meanings"),
    "a remedy": lambda values: (t for t in _text_of("remedies")(values) if len(t[1]) == 1),
    "a check": _text_of("remedies", "checks"),
    "a retry case": _text_of("retries", "text"),
    "a condition": _text_of("retries", "condition"),
    "a stage's rule": _text_of("stages", "rule"),
    "a user message": _text_of("stages", "user_messages"),
    "a stage's section": _text_of("stages", "sections"),
    "an event": _text_of("stages", "events"),
    "an introduction": _text_of("stages", "introduction"),
    "a legacy meaning": _text_of("legacy", "meaning"),
    "a legacy note": _text_of("legacy", "note"),
    "a legacy family": _text_of("legacy", "families"),
    "a libcurl error": _text_of("anatomy", "results"),
    "a numbering rule": _text_of("anatomy", "rules"),
    "a module": _text_of("modules", "text"),
    "a family": _text_of("families", "meaning"),
    "a label": _text_of("labels"),
    "any text": lambda values: (t for key in values for t in _text_of(key)(values)),
}
for _title, _found in _TEXTS.items():
    _turn(_title, _found)
    _exchange(_title, _found)
for _title in (
    *("a cause", "a comment", "a note", "a remedy", "a stage's rule", "a stage's section"),
    *("a legacy meaning", "a legacy note", "a libcurl error", "a family"),
):
    _number(_title, _TEXTS[_title])
_number("an erratum", _text_of("codes", "erratum"))


@_kind("cause names another server in one language")
def _server_of_text(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    servers = values["meanings"]["servers"]
    for key, where, text in _CAUSE(values):
        for id_, name in servers.items():
            lang = rng.choice(("zh", "en"))
            start = len("the ") if lang == "en" else 0
            old, new = name[lang][start:], servers[_other(rng, servers, id_)][lang][start:]
            if old in text[lang]:
                yield [(key, (*where, lang), text[lang].replace(old, new))]


@_kind("cause names another server in both languages", BOTH)
def _server_of_both(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    servers = values["meanings"]["servers"]
    for key, where, text in _CAUSE(values):
        for id_, name in servers.items():
            if name["zh"] in text["zh"] and name["en"][4:] in text["en"]:
                new = servers[_other(rng, servers, id_)]
                yield [
                    (key, (*where, "zh"), text["zh"].replace(name["zh"], new["zh"])),
                    (key, (*where, "en"), text["en"].replace(name["en"][4:], new["en"][4:])),
                ]


@_kind("server's name exchanged in one language")
def _servers(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    servers = values["meanings"]["servers"]
    for id_ in servers:
        lang = rng.choice(("zh", "en"))
        new = servers[_other(rng, servers, id_)][lang]
        yield [("meanings", ("servers", id_, lang), new)]


@_kind("title exchanged in one language")
def _titles(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for key in ("stages", "modules"):
        for id_, entry in values[key].items():
            lang = rng.choice(("zh", "en"))
            new = values[key][_other(rng, values[key], id_)]["title"][lang]
            if new != entry["title"][lang]:
                yield [(key, (id_, "title", lang), new)]


# --- codes


@_kind("code off by one")
def _off_by_one(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for key, code, _ in _records(values):
        records = values[key]["codes"]
        new = code + rng.choice((-1, 1))
        if new > 0 and new not in records:
            yield [(key, ("codes",), {new if c == code else c: r for c, r in records.items()})]


@_kind("code lost")
def _lost(values: Values, _: random.Random) -> Iterator[list[Change]]:
    for key, code, _record in _records(values):
        yield [(key, ("codes", code), GONE)]


@_kind("name misspelt")
def _name(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for key, code, record in _records(values):
        new = _misspelt(rng, record["names"][0]["name"])
        yield [(key, ("codes", code, "names", 0, "name"), new)]


@_kind("number of headers")
def _headers(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for key, code, record in _records(values):
        platform = rng.choice(list(record["names"][0]["headers"]))
        where = ("codes", code, "names", 0, "headers", platform)
        yield [(key, where, record["names"][0]["headers"][platform] + 1)]


@_kind("date of a name")
def _date(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for key, code, record in _records(values):
        if "first" in record["names"][0]:
            end = rng.choice(("first", "last"))
            day = date.fromisoformat(record["names"][0][end])
            new = day + timedelta(days=-30 if end == "first" else 30)
            yield [(key, ("codes", code, "names", 0, end), new.isoformat())]


@_kind("other code with a name")
def _also(values: Values, _: random.Random) -> Iterator[list[Change]]:
    for key, code, record in _records(values):
        if "also" in record["names"][0]:
            yield [(key, ("codes", code, "names", 0, "also"), GONE)]


@_kind("stage of a code")
def _stage(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for key, code, record in _records(values):
        stages = record.get("stages", {})
        add = _other(rng, values["stages"], *stages)
        yield [(key, ("codes", code, "stages"), {**stages, add: "ours"})]
        if len(stages) > 1:
            yield [(key, ("codes", code, "stages", rng.choice(list(stages))), GONE)]


@_kind("source of a stage")
def _stage_source(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for key, code, record in _records(values):
        for stage, source in record.get("stages", {}).items():
            new = _other(rng, ("ours", "common-codes", "room-manager"), source)
            yield [(key, ("codes", code, "stages", stage), new)]


@_kind("tier of a code")
def _tier(values: Values, _: random.Random) -> Iterator[list[Change]]:
    for key, code, record in _records(values):
        yield [(key, ("codes", code, "tier"), "complete" if record["tier"] == "common" else "common")]  # fmt: skip


@_kind("error or status")
def _error_or_status(values: Values, _: random.Random) -> Iterator[list[Change]]:
    for key, code, record in _records(values):
        new = "error" if record.get("kind") == "status" else "status"
        yield [(key, ("codes", code, "kind"), new)]


@_kind("comment lost")
def _comment(values: Values, _: random.Random) -> Iterator[list[Change]]:
    for key, code, record in _records(values):
        if "comment" in record:
            gone: Change = (key, ("codes", code, "comment"), GONE)
            cause = {**record["comment"], "source": "ours"}
            new = [] if "cause" in record else [(key, ("codes", code, "cause"), cause)]
            yield [gone, *new]


@_kind("code retired without a reason to be")
def _retired(values: Values, _: random.Random) -> Iterator[list[Change]]:
    reason = {"zh": "SDK 不再返回它。", "en": "The SDK no longer gives it."}
    for key, code, _record in _records(values):
        for source in ("ours", "error-headers"):
            end = {"reason": {**reason, "source": source}}
            yield [(key, ("codes", code, "retired"), end)]


@_kind("printed name of an erratum")
def _erratum(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    names = [record["names"][0]["name"] for _, _, record in _records(values)]
    for key, code, record in _records(values):
        if "erratum" in record:
            for _ in range(3):
                new = _other(rng, names, record["erratum"]["printed"], record["names"][0]["name"])
                yield [(key, ("codes", code, "erratum", "printed"), new)]


# --- guidance


@_kind("retry answer of a code")
def _retry(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for key, where, part in _parts(values):
        if "retry" in part:
            for _ in range(2):
                new = _other(rng, values["retries"], part["retry"]["rule"])
                yield [(key, (*where, "retry", "rule"), new)]


@_kind("source of a retry answer")
def _retry_source(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for key, where, part in _parts(values):
        if "retry" in part:
            new = _other(rng, ("ours", "common-codes", "room-manager"), part["retry"]["source"])
            yield [(key, (*where, "retry", "source"), new)]


@_kind("step swapped")
def _swapped(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for key, where, part in _parts(values):
        steps = part.get("steps", {})
        for old in steps:
            new = _other(rng, values["remedies"], *steps)
            changed = {new if id_ == old else id_: source for id_, source in steps.items()}
            yield [(key, (*where, "steps"), changed)]


@_kind("step dropped")
def _dropped(values: Values, _: random.Random) -> Iterator[list[Change]]:
    for key, where, part in _parts(values):
        if len(part.get("steps", {})) > 1:
            for old in part["steps"]:
                yield [(key, (*where, "steps", old), GONE)]


@_kind("step added")
def _added(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for key, where, part in _parts(values):
        if steps := part.get("steps"):
            new = rng.choice(("check-network", "contact-support", _other(rng, values["remedies"])))
            if new not in steps:
                yield [(key, (*where, "steps"), {**steps, new: "ours"})]


@_kind("steps in another order")
def _order(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for key, where, part in _parts(values):
        steps = list(part.get("steps", {}))
        if len(steps) > 1:
            at = rng.randrange(len(steps) - 1)
            steps[at], steps[at + 1] = steps[at + 1], steps[at]
            yield [(key, (*where, "steps"), {id_: part["steps"][id_] for id_ in steps})]


@_kind("source of a step")
def _step_source(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for key, where, part in _parts(values):
        for id_, source in part.get("steps", {}).items():
            new = _other(rng, ("ours", "common-codes", "room-manager"), source)
            yield [(key, (*where, "steps", id_), new)]


@_kind("shared meaning swapped")
def _meaning(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    shared = values["meanings"]["meanings"]
    for key, where, part in _parts(values):
        if "meaning" in (cause := part.get("cause", {})):
            alike = [m for m in shared if ("{server}" in shared[m]["en"]) == ("server" in cause)]
            new = _other(rng, alike, cause["meaning"])
            yield [(key, (*where, "cause", "meaning"), new)]


@_kind("server of a meaning swapped")
def _server(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for key, where, part in _parts(values):
        if "server" in (cause := part.get("cause", {})):
            new = _other(rng, values["meanings"]["servers"], cause["server"])
            yield [(key, (*where, "cause", "server"), new)]


@_kind("source of a text of a code")
def _text_source(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for key, where, part in _parts(values):
        for field in ("cause", "comment", "note"):
            if field in part:
                known = ("ours", "common-codes", "room-manager", "error-headers")
                new = _other(rng, known, part[field]["source"])
                yield [(key, (*where, field, "source"), new)]


@_kind("override moved to another stage")
def _override_moved(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for key, code, record in _records(values):
        overrides = record.get("overrides", {})
        free = [stage for stage in record.get("stages", {}) if stage not in overrides]
        for old in overrides if free else ():
            new = rng.choice(free)
            moved = {new if stage == old else stage: part for stage, part in overrides.items()}
            yield [(key, ("codes", code, "overrides"), moved)]


@_kind("override lost")
def _override_lost(values: Values, _: random.Random) -> Iterator[list[Change]]:
    for key, code, record in _records(values):
        for stage in record.get("overrides", {}):
            only = len(record["overrides"]) == 1
            yield [(key, ("codes", code, "overrides", *(() if only else (stage,))), GONE)]


@_kind("override new")
def _override_new(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    answers = [p["retry"] for _, _, p in _parts(values) if "retry" in p]
    for key, code, record in _records(values):
        stages, overrides = record.get("stages", {}), record.get("overrides", {})
        free = [stage for stage in stages if stage not in overrides]
        if len(free) > 1:
            retry = _other(rng, answers, record["retry"])
            new = rng.choice(({"steps": {"contact-support": "ours"}}, {"retry": retry}))
            yield [(key, ("codes", code, "overrides"), {**overrides, rng.choice(free): new})]


# --- retries and remedies


@_kind("verdict of a retry case")
def _verdict(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    verdicts = ("yes", "once", "after", "sdk", "no", "unknown")
    for id_, case in values["retries"].items():
        new = _other(rng, verdicts, case["verdict"])
        changes: list[Change] = [("retries", (id_, "verdict"), new)]
        # The fields go along, as the rules ask for it.
        for field in ("limit", "condition"):
            if field in case:
                changes.append(("retries", (id_, field), GONE))
        if new == "yes":
            changes.append(("retries", (id_, "limit"), values["retries"]["network"]["limit"]))
        if new == "after":
            known = values["retries"]["after-login"]["condition"]
            changes.append(("retries", (id_, "condition"), known))
        yield changes


@_kind("limit of a retry case")
def _limit(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for id_, case in values["retries"].items():
        if "limit" in case:
            limit = case["limit"]
            yield [("retries", (id_, "limit", "interval"), limit["interval"] + rng.randrange(1, 9))]
            yield [("retries", (id_, "limit", "attempts", "max"), limit["attempts"]["max"] * 10)]
            yield [("retries", (id_, "limit", "attempts", "min"), 1)]
            new = "ours" if limit["source"] == "common-codes" else "common-codes"
            yield [("retries", (id_, "limit", "source"), new)]


@_kind("call of a retry case")
def _calls(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for id_, case in values["retries"].items():
        new = _other(rng, values["stages"], case.get("calls"))
        yield [("retries", (id_, "calls"), new)]


@_kind("step of a retry case")
def _step(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for id_, case in values["retries"].items():
        if "step" in case:
            yield [("retries", (id_, "step"), GONE)]
            yield [("retries", (id_, "step"), _other(rng, values["remedies"], case["step"]))]


@_kind("number in a condition, both languages")
def _condition(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for id_, case in values["retries"].items():
        for number in re.findall(r"\d+", case.get("condition", {}).get("en", "")):
            for _ in range(3):
                new = str(int(number) + rng.randrange(1, 50))
                yield [
                    ("retries", (id_, "condition", lang), case["condition"][lang].replace(number, new))
                    for lang in ("zh", "en")
                ]  # fmt: skip


@_kind("side of a remedy")
def _side(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for id_, remedy in values["remedies"].items():
        yield [("remedies", (id_, "side"), _other(rng, ("app", "network", "zego"), remedy["side"]))]


@_kind("lines of an edit")
def _edit(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for id_, remedy in values["remedies"].items():
        for platform, edit in remedy.get("edits", {}).items():
            where = (id_, "edits", platform)
            yield [("remedies", where, {"before": edit["after"], "after": edit["before"]})]
            lines = edit["after"].splitlines()
            if len(lines) > 1:
                yield [("remedies", (*where, "after"), "\n".join([lines[1], lines[0], *lines[2:]]))]
            others = list(remedy["edits"])
            if len(others) > 1:
                new = remedy["edits"][_other(rng, others, platform)]
                yield [("remedies", where, new)]


# --- stages


@_kind("callback of another stage")
def _callback(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    stages = values["stages"]
    for id_, stage in stages.items():
        for platform, entry in stage["callbacks"].items():
            others = [
                other["callbacks"][platform]
                for name, other in stages.items()
                if name != id_ and platform in other["callbacks"]
            ]
            others = [other for other in others if other["names"] != entry["names"]]
            if others:
                names = rng.choice(others)["names"]
                yield [("stages", (id_, "callbacks", platform, "names"), names)]


@_kind("callback misspelt")
def _callback_name(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for id_, stage in values["stages"].items():
        for platform, entry in stage["callbacks"].items():
            at = rng.randrange(len(entry["names"]))
            new = _misspelt(rng, entry["names"][at].rstrip(":"))
            yield [("stages", (id_, "callbacks", platform, "names", at), new)]


@_kind("source of a callback")
def _callback_source(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for id_, stage in values["stages"].items():
        for platform, entry in stage["callbacks"].items():
            new = _other(rng, ("ours", "common-codes", "api-flutter"), entry["source"])
            yield [("stages", (id_, "callbacks", platform, "source"), new)]


@_kind("callback lost")
def _callback_lost(values: Values, _: random.Random) -> Iterator[list[Change]]:
    for id_, stage in values["stages"].items():
        for platform in stage["callbacks"]:
            yield [("stages", (id_, "callbacks", platform), GONE)]


@_kind("numbers of a stage's rule")
def _rule(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for id_, stage in values["stages"].items():
        retry = stage.get("retry", {})
        for field in ("interval", "wait"):
            if field in retry:
                new = retry[field] + rng.randrange(1, 9)
                yield [("stages", (id_, "retry", field), new)]
                yield [("stages", (id_, "retry", field), GONE)]
        if "attempts" in retry:
            low, high = retry["attempts"]["min"], retry["attempts"]["max"]
            yield [("stages", (id_, "retry", "attempts"), {"min": high, "max": low})]
            yield [("stages", (id_, "retry", "attempts", "max"), high + 5)]
        if retry:
            new = "ours" if retry["source"] == "common-codes" else "common-codes"
            yield [("stages", (id_, "retry", "source"), new)]


@_kind("numbers of a stage's rule, with those of its words and of the retry cases")
def _rule_everywhere(values: Values, _: random.Random) -> Iterator[list[Change]]:
    """Change what has to agree, everywhere."""
    changes: list[Change] = []
    for id_, stage in values["stages"].items():
        retry = stage.get("retry", {})
        if "interval" in retry:
            changes.append(("stages", (id_, "retry", "interval"), 8))
            for at, text in enumerate(retry["rule"]):
                for lang in ("zh", "en"):
                    where = (id_, "retry", "rule", at, lang)
                    changes.append(("stages", where, re.sub(r"\b3\b", "8", text[lang])))
    for id_, case in values["retries"].items():
        if case.get("limit", {}).get("source") == "common-codes":
            changes.append(("retries", (id_, "limit", "interval"), 8))
    yield changes


@_kind("event of a stage")
def _event(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    actions = ("wait", "continue", "log-in", "stay-out")
    for id_, stage in values["stages"].items():
        for name, event in stage.get("events", {}).items():
            where = (id_, "events", name)
            yield [("stages", (*where, "action"), _other(rng, actions, event["action"]))]
            for at in range(len(event.get("legacy", ()))):
                yield [("stages", (*where, "legacy", at), GONE)]
            for at in range(len(event.get("codes", {}).get("numbers", ()))):
                yield [("stages", (*where, "codes", "numbers", at), GONE)]
                others = [
                    e["codes"]["numbers"]
                    for n, e in stage["events"].items()
                    if n != name and "codes" in e
                ]
                moved = event["codes"]["numbers"][at]
                if others and moved not in others[0]:
                    other = next(
                        n for n, e in stage["events"].items() if n != name and "codes" in e
                    )
                    yield [
                        ("stages", (*where, "codes", "numbers", at), GONE),
                        ("stages", (id_, "events", other, "codes", "numbers"), [*others[0], moved]),
                    ]


@_kind("place of a stage in a session")
def _place(values: Values, _: random.Random) -> Iterator[list[Change]]:
    for id_, stage in values["stages"].items():
        yield [("stages", (id_, "step"), stage["step"] + 1)]
        if "anytime" in stage:
            yield [("stages", (id_, "anytime"), GONE)]


# --- legacy values and numbering


@_kind("family of a legacy value")
def _family(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for at, value in enumerate(values["legacy"]["values"]):
        new = _other(rng, values["legacy"]["families"], value["family"])
        yield [("legacy", ("values", at, "family"), new)]


@_kind("date, name or source of a legacy value")
def _legacy(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for at, value in enumerate(values["legacy"]["values"]):
        if value["last"].count("-") == 2:
            new = (date.fromisoformat(value["last"]) + timedelta(days=31)).isoformat()
            yield [("legacy", ("values", at, "last"), new)]
        if "name" in value:
            yield [("legacy", ("values", at, "name"), _misspelt(rng, value["name"]))]
        new = _other(rng, ("old-headers", "topics", "ours"), value["source"])
        yield [("legacy", ("values", at, "source"), new)]


@_kind("successor of a legacy value")
def _successor(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    codes = [code for _, code, _ in _records(values)]
    for at, value in enumerate(values["legacy"]["values"]):
        if "successors" in value:
            new = _other(rng, codes, *value["successors"])
            yield [("legacy", ("values", at, "successors", 0), new)]
            yield [("legacy", ("values", at, "successors"), GONE)]
        if "pattern" in value:
            patterns = [entry["pattern"] for entry in values["legacy"]["patterns"]]
            yield [("legacy", ("values", at, "pattern"), _other(rng, patterns, value["pattern"]))]


@_kind("mask of the legacy values")
def _mask(values: Values, _: random.Random) -> Iterator[list[Change]]:
    mask = values["legacy"]["mask"]
    yield [("legacy", ("mask", "value"), mask["value"] * 2)]
    yield [("legacy", ("mask", "example", "successor"), 52000101)]
    example = mask["example"]
    yield [
        ("legacy", ("mask", "example", "code"), example["code"] + 1),
        ("legacy", ("mask", "example", "result"), example["result"] + 1),
    ]


@_kind("name of a libcurl error")
def _curl(values: Values, _: random.Random) -> Iterator[list[Change]]:
    names = values["anatomy"]["curl"]["names"]
    numbers = list(names)
    for one, other in itertools.pairwise(numbers):
        yield [
            ("anatomy", ("curl", "names", one), names[other]),
            ("anatomy", ("curl", "names", other), names[one]),
        ]
    for number in values["anatomy"]["curl"]["results"]:
        yield [("anatomy", ("curl", "results", number), GONE)]


@_kind("libcurl errors exchanged")
def _curl_texts(values: Values, _: random.Random) -> Iterator[list[Change]]:
    results = values["anatomy"]["curl"]["results"]
    numbers = list(results)
    for one, other in itertools.pairwise(numbers):
        yield [
            ("anatomy", ("curl", "results", one), results[other]),
            ("anatomy", ("curl", "results", other), results[one]),
        ]


@_kind("evidence of a numbering rule")
def _evidence(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for at, rule in enumerate(values["anatomy"]["rules"]):
        new = _other(rng, ("proved", "names", "guess"), rule["evidence"])
        yield [("anatomy", ("rules", at, "evidence"), new)]


# --- modules, sources, calls, families, the whole


@_kind("module")
def _module(values: Values, _: random.Random) -> Iterator[list[Change]]:
    for id_, module in values["modules"].items():
        side = "server" if module["side"] == "device" else "device"
        yield [("modules", (id_, "side"), side)]
        last = module["ranges"][-1]
        yield [("modules", (id_, "ranges", len(module["ranges"]) - 1, "to"), last["to"] - 1)]
        if len(module["prefixes"]) > 1:
            yield [("modules", (id_, "prefixes", 0), GONE)]


@_kind("source")
def _source(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    marks = ("vendor", "document", "sample", "package", "header", "ours", "other")
    for id_, source in values["sources"]["texts"].items():
        yield [("sources", ("texts", id_, "mark"), _other(rng, marks, source["mark"]))]
        if "date" in source:
            yield [("sources", ("texts", id_, "date"), "2020-02-02")]
        if "url" in source:
            urls = [s["url"] for s in values["sources"]["texts"].values() if "url" in s]
            yield [("sources", ("texts", id_, "url"), _other(rng, urls, source["url"]))]


@_kind("header")
def _header(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for at, header in enumerate(values["sources"]["headers"]):
        yield [("sources", ("headers", at, "constants"), header["constants"] + 1)]
        platforms = ("cpp", "objc", "java", "dart", "web")
        yield [("sources", ("headers", at, "platform"), _other(rng, platforms, header["platform"]))]
        yield [("sources", ("headers", at, "seen"), "2020-02-02")]


@_kind("call of the SDK")
def _call(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    calls, files = values["calls"]["calls"], values["calls"]["files"]
    for id_, call in calls.items():
        yield [("calls", ("calls", id_, "name"), _misspelt(rng, call["name"].rstrip(":")))]
        alike = [f for f in files if f.split("-")[0] == call["file"].split("-")[0]]
        if len(alike) > 1:
            yield [("calls", ("calls", id_, "file"), _other(rng, alike, call["file"]))]
        platforms = ("cpp", "objc", "java")
        yield [("calls", ("calls", id_, "platform"), _other(rng, platforms, call["platform"]))]
        if "stage" in call:
            stages = ("login", "publish", "play")
            yield [("calls", ("calls", id_, "stage"), _other(rng, stages, call["stage"]))]
    for id_, file in files.items():
        new = file["commit"][:-1] + _other(rng, "0123456789abcdef", file["commit"][-1])
        yield [("calls", ("files", id_, "commit"), new)]


@_kind("range of a family")
def _range(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    for id_, family in values["families"].items():
        for at, span in enumerate(family.get("numbers", ())):
            end = rng.choice([key for key in ("from", "to") if key in span])
            yield [("families", (id_, "numbers", at, end), span[end] + 1)]
        if "base" in family:
            yield [("families", (id_, "base"), family["base"] + 1)]
        kinds = ("other", "status", "event", "kick-out")
        yield [("families", (id_, "kind"), _other(rng, kinds, family["kind"]))]
        new = _other(rng, ("proved", "document", "inferred"), family["certainty"])
        yield [("families", (id_, "certainty"), new)]


@_kind("fact of the whole dataset")
def _whole(values: Values, rng: random.Random) -> Iterator[list[Change]]:
    whole = values["dataset"]
    yield [("dataset", ("boundary", "date"), "2019-06-11")]
    yield [("dataset", ("boundary", "build"), "g77803872")]
    yield [("dataset", ("steady_seconds",), whole["steady_seconds"] // 2)]
    yield [("dataset", ("undocumented", "retry", "rule"), "network")]
    yield [("dataset", ("undocumented", "steps"), {"check-network": "ours"})]
    records = {code: record for _, code, record in _records(values)}
    for code in whole["resources_without_stage"]:
        yield [("dataset", ("resources_without_stage", code), GONE)]
        others = [s for s in records[code]["stages"] if s != whole["resources_without_stage"][code]]
        if others:
            yield [("dataset", ("resources_without_stage", code), rng.choice(others))]
